"""Progress of a traveller along an itinerary: which of its moves are behind, under way and ahead, and how far of each.

A move is under way once its traveller has been where it begins and is away from there, or is along it after its
planned departure; it is over where they come to its end. Nothing is remembered: it follows from the itinerary, the
track and the second as of which it is asked, so a late fix corrects it as if it had come in time.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import Vector, surface_distance
from chalicelib.domain.tracking.geometry.paths import Along, Path
from chalicelib.domain.tracking.geometry.points import Point, point_of
from chalicelib.domain.tracking.tracks import follow_carried
from chalicelib.domain.trips.item import ItemKind
from chalicelib.domain.value import Value

# Seconds before its planned departure from which a traveller may be seen where a move begins, and after its planned
# arrival until which they may still arrive.
EARLIEST, LATEST = 3 * 3600, 12 * 3600


class MoveLimits(NamedTuple):
    """What holds for all moves of a kind, in metres and seconds."""

    at_end: float  # who is within so many metres of where it begins or ends is there
    aside: float  # so far from the path one may be on it still
    early: int  # it departs no earlier than so long before it is planned to
    stale_after: int  # a position that is older says nothing of where its traveller is now


# An airport is as wide as its runways are long; aircraft are led around weather and countries, and report nothing while
# phones are off. A station's point may be at the other end of the platforms.
MOVE_LIMITS: Mapping[ItemKind, MoveLimits] = {
    ItemKind.FLIGHT: MoveLimits(at_end=5_000, aside=300_000, early=15 * 60, stale_after=45 * 60),
    ItemKind.RAIL: MoveLimits(at_end=800, aside=20_000, early=5 * 60, stale_after=20 * 60),
    ItemKind.RIDE: MoveLimits(at_end=300, aside=5_000, early=60 * 60, stale_after=15 * 60),
    ItemKind.CAR: MoveLimits(at_end=300, aside=5_000, early=EARLIEST, stale_after=15 * 60),
}
_BY_ROAD = frozenset({ItemKind.RIDE, ItemKind.CAR})
# Between ends that are close together, being at one is not being at the other.
_NEAR_SHARE = 0.25
# Who is past the end of a path, that much farther than its end is wide and after most of the planned time, has arrived
# and gone on: phones are switched on again at the baggage belt or in the taxi.
_PAST_THE_END, _MOST_OF_THE_TIME = 10, 0.8


class PlannedMove(Value, frozen=True):
    """A part of an itinerary that leads from one place to another, as planned; times in seconds since 1970."""

    item_id: str
    kind: ItemKind  # one of `MOVE_LIMITS`
    departs_at: int
    arrives_at: int
    points: tuple[Point, ...] = ()  # two for what is known by its ends alone, none where not even these are known

    @property
    def seconds(self) -> int:
        return max(1, self.arrives_at - self.departs_at)

    @property
    def limits(self) -> MoveLimits:
        return MOVE_LIMITS[self.kind]


class Phase(StrEnum):
    """How far a move has come."""

    BEFORE = "before"
    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    UNCONFIRMED = "unconfirmed"  # its time is over, and no position says that anybody arrived


class Basis(StrEnum):
    """What a phase rests on."""

    POSITION = "position"
    SCHEDULE = "schedule"


class MoveProgress(Value, frozen=True):
    """How far a traveller is along a move; None what no position says."""

    item_id: str
    phase: Phase
    basis: Basis
    fraction: float | None = None
    travelled_metres: float | None = None
    remaining_metres: float | None = None
    away_metres: float | None = None  # from the path, at the newest fix
    departed_at: int | None = None  # the first fix away from where it begins
    arrived_at: int | None = None  # the first fix where it ends
    rests_on: int | None = None  # the second of the newest fix that it follows from


class Progress(NamedTuple):
    """How far a traveller is along an itinerary."""

    moves: tuple[MoveProgress, ...]
    newest_fix_at: int | None

    @property
    def current(self) -> MoveProgress | None:
        """The move that is under way, the last one if there are several."""
        return next((move for move in reversed(self.moves) if move.phase is Phase.UNDER_WAY), None)

    @property
    def next(self) -> MoveProgress | None:
        """The first move that is still to begin."""
        return next((move for move in self.moves if move.phase is Phase.BEFORE), None)


class Passage(NamedTuple):
    """A fix in the time of a move, and where along its path that was."""

    fix: Fix
    along: Along


class Travelled(NamedTuple):
    """What a track says of a move."""

    path: Path | None = None  # None where there is none to be along
    passages: tuple[Passage, ...] = ()  # from its departure to its arrival
    departed_at: int | None = None
    arrived_at: int | None = None
    newest: Fix | None = None  # of all fixes in the time of the move, also before its departure

    @property
    def has_begun(self) -> bool:
        return self.departed_at is not None or self.arrived_at is not None


def progress_of(moves: Sequence[PlannedMove], fixes: Sequence[Fix], as_of: int) -> Progress:
    """Return how far somebody is along `moves`, which are in order of time. `fixes` are those of their track that are
    not flagged, in its order, pings among them (`locate_pings`); what is after `as_of` is not looked at."""
    known = [fix for fix in fixes if fix.at <= as_of]
    return Progress(
        moves=move_progress(moves, list(travel(moves, known)), as_of),
        newest_fix_at=known[-1].at if known else None,
    )


def move_progress(moves: Sequence[PlannedMove], travelled: Sequence[Travelled], as_of: int) -> tuple[MoveProgress, ...]:
    """Return the progress of each of the moves, of which a track up to `as_of` says what `travel` yields."""
    last_begun = max((number for number, each in enumerate(travelled) if each.has_begun), default=-1)
    return tuple(
        _move_progress(move, each, as_of, is_passed_over=number < last_begun)
        for number, (move, each) in enumerate(zip(moves, travelled, strict=True))
    )


def travel(moves: Sequence[PlannedMove], fixes: Sequence[Fix]) -> Iterator[Travelled]:
    """Yield for each of the moves what a track says of it. A move begins after the one before has ended; where that is
    not known to have ended, not before it is planned to."""
    ended_at, is_open = 0, False
    for move in moves:
        since = max(ended_at, move.departs_at - EARLIEST)
        within = [fix for fix in fixes if since <= fix.at <= move.arrives_at + LATEST]
        may_depart_at = move.departs_at if is_open else move.departs_at - move.limits.early
        travelled = _travel(move, follow_carried(within), may_depart_at)
        ended_at = max(ended_at, travelled.arrived_at or 0)
        is_open = travelled.departed_at is not None and travelled.arrived_at is None
        yield travelled


def _travel(move: PlannedMove, fixes: Sequence[Fix], may_depart_at: int) -> Travelled:
    path = Path(move.points) if len(move.points) > 1 else None
    newest = fixes[-1] if fixes else None
    if path is None or path.metres < 1:
        return Travelled(newest=newest)
    sightings = _Sightings(move, path, may_depart_at)
    arrived_at = next((fix.at for fix in fixes if sightings.add(fix)), None)
    passages = tuple(sightings.passages)
    return Travelled(path, passages, passages[0].fix.at if passages else None, arrived_at, newest)


class _Sightings:
    """Where a traveller is seen on a move, one fix after the other."""

    def __init__(self, move: PlannedMove, path: Path, may_depart_at: int) -> None:
        self._move, self._path, self._may_depart_at = move, path, may_depart_at
        self._at_end = min(move.limits.at_end, path.metres * _NEAR_SHARE)
        self._has_been_there = False
        self.passages: list[Passage] = []

    def add(self, fix: Fix) -> bool:
        """Return whether this fix is the arrival."""
        here = vector_of(point_of(fix))
        along = self._path.locate(here, self.passages[-1].along.metres if self.passages else 0.0)
        if along.metres * 2 <= self._path.metres and surface_distance(self._path.start, here) <= self._at_end:
            self._has_been_there = True
            self.passages.clear()
            return False
        if self.passages or self._departs(fix, along):
            self.passages.append(Passage(fix, along))
        return bool(self.passages) and self._arrives(fix, here, along)

    def _departs(self, fix: Fix, along: Along) -> bool:
        may_depart_at = self._may_depart_at if self._has_been_there else self._move.departs_at
        is_on_path = along.away_metres <= self._move.limits.aside and along.metres > self._at_end / 2
        # Who is driven off in the wrong direction has departed as well; who walks away from a platform has not.
        is_driven_off = self._has_been_there and fix.at >= self._move.departs_at and self._move.kind in _BY_ROAD
        return is_driven_off or (is_on_path and fix.at >= may_depart_at)

    def _arrives(self, fix: Fix, here: Vector, along: Along) -> bool:
        if along.metres * 2 < self._path.metres:
            return False
        if surface_distance(self._path.end, here) <= self._at_end:
            return True
        is_past = self._path.metres - along.metres < 1 and along.away_metres <= self._at_end * _PAST_THE_END
        return is_past and fix.at >= self._move.departs_at + self._move.seconds * _MOST_OF_THE_TIME


def _move_progress(move: PlannedMove, travelled: Travelled, as_of: int, *, is_passed_over: bool) -> MoveProgress:
    is_over = is_passed_over or as_of > move.arrives_at + LATEST
    if travelled.arrived_at is not None:
        phase = Phase.ARRIVED
    elif travelled.departed_at is not None:
        phase = Phase.UNCONFIRMED if is_over else Phase.UNDER_WAY
    else:
        return _not_seen_departing(move, travelled, as_of, is_over=is_over)
    length = travelled.path.metres if travelled.path else 0.0
    last = travelled.passages[-1]
    metres = length if phase is Phase.ARRIVED else last.along.metres
    return MoveProgress(
        item_id=move.item_id,
        phase=phase,
        basis=Basis.POSITION,
        fraction=metres / length,
        travelled_metres=metres,
        remaining_metres=length - metres,
        away_metres=last.along.away_metres,
        departed_at=travelled.departed_at,
        arrived_at=travelled.arrived_at,
        rests_on=last.fix.at,
    )


def _not_seen_departing(move: PlannedMove, travelled: Travelled, as_of: int, *, is_over: bool) -> MoveProgress:
    """Return what is likely of a move of which no position says that it has begun: a fresh one says that it has not."""
    newest, path = travelled.newest, travelled.path
    if not is_over and path and newest and as_of - newest.at <= move.limits.stale_after:
        return MoveProgress(
            item_id=move.item_id,
            phase=Phase.BEFORE,
            basis=Basis.POSITION,
            fraction=0.0,
            travelled_metres=0.0,
            remaining_metres=path.metres,
            rests_on=newest.at,
        )
    if is_over or as_of >= move.arrives_at:
        phase = Phase.UNCONFIRMED
    else:
        phase = Phase.BEFORE if as_of < move.departs_at else Phase.UNDER_WAY
    return MoveProgress(item_id=move.item_id, phase=phase, basis=Basis.SCHEDULE, rests_on=newest.at if newest else None)
