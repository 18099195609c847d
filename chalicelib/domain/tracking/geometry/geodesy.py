"""Distances, directions and shortest paths on WGS 84, to which positions refer: what fences, progress and deviation
are measured with.

Distances of any length are Vincenty's, to a millimetre. What is asked of every position (`to_cartesian`,
`surface_distance`, `project_onto`) uses vectors from the earth's centre: no case of its own for the poles and the
antimeridian, and within a few millionths of the distance where that is at most 500 km.
"""

from collections.abc import Callable, Iterator
from math import asin, atan, atan2, ceil, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import NamedTuple

from chalicelib.domain.places.geo import EARTH_RADIUS

# NIMA TR8350.2, "World Geodetic System 1984": the defining semi-major axis in metres, and the flattening.
SEMI_MAJOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
SEMI_MINOR = SEMI_MAJOR * (1 - FLATTENING)
# Squares of the first and the second eccentricity.
_E2 = FLATTENING * (2 - FLATTENING)
_SECOND_E2 = _E2 / (1 - _E2)

_CONVERGED, _MOST_ROUNDS = 1e-13, 60
_COARSE_STEPS, _FINE_ROUNDS = 36, 48
# Below this, the cross product of two vectors of the earth's size is noise: they are one point, or opposite ones.
_SAME_DIRECTION = 1e-9

# Metres from the earth's centre: towards 0 N 0 E, 0 N 90 E and the north pole.
Vector = tuple[float, float, float]
# Latitude and longitude, in degrees.
Degrees = tuple[float, float]


class Projection(NamedTuple):
    """Where a point is beside a path: metres along it up to the nearest place on it, and metres away from that."""

    along: float
    away: float  # never below 0: which side it is on, `is_left` says
    is_left: bool


def to_cartesian(latitude: float, longitude: float) -> Vector:
    """Return the vector from the earth's centre to a point of the ellipsoid."""
    phi, lam = radians(latitude), radians(longitude)
    sine = sin(phi)
    normal = SEMI_MAJOR / sqrt(1 - _E2 * sine * sine)
    flat = normal * cos(phi)
    return flat * cos(lam), flat * sin(lam), normal * (1 - _E2) * sine


def to_degrees(vector: Vector) -> Degrees:
    """Return latitude and longitude of the point of the ellipsoid that lies in a vector's direction."""
    x, y, z = vector
    return degrees(atan2(z, (1 - _E2) * hypot(x, y))), degrees(atan2(y, x))


def surface_distance(one: Vector, other: Vector) -> float:
    """Return metres along the surface between two points of the ellipsoid, from the straight line between them.

    The arc of the mean radius over that line: within 4 millionths of the geodesic up to 500 km, and a hundredth up to
    10,000 km.
    """
    return to_arc(sqrt(squared_chord(one, other)))


def to_arc(chord: float) -> float:
    """Return how long an arc of the earth's mean radius is over a straight line of `chord` metres."""
    return 2 * EARTH_RADIUS * asin(min(1.0, chord / 2 / EARTH_RADIUS))


def to_chord(arc: float) -> float:
    """Return how long the straight line under an arc of the earth's mean radius is, of half the globe at most."""
    return 2 * EARTH_RADIUS * sin(min(arc / 2 / EARTH_RADIUS, radians(90)))


