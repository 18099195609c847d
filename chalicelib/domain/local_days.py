"""The day and the night on somebody's wall: what a moment is called where a person stands.

UTC and the day of departure stand in for neither: whoever asks which day, or which night, it is there asks here.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Who arrives before this local time has come in the night before, and needs the bed of that night.
NIGHT_ENDS = time(6)
# Who is still up at this local time is not yet missing a bed, and who leaves before the other has slept in none.
_SLEEP_BEGINS, _SLEEP_ENDS = time(1), time(5)
# Who has come in the night and goes on within fewer hours waits where they are, rather than goes to bed.
_STAYS_ON = timedelta(hours=8)


class Night(NamedTuple):
    """A night at a place, by the date of its evening: from when until when a traveller there needs a bed, in UTC."""

    evening: date
    begins_at: datetime
    ends_at: datetime


def local_time(moment: datetime, zone: str) -> datetime:
    """Return `moment` as the clock there shows it, with its offset."""
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    """Return which day it is there at `moment`."""
    return local_time(moment, zone).date()


def night_of(moment: datetime, zone: str) -> date:
    """Return the night that `moment` belongs to there, by the date of its evening: before 06:00 it is the one before.

    So it is the first night of a stay for somebody who arrives then.
    """
    local = local_time(moment, zone)
    return local.date() - timedelta(days=1 if local.time() < NIGHT_ENDS else 0)


def first_morning(moment: datetime, zone: str) -> datetime:
    """Return `moment`, or 06:00 of that day there if it is earlier: a day that begins is no night that was slept."""
    return max(moment, _moment(local_day(moment, zone), NIGHT_ENDS, zone))


def nights_between(start: datetime, end: datetime, zone: str) -> Iterator[Night]:
    """Yield the nights for which somebody who is there from `start` until `end` needs a bed, in order of time.

    One needs it who is there from 01:00 until 05:00; or who has come later, before 06:00, and stays on.
    """
    evening, last = night_of(start, zone), local_day(end, zone)
    while evening < last:
        morning = evening + timedelta(days=1)
        usual = _moment(morning, _SLEEP_BEGINS, zone)
        rested_at = start + _STAYS_ON if start > usual else _moment(morning, _SLEEP_ENDS, zone)
        if rested_at <= end:
            yield Night(evening, max(start, usual), _moment(morning, NIGHT_ENDS, zone))
        evening = morning


def _moment(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
