"""Sentences that invite a model to read more, or less, than they say: what comes of its claims is a question."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.reading import NotRestated, read_checked
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import AmbiguousRequest
from tests.support.claimed_trips import JsonClaim, claim, to_claims

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Berger"), currency="EUR", cost_centre="GENERAL"
)


def ends(origin: str, destination: str, name: str = "") -> list[JsonClaim]:
    return [
        claim("origin", origin, slice=0, place=origin),
        claim("destination", destination, slice=0, place=name or destination),
    ]


def day(phrase: str, value: str, number: int = 0) -> JsonClaim:
    return claim("depart_on", phrase, slice=number, day=value)


ROME = ends("Berlin", "Rom", "Rome")
THIRD = day("3. März 2027", "2027-03-03")
TRAPS = {
    "where a meeting is, nobody flies on to": (
        "Flug von Berlin nach Rom am 3. März 2027, Meeting in Paris am 4. März",
        [*ROME, THIRD, claim("destination", "Paris", slice=1, place="Paris"), day("am 4. März", "2027-03-04", 1)],
    ),
    "the day of a meeting is none of a flight": (
        "Flug von Berlin nach Rom, Meeting am 4. März 2027",
        [*ROME, day("4. März 2027", "2027-03-04")],
    ),
    "the time of a meeting is none of a flight": (
        "Flug von Berlin nach Rom am 3. März 2027, Termin um 10 Uhr",
        [*ROME, THIRD, claim("arrival", "um 10 Uhr", slice=0, window={"notBefore": "09:00", "notAfter": "11:00"})],
    ),
    "somebody else travels": ("Flug von Berlin nach Rom am 3. März 2027 für Anna Klein", [*ROME, THIRD]),
    "somebody else travels too": ("Flug von Berlin nach Rom am 3. März 2027, Anna und ich", [*ROME, THIRD]),
    "and somebody with a title": ("Flug von Berlin nach Rom am 3. März 2027, Frau Meier kommt mit", [*ROME, THIRD]),
    "something is wished for": ("Flug von Berlin nach Rom am 3. März 2027 mit Frühstück", [*ROME, THIRD]),
    "several travel": ("Flug von Berlin nach Rom am 3. März 2027, wir sind zu dritt", [*ROME, THIRD]),
    "a child travels": (
        "Vol de Berlin à Rome le 3 mars 2027 avec un enfant",
        [*ends("Berlin", "Rome"), day("le 3 mars 2027", "2027-03-03")],
    ),
    "the price is of the flight": (
        "Flug maximal 200 EUR von Berlin nach Rom am 3. März 2027, Hotel für 2 Nächte",
        [
            *(*ROME, THIRD, claim("hotel", "Hotel"), claim("nights", "2 Nächte", nights=2)),
            claim("total_cap", "maximal 200 EUR", amount={"amount": 20000, "currency": "EUR"}),
        ],
    ),
    "it is every week": ("jeden Montag Flug von Berlin nach Rom", [*ROME, day("Montag", "2026-11-23")]),
    "it is some day between": (
        "Berlin nach Rom zwischen 3. und 5. März 2027",
        [
            *(*ROME, day("zwischen 3. und 5. März 2027", "2027-03-03")),
            day("zwischen 3. und 5. März 2027", "2027-03-05", 1),
        ],
    ),
    "it is the beginning of a month": (
        "Flug von Berlin nach Rom Anfang März 2027",
        [*ROME, day("Anfang März 2027", "2027-03-01")],
    ),
    "it is that day or later": ("Flug von Berlin nach Rom ab dem 3. März 2027", [*ROME, THIRD]),
    "it is that day or earlier": ("Flug von Berlin nach Rom spätestens am 3. März 2027", [*ROME, THIRD]),
    "another day would do": (
        "Madrid a Lima el 3 de mayo de 2027, o el 4 si es más barato",
        [*ends("Madrid", "Lima"), day("el 3 de mayo de 2027", "2027-05-03")],
    ),
    "the price is about that, and no limit": (
        "Berlin nach Rom am 3. März 2027, zurück am 5. März, Hotel um 150 EUR pro Nacht",
        [
            *(*ROME, THIRD, day("am 5. März", "2027-03-05", 1), claim("hotel", "Hotel")),
            claim("nightly_cap", "um 150 EUR pro Nacht", amount={"amount": 15000, "currency": "EUR"}),
        ],
    ),
    "it is a wish, and no must": (
        "Berlin nach Rom am 3. März 2027, wenn möglich Direktflug",
        [
            *(*ROME, THIRD),
            claim("preference", "Direktflug", preference={"preference": "most_stops", "stops": 0, "strength": "must"}),
        ],
    ),
    "two rooms are asked for": (
        "Berlin nach Rom am 3. März 2027, zurück am 5. März, 2 Zimmer",
        [*ROME, THIRD, day("am 5. März", "2027-03-05", 1), claim("hotel", "Zimmer")],
    ),
    "a day is taken back": ("Berlin nach Rom am 3. März 2027, nein, doch nicht", [*ROME, THIRD]),
    "a city is passed through": (
        "Vuelo de Madrid a Lima el 3 de mayo de 2027 con escala en París",
        [*ends("Madrid", "Lima"), day("3 de mayo de 2027", "2027-05-03")],
    ),
    "no word says that one comes back": (
        "Von Berlin nach Rom am 3. März 2027, Urlaub ab 9. März",
        [*ROME, THIRD, day("9. März", "2027-03-09", 1)],
    ),
    "half nine is another time in English": (
        "Von Berlin nach Rom am 3. März 2027, Abflug halb neun",
        [
            *ROME,
            THIRD,
            claim("departure", "Abflug halb neun", slice=0, window={"notBefore": "08:30", "notAfter": "10:30"}),
        ],
    ),
    "the cabin may be that of the way back": (
        "Von Berlin nach Rom am 3. März 2027, zurück am 5. März in Business Class",
        [*ROME, THIRD, day("am 5. März", "2027-03-05", 1), claim("cabin", "Business Class", cabin="business")],
    ),
    "one of the ways is by train": (
        "Von Berlin nach Rom am 3. März 2027, am 5. März zurück mit dem Zug",
        [*ROME, THIRD, day("am 5. März", "2027-03-05", 1), claim("mode", "mit dem Zug", mode="rail")],
    ),
    "a word for business is no cabin": (
        "Von Berlin nach Rom am 3. März 2027 zum Business Lunch",
        [*ROME, THIRD, claim("cabin", "Business", cabin="business")],
    ),
}


@pytest.mark.parametrize(("text", "claims"), TRAPS.values(), ids=TRAPS)
def test_what_a_sentence_only_seems_to_say_is_asked(text: str, claims: list[JsonClaim]) -> None:
    language = detect_language(text)
    checked = check_claims(to_claims(tuple(claims)), text, language, now=NOW, defaults=DEFAULTS)

    with pytest.raises((AmbiguousRequest, NotRestated)):
        read_checked(checked, language, now=NOW, defaults=DEFAULTS, answers={})
