"""What devices send and are answered, as the API's documentation shows it. How it is read, each fix by itself, is in
`domain/tracking/device_formats`: none of these types is decoded."""

from typing import Annotated

import msgspec

from chalicelib.domain.timestamps import Moment
from chalicelib.domain.tracking.device_formats.decoded import RefusedFix
from chalicelib.domain.tracking.fix import Refusal
from chalicelib.domain.value import JsonObject, Value
from chalicelib.services.tracking.intake import Receipt

MOST_FIXES = 1_000
_AT = "2027-03-03T08:15:30Z"


class FixRequest(Value, frozen=True):
    """Where a device was at a moment; or, as a ping, that it was still where it had been."""

    at: Annotated[Moment, msgspec.Meta(description="When the device measured it, with its offset (RFC 3339)")]
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90, description="WGS 84; none of a ping")] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180, description="WGS 84; none of a ping")] | None = None
    accuracy_metres: (
        Annotated[float, msgspec.Meta(le=100_000, description="Radius within which the device believes to be")] | None
    ) = None
    speed_metres_per_second: Annotated[
        Annotated[float, msgspec.Meta(le=1_000)] | None,
        msgspec.Meta(description="Speed over ground in metres a second; null if not measured"),
    ] = None
    heading_degrees: Annotated[float, msgspec.Meta(le=360, description="Clockwise from true north")] | None = None
    altitude_metres: Annotated[
        Annotated[float, msgspec.Meta(ge=-10_000, le=100_000)] | None,
        msgspec.Meta(description="Metres above the WGS 84 ellipsoid; null if not measured"),
    ] = None
    battery_percent: Annotated[
        Annotated[float, msgspec.Meta(le=100)] | None,
        msgspec.Meta(description="Charge of the device's battery, 0 to 100; null if unknown"),
    ] = None
    ping: Annotated[bool | None, msgspec.Meta(description="True for a ping, which has a time and no position")] = None


class FixBatch(Value, frozen=True):
    """Fixes and pings, in any order; each is judged by itself."""

    fixes: Annotated[
        tuple[FixRequest, ...], msgspec.Meta(min_length=1, max_length=MOST_FIXES, description="What the device reports")
    ]


class OsmAndParameters(Value, frozen=True):
    """One position as OsmAnd and Traccar's client send it; without `lat` and `lon` it is a ping."""

    id: Annotated[str | None, msgspec.Meta(description="The credential of the device; `deviceid` is the same")] = None
    deviceid: Annotated[str | None, msgspec.Meta(description="Id of the device; only its credential counts")] = None
    timestamp: Annotated[
        str | None,
        msgspec.Meta(description="Seconds or milliseconds since 1970, or ISO 8601, in UTC without an offset"),
    ] = None
    lat: Annotated[float | None, msgspec.Meta(description="WGS 84, degrees north of the equator")] = None
    lon: Annotated[float | None, msgspec.Meta(description="WGS 84, degrees east of Greenwich")] = None
    location: Annotated[str | None, msgspec.Meta(description="Latitude and longitude, with a comma between")] = None
    accuracy: Annotated[
        float | None, msgspec.Meta(description="Radius within which the device probably is, in metres")
    ] = None
    speed: Annotated[float | None, msgspec.Meta(description="Speed over ground in knots")] = None
    speed_metres_per_second: Annotated[
        float | None, msgspec.Meta(description="For apps that have no knots; goes before `speed`")
    ] = None
    bearing: Annotated[float | None, msgspec.Meta(description="Degrees from true north; `heading` is the same")] = None
    heading: Annotated[float | None, msgspec.Meta(description="Degrees clockwise from north")] = None
    altitude: Annotated[float | None, msgspec.Meta(description="Height above sea level, in metres")] = None
    batt: Annotated[float | None, msgspec.Meta(description="Charge of the battery in per cent")] = None
    valid: Annotated[str | None, msgspec.Meta(description="`false` where the device does not know where it is")] = None


class OsmAndForm(OsmAndParameters, frozen=True):
    """The same parameters as a form."""


class RefusedFixView(Value, frozen=True):
    """A fix that is not taken, and why; sending it again changes nothing."""

    index: Annotated[int, msgspec.Meta(ge=0, description="Which of those that were sent, counted from 0")]
    field: Annotated[
        str | None, msgspec.Meta(description="The field that is wrong, as it was sent; null for all of it")
    ]
    reason: Annotated[Refusal, msgspec.Meta(description="Why it is not taken")]
    detail: str


class PositionsReceipt(Value, frozen=True):
    """What became of what a device sent. What is accepted is stored a moment later; none of it need be sent again."""

    accepted: Annotated[int, msgspec.Meta(ge=0, description="How many were taken")]
    not_kept: Annotated[
        int,
        msgspec.Meta(
            ge=0, description="How many nobody may keep: outside of a trip, in quiet hours, or without consent to it"
        ),
    ]
    refused: Annotated[
        tuple[RefusedFixView, ...], msgspec.Meta(description="Those that were not taken, each with its reason")
    ]


def show_receipt(receipt: Receipt) -> PositionsReceipt:
    """Return the view of what became of a message."""
    return PositionsReceipt(
        accepted=receipt.accepted, not_kept=receipt.not_kept, refused=tuple(map(_show_refused, receipt.refused))
    )


def _show_refused(refused: RefusedFix) -> RefusedFixView:
    return RefusedFixView(index=refused.place, field=refused.field, reason=refused.reason, detail=refused.detail)


RECEIPT = PositionsReceipt(
    accepted=2,
    not_kept=0,
    refused=(
        RefusedFixView(
            index=2, field="latitude", reason=Refusal.INVALID_POSITION, detail="Give degrees from -90 to 90."
        ),
    ),
)
ACCEPTED = PositionsReceipt(accepted=1, not_kept=0, refused=())
BATCH: JsonObject = {
    "fixes": [
        {
            "at": _AT,
            "latitude": 52.3652,
            "longitude": 13.5097,
            "accuracyMetres": 12.5,
            "speedMetresPerSecond": 1.4,
            "headingDegrees": 92,
            "altitudeMetres": 37,
            "batteryPercent": 84,
        },
        {"at": "2027-03-03T08:25:30Z", "ping": True, "batteryPercent": 83},
        {"at": "2027-03-03T08:35:30Z", "latitude": 52.3667, "longitude": 13.5033},
    ]
}
FORM: JsonObject = {
    "id": "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8.q3Xw7c0ZtYb1nV5kR8sJ2mD4fG6hL9pA",
    "timestamp": "1804061730",
    "lat": 52.3652,
    "lon": 13.5097,
    "accuracy": 12.5,
    "speed": 2.7,
    "bearing": 92,
    "altitude": 37,
    "batt": 84,
}
TRACCAR_MESSAGE: JsonObject = {
    "device_id": "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8.q3Xw7c0ZtYb1nV5kR8sJ2mD4fG6hL9pA",
    "location": {
        "timestamp": _AT,
        "coords": {
            "latitude": 52.3652,
            "longitude": 13.5097,
            "accuracy": 12.5,
            "speed": 1.4,
            "heading": 92,
            "altitude": 37,
        },
        "battery": {"level": 0.84, "is_charging": False},
    },
}
OWNTRACKS_MESSAGE: JsonObject = {
    "_type": "location",
    "tst": 1_804_061_730,
    "lat": 52.3652,
    "lon": 13.5097,
    "acc": 12,
    "vel": 5,
    "cog": 92,
    "alt": 37,
    "batt": 84,
    "tid": "ab",
}
