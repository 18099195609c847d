"""Times in a sentence of their own between two slices, limits within the sentence of one, and days that are said once
more."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, Strength
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def windows(sentence: str) -> list[str]:
    """Each slice as its windows: `d08:00-` of the departure, `a-12:00` of the landing."""
    return [
        " ".join(
            f"{letter}{window.not_before or ''}-{window.not_after or ''}"
            for letter, window in (("d", each.departure), ("a", each.arrival))
            if window
        )
        for each in read(sentence).slices
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Anything landing by noon works", ["a-12:00", ""]),
        ("I must get in before half past ten in the morning", ["a-10:30", ""]),
        ("I have to be there before 10 am", ["a-10:00", ""]),
        ("Arriving by 3 pm would be perfect", ["a-15:00", ""]),
        ("I need to land no later than 14:00", ["a-14:00", ""]),
        ("Leaving after 6 pm please", ["d18:00-", ""]),
        ("Not before 9:30", ["d09:30-", ""]),
        ("Nothing before 9", ["d09:00-", ""]),
        ("A morning flight please", ["d-12:00", ""]),
    ],
)
def test_time_between_two_slices_is_of_the_one_before(said: str, expected: list[str]) -> None:
    assert windows(f"Oslo to Bergen on 20 March. {said}. Home on the 24th.") == expected


@pytest.mark.parametrize(
    "day", ["the 2nd of May", "2 May", "May 2nd", "the 2nd of may", "2nd May", "2 may", "2 May 2027"]
)
def test_month_of_may_denies_no_limit(day: str) -> None:
    trip = read(f"Oslo to Bergen on 11 April, back on {day} not before half seven in the morning")

    assert trip.slices[1].depart_on == date(2027, 5, 2)
    assert trip.slices[1].departure is not None
    assert trip.slices[1].departure.not_before == "07:30"


@pytest.mark.parametrize(
    "limit",
    [
        "nothing that leaves before 8 AM",
        "nothing before 8",
        "no flights before 8 am",
        "nothing earlier than 8:00",
        "please nothing before 8 am",
        "and nothing before 8 please",
        "no departures before 8am",
        "nothing crazy early pls (after 8)",
    ],
)
def test_limit_in_the_sentence_of_one_slice_is_of_that_slice(limit: str) -> None:
    assert windows(f"Oslo to Bergen on 20 March. Heading back on the 22nd, {limit}.") == ["", "d08:00-"]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("get me from Oslo to Bergen on Monday morning", "d-12:00"),
        ("can u get me from Oslo to Bergen on monday afternoon", "d12:00-18:00"),
        ("Get me out of Oslo to Bergen on Monday evening", "d18:00-"),
        ("please get me on a flight from Oslo to Bergen on Monday morning", "d-12:00"),
        ("get me a seat Oslo to Bergen on Monday morning", "d-12:00"),
        ("get me an Oslo to Bergen flight on Monday afternoon", "d12:00-18:00"),
        ("get me to Bergen from Oslo on Monday by 11 am", "a-11:00"),
        ("Oslo to Bergen on Monday, get me there before 11 am", "a-11:00"),
    ],
)
def test_who_is_got_from_somewhere_departs_at_that_time(verb: str, expected: str) -> None:
    assert windows(verb.replace("onday", "onday 8 March")) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "I have a meeting in Bergen on 17 March, so book Oslo to Bergen that day reaching before 10 am, and"
            " return same"
            " day after 6 pm"
        ),
        (
            "There is a workshop in Bergen on 17 March: Oslo to Bergen that day, landing by 10 am, and back the"
            " same day after"
            " 6 pm"
        ),
        (
            "I am having client meeting in Bergen on 17/03/2027, so please book Oslo to Bergen that day reaching"
            " before 10 am,"
            " return same day after 6 pm"
        ),
        (
            "My meeting in Bergen is on 17 March. Oslo to Bergen on that day, arriving before 10 am, and coming"
            " back the same"
            " day after 18:00"
        ),
    ],
)
def test_that_day_is_the_day_out_where_one_is_back_the_same_day(sentence: str) -> None:
    trip = read(sentence)

    assert [each.depart_on for each in trip.slices] == [date(2027, 3, 17)] * 2
    assert windows(sentence) == ["a-10:00", "d18:00-"]


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("If is possible direct flight", Strength.WISH),
        ("If it is possible, direct flight", Strength.WISH),
        ("If possible direct flight", Strength.WISH),
        ("If that is possible a direct flight", Strength.WISH),
        ("And if at all possible, non-stop", Strength.WISH),
        ("But if it's possible, non-stop", Strength.WISH),
        ("If this is possible, a direct flight please", Strength.WISH),
        ("Direct flight", Strength.MUST),
        ("It is possible to book now. Direct flight", Strength.MUST),
        ("Window seat if possible, direct flight", Strength.MUST),
    ],
)
def test_what_is_possible_at_the_beginning_of_a_sentence_is_what_follows(said: str, strength: Strength) -> None:
    stops = [each for each in read(f"Oslo to Bergen on 20 March. {said}.").preferences if isinstance(each, MostStops)]

    assert [each.strength for each in stops] == [strength]
