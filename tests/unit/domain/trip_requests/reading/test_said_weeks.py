"""Days of the week beside "next week": they are of it, or it is asked."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

MONDAY, WEDNESDAY = date(2027, 1, 18), date(2027, 1, 20)


def days(sentence: str, today: date = MONDAY) -> list[int]:
    read = read_request(sentence, now=mid_morning(today), defaults=DEFAULTS)
    return [each.depart_on.day for each in read.slices]


@pytest.mark.parametrize("today", [MONDAY, WEDNESDAY])
@pytest.mark.parametrize(
    "sentence",
    [
        "Lyon to Paris Tuesday to Thursday next week",
        "Lyon to Paris Tuesday - Thursday of next week",
        "Lyon to Paris next week, Tuesday to Thursday",
        "Lyon to Paris next week: out Tuesday, back Thursday",
        "Next week I must go from Lyon to Paris, Tuesday out, Thursday back",
        "Hey! Paris next week? Tuesday out Thursday back, from Lyon",
        "Lyon to Paris next week Tuesday, back Thursday",
        "I'm in Paris next week, so please fly me there from Lyon on Tuesday and home on Thursday",
    ],
)
def test_days_of_next_week_are_of_it(sentence: str, today: date) -> None:
    assert days(sentence, today) == [26, 28]


def test_days_of_several_slices_are_of_next_week() -> None:
    assert days("Lyon - Paris - Lille - Lyon next week: Tuesday, Wednesday and Friday") == [26, 27, 29]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyon to Paris, out Tuesday and back Thursday next week",
        "Lyon to Paris on Tuesday, back on Thursday. Next week is full.",
    ],
)
def test_day_that_may_be_of_this_week_or_the_next_is_asked(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        days(sentence)

    (question,) = (each for each in caught.value.questions if each.field == "departOn")
    assert [code for code, _ in question.choices] == ["2027-01-19", "2027-01-26"]


@pytest.mark.parametrize("said", ["Next week is busy, so", "I'm back next week;"])
def test_dates_are_what_they_say_beside_next_week(said: str) -> None:
    assert days(f"{said} Lyon to Paris on 3 March, one way") == [3]
