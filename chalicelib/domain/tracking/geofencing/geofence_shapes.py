"""The shape of a geofence as callers write it, what may be wrong with it, and the area that it stands for.

Coordinates of polygons and corridors are those of a GeoJSON geometry (RFC 7946): longitude first. An edge goes the
shorter side around the globe, so that a ring may cross the antimeridian or go around a pole.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, assert_never

import msgspec

from chalicelib.domain.ids import TripId
from chalicelib.domain.text import ShortText
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.boxes import ALL_AROUND
from chalicelib.domain.tracking.geometry.geodesy import geodesic_distance
from chalicelib.domain.tracking.geometry.rings import Point, Ring, Side, step_east
from chalicelib.domain.tracking.geometry.shapes import Circle, Corridor, Polygon, Shape, longest_chord
from chalicelib.domain.tracking.geometry.simplification import simplify_points
from chalicelib.domain.tracking.maps import TravelMode
from chalicelib.domain.value import Value
from chalicelib.errors import AmbiguousRequest, FieldError, InvalidInput

LEAST_RADIUS, MOST_RADIUS = 20, 500_000
LEAST_HALF_WIDTH, MOST_HALF_WIDTH = 20, 100_000
MOST_CORNERS, MOST_RINGS, MOST_PATH_POINTS = 1_000, 50, 500
# Into so many chords at most is a corridor's path cut: 5,000 km where it is 20 m wide, and 13,000 where it is 1 km.
MOST_CHORDS = 500
AIRPORT_RADIUS, CITY_RADIUS = 4_000, 15_000
MOST_THROUGH = 12  # positions of a route
USUAL_HALF_WIDTH, USUAL_TRIP_HALF_WIDTH = 500, 20_000

Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90, description="WGS 84 degrees", examples=[52.366])]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180, description="WGS 84 degrees", examples=[13.503])]
Position = Annotated[
    tuple[float, ...],
    msgspec.Meta(
        min_length=2,
        max_length=3,
        description="Longitude, latitude and, unused, altitude, as in GeoJSON",
        examples=[[13.503, 52.366]],
    ),
]
Positions = Annotated[tuple[Position, ...], msgspec.Meta(max_length=MOST_CORNERS + 1)]
Metres = Annotated[int, msgspec.Meta(ge=LEAST_RADIUS, le=MOST_RADIUS, description="Metres", examples=[500])]
HalfWidth = Annotated[
    int, msgspec.Meta(ge=LEAST_HALF_WIDTH, le=MOST_HALF_WIDTH, description="Metres to either side", examples=[300])
]


class GeofenceShape(Value, frozen=True, tag_field="kind"):
    """The shape of a geofence."""


class CircleShape(GeofenceShape, frozen=True, kw_only=True, tag="circle"):
    """Everything up to a radius around a point."""

    latitude: Latitude
    longitude: Longitude
    radius_metres: Annotated[Metres, msgspec.Meta(description="From the middle to the edge, in metres")]


class PolygonShape(GeofenceShape, frozen=True, kw_only=True, tag="polygon"):
    """The inside of a ring, without its holes: `coordinates` of a GeoJSON polygon."""

    coordinates: Annotated[
        tuple[Positions, ...],
        msgspec.Meta(min_length=1, max_length=MOST_RINGS, description="The outer ring, then the holes, in either turn"),
    ]


class CorridorShape(GeofenceShape, frozen=True, kw_only=True, tag="corridor"):
    """Everything up to a distance from a path: `coordinates` of a GeoJSON line string, joined by great circles."""

    coordinates: Annotated[
        tuple[Position, ...],
        msgspec.Meta(
            min_length=2,
            max_length=MOST_PATH_POINTS,
            description="Positions of the path as GeoJSON has them: longitude, latitude",
        ),
    ]
    half_width_metres: HalfWidth


class PlaceShape(GeofenceShape, frozen=True, kw_only=True, tag="place"):
    """A circle around an airport or a city that is called by its code or its name."""

    name: Annotated[ShortText, msgspec.Meta(description="IATA code, or name", examples=["BER", "Lyon"])]
    radius_metres: Annotated[
        Metres | None, msgspec.Meta(description="Metres; null for 4,000 around an airport and 15,000 around a city")
    ] = None


class RouteShape(GeofenceShape, frozen=True, kw_only=True, tag="route"):
    """A corridor along the route through positions, as maps had it when it was written."""

    through: Annotated[
        tuple[Position, ...],
        msgspec.Meta(min_length=2, max_length=MOST_THROUGH, description="Longitude first, as in GeoJSON"),
    ]
    mode: Annotated[TravelMode, msgspec.Meta(description="How the route is travelled")] = TravelMode.CAR
    half_width_metres: HalfWidth = USUAL_HALF_WIDTH


class TripShape(GeofenceShape, frozen=True, kw_only=True, tag="trip"):
    """A corridor along the moves that the itinerary of a trip plans, as it was when this was written."""

    trip_id: TripId
    half_width_metres: HalfWidth = USUAL_TRIP_HALF_WIDTH


AnyShape = CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape
# What needs no look elsewhere; a place becomes its circle, a route and a trip their corridor, once.
DrawnShape = CircleShape | PolygonShape | CorridorShape
# Shapes along what somebody else has to find.
FoundShape = RouteShape | TripShape


def resolve_place_shape(shape: PlaceShape) -> CircleShape:
    """Return the circle around a place that was named.

    Raises InvalidInput for a place that nobody knows, and AmbiguousRequest for a name that several have.
    """
    from chalicelib.domain.places.resolver import is_airport, resolve_place

    try:
        place = resolve_place(shape.name, "shape/name")
    except AmbiguousRequest:
        raise
    except InvalidInput as error:
        raise InvalidInput("The geofence is not valid.", error.errors) from error
    usual = AIRPORT_RADIUS if is_airport(place) else CITY_RADIUS
    return CircleShape(latitude=place.latitude, longitude=place.longitude, radius_metres=shape.radius_metres or usual)


def draw_corridor(path: Sequence[Point], half_width: int, field: str) -> CorridorShape:
    """Return the corridor along a path that was found, with as many of its points as it takes to be within a quarter of
    its width. Raises InvalidInput, at `field`, for a path that is none, or too long to be so narrow."""
    tolerance = half_width / 8
    while tolerance <= half_width / 2:
        kept = simplify_points(path, tolerance)
        if len(kept) <= MOST_PATH_POINTS:
            corridor = CorridorShape(
                coordinates=tuple((longitude / DEGREE, latitude / DEGREE) for latitude, longitude in kept),
                half_width_metres=half_width,
            )
            if not any(_corridor_errors(corridor)):
                return corridor
        tolerance *= 2
    detail = "needs two places" if len(set(path)) < 2 else "is too long, or too winding, for so narrow a corridor"
    raise InvalidInput("There is no such corridor.", [FieldError(field, detail)])


def build_shape(shape: DrawnShape) -> Shape:
    """Return the area that a valid shape stands for."""
    match shape:
        case CircleShape():
            return Circle((round(shape.latitude * DEGREE), round(shape.longitude * DEGREE)), shape.radius_metres)
        case PolygonShape():
            outside, *holes = (_corners(ring) for ring in shape.coordinates)
            return Polygon(outside, holes)
        case CorridorShape():
            return Corridor(_path(shape.coordinates), shape.half_width_metres)
        case _:
            assert_never(shape)


def shape_errors_in(shape: AnyShape) -> Iterator[FieldError]:
    """Yield what is wrong with a shape beyond its schema, by pointers into its own JSON."""
    match shape:
        case PolygonShape():
            yield from _polygon_errors(shape.coordinates)
        case CorridorShape():
            yield from _corridor_errors(shape)
        case RouteShape():
            yield from _position_errors(shape.through, "/through")
        case CircleShape() | PlaceShape() | TripShape():
            return
        case _:
            assert_never(shape)


def _corridor_errors(shape: CorridorShape) -> Iterator[FieldError]:
    outside = list(_position_errors(shape.coordinates, "/coordinates"))
    yield from outside
    if outside:
        return
    path = [(latitude / DEGREE, longitude / DEGREE) for latitude, longitude in _path(shape.coordinates)]
    if len(path) < 2:
        yield FieldError("/coordinates", "has one place alone: a corridor needs two, or draw a circle")
    lengths = [geodesic_distance(*one, *other) for one, other in pairwise(path)]
    longest = longest_chord(shape.half_width_metres)
    if sum(length // longest + 1 for length in lengths) > MOST_CHORDS:
        most = int(longest * MOST_CHORDS // 1000)
        detail = f"is {sum(lengths) // 1000:.0f} km long: some {most} km at most can be this narrow"
        yield FieldError("/coordinates", detail)


def _polygon_errors(rings: Sequence[Sequence[Position]]) -> Iterator[FieldError]:
    corners = sum(map(len, rings))
    if corners > MOST_CORNERS + len(rings):
        yield FieldError("/coordinates", f"has {corners} positions: {MOST_CORNERS} at most, so simplify it")
        return
    errors = [error for number, ring in enumerate(rings) for error in _ring_errors(ring, f"/coordinates/{number}")]
    yield from errors
    if not errors:
        outside, *holes = (Ring(_corners(ring)) for ring in rings)
        yield from _hole_errors(outside, holes)


def _ring_errors(ring: Sequence[Position], at: str) -> Iterator[FieldError]:
    strange = list(_position_errors(ring, at))
    yield from strange
    if strange:
        return
    corners = _corners(ring)
    if len(corners) < 3:
        yield FieldError(at, "needs three different corners")
        return
    ambiguous = _find_half_around(corners)
    if ambiguous is not None:
        detail = f"has an edge after corner {ambiguous} that goes half around the globe: put a corner between"
        yield FieldError(at, detail)
        return
    built = Ring(corners)
    if crossing := built.find_crossing():
        yield FieldError(at, f"crosses itself: the edges after its corners {crossing[0]} and {crossing[1]} meet")
    if built.is_polar and built.south <= 0 <= built.north:
        yield FieldError(at, "goes around the globe and across the equator: which pole it encloses is not clear")
    if not built.is_polar and built.east - built.west >= ALL_AROUND:
        yield FieldError(at, "reaches more than once around the globe")


def _hole_errors(outside: Ring, holes: Sequence[Ring]) -> Iterator[FieldError]:
    for number, hole in enumerate(holes, 1):
        if hole.crosses(outside) or not _is_inside(hole, outside):
            yield FieldError(f"/coordinates/{number}", "is a hole that is not inside the outer ring")
        for before, other in enumerate(holes[: number - 1], 1):
            if hole.crosses(other) or _is_inside(hole, other) or _is_inside(other, hole):
                yield FieldError(f"/coordinates/{number}", f"is a hole that overlaps hole {before}")


def _is_inside(ring: Ring, other: Ring) -> bool:
    """Return whether a ring that crosses no edge of another is inside it: some of its corners may lie upon it."""
    sides = {other.side_of(latitude, longitude) for latitude, longitude in ring.corners}
    return Side.OUTSIDE not in sides and Side.INSIDE in sides


def _position_errors(positions: Sequence[Position], at: str) -> Iterator[FieldError]:
    for number, (longitude, latitude, *_) in enumerate(positions):
        if not -180 <= longitude <= 180:
            yield FieldError(f"{at}/{number}/0", "is a longitude from -180 to 180; GeoJSON has it first")
        if not -90 <= latitude <= 90:
            yield FieldError(f"{at}/{number}/1", "is a latitude from -90 to 90; GeoJSON has it second")


def _find_half_around(corners: Sequence[Point]) -> int | None:
    """Return after which corner an edge goes as far to the east as to the west."""
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return next(
        (at for at, (one, other) in enumerate(pairs) if abs(step_east(one[1], other[1])) * 2 == ALL_AROUND), None
    )


def _corners(ring: Sequence[Position]) -> list[Point]:
    """Return the corners of a ring, each once: the first is not repeated at the end."""
    corners = _path(ring)
    return corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners


def _path(positions: Sequence[Position]) -> list[Point]:
    """Return positions in units, those that repeat the one before left out."""
    points = [(round(latitude * DEGREE), round(longitude * DEGREE)) for longitude, latitude, *_ in positions]
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
