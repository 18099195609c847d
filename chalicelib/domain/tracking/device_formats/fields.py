"""The fields of a fix, whatever a format calls them: numbers, and the second in which it was.

A number is a number of JSON, or its digits where the format is text. What is no finite number, a truth or a list among
them, is refused with the name by which the device sent it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix, FixRefused, Refusal, make_fix

Fields = Mapping[str, object]

_NUMBER = re.compile(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})([eE][+-]?[0-9]{1,2})?")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r"(?:([Zz])|([+-][0-9]{2}):?([0-9]{2}))?"
)
_LARGEST = 10**18
# More seconds than any year that can be written has since 1970: a larger number counts milliseconds.
_SECONDS_END = 10**11
_POSITION = frozenset({"latitude", "longitude"})


class TimeBounds(NamedTuple):
    """Between which seconds since 1970 a fix may lie, both included."""

    earliest: int
    latest: int


class Source(NamedTuple):
    """Where a format has one of a fix's numbers, by the first of these names that is given, and how much of our unit
    one of its units is."""

    names: tuple[str, ...]
    factor: float = 1


# From the arguments of `make_fix` to where a format has them.
Layout = Mapping[str, Source]


def source(*names: str, factor: float = 1) -> Source:
    """Return where a format has a number."""
    return Source(names, factor)


def read_fix(fields: Fields, layout: Layout, *, device: str, at: int) -> Fix:
    """Return the fix whose numbers stand in `fields` as `layout` says. Raises FixRefused by the format's own names."""
    given = {argument: _read_source(fields, each, argument) for argument, each in layout.items()}
    latitude, longitude = (_require(given.pop(name), layout[name]) for name in ("latitude", "longitude"))
    try:
        return make_fix(device=device, at=at, latitude=latitude, longitude=longitude, **given)
    except FixRefused as error:
        raise FixRefused(error.reason, _name_of(fields, layout[error.field]), error.detail) from error


def read_number(fields: Fields, name: str, reason: Refusal) -> float | None:
    """Return a finite number; None where there is none. Raises FixRefused for `reason`."""
    given = fields.get(name)
    if given is None:
        return None
    if isinstance(given, str) and _NUMBER.fullmatch(given):
        given = float(given)
    if isinstance(given, bool) or not isinstance(given, int | float) or not _is_finite(given):
        raise FixRefused(reason, name, "Give a finite number.")
    return given


def read_moment(fields: Fields, name: str, bounds: TimeBounds) -> int:
    """Return the second that a text says by RFC 3339, with its offset. Raises FixRefused."""
    return _bound(name, _read_text(_require_time(fields, name), name, zone_needed=True), bounds)


def read_epoch(fields: Fields, name: str, bounds: TimeBounds) -> int:
    """Return the second that a number of seconds, or of milliseconds, since 1970 says. Raises FixRefused."""
    _require_time(fields, name)
    number = read_number(fields, name, Refusal.INVALID_TIME) or 0
    return _bound(name, int(number if abs(number) < _SECONDS_END else number // 1000), bounds)


def read_any_time(fields: Fields, name: str, bounds: TimeBounds) -> int:
    """Return the second that a number says, or a text, which is of UTC when it has no offset. Raises FixRefused."""
    given = _require_time(fields, name)
    if isinstance(given, str) and not _NUMBER.fullmatch(given):
        return _bound(name, _read_text(_restore_plus(given), name, zone_needed=False), bounds)
    return read_epoch(fields, name, bounds)


def _read_source(fields: Fields, wanted: Source, argument: str) -> float | None:
    reason = Refusal.INVALID_POSITION if argument in _POSITION else Refusal.INVALID_MEASURE
    number = read_number(fields, _name_of(fields, wanted), reason)
    return None if number is None else number * wanted.factor


def _name_of(fields: Fields, wanted: Source) -> str:
    return next((name for name in wanted.names if fields.get(name) is not None), wanted.names[0])


def _require(number: float | None, wanted: Source) -> float:
    if number is None:
        raise FixRefused(Refusal.INVALID_POSITION, wanted.names[0], "It is required.")
    return number


def _require_time(fields: Fields, name: str) -> object:
    given = fields.get(name)
    if given is None:
        raise FixRefused(Refusal.INVALID_TIME, name, "It is required.")
    return given


def _is_finite(number: float) -> bool:
    """Return whether it can be reckoned with: a whole number of JSON may have more digits than any unit needs."""
    return abs(number) < _LARGEST and isfinite(number)


def _read_text(given: object, name: str, *, zone_needed: bool) -> int:
    """Return the second that has begun at the moment that a text says."""
    match = _TIME.fullmatch(given) if isinstance(given, str) else None
    if match is None:
        raise FixRefused(Refusal.INVALID_TIME, name, "Give a time of RFC 3339, such as `2027-03-03T08:15:00Z`.")
    day, clock, universal, hours, minutes = match.groups()
    if zone_needed and not universal and not hours:
        raise FixRefused(Refusal.INVALID_TIME, name, "Give its offset from UTC, such as `Z`.")
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{hours or '+00'}:{minutes or '00'}")
        return int(moment.timestamp())
    except (ValueError, OverflowError) as error:
        raise FixRefused(Refusal.INVALID_TIME, name, "There is no such time.") from error


def _restore_plus(text: str) -> str:
    """Return a time of a query whose offset has lost its sign: a plus that was not escaped comes as a space."""
    return re.sub(r"(?<=[0-9]) ([0-9]{2}:?[0-9]{2})$", r"+\1", text) if "T" in text else text


def _bound(name: str, second: int, bounds: TimeBounds) -> int:
    if second < bounds.earliest:
        raise FixRefused(Refusal.TOO_OLD, name, "It is older than positions are kept.")
    if second > bounds.latest:
        raise FixRefused(Refusal.CLOCK_AHEAD, name, "It is farther ahead than a wrong clock explains.")
    return second
