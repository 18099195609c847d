"""Distances and directions on the globe: what flight lengths, fares by distance and "near the centre" rest on."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

# Mean radius R1 of the earth in metres: (2a + b) / 3 of the WGS 84 ellipsoid (Moritz 1980, Geodetic Reference System).
EARTH_RADIUS = 6_371_008.8


def great_circle_distance(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return metres along the surface between two points given in WGS 84 degrees.

    Haversine formula on a sphere of mean radius (Sinnott 1984, "Virtues of the Haversine"); within 0.6 % of the
    ellipsoid's geodesic.
    """
    phi1, phi2 = radians(latitude1), radians(latitude2)
    chord = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(longitude2 - longitude1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def initial_bearing(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return degrees clockwise from north, in [0, 360), in which the great circle leaves the first point.

    Napier's rules for the spherical triangle with the pole; 0 for a point to itself.
    """
    phi1, phi2, delta = radians(latitude1), radians(latitude2), radians(longitude2 - longitude1)
    east = sin(delta) * cos(phi2)
    north = cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(delta)
    # The second remainder turns the 360.0 that a tiny negative angle rounds to into 0.
    return degrees(atan2(east, north)) % 360 % 360
