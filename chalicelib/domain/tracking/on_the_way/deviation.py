"""Where a traveller left the path of a move: each time from when until when, and how far at most.

Measured to the arcs of the path, not to its points. Leaving it takes a greater distance than coming back to it, and two
fixes a minute apart confirm either, so a receiver's slip is neither; what a fix may be off by counts for the traveller.
After coming back it is armed again: the next time is a deviation of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.paths import Path
from chalicelib.domain.tracking.geometry.points import Point, point_of
from chalicelib.domain.tracking.on_the_way.progress import Passage, PlannedMove, travel
from chalicelib.domain.tracking.tracks import accuracy_of
from chalicelib.domain.trips.item import ItemKind
from chalicelib.domain.value import Value

# Seconds for which somebody has to be off the path, or on it again.
CONFIRMED_AFTER = 60


class Corridor(NamedTuple):
    """How far from a path somebody is off it, and within how far of it they are back, in metres."""

    outer: float
    inner: float


# Of a path that is known turn by turn: parallel roads and tracks, and the width of airways with their weather.
_KNOWN: Mapping[ItemKind, Corridor] = {
    ItemKind.FLIGHT: Corridor(outer=100_000, inner=50_000),
    ItemKind.RAIL: Corridor(outer=1_500, inner=500),
    ItemKind.RIDE: Corridor(outer=500, inner=200),
    ItemKind.CAR: Corridor(outer=500, inner=200),
}
# Of a path that is known by its two ends alone, this share of its length more: roads wind.
_UNKNOWN_SHARE: Mapping[ItemKind, float] = {
    ItemKind.FLIGHT: 0.1,
    ItemKind.RAIL: 0.3,
    ItemKind.RIDE: 0.3,
    ItemKind.CAR: 0.3,
}


class Deviation(Value, frozen=True):
    """A time off the path; seconds since 1970, and `ended_at` None while it lasts."""

    item_id: str
    began_at: int  # the first fix off the path
    ended_at: int | None  # the first fix on it again
    most_metres: float  # from the path, at the farthest fix
    latitude: int  # 1e-7 degree, of that fix
    longitude: int

    @property
    def point(self) -> Point:
        return self.latitude, self.longitude

    def overlaps(self, other: "Deviation") -> bool:
        """Return whether both are of one move and have a second in common: what a late fix makes of one is that one."""
        if self.item_id != other.item_id:
            return False
        starts_in_time = self.ended_at is None or other.began_at < self.ended_at
        return starts_in_time and (other.ended_at is None or self.began_at < other.ended_at)


class _Side(Enum):
    OFF = auto()
    ON = auto()
    BETWEEN = auto()  # neither: nothing follows from it


def find_deviations(moves: Sequence[PlannedMove], fixes: Sequence[Fix]) -> tuple[Deviation, ...]:
    """Return where somebody left the paths of `moves`, in order of time; what is given is as for `progress_of`."""
    return tuple(
        deviation
        for move, travelled in zip(moves, travel(moves, fixes), strict=True)
        if travelled.path is not None
        for deviation in _deviations(move, travelled.passages, corridor_of(move, travelled.path))
    )


def new_deviations(found: Sequence[Deviation], known: Sequence[Deviation]) -> tuple[Deviation, ...]:
    """Return those of `found` that are none of `known`: a late fix may prolong a deviation, join two, or divide one,
    and is no reason to warn a second time."""
    return tuple(each for each in found if not any(each.overlaps(other) for other in known))


def corridor_of(move: PlannedMove, path: Path) -> Corridor:
    """Return how far from the path of a move is off it."""
    known = _KNOWN[move.kind]
    if len(move.points) > 2:
        return known
    more = path.metres * _UNKNOWN_SHARE[move.kind]
    return Corridor(known.outer + more, known.inner + more)


def _deviations(move: PlannedMove, passages: Sequence[Passage], corridor: Corridor) -> Iterator[Deviation]:
    """Yield the deviations among the passages of a move."""
    turns = list(_turns(passages, corridor))
    for number, (first, side) in enumerate(turns):
        if side is _Side.ON:
            continue
        end = turns[number + 1][0] if number + 1 < len(turns) else None
        farthest = max(passages[first:end], key=lambda passage: passage.along.away_metres)
        latitude, longitude = point_of(farthest.fix)
        yield Deviation(
            item_id=move.item_id,
            began_at=passages[first].fix.at,
            ended_at=None if end is None else passages[end].fix.at,
            most_metres=farthest.along.away_metres,
            latitude=latitude,
            longitude=longitude,
        )


def _turns(passages: Sequence[Passage], corridor: Corridor) -> Iterator[tuple[int, _Side]]:
    """Yield the first passage of each time off the path and of each time on it again, once it is confirmed."""
    current, pending = _Side.ON, None
    for index, passage in enumerate(passages):
        side = _side(passage, corridor)
        if side is _Side.BETWEEN:
            continue
        if side is current:
            pending = None
        elif pending is None:
            pending = index
        elif passage.fix.at - passages[pending].fix.at >= CONFIRMED_AFTER:
            current = side
            yield pending, side
            pending = None


def _side(passage: Passage, corridor: Corridor) -> _Side:
    away, accuracy = passage.along.away_metres, accuracy_of(passage.fix)
    if away - accuracy > corridor.outer:
        return _Side.OFF
    return _Side.ON if away <= corridor.inner else _Side.BETWEEN
