"""A small town on the real globe, over the centre of Helsinki: streets in a grid, and an island that nothing leads to.

Stand-ins of engines that know roads know these; real engines know the real streets of the same place.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.places.geo import great_circle_distance

Spot = tuple[float, float]  # latitude, longitude
METRES_A_SECOND = {"driving": 8.0, "cycling": 4.5, "walking": 1.4}


class District(NamedTuple):
    """A grid of streets, each between its first and its last crossing."""

    south: float
    west: float
    rows: int
    columns: int

    @property
    def latitudes(self) -> list[float]:
        return [round(self.south + 0.001 * row, 6) for row in range(self.rows)]

    @property
    def longitudes(self) -> list[float]:
        return [round(self.west + 0.002 * column, 6) for column in range(self.columns)]


TOWN = District(60.160, 24.920, 21, 21)
ISLAND = District(60.140, 24.980, 5, 5)


class OnStreet(NamedTuple):
    """A point of a street: which district, the point, the street's name, metres from the point asked about."""

    district: District
    spot: Spot
    name: str
    metres: float


def metres_between(one: Spot, other: Spot) -> float:
    return great_circle_distance(*one, *other)


def length_of(line: Sequence[Spot]) -> float:
    return sum(metres_between(one, other) for one, other in pairwise(line))


def snap(spot: Spot, radius: float) -> OnStreet | None:
    """The nearest point of a street within so many metres."""
    found = min((on for district in (TOWN, ISLAND) for on in _along(district, spot)), key=lambda on: on.metres)
    return found if found.metres <= radius else None


def path(start: OnStreet, end: OnStreet) -> list[Spot] | None:
    """A way along streets: by the crossing nearest to each end, and round one corner. None between districts."""
    if start.district is not end.district:
        return None
    if start.spot == end.spot or start.name == end.name:
        return [start.spot, end.spot]
    first, last = _crossing(start), _crossing(end)
    way = [start.spot, first, (first[0], last[1]), last, end.spot]
    return [spot for place, spot in enumerate(way) if place == 0 or spot != way[place - 1]]


def _along(district: District, spot: Spot) -> Iterator[OnStreet]:
    latitude = _nearest(district.latitudes, spot[0])
    longitude = _nearest(district.longitudes, spot[1])
    east = min(max(spot[1], district.longitudes[0]), district.longitudes[-1])
    north = min(max(spot[0], district.latitudes[0]), district.latitudes[-1])
    for found, name in (
        ((latitude, round(east, 6)), f"{district.latitudes.index(latitude) + 1}. linja"),
        ((round(north, 6), longitude), f"{district.longitudes.index(longitude) + 1}. tie"),
    ):
        yield OnStreet(district, found, name, metres_between(spot, found))


def _crossing(on: OnStreet) -> Spot:
    return _nearest(on.district.latitudes, on.spot[0]), _nearest(on.district.longitudes, on.spot[1])


def _nearest(values: Sequence[float], wanted: float) -> float:
    return min(values, key=lambda value: abs(value - wanted))
