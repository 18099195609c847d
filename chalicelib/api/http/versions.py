"""Which release answers, and what of the API will go away: the headers that tell callers, and their rules."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import NamedTuple

from chalicelib import __version__

VERSION_HEADER = "Sojourn-Version"
NOTICE_MONTHS = 12
"""So long at least a deprecated operation goes on working."""


class Deprecation(NamedTuple):
    """That an operation is deprecated since a day, works until another, and which operation takes its place."""

    since: date
    sunset: date
    successor: str


def check_deprecation(deprecation: Deprecation) -> None:
    """Raise ValueError for one whose callers have less time than `NOTICE_MONTHS`."""
    since, sunset = deprecation.since, deprecation.sunset
    months = (sunset.year - since.year) * 12 + sunset.month - since.month - (sunset.day < since.day)
    if months < NOTICE_MONTHS:
        raise ValueError(f"What is deprecated works for {NOTICE_MONTHS} months more, not {months}.")


def version_headers(deprecation: Deprecation | None) -> Mapping[str, str]:
    """Return the headers of every answer; of a deprecated operation also `Deprecation` (RFC 9745) and `Sunset`
    (RFC 8594)."""
    if deprecation is None:
        return {VERSION_HEADER: __version__}
    since, sunset = (datetime.combine(day, time(), UTC) for day in (deprecation.since, deprecation.sunset))
    return {
        VERSION_HEADER: __version__,
        "Deprecation": f"@{int(since.timestamp())}",
        "Sunset": format_datetime(sunset, usegmt=True),
    }
