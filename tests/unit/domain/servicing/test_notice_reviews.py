"""Notices that nobody should act on unseen, and connections that a change makes one miss."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.servicing.notice_reviews import (
    LONGEST_CONNECTION,
    Doubt,
    OtherSlice,
    doubts_about,
    missed_connections,
)
from chalicelib.domain.servicing.supplier_changes import MissedSlice, SegmentTimes

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
DEPARTURE = datetime(2027, 3, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
FLIGHT = MissedSlice(booking_id="bkg_01JQZX5V9D7R8M3T2K6W4H0YBE", part_id="1.0", name="LH400 FRA to JFK")


def ride(by: timedelta = timedelta()) -> tuple[SegmentTimes, ...]:
    """A train from 08:00 to 10:00, this much later."""
    return (SegmentTimes(departs_at=DEPARTURE + by, arrives_at=DEPARTURE + by + 2 * HOUR),)


def next_slice(after: timedelta, *, is_onward: bool = True) -> OtherSlice:
    """The next slice, of two hours, which leaves so long after the train has arrived."""
    starts_at = DEPARTURE + 2 * HOUR + after
    return OtherSlice(FLIGHT, starts_at, starts_at + 2 * HOUR, comes_before=False, is_onward=is_onward)


def slice_before(ahead: timedelta, *, is_onward: bool = True) -> OtherSlice:
    """The slice before, of two hours, which arrives so long before the train leaves."""
    ends_at = DEPARTURE - ahead
    return OtherSlice(FLIGHT, ends_at - 2 * HOUR, ends_at, comes_before=True, is_onward=is_onward)


def doubts(by: timedelta, *others: OtherSlice) -> tuple[Doubt, ...]:
    return doubts_about(ride(), ride(by), others, now=NOW, longest_move=timedelta(days=2))


@pytest.mark.parametrize(
    ("by", "other"),
    [
        (3 * HOUR, next_slice(2 * HOUR)),
        (9 * HOUR, next_slice(2 * HOUR)),  # it even leaves after the next one has
        (-3 * HOUR, slice_before(2 * HOUR)),
    ],
)
def test_missed_connection_is_said_and_no_doubt(by: timedelta, other: OtherSlice) -> None:
    assert missed_connections(ride(by), [other]) == (FLIGHT,)
    assert doubts(by, other) == ()


@pytest.mark.parametrize(
    ("by", "other"),
    [
        (3 * HOUR, next_slice(2 * HOUR, is_onward=False)),
        (-3 * HOUR, slice_before(2 * HOUR, is_onward=False)),
        (40 * HOUR, next_slice(30 * HOUR)),
        (-40 * HOUR, slice_before(30 * HOUR)),
    ],
)
def test_what_leads_back_or_is_days_apart_is_not_moved_across_unseen(by: timedelta, other: OtherSlice) -> None:
    assert doubts(by, other) == (Doubt.CONTRADICTS_OTHER_SLICE,)


def test_connection_that_is_kept_is_neither_doubted_nor_missed() -> None:
    others = [next_slice(2 * HOUR), slice_before(2 * HOUR, is_onward=False)]

    assert doubts(2 * HOUR, *others) == ()
    assert missed_connections(ride(2 * HOUR), others) == ()


def test_one_that_was_missed_and_is_reached_again_is_missed_no_more() -> None:
    other = next_slice(2 * HOUR)

    assert missed_connections(ride(9 * HOUR), [other]) == (FLIGHT,)
    assert missed_connections(ride(HOUR), [other]) == ()
    assert doubts_about(ride(9 * HOUR), ride(HOUR), [other], now=NOW, longest_move=timedelta(days=2)) == ()


@given(st.integers(-48, 48), st.integers(0, 72), st.booleans(), st.booleans())
@settings(max_examples=200)
def test_whatever_crosses_is_either_doubted_or_said(by: int, gap: int, is_next: bool, is_onward: bool) -> None:
    other = (next_slice if is_next else slice_before)(gap * HOUR, is_onward=is_onward)
    crosses = by > gap if is_next else -by > gap

    doubted = Doubt.CONTRADICTS_OTHER_SLICE in doubts(by * HOUR, other)

    assert bool(missed_connections(ride(by * HOUR), [other])) == crosses
    assert doubted == (crosses and (not is_onward or gap * HOUR >= LONGEST_CONNECTION))
