"""In which cabin, in words: one for the trip, one for each slice, or a question."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import CabinAsRequested, Strength
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)
TRIP = "Berlin to London 3-5 March 2027"
E, P, B, F = Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS, Cabin.FIRST


def cabins(sentence: str) -> list[Cabin]:
    read = read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers={"unread": "ignore"})
    return [each.cabin for each in read.slices]


@pytest.mark.parametrize(
    ("words", "cabin", "is_must"),
    [
        ("business class is obligatory", B, True),
        ("business mandatory", B, True),
        ("business, that's non-negotiable", B, True),
        ("First class is a must", F, True),
        ("premium economy is essential", P, True),
        ("economy compulsory", E, True),
        ("business is an absolute must", B, True),
        ("business required", B, False),
        ("business is fine", B, False),
        ("business not mandatory", E, False),
        ("business class is not a must", E, False),
        ("business isn't essential", E, False),
    ],
)
def test_cabin_that_is_insisted_on_is_kept(words: str, cabin: Cabin, *, is_must: bool) -> None:
    read = read_request(f"{TRIP}, {words}", now=mid_morning(TODAY), defaults=DEFAULTS)

    assert [each.cabin for each in read.slices] == [cabin, cabin]
    assert read.preferences == ((CabinAsRequested(strength=Strength.MUST),) if is_must else ())


@pytest.mark.parametrize(
    ("words", "out", "back"),
    [
        ("business is fine", B, B),
        ("business would be fine", B, B),
        ("first is ok", F, F),
        ("Club both ways, please", B, B),
        ("club out, economy back", B, E),
        ("direct. C out, Y in.", B, E),
        ("direct. Y out, C in", E, B),
        ("in business", B, B),
        ("biz", B, B),
        ("C both ways", B, B),
        ("J class", B, B),
        ("club class", B, B),
        ("executive class, please", B, B),
        ("business class throughout", B, B),
        ("business if the policy allows it", B, B),
        ("1st cl", F, F),
        ("first class if it's available", F, F),
        ("PE", P, P),
        ("premium eco", P, P),
        ("economy premium", P, P),
        ("tourist class", E, E),
        ("economic class", E, E),
        ("economy all the way", E, E),
        ("standard class", E, E),
        ("coach class", E, E),
        ("not business, economy please", E, E),
        ("no first class", E, E),
        ("any class is fine", E, E),
        ("business out, economy back", B, E),
        ("PE out, Y back", P, E),
        ("out in business, back in economy", B, E),
        ("outbound in premium economy, return in business", P, B),
        ("economy outbound and business on the return", E, B),
        ("business on the way back only", E, B),
        ("on business", E, E),
        ("a business trip", E, E),
        ("to see our business partners", E, E),
    ],
)
def test_cabin_is_read_for_each_slice(words: str, out: Cabin, back: Cabin) -> None:
    assert cabins(f"{TRIP}, {words}") == [out, back]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("OSL-CPH 3MAR27 Y, CPH-NCE 5MAR27 C, NCE-OSL 8MAR27 Y", [E, B, E]),
        ("Oslo to Rome 3 March 2027 in economy, Rome to Delhi 5 March in business, home 9 March in biz", [E, B, B]),
        ("Lagos-Accra 6 July 2027, Accra-London 9 July, London-Lagos 13 July, business on long-haul, economy on short",
         [E, B, B]),
        ("Lagos to Accra 6 July 2027, Accra to Abidjan 9 July, Abidjan to Lagos 13 July, all in business", [B, B, B]),
    ],
)  # fmt: skip
def test_each_slice_of_a_journey_has_the_cabin_within_its_words(sentence: str, expected: list[Cabin]) -> None:
    assert cabins(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}, business or first",
        f"{TRIP}, anything but economy",
        "Lagos to Accra 6 July 2027, Accra to Abidjan 9 July in business, Abidjan to Lagos 13 July in first class",
    ],
)
def test_which_of_two_cabins_is_asked(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        cabins(sentence)

    assert [question.field for question in caught.value.questions] == ["cabin"]


def test_train_between_flights_in_other_cabins_is_in_the_usual_one() -> None:
    said = (
        "Seattle to Tokyo 12 April 2027, premium economy, then Tokyo to Osaka by train 16 April, then Osaka to Seattle "
        "20 April, business is fine on that one"
    )

    assert cabins(said) == [P, E, B]


@pytest.mark.parametrize("said", ["economy's fine", "economy's ok for me", "economy's enough on that flight"])
def test_economy_may_be_fine_in_a_contraction(said: str) -> None:
    assert cabins(f"{TRIP}, {said}") == [E, E]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("business on the way back", [E, B]),
        ("business class out", [B, E]),
        ("business class back", [E, B]),
        ("business class both ways", [B, B]),
        ("the last leg in business class", [E, B]),
        ("the latter in business class", [E, B]),
        ("the former in business", [B, E]),
        ("all in business class", [B, B]),
    ],
)
def test_cabin_of_one_part_is_not_that_of_the_rest(said: str, expected: list[str]) -> None:
    assert cabins(f"Berlin to London 3 March 2027, back 5 March, {said}") == expected
