"""Sentences in German, French and Spanish, with what a careful model says of them: read right, and what it passes over
is asked."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.reading import NotRestated, read_checked
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.errors import InvalidInput
from tests.support.claimed_trips import JsonClaim, claim, to_claims

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Berger"), currency="EUR", cost_centre="GENERAL"
)
EARLY, LATE = {"notAfter": "12:00"}, {"notBefore": "18:00"}


class Sentence(NamedTuple):
    """A text, what is claimed of it, and what is to be read: each slice in a line, and what else there is."""

    text: str
    claims: tuple[JsonClaim, ...]
    slices: tuple[str, ...]
    others: dict[str, Any] = {}


def origin(phrase: str, place: str = "", number: int = 0) -> JsonClaim:
    return claim("origin", phrase, slice=number, place=place or phrase)


def destination(phrase: str, place: str = "", number: int = 0) -> JsonClaim:
    return claim("destination", phrase, slice=number, place=place or phrase)


def day(phrase: str, value: str, number: int = 0) -> JsonClaim:
    return claim("depart_on", phrase, slice=number, day=value)


def departs(phrase: str, number: int, **window: str) -> JsonClaim:
    return claim("departure", phrase, slice=number, window=window)


SENTENCES = (
    Sentence(
        "Hallo zusammen, ich brauche für nächsten Montag einen Flug von München nach Hamburg, am liebsten vormittags, "
        "und am Mittwoch zurück. Danke!",
        (
            *(origin("München", "Munich"), destination("Hamburg")),
            *(day("nächsten Montag", "2026-11-23"), day("Mittwoch", "2026-11-25", 1)),
            departs("am liebsten vormittags", 0, **EARLY, strength="wish"),
        ),
        ("Munich-Hamburg 2026-11-23 air ..12:00?", "Hamburg-Munich 2026-11-25 air"),
    ),
    Sentence(
        "Bitte Bahnfahrt Köln - Frankfurt am Main am 7. Mai 2027, Ankunft bis 10 Uhr, zurück am selben Tag nach 17 Uhr",
        (
            *(origin("Köln", "Cologne"), destination("Frankfurt am Main", "Frankfurt")),
            *(day("7. Mai 2027", "2027-05-07"), day("am selben Tag", "2027-05-07", 1)),
            claim("mode", "Bahnfahrt", mode="rail"),
            claim("arrival", "Ankunft bis 10 Uhr", slice=0, window={"notAfter": "10:00"}),
            departs("nach 17 Uhr", 1, notBefore="17:00"),
        ),
        (
            "Köln-Frankfurt am Main 2027-05-07 rail arriving ..10:00",
            "Frankfurt am Main-Köln 2027-05-07 rail 17:00..",
        ),
    ),
    Sentence(
        "Je dois aller de Bordeaux à Bruxelles du 12 au 14 avril 2027, hôtel 3 étoiles minimum près du centre, 130 € "
        "la nuit max",
        (
            *(origin("Bordeaux"), destination("Bruxelles", "Brussels")),
            *(day("du 12 au 14 avril 2027", "2027-04-12"), day("du 12 au 14 avril 2027", "2027-04-14", 1)),
            *(claim("hotel", "hôtel"), claim("min_stars", "3 étoiles minimum", stars=3)),
            claim("near_centre", "près du centre"),
            claim("nightly_cap", "130 € la nuit max", amount={"amount": 13000, "currency": "EUR"}),
        ),
        ("Bordeaux-Brussels 2027-04-12 air", "Brussels-Bordeaux 2027-04-14 air"),
        {"min_stars": 3, "near_centre": True, "nightly_cap": Money(amount=13000, currency="EUR")},
    ),
    Sentence(
        "Réservez-moi un aller-retour Nantes-Lisbonne, départ mardi 4 mai 2027 au matin, retour jeudi 6 mai au soir",
        (
            *(origin("Nantes"), destination("Lisbonne", "Lisbon")),
            *(day("mardi 4 mai 2027", "2027-05-04"), day("jeudi 6 mai", "2027-05-06", 1)),
            *(departs("au matin", 0, **EARLY), departs("au soir", 1, **LATE)),
        ),
        ("Nantes-Lisbon 2027-05-04 air ..12:00", "Lisbon-Nantes 2027-05-06 air 18:00.."),
    ),
    Sentence(
        "Necesito un vuelo Bilbao-Berlín el martes 8 de junio de 2027 por la mañana, vuelta el jueves 10 por la tarde",
        (
            *(origin("Bilbao"), destination("Berlín", "Berlin")),
            *(day("martes 8 de junio de 2027", "2027-06-08"), day("jueves 10", "2027-06-10", 1)),
            *(departs("por la mañana", 0, **EARLY), departs("por la tarde", 1, notBefore="12:00", notAfter="18:00")),
        ),
        ("Bilbao-Berlin 2027-06-08 air ..12:00", "Berlin-Bilbao 2027-06-10 air 12:00..18:00"),
    ),
    Sentence(
        "Hotel en Sevilla del 3 al 5 de mayo de 2027, sin vuelo, cerca del centro",
        (
            *(claim("hotel", "Hotel"), claim("stay_place", "Sevilla", place="Seville")),
            claim("check_in", "del 3 al 5 de mayo de 2027", day="2027-05-03"),
            claim("check_out", "del 3 al 5 de mayo de 2027", day="2027-05-05"),
            claim("near_centre", "cerca del centro"),
        ),
        (),
        {"near_centre": True, "check_in": date(2027, 5, 3), "check_out": date(2027, 5, 5)},
    ),
    Sentence(
        "Mietwagen in München vom 3. bis 5. Mai 2027",
        (
            *(claim("car", "Mietwagen"), claim("stay_place", "München", place="Munich")),
            claim("check_in", "vom 3. bis 5. Mai 2027", day="2027-05-03"),
            claim("check_out", "vom 3. bis 5. Mai 2027", day="2027-05-05"),
        ),
        (),
        {"pick_up_on": date(2027, 5, 3), "drop_off_on": date(2027, 5, 5)},
    ),
    Sentence(
        "Ich muss am 3. Mai 2027 in Wien sein, Abflug Frankfurt, zurück am 4. Mai, Business Class bitte",
        (
            *(origin("Frankfurt"), destination("Wien", "Vienna")),
            *(day("am 3. Mai 2027", "2027-05-03"), day("am 4. Mai", "2027-05-04", 1)),
            claim("cabin", "Business Class", cabin="business"),
        ),
        (
            "Frankfurt am Main-Vienna 2027-05-03 air business",
            "Vienna-Frankfurt am Main 2027-05-04 air business",
        ),
    ),
    Sentence(
        "Von Oslo nach Rom am 1. März 2027, weiter nach Mailand am 3. März, am 5. März von Venedig zurück nach Oslo",
        (
            *(origin("Oslo"), destination("Rom", "Rome"), day("am 1. März 2027", "2027-03-01")),
            *(destination("Mailand", "Milan", 1), day("am 3. März", "2027-03-03", 1)),
            *(origin("Venedig", "Venice", 2), destination("Oslo", number=2), day("am 5. März", "2027-03-05", 2)),
        ),
        ("Oslo-Rome 2027-03-01 air", "Rome-Milan 2027-03-03 air", "Venice-Oslo 2027-03-05 air"),
    ),
)


def read(sentence: Sentence, claims: tuple[JsonClaim, ...]) -> TripRequest:
    language = detect_language(sentence.text)
    checked = check_claims(to_claims(claims), sentence.text, language, now=NOW, defaults=DEFAULTS)
    return read_checked(checked, language, now=NOW, defaults=DEFAULTS, answers={})


def lines(request: TripRequest) -> tuple[str, ...]:
    """The slices of a request, a line each."""
    return tuple(
        " ".join(
            filter(
                None,
                (
                    f"{each.origin.name}-{each.destination.name} {each.depart_on} {each.mode.value}",
                    each.cabin.value.replace("economy", ""),
                    times(each.departure),
                    f"arriving {times(each.arrival)}" if each.arrival else "",
                ),
            )
        )
        for each in request.slices
    )


def times(window: Any) -> str:
    if window is None:
        return ""
    return f"{window.not_before or ''}..{window.not_after or ''}{'?' if window.strength.value == 'wish' else ''}"


@pytest.mark.parametrize("sentence", SENTENCES, ids=[each.text[:40] for each in SENTENCES])
def test_sentence_is_read_right(sentence: Sentence) -> None:
    request = read(sentence, sentence.claims)

    assert lines(request) == sentence.slices
    only = next(iter((*request.stays, *request.cars)), None)
    assert {name: getattr(only, name) for name in sentence.others} == sentence.others
    assert len(request.stays) == ("check_in" in sentence.others or "min_stars" in sentence.others)


@pytest.mark.parametrize("sentence", SENTENCES, ids=[each.text[:40] for each in SENTENCES])
def test_what_is_passed_over_is_asked(sentence: Sentence) -> None:
    """Without any one claim the trip is the same, or it is asked; it is never another one."""
    whole = read(sentence, sentence.claims)
    asked = 0
    for place in range(len(sentence.claims)):
        try:
            request = read(sentence, sentence.claims[:place] + sentence.claims[place + 1 :])
        except (InvalidInput, NotRestated):
            asked += 1
        else:
            assert request == whole, sentence.claims[place]

    assert asked > len(sentence.claims) // 2
