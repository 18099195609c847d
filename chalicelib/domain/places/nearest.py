"""In which city and country a position is, by the cities around it: coarse on purpose, and no map is needed.

The country is that of the nearest city, so within a few kilometres of a border it may be the other one. The city is the
one of that country which draws the most, by its people and the square of the distance as gravity does (Reilly 1931,
"The Law of Retail Gravitation"): whoever is in Kreuzberg is in Berlin, and whoever is in Potsdam is not.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from math import cos, floor, radians

from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.geo import great_circle_distance

CITY_WITHIN, COUNTRY_WITHIN = 50_000, 150_000  # metres; farther away it is open country, or the sea
_CENTRE = 5_000  # metres, up to which being nearer makes little difference
_DEGREE = 111_000  # metres of a degree of latitude, at least nearly
_DECIMALS = 2  # of a degree: a kilometre or less, which is asked about once
_REMEMBERED = 4096


def place_names_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """Return the country's code and the city's name at a position in degrees; only the country's where no city is
    near, and nothing at sea."""
    return _names_at(round(latitude, _DECIMALS), round(longitude, _DECIMALS))


@lru_cache(_REMEMBERED)
def _names_at(latitude: float, longitude: float) -> tuple[str, ...]:
    around = [
        (great_circle_distance(latitude, longitude, city.latitude, city.longitude), city)
        for city in _cities_around(latitude, longitude)
    ]
    metres, nearest = min(around, key=lambda found: (found[0], found[1].id), default=(float("inf"), None))
    if nearest is None or metres > COUNTRY_WITHIN:
        return ()
    rivals = [found for found in around if found[0] <= CITY_WITHIN and found[1].country == nearest.country]
    if not rivals:
        return (nearest.country,)
    strongest = max(rivals, key=lambda found: (found[1].population / (found[0] ** 2 + _CENTRE**2), -found[1].id))
    return nearest.country, strongest[1].name


def _cities_around(latitude: float, longitude: float) -> Iterator[City]:
    """Yield at least all cities within `COUNTRY_WITHIN` of a position."""
    cells = _cells()
    north = COUNTRY_WITHIN / _DEGREE
    widest = max(0.01, cos(radians(min(89.0, abs(latitude) + north))))  # of the circles of latitude around here
    east = min(179.0, north / widest)
    for row in range(floor(latitude - north), floor(latitude + north) + 1):
        columns = range(floor(longitude - east), floor(longitude + east) + 1)
        for column in {(column + 180) % 360 - 180 for column in columns}:
            yield from cells.get((row, column), ())


@cache
def _cells() -> dict[tuple[int, int], list[City]]:
    """Return the cities by the degree of latitude and longitude that each is in."""
    found = defaultdict[tuple[int, int], list[City]](list)
    for city in gazetteer().cities:
        found[floor(city.latitude), (floor(city.longitude) + 180) % 360 - 180].append(city)
    return dict(found)
