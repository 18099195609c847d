"""The API's own form: `{"fixes": [...]}`, or one fix by itself, in SI units with the units in the names.

It is closed, so that a misspelt field is an error: `at`, `latitude` and `longitude` make a fix; `at` with
`"ping": true` says that the device is where it was.
"""

from typing import cast

from chalicelib.domain.tracking.device_formats.decoded import Decoded, Reported, decode_each
from chalicelib.domain.tracking.device_formats.fields import (
    Fields,
    TimeBounds,
    read_fix,
    read_moment,
    read_number,
    source,
)
from chalicelib.domain.tracking.fix import FixRefused, Ping, Refusal, make_ping

_BATTERY = "batteryPercent"
_LAYOUT = {
    "latitude": source("latitude"),
    "longitude": source("longitude"),
    "accuracy_metres": source("accuracyMetres"),
    "speed_metres_per_second": source("speedMetresPerSecond"),
    "heading_degrees": source("headingDegrees"),
    "altitude_metres": source("altitudeMetres"),
    "battery_percent": source(_BATTERY),
}
_AT, _PING = "at", "ping"
_OF_FIX = frozenset({_AT, _PING, *(name for each in _LAYOUT.values() for name in each.names)})
_OF_PING = frozenset({_AT, _PING, _BATTERY})


def decode_fixes(items: list[object], *, device: str, bounds: TimeBounds) -> Decoded:
    """Decode fixes and pings, each by itself."""
    return decode_each(items, lambda item: _decode(item, device, bounds))


def _decode(item: object, device: str, bounds: TimeBounds) -> Reported:
    if not isinstance(item, dict):
        raise FixRefused(Refusal.UNREADABLE, "", "A fix is an object.")
    fields = cast(Fields, item)
    ping = fields.get(_PING)
    if ping is not None and not isinstance(ping, bool):
        raise FixRefused(Refusal.UNREADABLE, _PING, "Give true or false.")
    _refuse_unknown(fields, _OF_PING if ping else _OF_FIX)
    at = read_moment(fields, _AT, bounds)
    return _read_ping(fields, device, at) if ping else read_fix(fields, _LAYOUT, device=device, at=at)


def _read_ping(fields: Fields, device: str, at: int) -> Ping:
    battery = read_number(fields, _BATTERY, Refusal.INVALID_MEASURE)
    try:
        return make_ping(device=device, at=at, battery_percent=battery)
    except FixRefused as error:
        raise FixRefused(error.reason, _BATTERY, error.detail) from error


def _refuse_unknown(fields: Fields, known: frozenset[str]) -> None:
    unknown = next((name for name in sorted(fields) if name not in known), None)
    if unknown is not None:
        raise FixRefused(Refusal.UNREADABLE, unknown[:100], "Unknown field.")
