"""Shortest paths between two points, of which many others are asked how far away they are and how far along: what
simplification, progress and deviation measure with.

As `geodesy.project_onto`, in a plane with the earth's centre; what depends on the ends alone is worked out once, and
from differences of vectors, which keeps the paths of a few centimetres exact that a standing phone draws.
"""

from math import asin, atan2, hypot
from typing import NamedTuple

from chalicelib.domain.places.geo import EARTH_RADIUS
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.geodesy import Vector, surface_distance, to_cartesian
from chalicelib.domain.tracking.geometry.points import Point

# Relative to the square of the earth's radius, and shorter than any path between two points that there are: the ends
# are one point, or opposite ones.
_NO_DIRECTION = 1e-10


class Foot(NamedTuple):
    """The point of an arc that is nearest to another: how far away, and at which fraction of the arc."""

    distance_metres: float
    fraction: float


def vector_of(point: Point) -> Vector:
    """Return the vector from the earth's centre to a point."""
    return to_cartesian(point[0] / DEGREE, point[1] / DEGREE)


class Arc:
    """The shortest path from one point to another. Between opposite points there are many, and from a point to itself
    there is none: then only the ends count."""

    __slots__ = ("_along", "_angle", "_end", "_left", "_start", "_up", "metres")

    def __init__(self, start: Vector, end: Vector) -> None:
        self._start, self._end = start, end
        self.metres = surface_distance(start, end)
        self._up = _unit(start)
        change = _difference(end, start)
        left = _cross(self._up, change)
        self._left = _unit(left) if hypot(*left) > _NO_DIRECTION * EARTH_RADIUS else None
        self._along = _cross(self._left, self._up) if self._left else self._up
        self._angle = self._angle_to(change)

    def foot_of(self, point: Vector) -> Foot:
        """Return the point of the arc that is nearest to `point`."""
        change = _difference(point, self._start)
        if self._left is not None:
            angle = self._angle_to(change)
            if 0 <= angle <= self._angle:
                across = abs(_dot(change, self._left)) / EARTH_RADIUS
                return Foot(asin(min(across, 1.0)) * EARTH_RADIUS, angle / self._angle)
        from_start, from_end = surface_distance(self._start, point), surface_distance(self._end, point)
        return Foot(from_start, 0.0) if from_start <= from_end else Foot(from_end, 1.0)

    def _angle_to(self, change: Vector) -> float:
        """Return the angle, seen from the earth's centre, along the arc to what is `change` away from its start."""
        return atan2(_dot(change, self._along), _dot(self._start, self._up) + _dot(change, self._up))


def _difference(one: Vector, other: Vector) -> Vector:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _dot(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _unit(vector: Vector) -> Vector:
    size = hypot(*vector)
    return vector[0] / size, vector[1] / size, vector[2] / size


def _cross(one: Vector, other: Vector) -> Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )
