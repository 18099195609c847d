"""Days, moments and time zones as they come in: which of them can be kept, shown and compared.

Every field of what comes in that holds a time is a `Day` or a `Moment`. Both are bounded, so that whatever is added to
one of them, and whatever zone it is shown in, is a time still; the decoder holds both to it (`time_error`).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.errors import FieldError

# The oldest of those who travel were born after the first day, and no document or delegation lasts beyond the last.
DAY_YEARS = range(1900, 2101)
MOMENT_YEARS = range(2000, 2101)

DAY = msgspec.Meta(
    description="ISO 8601, of a year from 1900 to 2100",
    examples=["2027-03-03"],
    extra_json_schema={"pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-"},
)
MOMENT = msgspec.Meta(
    tz=True,
    description="RFC 3339, with its offset, of a year from 2000 to 2100",
    examples=["2027-03-03T08:15:00Z"],
    extra_json_schema={"pattern": "^(20[0-9]{2}|2100)-"},
)
# The year that cards and registers give to a document without an end; whoever holds a `LastDay` keeps it as none.
NO_END = 9999
LAST_DAY = msgspec.Meta(
    description="ISO 8601, of a year from 1900 to 2100; null, or a day of the year 9999, where there is no end",
    examples=["2031-05-31"],
    extra_json_schema={"pattern": f"^(19[0-9]{{2}}|20[0-9]{{2}}|2100|{NO_END})-"},
)
Day = Annotated[date, DAY]
LastDay = Annotated[date, LAST_DAY]
Moment = Annotated[datetime, MOMENT]
Zone = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9/_+-]{1,64}$", description="IANA zone", examples=["Europe/Berlin"])
]

TimeOfDay = Annotated[
    str,
    msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Local time of day", examples=["09:30"]),
]

LocalText = Annotated[
    str,
    msgspec.Meta(
        description="Local time with its offset",
        examples=["2027-03-03T07:15:00+01:00"],
        extra_json_schema={"format": "date-time"},
    ),
]

LONGEST_SPAN = timedelta(days=366)
_FIRST, _LAST = datetime(DAY_YEARS.start, 1, 1, tzinfo=UTC), datetime(DAY_YEARS.stop, 1, 1, tzinfo=UTC)


def span_errors_in(starts_at: datetime | None, ends_at: datetime | None) -> Iterator[FieldError]:
    """Yield what is wrong with a start and an end: each within our time, in order, and not more than a year apart."""
    given = {"/startsAt": starts_at, "/endsAt": ends_at}
    strange = [FieldError(at, moment_error) for at, moment in given.items() if (moment_error := year_error(moment))]
    yield from strange
    if strange or ends_at is None:
        return
    if starts_at is None:
        yield FieldError("/startsAt", "An end needs a start.")
    elif ends_at < starts_at:
        yield FieldError("/endsAt", "The end is before the start.")
    elif ends_at - starts_at > LONGEST_SPAN:
        yield FieldError("/endsAt", f"It lasts more than {LONGEST_SPAN.days} days.")


def year_error(moment: datetime | None) -> str | None:
    """Return why `moment` is none that a trip can be at, if so."""
    return None if moment is None else time_error(moment)


def time_error(time: date | datetime) -> str | None:
    """Return why a day or a moment is none that may come in, if so: it has no zone, or is centuries away."""
    if isinstance(time, datetime) and time.tzinfo is None:
        return "Give its offset from UTC, such as `Z`."
    years = MOMENT_YEARS if isinstance(time, datetime) else DAY_YEARS
    return None if time.year in years else f"Give a year from {years.start} to {years.stop - 1}."


def clamp_moment(moment: datetime) -> datetime:
    """Return a moment that rows hold as one that can be shown: in any zone, and with anything added to it. What nobody
    could write today, a row of before may hold, and reading it must not fail."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(known, _FIRST), _LAST)


def zone_errors_in(**zones: str | None) -> Iterator[FieldError]:
    """Yield a FieldError for each of `zones`, by its name on the wire, that the time zone database does not know."""
    for field, zone in zones.items():
        if zone is not None and zone not in zone_names():
            yield FieldError(f"/{field}", "There is no such time zone: give an IANA name, such as `Europe/Berlin`.")


def show_local(moment: datetime, zone: str) -> str:
    """Return what the clock shows there at `moment`, with its offset from UTC."""
    return clamp_moment(moment).astimezone(ZoneInfo(zone)).isoformat()


def in_utc(moment: datetime | None) -> datetime | None:
    """Return the same moment in UTC."""
    return moment.astimezone(UTC) if moment else None


@cache
def zone_names() -> frozenset[str]:
    """Return the names of the IANA time zone database, its links included, as of the release of tzdata that this
    package is locked to.

    The machine's own files are not asked: they also hold `right/`, which counts leap seconds, `posix/`, and names that
    mean whatever the machine is set to. `Factory` is no place.
    """
    import tzdata

    names = (Path(tzdata.__file__).parent / "zones").read_text("ascii").split()
    return frozenset(names) - {"Factory"}
