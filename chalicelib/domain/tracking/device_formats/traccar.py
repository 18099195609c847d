"""The newer form of Traccar's client: JSON with one location or several, in SI units, the battery as a fraction."""

from typing import cast

from chalicelib.domain.tracking.device_formats.decoded import Decoded, Reported, decode_each
from chalicelib.domain.tracking.device_formats.fields import Fields, TimeBounds, read_any_time, read_fix, source
from chalicelib.domain.tracking.fix import FixRefused, Refusal

# Which field says which device it is.
IDENTIFIER = "device_id"
_LEVEL = "level"
_LAYOUT = {
    "latitude": source("latitude"),
    "longitude": source("longitude"),
    "accuracy_metres": source("accuracy"),
    "speed_metres_per_second": source("speed"),
    "heading_degrees": source("heading"),
    "altitude_metres": source("altitude"),
    "battery_percent": source(_LEVEL, factor=100),
}


def list_locations(body: object) -> list[object]:
    """Return the locations that a body holds, readable or not."""
    location = body.get("location") if isinstance(body, dict) else None
    return location if isinstance(location, list) else [location]


def decode_locations(items: list[object], *, device: str, bounds: TimeBounds) -> Decoded:
    """Decode locations, each by itself."""
    return decode_each(items, lambda item: _decode(item, device, bounds))


def _decode(item: object, device: str, bounds: TimeBounds) -> Reported:
    location = _read_object(item, "location")
    coordinates = _read_object(location.get("coords"), "coords")
    at = read_any_time(location, "timestamp", bounds)
    battery = location.get("battery")
    level = _read_object(battery, "battery").get(_LEVEL) if battery is not None else None
    return read_fix({**coordinates, _LEVEL: level}, _LAYOUT, device=device, at=at)


def _read_object(given: object, name: str) -> Fields:
    if not isinstance(given, dict):
        raise FixRefused(Refusal.UNREADABLE, name, "Give an object.")
    return cast(Fields, given)
