"""Boxes of latitude and longitude, and a grid that finds those which a position may lie in among hundreds.

Everything is whole units of 1e-7 degree, and longitudes are compared around the globe, so that a box may lie across
the antimeridian and around a pole.
"""

from collections.abc import Iterable
from math import asin, cos, degrees, radians, sin
from typing import Generic, NamedTuple, TypeVar

from chalicelib.domain.tracking.fix import DEGREE

ALL_AROUND = 360 * DEGREE
_POLE = 90 * DEGREE
# No radius of curvature of the ellipsoid is less: that of the meridian at the equator, in metres, with something over.
_LEAST_CURVATURE = 6_329_000.0

# A cell of the finest level has 2 ** 14 units: 0.0016 degrees, 180 m. Each level's cells are 8 times as wide.
_FINEST = 14
_LEVELS = (14, 17, 20, 23, 26, 29)
_MOST_CELLS = 8  # that a box may reach across at its level, in each direction, and one more
_ROW = 18  # bits of a column's number
_MOST_REMEMBERED = 4_096

Item = TypeVar("Item")


class Box(NamedTuple):
    """From south to north and, eastwards from `west`, as wide as `width`; its edges belong to it."""

    south: int
    north: int
    west: int
    width: int

    def holds(self, latitude: int, longitude: int) -> bool:
        """Return whether a position lies in it."""
        return self.south <= latitude <= self.north and (longitude - self.west) % ALL_AROUND <= self.width


def box_around(latitude: float, longitude: float, metres: float) -> Box:
    """Return a box that holds everything up to `metres` from a point given in degrees, and not much more."""
    reach = metres / _LEAST_CURVATURE
    high = degrees(reach)
    south, north = (round((latitude + each) * DEGREE) + sign for each, sign in ((-high, -1), (high, 1)))
    if south <= -_POLE or north >= _POLE:
        return Box(max(south, -_POLE), min(north, _POLE), 0, ALL_AROUND)
    wide = degrees(asin(min(1.0, sin(reach) / cos(radians(latitude)))))
    half = round(wide * DEGREE) + 1
    return Box(south, north, round(longitude * DEGREE) - half, min(2 * half, ALL_AROUND))


def cell_at(latitude: int, longitude: int) -> int:
    """Return the number of the cell of the finest level that a position is in."""
    return (latitude + _POLE >> _FINEST) << _ROW | longitude % ALL_AROUND >> _FINEST


def middle_of(cell: int) -> tuple[int, int]:
    """Return the latitude and longitude of the middle of a cell; of what lies beyond a pole, the pole."""
    row, column = cell >> _ROW, cell & (1 << _ROW) - 1
    half = 1 << _FINEST - 1
    return min((row << _FINEST) + half - _POLE, _POLE), (column << _FINEST) + half


class Grid(Generic[Item]):
    """Things by the boxes that they lie in: each in cells of a size like its own, so that it stands in few of them."""

    def __init__(self, entries: Iterable[tuple[Box, Item]]) -> None:
        self._levels: dict[int, dict[int, dict[Item, None]]] = {}
        self._remembered: dict[int, tuple[Item, ...]] = {}
        for box, item in entries:
            self._insert(box, item)

    def near(self, latitude: int, longitude: int) -> tuple[Item, ...]:
        """Return the things whose boxes may hold a position, each once: all that do, and some around it."""
        cell = cell_at(latitude, longitude)
        found = self._remembered.get(cell)
        if found is None:
            found = self._find(cell)
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[cell] = found
        return found

    def _insert(self, box: Box, item: Item) -> None:
        level = next(each for each in _LEVELS if max(box.north - box.south, box.width) >> each < _MOST_CELLS)
        cells = self._levels.setdefault(level, {})
        rows = range(box.south + _POLE >> level, (box.north + _POLE >> level) + 1)
        west = box.west % ALL_AROUND
        east = min(west + box.width, west + ALL_AROUND - 1)
        stretches = [(west, east)] if east < ALL_AROUND else [(west, ALL_AROUND - 1), (0, east - ALL_AROUND)]
        for first, last in stretches:
            for column in range(first >> level, (last >> level) + 1):
                for row in rows:
                    cells.setdefault(row << _ROW | column, {})[item] = None

    def _find(self, cell: int) -> tuple[Item, ...]:
        row, column = cell >> _ROW, cell & (1 << _ROW) - 1
        found: dict[Item, None] = {}
        for level, cells in self._levels.items():
            coarser = level - _FINEST
            found |= cells.get(row >> coarser << _ROW | column >> coarser, {})
        return tuple(found)
