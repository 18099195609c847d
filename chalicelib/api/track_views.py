"""Tracks as they are read over HTTP: what may be asked, what stands in an answer, and in which media types."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, assert_never

import msgspec

from chalicelib.api.http.calls import Answer, Call, Page, answer_in
from chalicelib.api.http.media_types import choose_media_type
from chalicelib.api.http.route import JSON, Alternative
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.tracking.devices import DeviceId
from chalicelib.domain.tracking.exports.polyline import Precision
from chalicelib.domain.tracking.exports.track_formats import EncodedTrack, TrackCollection, TrackFormat
from chalicelib.domain.tracking.fix import DEGREE, CoarseFix, Fix, Ping, SharingLevel
from chalicelib.domain.tracking.screening import Flag, Screened
from chalicelib.domain.value import Value
from chalicelib.dynamodb.paging import ResultPage

if TYPE_CHECKING:
    from chalicelib.domain.tracking.exports.track_exports import Stretch

MOST_POSITIONS = 5_000
COARSEST_TOLERANCE = 100_000
_TRACK_NAME = "Track"

MEDIA_TYPES: Mapping[TrackFormat, str] = {
    TrackFormat.JSON: JSON,
    TrackFormat.GEOJSON: "application/geo+json",
    TrackFormat.POLYLINE5: "application/vnd.sojourn.polyline5+json",
    TrackFormat.POLYLINE6: "application/vnd.sojourn.polyline6+json",
    TrackFormat.GPX: "application/gpx+xml",
}
FORMATS_SAID = (
    "`format` chooses how it is written, else the `Accept` header. Drawn formats (GeoJSON, polylines, GPX) and "
    "whatever is simplified to a `tolerance` hold fixes with which nothing is wrong, in stretches of one device "
    "without a break; pings, coarse positions and what is flagged are in the plain list. A page may be short, or "
    "empty, although more follows: `nextCursor`, or `Link` in every format, says whether."
)


DeviceFilter = Annotated[DeviceId, msgspec.Meta(description="Only what this device reported")]
Tolerance = Annotated[
    float,
    msgspec.Meta(
        ge=0,
        le=COARSEST_TOLERANCE,
        description="Metres by which what is left out may be off the line: simplifies a track (Douglas-Peucker)",
    ),
]


class PositionKind(StrEnum):
    """What a device reported: where it was, or that it is still there; or what its owner shares of where it was."""

    FIX = "fix"
    PING = "ping"
    COARSE = "coarse"


class TrackQuery(Value, frozen=True, kw_only=True):
    """Which part of a track, and as what."""

    since: Annotated[Moment | None, msgspec.Meta(description="A day before `until` where it is not given")] = None
    until: Annotated[Moment | None, msgspec.Meta(description="No part of it any more; now where it is not given")] = (
        None
    )
    device_id: DeviceFilter | None = None
    format: Annotated[TrackFormat | None, msgspec.Meta(description="How it is written; else as `Accept` says")] = None
    tolerance: Tolerance | None = None
    limit: Annotated[
        int, msgspec.Meta(ge=1, le=MOST_POSITIONS, description="Maximum number of positions in the page")
    ] = 1_000
    cursor: Annotated[str | None, msgspec.Meta(description="`nextCursor` of the previous page")] = None


class PositionView(Value, frozen=True, kw_only=True):
    """What is kept of a position; null what its device did not say, or its owner does not share."""

    at: Annotated[datetime, msgspec.Meta(description="Second at which the device measured it")]
    device_id: str
    kind: Annotated[PositionKind, msgspec.Meta(description="What the device reported, or what is shared of it")]
    latitude: Annotated[float | None, msgspec.Meta(description="WGS 84 degrees")] = None
    longitude: Annotated[float | None, msgspec.Meta(description="WGS 84 degrees")] = None
    accuracy_metres: Annotated[float | None, msgspec.Meta(description="Radius, as the device believes")] = None
    speed_metres_per_second: Annotated[
        float | None, msgspec.Meta(description="Speed over ground in metres a second")
    ] = None
    heading_degrees: Annotated[float | None, msgspec.Meta(description="From true north, clockwise")] = None
    altitude_metres: Annotated[float | None, msgspec.Meta(description="Metres above the WGS 84 ellipsoid")] = None
    battery_percent: Annotated[int | None, msgspec.Meta(description="Charge of the device's battery, 0 to 100")] = None
    level: Annotated[SharingLevel | None, msgspec.Meta(description="As exactly as a coarse position is known")] = None
    places: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Of a coarse position its city, its country, or the ids of the geofences it is in"),
    ] = ()
    flags: Annotated[tuple[Flag, ...], msgspec.Meta(description="Why it is not drawn and does not count")] = ()


def answer_track(
    call: Call[Any, Any], found: ResultPage[Screened], asked: TrackFormat | None, tolerance: float | None
) -> Answer[Page[PositionView]]:
    """Answer with a page of a track, as its caller wants it written."""
    from chalicelib.domain.tracking.exports import track_exports

    chosen = asked or _choose_format(call.headers.get("accept"))
    if chosen is TrackFormat.JSON and tolerance is None:
        return call.page(map(to_view, found.rows), found.next)
    stretches = track_exports.find_stretches(found.rows, tolerance)
    cursor = call.cursor_at(found.next)
    headers = call.link_to(cursor)
    match chosen:
        case TrackFormat.JSON:
            return call.page(map(to_view, track_exports.list_drawn(stretches)), found.next)
        case TrackFormat.GEOJSON:
            return answer_in(MEDIA_TYPES[chosen], track_exports.to_geojson(stretches, cursor), headers)
        case TrackFormat.POLYLINE5:
            return answer_in(MEDIA_TYPES[chosen], track_exports.to_polylines(stretches, 5, cursor), headers)
        case TrackFormat.POLYLINE6:
            return answer_in(MEDIA_TYPES[chosen], track_exports.to_polylines(stretches, 6, cursor), headers)
        case TrackFormat.GPX:
            from chalicelib.domain.tracking.exports.gpx import write_gpx

            named = {**headers, "Content-Disposition": 'attachment; filename="track.gpx"'}
            return answer_in(MEDIA_TYPES[chosen], write_gpx(_TRACK_NAME, [each.fixes for each in stretches]), named)
        case _:
            assert_never(chosen)


def to_view(screened: Screened) -> PositionView:
    """Return a position as it is read."""
    signal = screened.signal
    at = datetime.fromtimestamp(signal.at, UTC)
    match signal:
        case Fix():
            return PositionView(
                at=at,
                device_id=signal.device,
                kind=PositionKind.FIX,
                latitude=signal.latitude_degrees,
                longitude=signal.longitude_degrees,
                accuracy_metres=signal.accuracy_metres,
                speed_metres_per_second=signal.speed_metres_per_second,
                heading_degrees=signal.heading_degrees,
                altitude_metres=signal.altitude_metres,
                battery_percent=signal.battery,
                flags=tuple(sorted(screened.flags)),
            )
        case Ping():
            return PositionView(at=at, device_id=signal.device, kind=PositionKind.PING, battery_percent=signal.battery)
        case CoarseFix():
            return PositionView(
                at=at, device_id=signal.device, kind=PositionKind.COARSE, level=signal.level, places=signal.places
            )
        case _:
            assert_never(signal)


def alternatives() -> dict[str, Alternative]:
    """Return the media types besides JSON in which a track is read."""
    return {
        MEDIA_TYPES[TrackFormat.GEOJSON]: Alternative(TrackCollection, _geojson_example),
        MEDIA_TYPES[TrackFormat.POLYLINE5]: Alternative(EncodedTrack, lambda: _polyline_example(5)),
        MEDIA_TYPES[TrackFormat.POLYLINE6]: Alternative(EncodedTrack, lambda: _polyline_example(6)),
        MEDIA_TYPES[TrackFormat.GPX]: Alternative(str, _gpx_example),
    }


def page_example() -> Page[PositionView]:
    """Return an example of a page."""
    return Page(items=tuple(to_view(Screened(fix, frozenset())) for fix in _example_fixes()), next_cursor=None)


def _choose_format(accept: str | None) -> TrackFormat:
    chosen = choose_media_type(accept, list(MEDIA_TYPES.values()))
    return next(each for each, media_type in MEDIA_TYPES.items() if media_type == chosen)


def _example_fixes() -> list[Fix]:
    """Return three positions of a ride from Helsinki's railway station to its airport."""
    began_at = int(datetime(2027, 3, 3, 8, 15, tzinfo=UTC).timestamp())
    passed = ((0, 60.1719, 24.9414), (600, 60.2103, 24.9252), (1_320, 60.3155, 24.9681))
    return [
        Fix(
            at=began_at + seconds,
            device="dev_01JQZX5V9D7R8M3T2K6W4H0YBE",
            latitude=round(latitude * DEGREE),
            longitude=round(longitude * DEGREE),
            accuracy_dm=80,
            speed_cm_s=1_250,
            battery=64,
        )
        for seconds, latitude, longitude in passed
    ]


def _example_stretches() -> "list[Stretch]":
    from chalicelib.domain.tracking.exports.track_exports import find_stretches

    return find_stretches(Screened(fix, frozenset()) for fix in _example_fixes())


def _geojson_example() -> TrackCollection:
    from chalicelib.domain.tracking.exports.track_exports import to_geojson

    return to_geojson(_example_stretches(), None)


def _polyline_example(precision: Precision) -> EncodedTrack:
    from chalicelib.domain.tracking.exports.track_exports import to_polylines

    return to_polylines(_example_stretches(), precision, None)


def _gpx_example() -> str:
    from chalicelib.domain.tracking.exports.gpx import write_gpx

    return write_gpx(_TRACK_NAME, [_example_fixes()])
