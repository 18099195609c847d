from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.geofencing.calendars import Calendar, CalendarHours, Weekday

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "UTC")
WORKDAYS = tuple(Weekday)[:5]

clocks = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))
windows = st.builds(
    lambda days, starts_at, ends_at: CalendarHours(weekdays=tuple(days), starts_at=starts_at, ends_at=ends_at),
    st.lists(st.sampled_from(Weekday), min_size=1, unique=True), clocks, clocks,
)  # fmt: skip
# 2026 has both changes of the clock in each of the zones that have any; Apia skipped a day in 2011.
days = st.one_of(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2011, 12, 25), date(2012, 1, 4)))
calendars = st.builds(
    lambda zone, hours, days: Calendar(
        zone=zone, hours=tuple(hours), from_day=min(days, default=None), until_day=max(days, default=None)
    ),
    st.sampled_from(ZONES), st.lists(windows, max_size=3), st.lists(days, max_size=2),
)  # fmt: skip


def _second(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _shown(calendar: Calendar, start: str, end: str) -> list[tuple[str, str]]:
    zone = ZoneInfo(calendar.zone)
    found = calendar.intervals(_second(start), _second(end))
    return [
        (datetime.fromtimestamp(one, zone).isoformat(), datetime.fromtimestamp(other, zone).isoformat())
        for one, other in found
    ]


def _counts_by_the_wall(calendar: Calendar, moment: datetime) -> bool:
    """Say whether a calendar counts at a moment by the clock there: the same rule, asked a moment at a time."""
    local = moment.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    for day in (local.date() - timedelta(days=1), local.date()):
        if (calendar.from_day and day < calendar.from_day) or (calendar.until_day and day > calendar.until_day):
            continue
        for hours in calendar.hours or (CalendarHours(weekdays=tuple(Weekday)),):
            starts_at, ends_at = time.fromisoformat(hours.starts_at), time.fromisoformat(hours.ends_at)
            last = day + timedelta(days=1 if ends_at <= starts_at else 0)
            if tuple(Weekday)[day.weekday()] in hours.weekdays and (
                datetime.combine(day, starts_at) <= local < datetime.combine(last, ends_at)
            ):
                return True
    return False


def _is_shown_twice(moment: datetime, zone: str) -> bool:
    """Say whether the clock there is set back around a moment, when a window of the wall has two beginnings or ends."""
    around = [(moment + timedelta(hours=hours)).astimezone(ZoneInfo(zone)).utcoffset() for hours in range(-3, 4)]
    return any(before and after and before > after for before, after in pairwise(around))


@settings(max_examples=60)
@given(calendars, days, st.integers(0, 86_399))
def test_a_calendar_counts_when_the_clock_on_the_wall_says_so(calendar: Calendar, day: date, second: int) -> None:
    moment = datetime.combine(day, time(), UTC) + timedelta(seconds=second)
    at = int(moment.timestamp())

    found = calendar.intervals(at - 200_000, at + 200_000)

    if not _is_shown_twice(moment, calendar.zone):
        assert any(start <= at < end for start, end in found) == _counts_by_the_wall(calendar, moment)
    assert all(at - 200_000 <= start < end <= at + 200_000 for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@settings(max_examples=30)
@given(calendars, days, st.integers(0, 400_000), st.integers(0, 400_000))
def test_two_spans_count_what_both_together_do(calendar: Calendar, day: date, first: int, second: int) -> None:
    start = int(datetime.combine(day, time(), UTC).timestamp())
    middle, end = start + first, start + first + second

    apart = [*calendar.intervals(start, middle), *calendar.intervals(middle, end)]

    assert sum(end - start for start, end in apart) == sum(end - start for start, end in calendar.intervals(start, end))


def test_a_night_that_the_clock_is_set_forward_in_has_its_window_from_the_jump() -> None:
    calendar = Calendar(
        zone="Europe/Berlin", hours=(CalendarHours(weekdays=tuple(Weekday), starts_at="02:30", ends_at="04:00"),)
    )

    assert _shown(calendar, "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z") == [
        ("2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00")
    ]


def test_a_night_that_it_is_set_back_in_has_its_window_to_the_last_end() -> None:
    calendar = Calendar(
        zone="Europe/Berlin", hours=(CalendarHours(weekdays=tuple(Weekday), starts_at="01:00", ends_at="02:30"),)
    )

    assert _shown(calendar, "2026-10-24T22:00:00Z", "2026-10-25T12:00:00Z") == [
        ("2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+01:00")
    ]


def test_hours_past_midnight_belong_to_the_day_on_which_they_begin() -> None:
    calendar = Calendar(
        zone="America/New_York", hours=(CalendarHours(weekdays=(Weekday.FRIDAY,), starts_at="22:00", ends_at="02:00"),)
    )

    assert _shown(calendar, "2026-11-30T00:00:00Z", "2026-12-08T00:00:00Z") == [
        ("2026-12-04T22:00:00-05:00", "2026-12-05T02:00:00-05:00")
    ]


def test_days_that_follow_each_other_are_one_interval() -> None:
    calendar = Calendar(zone="Europe/Berlin", hours=(CalendarHours(weekdays=WORKDAYS),))

    assert _shown(calendar, "2026-11-28T00:00:00Z", "2026-12-06T00:00:00Z") == [
        ("2026-11-30T00:00:00+01:00", "2026-12-05T00:00:00+01:00")
    ]


@pytest.mark.parametrize(
    ("calendar", "pointers"),
    [
        (Calendar(zone="Europe/Berlin"), []),
        (Calendar(zone="Mars/Olympus"), ["/zone"]),
        (Calendar(zone="UTC", from_day=date(2027, 3, 3), until_day=date(2027, 3, 2)), ["/untilDay"]),
        (
            Calendar(zone="UTC", hours=(CalendarHours(weekdays=(Weekday.MONDAY, Weekday.MONDAY)),)),
            ["/hours/0/weekdays"],
        ),
    ],
)
def test_what_is_wrong_with_a_calendar_is_pointed_at(calendar: Calendar, pointers: list[str]) -> None:
    assert [error.pointer for error in calendar.errors()] == pointers
