"""The form of OsmAnd and of Traccar's client: one position in the parameters of a query or of a form.

Speeds are knots, as Traccar's clients send them; OsmAnd, which has metres a second, is set up to send them under a name
of their own. Parameters that are not known here are passed over, for clients send many. Without `lat` and `lon` it says
that the device is where it was.
"""

from collections.abc import Mapping, Sequence

from chalicelib.domain.tracking.device_formats.decoded import Decoded, Reported, decode_each
from chalicelib.domain.tracking.device_formats.fields import (
    Fields,
    Source,
    TimeBounds,
    read_any_time,
    read_fix,
    read_number,
    source,
)
from chalicelib.domain.tracking.fix import FixRefused, Refusal, make_ping

# One of these parameters says which device it is.
IDENTIFIERS = ("id", "deviceid")
KNOT = 1852 / 3600  # metres a second
_SPEED = "speed"
_SPEED_SI = "speedMetresPerSecond"
_BATTERY = source("batt")
_TIME = "timestamp"
_LAYOUT = {
    "latitude": source("lat"),
    "longitude": source("lon"),
    "accuracy_metres": source("accuracy"),
    "speed_metres_per_second": source(_SPEED, factor=KNOT),
    "heading_degrees": source("bearing", "heading"),
    "altitude_metres": source("altitude"),
    "battery_percent": _BATTERY,
}
_WITH_SI_SPEED: Mapping[str, Source] = {**_LAYOUT, "speed_metres_per_second": source(_SPEED_SI)}
# What is read here; everything else is passed over, however often it is given.
KNOWN = frozenset({_TIME, "location", "valid", _SPEED_SI, *(name for each in _LAYOUT.values() for name in each.names)})
_NOT_VALID = frozenset({"0", "false"})


def decode_parameters(given: Mapping[str, Sequence[str]], *, device: str, bounds: TimeBounds) -> Decoded:
    """Decode the position of a query or a form."""
    return decode_each([given], lambda _: _decode(given, device, bounds))


def _decode(given: Mapping[str, Sequence[str]], device: str, bounds: TimeBounds) -> Reported:
    fields = _read_parameters(given)
    at = read_any_time(fields, _TIME, bounds)
    if str(fields.get("valid", "")).lower() in _NOT_VALID:
        raise FixRefused(Refusal.INVALID_POSITION, "valid", "The device does not know where it is.")
    if "lat" not in fields and "lon" not in fields:
        return _read_ping(fields, device, at)
    return read_fix(fields, _WITH_SI_SPEED if _SPEED_SI in fields else _LAYOUT, device=device, at=at)


def _read_parameters(given: Mapping[str, Sequence[str]]) -> Fields:
    """Return what each known parameter says; one without a value says nothing."""
    fields: dict[str, object] = {}
    for name in sorted(KNOWN & given.keys()):
        words = given[name]
        if len(words) > 1:
            raise FixRefused(Refusal.UNREADABLE, name, "Give it once.")
        if words and words[0].strip():
            fields[name] = words[0].strip()
    location = fields.pop("location", None)
    return {**fields, **_split_location(str(location))} if location is not None else fields


def _split_location(text: str) -> Fields:
    """Return both coordinates of `location=52.5,13.4`."""
    latitude, comma, longitude = text.partition(",")
    if not comma:
        raise FixRefused(Refusal.INVALID_POSITION, "location", "Give latitude and longitude, with a comma between.")
    return {"lat": latitude.strip(), "lon": longitude.strip()}


def _read_ping(fields: Fields, device: str, at: int) -> Reported:
    name = _BATTERY.names[0]
    battery = read_number(fields, name, Refusal.INVALID_MEASURE)
    try:
        return make_ping(device=device, at=at, battery_percent=battery)
    except FixRefused as error:
        raise FixRefused(error.reason, name, error.detail) from error