def squared_chord(one: Vector, other: Vector) -> float:
    """Return the square of the straight distance of two points, in square metres."""
    x, y, z = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return x * x + y * y + z * z


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Return metres that a degree northwards and a degree eastwards have at a latitude.

    From the ellipsoid's radii of curvature, in the meridian and across it (Torge, "Geodesy", 4.13 and 4.15).
    """
    sine = sin(radians(latitude))
    squared = 1 - _E2 * sine * sine
    across = SEMI_MAJOR / sqrt(squared)
    return radians(across * (1 - _E2) / squared), radians(across * cos(radians(latitude)))


def destination(latitude: float, longitude: float, bearing: float, metres: float) -> Degrees:
    """Return where one arrives who goes so far in a direction (degrees from north), on a sphere of mean radius."""
    phi, theta, delta = radians(latitude), radians(bearing), metres / EARTH_RADIUS
    sine = sin(phi) * cos(delta) + cos(phi) * sin(delta) * cos(theta)
    east = sin(theta) * sin(delta) * cos(phi)
    arrived = longitude + degrees(atan2(east, cos(delta) - sin(phi) * sine))
    return degrees(asin(max(-1.0, min(1.0, sine)))), (arrived + 180) % 360 - 180


# --- shortest paths ---------------------------------------------------------------------------------------------------


def points_between(start: Vector, end: Vector, longest: float) -> Iterator[Vector]:
    """Yield points of the shortest path from `start` to `end`, both included, at most `longest` metres apart.

    They lie in a plane with the earth's centre (a great circle; on the ellipsoid, a great ellipse), evenly by angle: in
    the middle of 100 km 0.7 metres beside the geodesic, of 1,000 km 66 metres, and hardly longer than that.
    Between opposite points, where every direction is a shortest one, it goes by the north pole, and from pole to pole
    by the meridian of Greenwich.
    """
    if squared_chord(start, end) <= longest * longest:
        yield from (start, end)
        return
    angle = _angle(start, end)
    across = _second_axis(start, end)
    count = max(1, ceil(angle * SEMI_MAJOR / longest))
    yield start
    first = _scaled(start, 1 / _length(start))
    for number in range(1, count):
        turned = angle * number / count
        yield _onto_ellipsoid(_sum(_scaled(first, cos(turned)), _scaled(across, sin(turned))))
    yield end


def project_onto(point: Vector, start: Vector, end: Vector) -> Projection:
    """Return where a point is beside the shortest path from `start` to `end`; beyond an end, the end is the nearest."""
    normal = _cross(start, end)
    size = _length(normal)
    if size < _SAME_DIRECTION * SEMI_MAJOR * SEMI_MAJOR:
        return Projection(0.0, surface_distance(point, start), is_left=False)
    normal = _scaled(normal, 1 / size)
    height = _dot(point, normal)
    foot = _sum(point, _scaled(normal, -height))
    is_left = height > 0
    if _dot(_cross(start, foot), normal) >= 0 and _dot(_cross(foot, end), normal) >= 0 and _length(foot) > 1:
        on_path = _onto_ellipsoid(foot)
        return Projection(surface_distance(start, on_path), surface_distance(point, on_path), is_left)
    to_start, to_end = surface_distance(point, start), surface_distance(point, end)
    if to_start <= to_end:
        return Projection(0.0, to_start, is_left)
    return Projection(surface_distance(start, end), to_end, is_left)


def _second_axis(start: Vector, end: Vector) -> Vector:
    """Return the direction, across `start`, in which the shortest path to `end` leaves."""
    normal = _cross(start, end)
    if _length(normal) < _SAME_DIRECTION * SEMI_MAJOR * SEMI_MAJOR and _dot(start, end) < 0:
        normal = _cross(start, (0.0, 0.0, 1.0) if hypot(start[0], start[1]) > 1 else (1.0, 0.0, 0.0))
    leaving = _cross(normal, start)
    return _scaled(leaving, 1 / _length(leaving))


def _angle(start: Vector, end: Vector) -> float:
    """Return the angle between two vectors, in radians."""
    return atan2(_length(_cross(start, end)), _dot(start, end))


def _onto_ellipsoid(vector: Vector) -> Vector:
    x, y, z = vector
    return _scaled(vector, 1 / sqrt((x * x + y * y) / SEMI_MAJOR**2 + z * z / SEMI_MINOR**2))


def _dot(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _cross(one: Vector, other: Vector) -> Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def _sum(one: Vector, other: Vector) -> Vector:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _scaled(vector: Vector, factor: float) -> Vector:
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def _length(vector: Vector) -> float:
    return sqrt(_dot(vector, vector))


# --- distances of any length ------------------------------------------------------------------------------------------


def geodesic_distance(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return metres of the shortest path on the ellipsoid between two points given in degrees.

    Vincenty 1975, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23; where that does not
    converge, for points nearly opposite each other, the shortest path by a point half way.
    """
    direct = _vincenty(latitude1, longitude1, latitude2, longitude2)
    return _by_midpoint((latitude1, longitude1), (latitude2, longitude2)) if direct is None else direct


