"""Words that mean one thing here and another there: "may" and the month, "return" of a ticket and of the way back."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


@pytest.mark.parametrize(
    "asks",
    [
        "Please may I have a flight from Dublin to Oslo",
        "please may we get me from Dublin to Oslo",
        "May I go from Dublin to Oslo",
        "It may help. Dublin to Oslo",
        "I may need a flight from Dublin to Oslo",
        "You may book Dublin to Oslo",
        "Good morning. May I ask for Dublin to Oslo",
        "If I may: Dublin to Oslo",
    ],
)
def test_what_may_be_is_no_month(asks: str) -> None:
    (out,) = read(f"{asks} on the 14th").slices

    assert out.depart_on == date(2026, 12, 14)


@pytest.mark.parametrize(
    "when", ["in may", "sometime in May", "early may", "late May", "mid-May", "by May", "this may", "by the end of may"]
)
def test_the_month_of_may_is_no_day(when: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"From Dublin to Oslo {when}")

    assert "departOn" in {each.field for each in caught.value.questions}


@pytest.mark.parametrize(
    "sentence",
    [
        "A return Dublin to Oslo, out on 3 March landing before 9:30, back the same evening",
        "return Dublin-Oslo: 3 March arriving by 9:30 am and back that same evening",
        "Return Dublin to Oslo please, 3 March by 9:30 am, back the same day after 6 pm",
        "return ticket Dublin to Oslo, go 3 March arriving before 9:30 am, home the same day after 18:00",
        "Could I have a return from Dublin to Oslo, going on 3 March, there by 9:30 am, back the same evening?",
        "Return to Oslo from Dublin please, 3 March landing by 9:30, home the same day after 6 pm",
        "Return flight: Dublin to Oslo, 3 March, landing no later than 9:30 am, return same evening",
        "I'd like a return, Dublin to Oslo, on 3 March landing before 9:30 am and coming back the same day after 18:00",
    ],
)
def test_times_of_a_return_on_one_day_are_each_of_their_direction(sentence: str) -> None:
    out, back = read(sentence).slices

    assert (out.depart_on, back.depart_on) == (date(2027, 3, 3), date(2027, 3, 3))
    assert out.arrival is not None
    assert out.arrival.not_after == "09:30"
    assert out.departure is None
    assert back.departure is not None
    assert back.departure.not_before == "18:00"
    assert back.arrival is None
