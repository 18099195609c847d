"""As what a track is read: the formats, and what each holds."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.tracking.exports.geojson import BoundingBox, CoordinateProperties, Geometry
from chalicelib.domain.tracking.exports.polyline import Precision
from chalicelib.domain.value import Value


class TrackFormat(StrEnum):
    """As what a track is read."""

    JSON = "json"
    GEOJSON = "geojson"
    POLYLINE5 = "polyline5"
    POLYLINE6 = "polyline6"
    GPX = "gpx"


class StretchProperties(Value, frozen=True):
    """Of which device a stretch is, and when it was at each position."""

    device_id: str
    began_at: Annotated[datetime, msgspec.Meta(description="First position of the stretch")]
    ended_at: Annotated[datetime, msgspec.Meta(description="Last position of the stretch")]
    coordinate_properties: Annotated[
        CoordinateProperties, msgspec.Meta(description="What belongs to each of the coordinates, in their order")
    ]


class StretchFeature(Value, frozen=True, tag_field="type", tag="Feature"):
    """A stretch of a track: a line, cut where it crosses the antimeridian, or a point."""

    geometry: Annotated[Geometry, msgspec.Meta(description="Line or point of the stretch")]
    properties: Annotated[StretchProperties, msgspec.Meta(description="Device and times of the stretch")]
    bbox: BoundingBox


class TrackCollection(Value, frozen=True, tag_field="type", tag="FeatureCollection"):
    """A track as GeoJSON (RFC 7946), a feature for each of its stretches."""

    features: Annotated[
        tuple[StretchFeature, ...], msgspec.Meta(description="Stretches of the track, in order of time")
    ]
    next_cursor: Annotated[str | None, msgspec.Meta(description="Null on the last page")]


class EncodedStretch(Value, frozen=True):
    """A stretch of a track as an encoded polyline."""

    device_id: str
    began_at: Annotated[datetime, msgspec.Meta(description="First position of the stretch")]
    ended_at: Annotated[datetime, msgspec.Meta(description="Last position of the stretch")]
    positions: Annotated[int, msgspec.Meta(ge=1, description="How many the line has")]
    polyline: Annotated[
        str,
        msgspec.Meta(examples=["_p~iF~ps|U_ulLnnqC_mqNvxq`@"], description="Positions in Google's polyline encoding"),
    ]


class EncodedTrack(Value, frozen=True):
    """A track as encoded polylines, one for each of its stretches."""

    precision: Annotated[Precision, msgspec.Meta(description="Digits after the point")]
    stretches: Annotated[
        tuple[EncodedStretch, ...], msgspec.Meta(description="Stretches of the track, in order of time")
    ]
    next_cursor: Annotated[str | None, msgspec.Meta(description="Null on the last page")]
