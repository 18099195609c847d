"""What bears a claim out: the whole phrase, read by the rules, and nothing around it that says otherwise."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.trip_requests.claims import probing
from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.located import Located
from chalicelib.domain.trip_requests.claims.probing import Probed
from chalicelib.domain.trip_requests.claims.restating import restate
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Traveller
from tests.support.claimed_trips import JsonClaim, claim, to_claims

FRIDAY = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
DEFAULTS = ReadingDefaults(traveller=Traveller(given_name="Anna", family_name="Berger"), currency="EUR")
EN, DE, FR, ES = Language.ENGLISH, Language.GERMAN, Language.FRENCH, Language.SPANISH


def day(phrase: str, value: str, number: int = 0) -> JsonClaim:
    return claim("depart_on", phrase, slice=number, day=value)


def origin(phrase: str, place: str, number: int = 0) -> JsonClaim:
    return claim("origin", phrase, slice=number, place=place)


def destination(phrase: str, place: str, number: int = 0) -> JsonClaim:
    return claim("destination", phrase, slice=number, place=place)


def outcome(text: str, language: Language, *claims: JsonClaim) -> list[str]:
    """What became of each claim, in the order in which they are looked at: kept, open or dropped."""
    checked = check_claims(to_claims(claims), text, language, now=FRIDAY, defaults=DEFAULTS)
    kept = {id(each.claim): "kept" if each.is_certain else "open" for each in checked.kept}
    known = [*(each.claim for each in checked.kept), *(each.claim for each in checked.dropped)]
    return [kept.get(id(each), "dropped") for each in known]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Flug am 3. März 2027", DE, day("3. März 2027", "2027-03-03")),
        ("Flug am 3. März 2027", DE, day("am 3.  MÄRZ 2027", "2027-03-03")),
        ("vol du 3 au 5 mars", FR, day("du 3 au 5 mars", "2027-03-03")),
        ("am 3. März um 9 Uhr", DE, day("am 3. März", "2027-03-03")),
        ("am 3. März und am 5. März", DE, day("am 5. März", "2027-03-05")),
        ("Flug nach Rom", DE, destination("Rom", "Rome")),
        ("de Nueva York a Lima", ES, origin("Nueva York", "New York")),
        ("Berlin-London 3/5", EN, origin("Berlin", "Berlin")),
        ("zwei Personen nach Rom", DE, claim("party", "zwei Personen", count=2)),
        (
            "nach Rom mit Lufthansa",
            DE,
            claim(
                "preference",
                "mit Lufthansa",
                preference={"preference": "carriers", "carriers": ["LH"], "strength": "wish"},
            ),
        ),
    ],
)
def test_phrase_bears_out_what_it_says(text: str, language: Language, said: JsonClaim) -> None:
    assert outcome(text, language, said) == ["kept"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("nicht am 3. März, sondern am 4. März", DE, day("3. März", "2027-03-03")),
        ("Flug am 13. März", DE, day("3. März", "2027-03-03")),
        ("3-5 March", EN, day("5 March", "2027-03-05")),
        ("on 3 March 2027", EN, day("3 March", "2027-03-03")),
        ("on Monday, 3 March", EN, day("3 March", "2027-03-03")),
        ("on Monday, 3 March", EN, day("Monday", "2026-11-23")),
        ("am 2. oder 3. März", DE, day("3. März", "2027-03-03")),
        ("am 3. und 4. März", DE, day("4. März", "2027-03-04")),
        ("am 30. Februar", DE, day("30. Februar", "2027-03-02")),
        ("zurück am 3. März", DE, day("3. März", "2027-03-03")),
        ("von Rom nach Paris", DE, destination("Rom", "Rome")),
        ("von Rom nach Paris", DE, origin("Paris", "Paris")),
        ("not to Paris", EN, destination("Paris", "Paris")),
        ("nach New York", DE, destination("York", "York")),
        ("to London, Ontario", EN, destination("London", "London")),
        ("Flug nach Rom", DE, destination("Rom", "Romania")),
        ("nach Springfield", DE, destination("Springfield", "Paris")),
        ("12 Personen", DE, claim("party", "2 Personen", count=2)),
        ("2 oder 3 Personen", DE, claim("party", "3 Personen", count=3)),
        (
            "Hotel bis 1 450 NOK pro Nacht",
            DE,
            claim("nightly_cap", "450 NOK pro Nacht", amount={"amount": 45000, "currency": "NOK"}),
        ),
        ("Hotel für 200 EUR", DE, claim("total_cap", "200", amount={"amount": 20000, "currency": "EUR"})),
        ("ohne Hotel", DE, claim("hotel", "Hotel")),
        ("Business Meeting in Rom", DE, claim("cabin", "Business", cabin="business")),
        (
            "um halb neun",
            DE,
            claim("departure", "um halb neun", slice=0, window={"notBefore": "08:30", "notAfter": "10:30"}),
        ),
        ("Treffen von Eva Lind", DE, claim("companion", "Eva Lind", name="Eva Lind")),
        ("mit Eva Lind", DE, claim("companion", "Eva Lind", name="Eva Lindt")),
        ("morgen früh nach Rom", DE, day("morgen früh", "2026-11-21")),  # says a time as well, which would be lost
        ("Messe in Rom", DE, claim("purpose", "Messe", purpose="Messe und Urlaub")),
    ],
)  # fmt: skip
def test_phrase_that_says_something_else_bears_nothing_out(text: str, language: Language, said: JsonClaim) -> None:
    assert outcome(text, language, said) == ["dropped"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Flug am Freitag", DE, day("Freitag", "2026-11-27")),  # today, or in a week
        (
            "übermorgen nach Rom",
            DE,
            day("übermorgen", "2026-11-22"),
        ),  # where does it start?
        ("Montag, 3. März 2027", DE, day("Montag, 3. März 2027", "2027-03-03")),  # a Wednesday
        ("nach Springfield", DE, destination("Springfield", "Springfield, Illinois")),
        ("Hotel bis 200 EUR", DE, claim("nightly_cap", "bis 200 EUR", amount={"amount": 20000, "currency": "EUR"})),
    ],
)
def test_what_has_two_readings_is_left_open_whatever_is_claimed(text: str, language: Language, said: JsonClaim) -> None:
    assert outcome(text, language, said) == ["open"]


def test_claims_that_contradict_each_other_are_both_dropped() -> None:
    text = "am 3. März, am 5. März"
    said = [day("3. März", "2027-03-03"), day("am 5. März", "2027-03-05"), day("3. März", "2027-03-03")]

    assert outcome(text, DE, *said) == ["dropped"] * 3


def test_one_may_go_on_from_where_one_arrived_and_come_back_to_where_one_left() -> None:
    text = "von Rom nach Paris am 3. März, nach Lyon am 4. März, am 5. März nach Rom zurück"
    claims = [
        *(origin("Rom", "Rome"), destination("Paris", "Paris")),
        *(origin("Paris", "Paris", 1), destination("Lyon", "Lyon", 1)),
        *(origin("Lyon", "Lyon", 2), destination("Rom", "Rome", 2)),
    ]

    assert outcome(text, DE, *claims) == ["kept"] * 6


def test_places_written_side_by_side_are_left_and_reached_in_that_order() -> None:
    swapped = outcome("Vol Lyon-Paris", FR, origin("Paris", "Paris"), destination("Lyon", "Lyon"))

    assert "dropped" in swapped
    assert outcome("Vol Lyon-Paris", FR, origin("Lyon", "Lyon"), destination("Paris", "Paris")) == ["kept", "kept"]


def test_times_are_of_the_slice_in_whose_words_they_stand() -> None:
    text = "Paris nach Rom am 3. März vor 9 Uhr, zurück am 5. März nach 18 Uhr"
    known = [
        *(origin("Paris", "Paris"), destination("Rom", "Rome")),
        *(day("3. März", "2027-03-03"), day("am 5. März", "2027-03-05", 1)),
    ]
    early = {"notAfter": "09:00"}

    assert outcome(text, DE, *known, claim("departure", "vor 9 Uhr", slice=0, window=early))[-1] == "kept"
    assert outcome(text, DE, *known, claim("departure", "vor 9 Uhr", slice=1, window=early))[-1] == "dropped"


def test_a_slice_to_which_no_other_leads_is_none() -> None:
    assert outcome("Flug am 3. März", DE, day("3. März", "2027-03-03", number=4)) == ["dropped"]


def test_no_number_of_claims_takes_more_than_so_many_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def read_nothing(sentence: str, *_: object) -> Probed:
        read.append(sentence)
        return Probed(None, {})

    monkeypatch.setattr(probing, "_read_sentence", read_nothing)
    text = "am 3. März weil " * 60
    claims = [day("am 3. März", f"2027-03-{number % 28 + 1:02}", number % 8) for number in range(80)]

    assert set(outcome(text, DE, *claims)) == {"dropped"}
    assert len(read) == probing.MOST_READINGS


def test_nothing_that_is_borne_out_makes_no_sentence() -> None:
    assert restate([]) == ""


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Größe – „3‑5 März“", "3-5 märz", 1),
        ("Berlin, Berliner", "Berlin", 1),
        ("13.3. und 3.3.", "3.3.", 1),
        ("a  b\tc", "a b c", 1),
        ("nothing", "", 0),
        ("İstanbul istanbul", "istanbul", 1),
    ],
)
def test_phrases_are_found_in_whole_words_whatever_their_typography(text: str, phrase: str, found: int) -> None:
    assert len(Located(text).find(phrase)) == found
