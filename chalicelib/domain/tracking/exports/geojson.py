"""Tracks as GeoJSON (RFC 7946): longitude before latitude, and cut where they cross the antimeridian (section 3.1.9),
so that no map draws a line across the whole world.

The times of a track stand in `coordinateProperties.times`, nested as its coordinates are, which is what converters of
GPX write.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import Annotated

import msgspec

from chalicelib.domain.tracking.fix import DEGREE, Fix
from chalicelib.domain.tracking.geometry.points import Point, point_of
from chalicelib.domain.value import Value

HALF_CIRCLE = 180 * DEGREE
_CIRCLE = 2 * HALF_CIRCLE

Position = Annotated[
    tuple[float, float],
    msgspec.Meta(description="Longitude and latitude in WGS 84 degrees", examples=[[24.9384, 60.1699]]),
]
Positions = Annotated[tuple[Position, ...], msgspec.Meta(min_length=2)]
BoundingBox = Annotated[
    tuple[float, float, float, float],
    msgspec.Meta(
        description="West, south, east, north in degrees; west is greater than east across the antimeridian",
        examples=[[24.9384, 60.1699, 24.9633, 60.3172]],
    ),
]

# A place on a track, and the second at which it was passed.
_Passage = tuple[Point, int]


class PointGeometry(Value, frozen=True, tag_field="type", tag="Point"):
    """One place."""

    coordinates: Position


class PathGeometry(Value, frozen=True, tag_field="type", tag="LineString"):
    """A track that does not cross the antimeridian."""

    coordinates: Annotated[Positions, msgspec.Meta(description="Positions as GeoJSON has them: longitude, latitude")]


class CutPathGeometry(Value, frozen=True, tag_field="type", tag="MultiLineString"):
    """A track that is cut at the antimeridian."""

    coordinates: Annotated[
        tuple[Positions, ...],
        msgspec.Meta(
            min_length=1, description="Lines on either side of the antimeridian, each of positions: longitude, latitude"
        ),
    ]


Geometry = PointGeometry | PathGeometry | CutPathGeometry


class CoordinateProperties(Value, frozen=True):
    """What is known of each position of a track."""

    times: Annotated[
        tuple[datetime | tuple[datetime, ...], ...],
        msgspec.Meta(description="When it was at each position; for a MultiLineString, a list for each of its lists"),
    ]


class TrackProperties(Value, frozen=True):
    """What is known of a track."""

    coordinate_properties: CoordinateProperties


class TrackFeature(Value, frozen=True, tag_field="type", tag="Feature"):
    """A track; its geometry is null where it has no position, and a point where it has one."""

    geometry: Geometry | None
    properties: TrackProperties
    bbox: BoundingBox | msgspec.UnsetType = msgspec.UNSET


class FixProperties(Value, frozen=True):
    """What a device said of a position; null what it did not say."""

    at: datetime
    device: str
    accuracy_metres: float | None
    speed_metres_per_second: float | None
    heading_degrees: float | None
    altitude_metres: float | None
    battery_percent: int | None


class FixFeature(Value, frozen=True, tag_field="type", tag="Feature"):
    """A fix, with all that its device said."""

    geometry: PointGeometry
    properties: FixProperties


def track_feature(fixes: Sequence[Fix]) -> TrackFeature:
    """Return the fixes of a track, in its order, as a feature with the time of each position."""
    passages = [(point_of(fix), fix.at) for fix in fixes]
    paths = _cut(passages)
    times = [tuple(datetime.fromtimestamp(at, UTC) for _, at in path) for path in paths]
    properties = CoordinateProperties(times=tuple(times) if len(times) > 1 else times[0])
    return TrackFeature(
        geometry=_geometry(paths),
        properties=TrackProperties(coordinate_properties=properties),
        bbox=bounding_box([point for point, _ in passages]) if passages else msgspec.UNSET,
    )


def fix_feature(fix: Fix) -> FixFeature:
    """Return a fix as a feature."""
    return FixFeature(
        geometry=PointGeometry(coordinates=position_of(point_of(fix))),
        properties=FixProperties(
            at=fix.moment,
            device=fix.device,
            accuracy_metres=fix.accuracy_metres,
            speed_metres_per_second=fix.speed_metres_per_second,
            heading_degrees=fix.heading_degrees,
            altitude_metres=fix.altitude_metres,
            battery_percent=fix.battery,
        ),
    )


def path_geometry(points: Sequence[Point]) -> Geometry | None:
    """Return the geometry of a path: a LineString, a MultiLineString where it crosses the antimeridian, a Point where
    it has one point, and none where it has none."""
    return _geometry(_cut([(point, 0) for point in points]))


def position_of(point: Point) -> Position:
    """Return a point as GeoJSON has it; JSON writes these floats with the seven digits that the point has."""
    return point[1] / DEGREE, point[0] / DEGREE


def bounding_box(points: Sequence[Point]) -> BoundingBox:
    """Return the least box that holds a path of at least one point (section 5.2)."""
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    west, east = min(longitudes), max(longitudes)
    if any(_crosses(one, other) for one, other in pairwise(longitudes)):
        turns = [_turn(one, other) for one, other in pairwise(longitudes)]
        unrolled = list(accumulate(turns, initial=longitudes[0]))
        west, east = min(unrolled), max(unrolled)
        if east - west >= _CIRCLE:
            west, east = -HALF_CIRCLE, HALF_CIRCLE
        else:
            west, east = _turn(0, west), _turn(0, east)
    return west / DEGREE, min(latitudes) / DEGREE, east / DEGREE, max(latitudes) / DEGREE


def _geometry(paths: Sequence[Sequence[_Passage]]) -> Geometry | None:
    coordinates = tuple(tuple(position_of(point) for point, _ in path) for path in paths)
    match coordinates:
        case ((),):
            return None
        case ((position,),):
            return PointGeometry(coordinates=position)
        case (positions,):
            return PathGeometry(coordinates=positions)
    return CutPathGeometry(coordinates=coordinates)


def _cut(passages: Sequence[_Passage]) -> list[list[_Passage]]:
    """Return a path as paths of which none crosses the antimeridian; one that would be a single place on it is left
    out, since the path beside it begins or ends there."""
    if len(passages) < 2:
        return [list(passages)]
    paths = [[passages[0]]]
    for before, after in pairwise(passages):
        if _crosses(before[0][1], after[0][1]):
            ends, begins = _at_antimeridian(before, after)
            if ends != before or begins == after:
                paths[-1].append(ends)
            paths.append([] if begins == after else [begins])
        paths[-1].append(after)
    return [path for path in paths if len(path) > 1]


def _at_antimeridian(before: _Passage, after: _Passage) -> tuple[_Passage, _Passage]:
    """Return where and when a path reaches the antimeridian, on either side of it: even in longitude, latitude and
    time, as maps draw what is between two positions."""
    (latitude, longitude), at = before
    edge = HALF_CIRCLE if longitude > 0 else -HALF_CIRCLE
    turn = _turn(longitude, after[0][1])
    share = (edge - longitude) / turn if turn else 1.0
    crossed = latitude + round((after[0][0] - latitude) * share)
    then = at + round((after[1] - at) * share)
    return ((crossed, edge), then), ((crossed, -edge), then)


def _crosses(longitude: int, other: int) -> bool:
    return abs(other - longitude) > HALF_CIRCLE


def _turn(longitude: int, other: int) -> int:
    """Return how far it is from one longitude to another, eastwards positive, by the shorter side."""
    return (other - longitude + HALF_CIRCLE) % _CIRCLE - HALF_CIRCLE
