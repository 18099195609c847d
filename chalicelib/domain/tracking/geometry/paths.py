"""Paths of an itinerary: the great circle of a flight, the road of a ride; and where along one somebody is."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.geodesy import Vector, squared_chord, surface_distance
from chalicelib.domain.tracking.geometry.points import Point

# Places of a path that are so little farther from a fix than the nearest one are as likely: where the path comes by
# again, which of them it is follows from where the traveller was before.
_AS_NEAR_METRES, _AS_NEAR_SHARE = 40.0, 0.5
# Going on is likelier than having turned back unseen.
_BACKWARDS = 4.0
# So many stretches are ruled out at once: about the root of how many a long road has.
_IN_A_SECTION = 32


class Along(NamedTuple):
    """Where somebody is by a path: metres along it, to the place of it that is nearest, and metres away from that."""

    metres: float
    away_metres: float


class _Stretch(NamedTuple):
    """An arc of a path: from how many metres along, and the ball around it, by which most arcs are ruled out."""

    arc: Arc
    starts_at: float
    middle: Vector
    reach: float


class _Section(NamedTuple):
    """Stretches that follow each other, by their numbers: where they begin, and the ball around all of them."""

    numbers: range
    begin: Vector
    reach: float


class Path:
    """A path by its points, at least one; a path of one point has no length."""

    def __init__(self, points: Sequence[Point]) -> None:
        vectors = [vector_of(point) for point in points]
        self.start, self.end = vectors[0], vectors[-1]
        self.metres = 0.0
        self._stretches: list[_Stretch] = []
        for one, other in list(pairwise(vectors)) or [(self.start, self.start)]:
            middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2)
            arc = Arc(one, other)
            self._stretches.append(_Stretch(arc, self.metres, middle, sqrt(squared_chord(one, middle))))
            self.metres += arc.metres
        self._sections = [
            self._section(vectors[first], range(first, min(first + _IN_A_SECTION, len(self._stretches))))
            for first in range(0, len(self._stretches), _IN_A_SECTION)
        ]

    def locate(self, point: Vector, after: float = 0.0) -> Along:
        """Return where on the path somebody is who was `after` metres along it before."""

        def strangeness(along: Along) -> tuple[float, float]:
            ahead = along.metres - after
            return max(ahead, -_BACKWARDS * ahead), along.away_metres

        return min(self._nearest(point), key=strangeness)

    def _nearest(self, point: Vector) -> Iterator[Along]:
        """Yield the nearest place of the path, and of each time that it comes by again, the nearest then."""
        feet = self._feet(point)
        limit = _as_near(min(along.away_metres for _, along in feet))
        best: Along | None = None
        previous = -1
        for number, along in feet:
            if along.away_metres > limit:
                continue
            if best is not None and number != previous + 1:
                yield best
                best = None
            if best is None or along.away_metres < best.away_metres:
                best = along
            previous = number
        if best is not None:
            yield best

    def _feet(self, point: Vector) -> list[tuple[int, Along]]:
        """Return the number of each stretch and its place nearest to a point, without those out of the question."""
        feet = list[tuple[int, Along]]()
        limit = _as_near(min(surface_distance(point, section.begin) for section in self._sections))
        for section in self._sections:
            if sqrt(squared_chord(point, section.begin)) - section.reach > limit:
                continue
            for number in section.numbers:
                stretch = self._stretches[number]
                if sqrt(squared_chord(point, stretch.middle)) - stretch.reach > limit:
                    continue
                foot = stretch.arc.foot_of(point)
                limit = min(limit, _as_near(foot.distance_metres))
                along = Along(stretch.starts_at + foot.fraction * stretch.arc.metres, foot.distance_metres)
                feet.append((number, along))
        return feet

    def _section(self, begin: Vector, numbers: range) -> _Section:
        stretches = (self._stretches[number] for number in numbers)
        return _Section(numbers, begin, max(sqrt(squared_chord(begin, each.middle)) + each.reach for each in stretches))


def _as_near(away_metres: float) -> float:
    """Return how far from a fix a place of the path may be that is as likely as one so far away."""
    return away_metres + max(_AS_NEAR_METRES, away_metres * _AS_NEAR_SHARE)
