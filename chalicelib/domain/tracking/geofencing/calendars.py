"""When a geofence counts: days of the week, hours on the wall of a place, and days from and until.

Hours are local: they begin and end as the clock there shows it, in summer and in winter. An hour that the clock skips
begins when it does; of one that it shows twice, a window has the first beginning and the last end.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.timestamps import Day, TimeOfDay, Zone, zone_errors_in
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError

MOST_WINDOWS = 20
_DAY = timedelta(days=1)

# Seconds since 1970: from the first, up to the second but without it.
Interval = tuple[int, int]


class Weekday(StrEnum):
    """Day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_NUMBERS = {day: number for number, day in enumerate(Weekday)}


class CalendarHours(Value, frozen=True):
    """Hours of some days of the week; those that end at or before their start end on the next day."""

    weekdays: Annotated[
        tuple[Weekday, ...], msgspec.Meta(min_length=1, max_length=7, description="Days on which the hours begin")
    ]
    starts_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which the hours begin")] = "00:00"
    ends_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which the hours end")] = "00:00"


class Calendar(Value, frozen=True):
    """When a geofence counts, in the time zone of a place; without hours, all day, every day."""

    zone: Annotated[Zone, msgspec.Meta(description="IANA time zone by whose clock the hours are meant")]
    hours: Annotated[
        tuple[CalendarHours, ...],
        msgspec.Meta(max_length=MOST_WINDOWS, description="Hours of the week at which it counts; empty: always"),
    ] = ()
    from_day: Annotated[Day | None, msgspec.Meta(description="First day, local; null when it counts already")] = None
    until_day: Annotated[Day | None, msgspec.Meta(description="Last day, local; null when it counts for good")] = None

    def errors(self) -> Iterator[FieldError]:
        """Yield what is wrong with it, by pointers into its own JSON."""
        yield from zone_errors_in(zone=self.zone)
        if self.from_day and self.until_day and self.until_day < self.from_day:
            yield FieldError("/untilDay", "is before the first day")
        for number, hours in enumerate(self.hours):
            if len(set(hours.weekdays)) < len(hours.weekdays):
                yield FieldError(f"/hours/{number}/weekdays", "names a day twice")

    def intervals(self, start: int, end: int) -> list[Interval]:
        """Return when it counts between two seconds, in order and apart from each other."""
        joined: list[Interval] = []
        for begins, ends in sorted(self._windows(start, end)):
            begins, ends = max(begins, start), min(ends, end)  # noqa: PLW2901 -- the same window, cut
            if begins >= ends:
                continue
            if joined and begins <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], ends)
            else:
                joined.append((begins, ends))
        return joined

    def _windows(self, start: int, end: int) -> Iterator[Interval]:
        """Yield the windows of every day that may reach into a span; those of the day before last into the first."""
        zone = ZoneInfo(self.zone)
        day, last = _local_day(start, zone) - _DAY, _local_day(end, zone)
        while day <= last:
            for starts_at, ends_at in self._hours_of(day):
                yield _second(day, starts_at, zone), _last_second(day, starts_at, ends_at, zone)
            day += _DAY

    def _hours_of(self, day: date) -> Iterator[tuple[time, time]]:
        if (self.from_day and day < self.from_day) or (self.until_day and day > self.until_day):
            return
        if not self.hours:
            yield time(), time()
        for hours in self.hours:
            if day.weekday() in {_NUMBERS[each] for each in hours.weekdays}:
                yield time.fromisoformat(hours.starts_at), time.fromisoformat(hours.ends_at)


def _local_day(second: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(second, zone).date()


def _last_second(day: date, starts_at: time, ends_at: time, zone: ZoneInfo) -> int:
    return _second(day + _DAY if ends_at <= starts_at else day, ends_at.replace(fold=1), zone)


def _second(day: date, clock: time, zone: ZoneInfo) -> int:
    """Return the second in which the clock there comes to show a time; the second one in which it does, by `fold`.

    Where the clock skips it, the second in which it jumps over it.
    """
    local = datetime.combine(day, clock, zone)
    second = int(local.astimezone(UTC).timestamp())
    if datetime.fromtimestamp(second, zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0):
        return second
    # PEP 495: of a time that is skipped, the two folds lie on either side of the jump.
    early, late = sorted(int(local.replace(fold=fold).astimezone(UTC).timestamp()) for fold in (0, 1))
    while late - early > 1:
        middle = (early + late) // 2
        if datetime.fromtimestamp(middle, zone).replace(tzinfo=None) < local.replace(tzinfo=None, fold=0):
            early = middle
        else:
            late = middle
    return late
