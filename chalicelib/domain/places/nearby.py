"""Which airports and cities are near a point: of those that the gazetteer knows, by distance along the surface."""

from collections.abc import Sequence
from functools import cache
from heapq import nsmallest
from math import cos, radians, sin
from typing import NamedTuple

from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.resolver import Airport, find_airport

_Direction = tuple[float, float, float]
# A handful more than asked for: what is left of rounding when directions are compared is settled by distances.
_SPARE = 4


class NearAirport(NamedTuple):
    """An airport that serves a city, and metres to it."""

    airport: Airport
    distance_metres: int


class NearCity(NamedTuple):
    """A city of the gazetteer, and metres to its centre."""

    city: City
    distance_metres: int


def nearest_airports(latitude: float, longitude: float, limit: int) -> tuple[NearAirport, ...]:
    """Return the airports nearest to a point in degrees, the nearest first: of those that serve a city, for the others
    with a code are airstrips, closed, or for nobody but their owners."""
    codes, directions = _served_airports()
    found = (
        NearAirport(airport, _metres(latitude, longitude, airport))
        for place in _nearest(directions, latitude, longitude, limit)
        for airport in [find_airport(codes[place])]
    )
    return tuple(sorted(found, key=lambda near: (near.distance_metres, near.airport.iata))[:limit])


def nearest_cities(latitude: float, longitude: float, limit: int) -> tuple[NearCity, ...]:
    """Return the cities nearest to a point in degrees, the nearest first."""
    cities = gazetteer().cities
    found = (
        NearCity(city, _metres(latitude, longitude, city))
        for place in _nearest(_city_directions(), latitude, longitude, limit)
        for city in [cities[place]]
    )
    return tuple(sorted(found, key=lambda near: (near.distance_metres, near.city.id))[:limit])


def _metres(latitude: float, longitude: float, place: Airport | City) -> int:
    return round(great_circle_distance(latitude, longitude, place.latitude, place.longitude))


def _nearest(directions: Sequence[_Direction], latitude: float, longitude: float, limit: int) -> list[int]:
    """Return the places in the list of what lies nearest: the directions that differ least, seen from the earth's
    centre. That has no case of its own for poles and the antimeridian."""
    x, y, z = _direction(latitude, longitude)

    def apart(place: int) -> float:
        to_x, to_y, to_z = directions[place]
        return -(x * to_x + y * to_y + z * to_z)

    return nsmallest(limit + _SPARE, range(len(directions)), key=apart)


def _direction(latitude: float, longitude: float) -> _Direction:
    phi, lam = radians(latitude), radians(longitude)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


@cache
def _city_directions() -> list[_Direction]:
    return [_direction(city.latitude, city.longitude) for city in gazetteer().cities]


@cache
def _served_airports() -> tuple[list[str], list[_Direction]]:
    codes = sorted({code for city in gazetteer().cities for code in city.airports.split()})
    found = [find_airport(code) for code in codes]
    return codes, [_direction(airport.latitude, airport.longitude) for airport in found]
