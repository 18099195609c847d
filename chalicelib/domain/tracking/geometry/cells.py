"""Which of many shapes hold a position, worked out once for each cell of the globe: people stay in few of them.

A shape holds a cell wholly, perhaps in part, or not at all; only of those that perhaps hold a part a position is asked.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.domain.tracking.geometry.boxes import Grid, cell_at, middle_of
from chalicelib.domain.tracking.geometry.shapes import Shape

# From the middle of a cell to any place in it, in metres: half of 183 northwards and of 182 eastwards, and so much more
# that it holds for shapes of any size, which are grown on the sphere.
_REACH = 140.0
_MOST_REMEMBERED = 4_096


class _Cell(NamedTuple):
    """The keys of shapes that hold a cell wholly, sorted; and the shapes that perhaps hold a part of it."""

    within: tuple[str, ...]
    crossing: tuple[tuple[str, Shape], ...]


_NOWHERE = _Cell((), ())


class ShapeIndex:
    """Shapes by their keys, so kept that a position costs the same among hundreds as among few."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._cells = _Cells(shapes)

    def holding(self, latitude: int, longitude: int) -> tuple[str, ...]:
        """Return the keys of the shapes that hold a position, sorted."""
        within, crossing = self._cells[cell_at(latitude, longitude)]
        if not crossing:
            return within
        crossed = [key for key, shape in crossing if shape.contains(latitude, longitude)]
        return tuple(sorted((*within, *crossed))) if crossed else within


class _Cells(dict[int, _Cell]):
    """What is known of cells. It takes about as long as to ask for two positions, so that it is found for the second
    one that lies in a cell: somebody who is moving fast has one in each."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        super().__init__()
        self._grid = Grid((box, each) for each in shapes.items() for box in each[1].boxes)
        self._come_to = set[int]()

    def __missing__(self, cell: int) -> _Cell:
        middle = middle_of(cell)
        near = self._grid.near(*middle)
        if cell in self._come_to:
            found = self[cell] = _judge(middle, near)
            return found
        if len(self._come_to) >= _MOST_REMEMBERED:
            self._come_to.clear()
            self.clear()
        self._come_to.add(cell)
        return _Cell((), near)


def _judge(middle: tuple[int, int], near: Iterable[tuple[str, Shape]]) -> _Cell:
    touching = [(key, shape) for key, shape in near if shape.is_within(*middle, _REACH)]
    if not touching:
        return _NOWHERE
    within = sorted(key for key, shape in touching if shape.is_within(*middle, -_REACH))
    return _Cell(tuple(within), tuple(each for each in touching if each[0] not in within))
