"""Stops and moves of a track: where somebody stayed for a while, and how they came from one to the next.

After Li et al., "Mining user similarity based on location history" (2008): a stop is as many fixes in a row as stay
within a radius of their middle, for some minutes. Besides: what a device may be off by widens the radius; a short
excursion, which mostly is a receiver's slip, does not end a stop; a ping prolongs it; and who reports nothing for a
night, and is at the same place in the morning, stayed there. A function of the set of signals, in whatever order.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.domain.tracking.fix import Fix, Signal
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import Vector, surface_distance, to_degrees
from chalicelib.domain.tracking.geometry.points import Point, point_at, point_of
from chalicelib.domain.tracking.tracks import (
    LONGEST_SILENCE,
    accuracy_of,
    follow_carried,
    locate_pings,
    travelled_metres,
)
from chalicelib.domain.value import Value

RADIUS_METRES = 100
SHORTEST_STOP = 5 * 60
LONGEST_EXCURSION = 3 * 60
# Whether a stop begins is tried once in so many seconds: a drive of a fix each second takes a tenth of the time.
TRIED_EVERY = 10


class StopLimits(NamedTuple):
    """What counts as a stop: within how many metres, and for how many seconds."""

    radius_metres: float = RADIUS_METRES
    shortest: int = SHORTEST_STOP
    longest_excursion: int = LONGEST_EXCURSION


class Stop(Value, frozen=True):
    """Where somebody stayed, and from when until when, in seconds since 1970."""

    began_at: int
    ended_at: int
    latitude: int  # 1e-7 degree, the middle of its fixes
    longitude: int
    radius_metres: float  # around the middle: all of its fixes are within it
    fixes: int

    @property
    def point(self) -> Point:
        return self.latitude, self.longitude

    @property
    def seconds(self) -> int:
        return self.ended_at - self.began_at


class Move(Value, frozen=True):
    """How somebody came from one stop to the next, or from where the track begins or to where it ends."""

    began_at: int
    ended_at: int
    distance_metres: float
    fixes: int

    @property
    def seconds(self) -> int:
        return self.ended_at - self.began_at

    @property
    def metres_per_second(self) -> float:
        return self.distance_metres / self.seconds


class Journey(NamedTuple):
    """A track as its stops and moves, each in order of time, and how far its moves lead together."""

    stops: tuple[Stop, ...]
    moves: tuple[Move, ...]
    distance_metres: float


class _Stay(NamedTuple):
    """Fixes of a track that stay together: the first, the last, and all that are within the radius."""

    first: int
    last: int
    members: tuple[int, ...]
    middle: Vector


def find_stops(signals: Iterable[Signal], limits: StopLimits = StopLimits()) -> Journey:  # noqa: B008 -- a constant
    """Return the stops and moves of a track, given as a set of signals of which none is flagged."""
    fixes = follow_carried(locate_pings(signals))
    vectors = [vector_of(point_of(fix)) for fix in fixes]
    stays, begin = list[_Stay](), 0
    while begin < len(fixes):
        stay = _stay_from(begin, fixes, vectors, limits)
        if fixes[stay.last].at - fixes[stay.first].at >= limits.shortest:
            stays.append(stay)
            begin = stay.last + 1
        else:
            begin = bisect_left(fixes, (fixes[begin].at // TRIED_EVERY + 1) * TRIED_EVERY, key=lambda fix: fix.at)
    moves = tuple(_moves(fixes, stays))
    return Journey(
        stops=tuple(_stop(stay, fixes, vectors) for stay in stays),
        moves=moves,
        distance_metres=sum(move.distance_metres for move in moves),
    )


def _stay_from(begin: int, fixes: Sequence[Fix], vectors: Sequence[Vector], limits: StopLimits) -> _Stay:
    """Return the longest stay that begins with a fix."""
    members, total = [begin], vectors[begin]
    for index in range(begin + 1, len(fixes)):
        since = fixes[index].at - fixes[members[-1]].at
        if since > LONGEST_SILENCE:
            break
        middle = _scaled(total, 1 / len(members))
        if surface_distance(middle, vectors[index]) - accuracy_of(fixes[index]) <= limits.radius_metres:
            members.append(index)
            total = (total[0] + vectors[index][0], total[1] + vectors[index][1], total[2] + vectors[index][2])
        elif fixes[index].at - _first_outside(members, fixes, index).at > limits.longest_excursion:
            break
    return _Stay(begin, members[-1], tuple(members), _scaled(total, 1 / len(members)))


def _first_outside(members: Sequence[int], fixes: Sequence[Fix], index: int) -> Fix:
    return fixes[min(members[-1] + 1, index)]


def _stop(stay: _Stay, fixes: Sequence[Fix], vectors: Sequence[Vector]) -> Stop:
    latitude, longitude = point_at(*to_degrees(stay.middle))
    middle = vector_of((latitude, longitude))
    return Stop(
        began_at=fixes[stay.first].at,
        ended_at=fixes[stay.last].at,
        latitude=latitude,
        longitude=longitude,
        radius_metres=max(surface_distance(middle, vectors[member]) for member in stay.members),
        fixes=len(stay.members),
    )


def _moves(fixes: Sequence[Fix], stays: Sequence[_Stay]) -> Iterable[Move]:
    """Yield what lies between stays, and before the first and after the last of them."""
    for before, after in pairwise([None, *stays, None]):
        first = before.last if before else 0
        last = after.first if after else len(fixes) - 1
        if first < last and fixes[first].at < fixes[last].at:
            # From middle to middle: its fixes alone would begin and end at the edges of the stops.
            ends = _standing(fixes[first], before), _standing(fixes[last], after)
            yield Move(
                began_at=fixes[first].at,
                ended_at=fixes[last].at,
                distance_metres=travelled_metres([ends[0], *fixes[first + 1 : last], ends[1]]),
                fixes=last - first + 1,
            )


def _standing(fix: Fix, stay: _Stay | None) -> Fix:
    """Return a fix in the middle of the stay that it belongs to."""
    if stay is None:
        return fix
    latitude, longitude = point_at(*to_degrees(stay.middle))
    return replace(fix, latitude=latitude, longitude=longitude)


def _scaled(vector: Vector, factor: float) -> Vector:
    return vector[0] * factor, vector[1] * factor, vector[2] * factor
