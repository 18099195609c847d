"""OwnTracks' JSON over HTTP: one message at a time, of which only those of `_type` `location` have a position to keep.

What else the app sends (waypoints, transitions, its status) is answered like everything else and not kept; so is a
message that was encrypted, which nobody here can read.
"""

from typing import cast

from chalicelib.domain.tracking.device_formats.decoded import Decoded, decode_each
from chalicelib.domain.tracking.device_formats.fields import Fields, TimeBounds, read_epoch, read_fix, source
from chalicelib.domain.tracking.fix import Fix

_KILOMETRE_AN_HOUR = 1 / 3.6  # metres a second
_LOCATION = "location"
_LAYOUT = {
    "latitude": source("lat"),
    "longitude": source("lon"),
    "accuracy_metres": source("acc"),
    "speed_metres_per_second": source("vel", factor=_KILOMETRE_AN_HOUR),
    "heading_degrees": source("cog"),
    "altitude_metres": source("alt"),
    "battery_percent": source("batt"),
}


def decode_message(body: object, *, device: str, bounds: TimeBounds) -> Decoded:
    """Decode a message."""
    if not isinstance(body, dict) or body.get("_type") != _LOCATION:
        return Decoded(passed_over=1)
    return decode_each([body], lambda item: _decode(cast(Fields, item), device, bounds))


def _decode(fields: Fields, device: str, bounds: TimeBounds) -> Fix:
    return read_fix(fields, _LAYOUT, device=device, at=read_epoch(fields, "tst", bounds))
