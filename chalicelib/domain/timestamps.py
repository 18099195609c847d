"""Moments and time zones as people give them: which of them can be kept, shown and compared."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from chalicelib.errors import FieldError

Moment = Annotated[
    datetime, msgspec.Meta(tz=True, description="RFC 3339, with its offset", examples=["2027-03-03T08:15:00Z"])
]
Zone = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9/_+-]{1,64}$", description="IANA zone", examples=["Europe/Berlin"])
]

LONGEST_SPAN = timedelta(days=366)
_YEARS = range(2000, 2101)


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
    if moment is None or moment.year in _YEARS:
        return None
    return f"Give a year from {_YEARS.start} to {_YEARS.stop - 1}."


def zone_errors_in(**zones: str | None) -> Iterator[FieldError]:
    """Yield a FieldError for each of `zones`, by its name on the wire, that the time zone database does not know."""
    for field, zone in zones.items():
        if zone is not None and not _is_known(zone):
            yield FieldError(f"/{field}", "There is no such time zone.")


def in_utc(moment: datetime | None) -> datetime | None:
    """Return the same moment in UTC."""
    return moment.astimezone(UTC) if moment else None


@lru_cache(maxsize=1_000)
def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones, such as "Europe"
        return False
    return True