def _vincenty(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float | None:
    """Return metres, or None where the iteration does not converge."""
    difference = radians((longitude2 - longitude1 + 180) % 360 - 180)
    reduced1, reduced2 = _reduced(latitude1), _reduced(latitude2)
    sin1, cos1, sin2, cos2 = sin(reduced1), cos(reduced1), sin(reduced2), cos(reduced2)
    lam = difference
    for _ in range(_MOST_ROUNDS):
        sin_sigma = hypot(cos2 * sin(lam), cos1 * sin2 - sin1 * cos2 * cos(lam))
        if sin_sigma < _CONVERGED:
            # One point, or one and its opposite.
            return 0.0 if cos1 * cos2 * cos(lam) + sin1 * sin2 > 0 else None
        cos_sigma = sin1 * sin2 + cos1 * cos2 * cos(lam)
        sigma = atan2(sin_sigma, cos_sigma)
        sin_alpha = cos1 * cos2 * sin(lam) / sin_sigma
        cos2_alpha = 1 - sin_alpha * sin_alpha
        middle = cos_sigma - 2 * sin1 * sin2 / cos2_alpha if cos2_alpha > _CONVERGED else 0.0
        factor = FLATTENING / 16 * cos2_alpha * (4 + FLATTENING * (4 - 3 * cos2_alpha))
        series = sigma + factor * sin_sigma * (middle + factor * cos_sigma * (2 * middle * middle - 1))
        before, lam = lam, difference + (1 - factor) * FLATTENING * sin_alpha * series
        if abs(lam) > radians(180):
            return None
        if abs(lam - before) < _CONVERGED:
            return _geodesic_length(cos2_alpha, sigma, middle)
    return None


def _reduced(latitude: float) -> float:
    """Return the reduced latitude in radians; that of a pole is a hair less, where a longitude has a meaning still."""
    return atan((1 - FLATTENING) * tan(radians(latitude)))


def _geodesic_length(cos2_alpha: float, sigma: float, middle: float) -> float:
    """Return metres from what Vincenty's iteration came to: his equations 3, 4 and 6."""
    u2 = cos2_alpha * _SECOND_E2
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    sin_sigma, cos_sigma, squared = sin(sigma), cos(sigma), middle * middle
    third = b / 6 * middle * (4 * sin_sigma * sin_sigma - 3) * (4 * squared - 3)
    return SEMI_MINOR * a * (sigma - b * sin_sigma * (middle + b / 4 * (cos_sigma * (2 * squared - 1) - third)))


def _by_midpoint(start: Degrees, end: Degrees) -> float:
    """Return metres between points nearly opposite each other.

    Every path between them crosses the circle that lies a quarter of the globe around the first, so the shortest is
    the shortest of those by one of its points; from there, Vincenty's converges.
    """

    def length(bearing: float) -> float:
        midpoint = destination(*start, bearing, radians(90) * EARTH_RADIUS)
        return sum(_vincenty(*midpoint, *each) or 0.0 for each in (start, end))

    step = 360 / _COARSE_STEPS
    coarse = [length(number * step) for number in range(_COARSE_STEPS)]
    lowest = [
        number
        for number, metres in enumerate(coarse)
        if metres <= coarse[number - 1] and metres <= coarse[(number + 1) % _COARSE_STEPS]
    ]
    return min(_refine(length, (number - 1) * step, (number + 1) * step) for number in lowest)


def _refine(length: Callable[[float], float], low: float, high: float) -> float:
    """Return the least of a function that falls and then rises between two bearings: by golden sections."""
    golden = (sqrt(5) - 1) / 2
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = length(left), length(right)
    for _ in range(_FINE_ROUNDS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = length(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = length(right)
    return min(at_left, at_right)
