"""One day is said, and something of the way back without a day: that is asked about, and not taken for one way."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to London on Wednesday 3 March 2027"


def fields_asked(sentence: str) -> set[str]:
    try:
        read_request(sentence, now=mid_morning(date(2026, 12, 1)), defaults=DEFAULTS)
    except AmbiguousRequest as doubt:
        return {each.field for each in doubt.questions}
    return set()


@pytest.mark.parametrize("form", ["{trip}, {said}.", "Flight from {trip}. {said}."])
@pytest.mark.parametrize(
    "said",
    [
        *("staying over the weekend", "over the weekend", "through the weekend", "for the weekend"),
        *("open return", "return to be decided", "no idea about the way back", "leave the return open"),
        *("don't know when I come back", "not sure when I return", "I don't know when I'll return", "way back unclear"),
        *(
            "I don't know when I'll be back",
            "no idea when I'll be back",
            "not sure when I'm back",
            "can't say when I'm back",
        ),
        *("back whenever", "back when it's cheapest", "round trip", "back the week after", "return flight later"),
    ],
)
def test_return_of_which_no_day_is_said_is_asked(said: str, form: str) -> None:
    assert fields_asked(form.format(trip=TRIP, said=said)) & {"returnOn", "unread"}


@pytest.mark.parametrize(
    "said", ["back on Friday 5 March, it's on me for the weekend", "5 March back, over the weekend"]
)
def test_weekend_beside_both_days_asks_for_nothing(said: str) -> None:
    assert fields_asked(f"{TRIP}, {said}.") == set()


@pytest.mark.parametrize("said", ["I'll pay it when I'm back", "we can talk when I'm back in the office"])
def test_what_is_done_when_one_is_back_asks_for_nothing(said: str) -> None:
    assert fields_asked(f"{TRIP}, {said}.") == set()


@pytest.mark.parametrize("said", ["one way", "single", "no return", "outbound only", "I'll find my own way back"])
def test_trip_without_a_return_is_not_asked_about(said: str) -> None:
    assert fields_asked(f"{TRIP}, {said}.") == set()
