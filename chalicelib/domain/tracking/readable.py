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
                "speedMetresPerSecond": signal.speed_metres_per_second,
                "headingDegrees": signal.heading_degrees,
                "altitudeMetres": signal.altitude_metres,
                "batteryPercent": signal.battery,
            }
        case CoarseFix():
            said |= {"sharingLevel": signal.level.value, "places": list(signal.places)}
        case Ping():
            said |= {"isPing": True, "batteryPercent": signal.battery}
    return {name: value for name, value in said.items() if value is not None}
