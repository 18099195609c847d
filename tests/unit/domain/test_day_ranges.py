"""The days that a list covers, and the months that they lie in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.day_ranges import LONGEST_RANGE, DayRange, days_from, month_of
from chalicelib.errors import InvalidInput

TODAY = date(2026, 11, 20)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(days, st.integers(0, 400))
def test_the_months_of_a_range_are_those_of_its_days_in_order(first: date, length: int) -> None:
    covered = DayRange(first, first + timedelta(days=length))

    of_its_days = dict.fromkeys(month_of(first + timedelta(days=number)) for number in range(length + 1))

    assert list(covered.months()) == list(of_its_days)


@given(st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.dates()))
def test_a_range_is_what_was_asked_for_and_at_most_a_year_long(first: date | None, last: date | None) -> None:
    if first and last and not timedelta() <= last - first < LONGEST_RANGE:
        with pytest.raises(InvalidInput) as refused:
            days_from(first, last, TODAY)
        assert [each.pointer for each in refused.value.errors] == ["/startsTo"]
        return

    covered = days_from(first, last, TODAY)

    assert timedelta() <= covered.last - covered.first < LONGEST_RANGE
    assert first in {None, covered.first}
    assert last in {None, covered.last}


def test_without_days_a_range_begins_today() -> None:
    assert days_from(None, None, TODAY) == DayRange(TODAY, TODAY + timedelta(days=365))


@pytest.mark.parametrize(("length", "allowed"), [(0, True), (365, True), (366, False), (-1, False)])
def test_a_year_and_a_day_is_as_long_as_a_range_may_be(length: int, allowed: bool) -> None:
    last = TODAY + timedelta(days=length)

    if allowed:
        assert days_from(TODAY, last, TODAY) == DayRange(TODAY, last)
    else:
        with pytest.raises(InvalidInput):
            days_from(TODAY, last, TODAY)
