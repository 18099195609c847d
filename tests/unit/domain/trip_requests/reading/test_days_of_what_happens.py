"""Days between the day out and the day back on which something else happens than travel: none of the trip's."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))
OUT, BACK = date(2027, 3, 8), date(2027, 3, 11)


def read_days(sentence: str) -> list[date]:
    return [each.depart_on for each in read_request(sentence, now=NOW, defaults=DEFAULTS).slices]


@pytest.mark.parametrize(
    "said",
    [
        "The meeting is on the 9th.",
        "Casks get opened on the 10th.",
        "The valves are replaced on Wednesday.",
        "Our concert is on 9 March and I need my sleep.",
        "The harvest begins on March 9.",
        "Grapes are picked from 9 March.",
        "The pumps will be tested on 10 March.",
        "The hearing is on Tuesday the 9th.",
        "Rehearsals start on the 9th.",
        "The premiere runs on the 10th.",
    ],
)
@pytest.mark.parametrize("way_back", ["back on 11 March", "back Bergen to Oslo on 11 March"])
def test_a_day_between_out_and_back_on_which_something_happens_is_none_of_the_trip(said: str, way_back: str) -> None:
    assert read_days(f"Oslo to Bergen on 8 March, {way_back}. {said}") == [OUT, BACK]


def test_it_may_stand_before_the_journey_and_in_a_clause_of_its_own() -> None:
    assert read_days("Boilers are inspected on 9 March. Oslo to Bergen on 8 March, back on 11 March.") == [OUT, BACK]
    assert read_days("Oslo to Bergen on 8 March, as the tasting starts on 9 March, back on 11 March.") == [OUT, BACK]


def test_of_several_slices_it_is_none_either() -> None:
    said = (
        "Oslo to Bergen on 8 March, Bergen to Rome on 11 March, Rome to Oslo on 14 March. The concert is on the 12th."
    )

    assert read_days(said) == [OUT, BACK, date(2027, 3, 14)]


@pytest.mark.parametrize(
    "said",
    [
        "The meeting is on the 12th.",
        "The meeting is on 7 March.",
        "The flight is on the 9th.",
        "The rental car is on the 9th.",
        "Rome starts on the 9th.",
        "I am back on the 10th.",
        "We leave on the 9th.",
        "The dates moved on the 9th.",
        "The hotel is on the 9th.",
    ],
)
def test_a_day_outside_of_the_trip_or_of_the_journey_itself_is_asked(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read_days(f"Oslo to Bergen on 8 March, back on 11 March. {said}")
