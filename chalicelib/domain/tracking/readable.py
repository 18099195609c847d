"""Signals in words and units that a person reads: what an export hands out of a track."""

from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, Signal
from chalicelib.domain.value import JsonObject


def describe_signal(signal: Signal) -> JsonObject:
    """Return a signal as JSON, in degrees and SI units; what is not known of it is left out."""
    said: JsonObject = {"at": signal.moment.isoformat().replace("+00:00", "Z"), "deviceId": signal.device}
    match signal:
        case Fix():
            said |= {
                "latitude": signal.latitude_degrees,
                "longitude": signal.longitude_degrees,
                "accuracyMetres": signal.accuracy_metres,
                "speedMetresPerSecond": _divided(signal.speed_cm_s, 100),
                "headingDegrees": _divided(signal.heading_cdeg, 100),
                "altitudeMetres": _divided(signal.altitude_dm, 10),
                "batteryPercent": signal.battery,
            }
        case CoarseFix():
            said |= {"sharingLevel": signal.level.value, "places": list(signal.places)}
        case Ping():
            said |= {"isPing": True, "batteryPercent": signal.battery}
    return {name: value for name, value in said.items() if value is not None}


def _divided(number: int | None, units: int) -> float | None:
    return None if number is None else number / units
