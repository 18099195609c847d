"""The shapes that a geofence may have: a circle, a polygon with holes, or a corridor along a path.

A shape answers one question: is a position within it, or within it grown or shrunk by so many metres? Circles and
corridors are measured on the ellipsoid (`geodesy`), polygons have edges as GeoJSON draws them (`rings`). None has a
case of its own for the antimeridian or the poles.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.boxes import Box, Grid, box_around
from chalicelib.domain.tracking.geometry.geodesy import (
    Vector,
    points_between,
    squared_chord,
    surface_distance,
    to_arc,
    to_cartesian,
    to_chord,
    to_degrees,
)
from chalicelib.domain.tracking.geometry.rings import Point, Ring, Side

# What a shape may be grown by, in metres, with no more work than within itself.
_USUAL_GROWTH = 3_000.0
# A polygon around a pole, or as large as a country, is no deeper than this in what accuracy is compared with.
_MOST_DEPTH = 50_000.0
# A straight line through the earth, in place of a path on it, may change a corridor's half width by so many metres.
_MOST_SAGGED = 0.1
_EARTH_SQUARED = 6.371e6**2


class Shape(Protocol):
    """An area of the globe."""

    @property
    def boxes(self) -> Sequence[Box]:
        """Boxes that hold it, together."""

    @property
    def depth(self) -> float:
        """How many metres inside one is, about, in its middle."""

    def contains(self, latitude: int, longitude: int) -> bool:
        """Return whether a position, in units of 1e-7 degree, is inside or on its edge."""

    def is_within(self, latitude: int, longitude: int, margin: float) -> bool:
        """Return whether it is inside the shape grown by `margin` metres, or shrunk where that is below 0."""


class Circle:
    """Everything up to `radius` metres from a point."""

    def __init__(self, center: Point, radius: float) -> None:
        degrees = center[0] / DEGREE, center[1] / DEGREE
        self.depth = radius
        self._box = box_around(*degrees, radius)
        self.boxes = (self._box,)
        self._center = to_cartesian(*degrees)
        self._squared = to_chord(radius) ** 2

    def contains(self, latitude: int, longitude: int) -> bool:
        if not self._box.holds(latitude, longitude):
            return False
        return squared_chord(self._center, to_cartesian(latitude / DEGREE, longitude / DEGREE)) <= self._squared

    def is_within(self, latitude: int, longitude: int, margin: float) -> bool:
        reach = self.depth + margin
        point = to_cartesian(latitude / DEGREE, longitude / DEGREE)
        return reach >= 0 and squared_chord(self._center, point) <= to_chord(reach) ** 2


class Polygon:
    """What a ring encloses, without the holes in it; every ring itself belongs to it."""

    def __init__(self, outside: Sequence[Point], holes: Sequence[Sequence[Point]] = ()) -> None:
        self._outside = Ring(outside)
        self._holes = tuple(Ring(hole) for hole in holes)
        self._box = self._outside.box
        self.boxes = (self._box,)
        self.depth = min(self._outside.measure_depth(), _MOST_DEPTH)

    def contains(self, latitude: int, longitude: int) -> bool:
        if not self._box.holds(latitude, longitude):
            return False
        if self._outside.side_of(latitude, longitude) is Side.OUTSIDE:
            return False
        return all(hole.side_of(latitude, longitude) is not Side.INSIDE for hole in self._holes)

    def is_within(self, latitude: int, longitude: int, margin: float) -> bool:
        is_inside = self.contains(latitude, longitude)
        if margin == 0 or is_inside == (margin > 0):
            return is_inside
        return is_inside != any(
            ring.is_near(latitude, longitude, abs(margin)) for ring in (self._outside, *self._holes)
        )


class Corridor:
    """Everything up to `half_width` metres from a path, whose points are joined by great circles of the ellipsoid.

    In the middle of 100 km that is 0.7 metres beside the geodesic, of 1,000 km 66 metres: as the length squared.
    """

    def __init__(self, path: Sequence[Point], half_width: float) -> None:
        self.depth = half_width
        self._squared = half_width * half_width
        longest = longest_chord(half_width)
        corners = [to_cartesian(latitude / DEGREE, longitude / DEGREE) for latitude, longitude in path]
        pieces = [piece for start, end in pairwise(corners) for piece in pairwise(points_between(start, end, longest))]
        self._chords = tuple(_Chord(*piece) for piece in pieces)
        self.boxes = tuple(chord.box(half_width) for chord in self._chords)
        self._grid = Grid(zip(self.boxes, self._chords, strict=True))

    @cached_property
    def _grown(self) -> Grid["_Chord"]:
        return Grid((chord.box(self.depth + _USUAL_GROWTH), chord) for chord in self._chords)

    def contains(self, latitude: int, longitude: int) -> bool:
        chords = self._grid.near(latitude, longitude)
        if not chords:
            return False
        point = to_cartesian(latitude / DEGREE, longitude / DEGREE)
        return any(chord.squared_distance(point) <= self._squared for chord in chords)

    def is_within(self, latitude: int, longitude: int, margin: float) -> bool:
        reach = self.depth + margin
        chords = self._grown.near(latitude, longitude) if margin <= _USUAL_GROWTH else self._chords
        point = to_cartesian(latitude / DEGREE, longitude / DEGREE)
        return reach >= 0 and any(chord.squared_distance(point) <= reach * reach for chord in chords)


class _Chord:
    """A straight line between two points of a path, so short that it is hardly beneath the surface."""

    def __init__(self, start: Vector, end: Vector) -> None:
        self._start, self._end = start, end
        self._along = end[0] - start[0], end[1] - start[1], end[2] - start[2]
        self._squared = squared_chord(start, end)

    def box(self, reach: float) -> Box:
        """Return a box of what is up to `reach` metres from it."""
        middle = tuple((one + other) / 2 for one, other in zip(self._start, self._end, strict=True))
        half = surface_distance(self._start, self._end) / 2
        return box_around(*to_degrees((middle[0], middle[1], middle[2])), to_arc(reach) + half * 1.001)

    def squared_distance(self, point: Vector) -> float:
        """Return the square of the metres from a point to the nearest one of the line."""
        x, y, z = point[0] - self._start[0], point[1] - self._start[1], point[2] - self._start[2]
        along_x, along_y, along_z = self._along
        forward = x * along_x + y * along_y + z * along_z
        if forward <= 0:
            return x * x + y * y + z * z
        if forward >= self._squared:
            return squared_chord(point, self._end)
        portion = forward / self._squared
        x, y, z = x - portion * along_x, y - portion * along_y, z - portion * along_z
        return x * x + y * y + z * z


def longest_chord(half_width: float) -> float:
    """Return how many metres a chord may have: its middle is c^2 / 8R beneath the surface, across the width."""
    return float((_MOST_SAGGED * 128 * half_width * _EARTH_SQUARED) ** 0.25)
