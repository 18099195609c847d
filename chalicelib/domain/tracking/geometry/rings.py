"""Closed rings on the globe: what a polygon's outside and its holes are made of.

Edges are straight in latitude and longitude, as in GeoJSON (RFC 7946, 3.1.1), and go the shorter side around the globe:
a ring may lie across the antimeridian, and one that goes all around encloses the pole of its hemisphere. Whether
a position is inside is decided in whole numbers, without a rounding error, and what lies on the ring is known.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.boxes import ALL_AROUND, Box
from chalicelib.domain.tracking.geometry.geodesy import metres_per_degree

# Latitude and longitude in units of 1e-7 degree.
Point = tuple[int, int]

_HALF_AROUND = ALL_AROUND // 2
_POLE = 90 * DEGREE
_MOST_STRIPS = 512


class Side(IntEnum):
    """Where a position is beside a ring."""

    OUTSIDE = -1
    ON_RING = 0
    INSIDE = 1


class Edge(NamedTuple):
    """From its western to its eastern end, with longitudes counted on beyond the antimeridian."""

    west: int
    west_latitude: int
    east: int
    east_latitude: int
    south: int
    north: int


class Ring:
    """A closed ring of corners, each once; the last is joined to the first."""

    def __init__(self, corners: Sequence[Point]) -> None:
        self.corners = tuple(corners)
        self._unwrapped = _unwrap(corners)
        self.edges = tuple(_make_edge(one, other) for one, other in pairwise(self._unwrapped))
        self.west, self.east = min(edge.west for edge in self.edges), max(edge.east for edge in self.edges)
        self.south, self.north = min(edge.south for edge in self.edges), max(edge.north for edge in self.edges)
        self.is_polar = self._unwrapped[0][1] != self._unwrapped[-1][1]
        self._holds_north_pole = self.is_polar and corners[0][0] > 0
        self._strip_width = (self.east - self.west) // min(_MOST_STRIPS, len(self.edges)) + 1
        self._strips = self._make_strips()

    @property
    def box(self) -> Box:
        """Return the box of what the ring encloses."""
        if not self.is_polar:
            return Box(self.south, self.north, self.west, min(self.east - self.west, ALL_AROUND))
        if self._holds_north_pole:
            return Box(self.south, _POLE, 0, ALL_AROUND)
        return Box(-_POLE, self.north, 0, ALL_AROUND)

    def side_of(self, latitude: int, longitude: int) -> Side:
        """Return whether a position is inside, outside or on the ring.

        A meridian from there to the north pole crosses the ring an odd number of times where the two are on different
        sides (Shimrat 1962, "Algorithm 112"); each edge counts without its eastern end, so that a corner counts once.
        """
        is_inside = self._holds_north_pole
        east = self.west + (longitude - self.west) % ALL_AROUND
        while east <= self.east:
            for edge in self._strips[(east - self.west) // self._strip_width]:
                first, _, last, _, south, north = edge
                if north < latitude:
                    break  # so are all that follow
                if not first <= east <= last:
                    continue
                above = 1 if south > latitude else _height_above(edge, latitude, east)
                if above == 0:
                    return Side.ON_RING
                if above > 0 and east < last:
                    is_inside = not is_inside
            east += ALL_AROUND
        return Side.INSIDE if is_inside else Side.OUTSIDE

    def is_near(self, latitude: int, longitude: int, metres: float) -> bool:
        """Return whether some place on the ring is at most `metres` from a position.

        On a plane that touches the ellipsoid there: within a thousandth up to some kilometres.
        """
        degree_north, degree_east = metres_per_degree(latitude / DEGREE)
        high = int(metres / degree_north * DEGREE) + 1
        wide = min(int(metres / max(degree_east, 1.0) * DEGREE) + 1, _HALF_AROUND)
        scale = degree_north / DEGREE, degree_east / DEGREE
        first = self.west - wide
        east = first + (longitude - first) % ALL_AROUND
        while east <= self.east + wide:
            for edge in self._edges_between(east - wide, east + wide):
                is_level = edge.south - high <= latitude <= edge.north + high
                if is_level and _squared_distance(edge, latitude, east, scale) <= metres * metres:
                    return True
            east += ALL_AROUND
        return False

    def measure_depth(self) -> float:
        """Return how many metres inside one is about, in the middle: the radius of a circle, half the side of a square.

        Twice the area by the length around it, both as flat as at the middle latitude.
        """
        degree_north, degree_east = metres_per_degree((self.south + self.north) / 2 / DEGREE)
        north, east = degree_north / DEGREE, degree_east / DEGREE
        doubled, around = 0.0, 0.0
        for (latitude, longitude), (next_latitude, next_longitude) in pairwise(self._unwrapped):
            x1, y1 = (longitude - self.west) * east, (latitude - self.south) * north
            x2, y2 = (next_longitude - self.west) * east, (next_latitude - self.south) * north
            doubled += x1 * y2 - x2 * y1
            around += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        return abs(doubled) / around if around else 0.0

    def find_crossing(self) -> tuple[int, int] | None:
        """Return the numbers of two edges that cross or lie upon each other; None for a simple ring."""
        numbered = sorted(enumerate(self.edges), key=lambda each: each[1].west)
        for place, (number, edge) in enumerate(numbered):
            for other_number, other in numbered[place + 1 :]:
                if other.west > edge.east:
                    break
                if edges_cross(edge, other):
                    return min(number, other_number), max(number, other_number)
        return None

    def crosses(self, other: "Ring") -> bool:
        """Return whether an edge of this ring crosses one of another, or lies upon it."""
        return any(
            edges_cross(edge, _moved(theirs, around * ALL_AROUND))
            for around in (-1, 0, 1)
            for theirs in other.edges
            if theirs.west + around * ALL_AROUND <= self.east and theirs.east + around * ALL_AROUND >= self.west
            for edge in self._edges_between(theirs.west + around * ALL_AROUND, theirs.east + around * ALL_AROUND)
        )

    def _edges_between(self, west: int, east: int) -> Iterator[Edge]:
        first = max(0, (west - self.west) // self._strip_width)
        last = min(len(self._strips) - 1, (east - self.west) // self._strip_width)
        for number in range(first, last + 1):
            yield from self._strips[number]

    def _make_strips(self) -> list[tuple[Edge, ...]]:
        """Return the edges by strips from pole to pole, as every position asks only for those of its own; in each, by
        how far they reach to the north, the farthest first."""
        strips: list[list[Edge]] = [[] for _ in range((self.east - self.west) // self._strip_width + 1)]
        for edge in sorted(self.edges, key=lambda edge: -edge.north):
            first, last = ((each - self.west) // self._strip_width for each in (edge.west, edge.east))
            for number in range(first, last + 1):
                strips[number].append(edge)
        return [tuple(strip) for strip in strips]


def edges_cross(one: Edge, other: Edge) -> bool:
    """Return whether two edges cross between their ends, or lie upon each other in more than a point."""
    if one.south > other.north or other.south > one.north or one.west > other.east or other.west > one.east:
        return False
    of_other = _turn(one, other.west_latitude, other.west), _turn(one, other.east_latitude, other.east)
    of_one = _turn(other, one.west_latitude, one.west), _turn(other, one.east_latitude, one.east)
    if of_other == (0, 0) and of_one == (0, 0):
        is_wider = max(one.west, other.west) < min(one.east, other.east)
        return is_wider or max(one.south, other.south) < min(one.north, other.north)
    return _are_opposite(*of_other) and _are_opposite(*of_one)


def _are_opposite(one: int, other: int) -> bool:
    return (one < 0 < other) or (other < 0 < one)


def _turn(edge: Edge, latitude: int, longitude: int) -> int:
    """Return a number below, at or above 0 where a point is to the right of an edge, on its line, or to the left."""
    run, rise = edge.east - edge.west, edge.east_latitude - edge.west_latitude
    return run * (latitude - edge.west_latitude) - rise * (longitude - edge.west)


def _height_above(edge: Edge, latitude: int, longitude: int) -> int:
    """Return a number below, at or above 0 as the edge is there, at a longitude that it reaches."""
    if edge.west == edge.east:
        return 0 if edge.south <= latitude else 1
    return -_turn(edge, latitude, longitude)


def _squared_distance(edge: Edge, latitude: int, longitude: int, scale: tuple[float, float]) -> float:
    """Return the square of the metres to the nearest place on an edge; `scale` has metres a unit, north and east."""
    north, east = scale
    x, y = (edge.west - longitude) * east, (edge.west_latitude - latitude) * north
    run, rise = (edge.east - edge.west) * east, (edge.east_latitude - edge.west_latitude) * north
    squared = run * run + rise * rise
    along = 0.0 if squared == 0 else max(0.0, min(1.0, -(x * run + y * rise) / squared))
    x, y = x + along * run, y + along * rise
    return x * x + y * y


def _unwrap(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return the corners, the first once more at the end, with longitudes that go on where an edge crosses 180."""
    latitude, longitude = corners[0]
    unwrapped = [(latitude, longitude)]
    for latitude, target in (*corners[1:], corners[0]):
        longitude += step_east(longitude, target)
        unwrapped.append((latitude, longitude))
    return tuple(unwrapped)


def step_east(start: int, end: int) -> int:
    """Return the units eastwards from one longitude to another by the shorter side, negative to the west."""
    return (end - start + _HALF_AROUND) % ALL_AROUND - _HALF_AROUND


def _make_edge(one: Point, other: Point) -> Edge:
    (west_latitude, west), (east_latitude, east) = (one, other) if one[1] <= other[1] else (other, one)
    south, north = min(west_latitude, east_latitude), max(west_latitude, east_latitude)
    return Edge(west, west_latitude, east, east_latitude, south, north)


def _moved(edge: Edge, units: int) -> Edge:
    return edge._replace(west=edge.west + units, east=edge.east + units)
