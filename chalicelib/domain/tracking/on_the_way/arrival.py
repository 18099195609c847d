"""When a traveller arrives: an estimate with its bounds, its confidence and the age of what it rests on, or why there
is none.

What is left of the path is gone at a speed between three: the planned one, the one since departure, and the recent one.
The longer the traveller has been seen under way, the more the latter two count; how far the three are apart says how
far the estimate may be off. A position that is too old gives no estimate: a time that looks exact would be believed.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec.structs import replace

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import surface_distance
from chalicelib.domain.tracking.geometry.paths import Path
from chalicelib.domain.tracking.geometry.points import point_of
from chalicelib.domain.tracking.on_the_way.progress import (
    LATEST,
    Passage,
    Phase,
    PlannedMove,
    Travelled,
    move_progress,
    travel,
)
from chalicelib.domain.value import Value

# Seconds: a speed over less is mostly noise, and one over more is no longer recent.
RECENT = 10 * 60
# Seconds under way after which what is seen counts as much as what was planned.
_HALF_BELIEVED = 10 * 60
# Of the planned speed: stops and jams are over some time, and a wrong point is no rocket.
_SLOWEST, _FASTEST = 0.2, 3.0
# Doors, taxiways and traffic lights: no estimate is better than this share of the time that is left.
_LEAST_SPREAD, _SHORTEST_SPREAD = 0.05, 60


class Withheld(StrEnum):
    """Why there is no estimate."""

    NO_POSITION = "no_position"  # none in the time of the move
    STALE = "stale"  # the newest position is too old
    NO_PATH = "no_path"  # nobody knows where the move begins or ends
    NOT_DEPARTED = "not_departed"  # it is still to begin, in time: what is planned holds
    ARRIVED = "arrived"
    UNCONFIRMED = "unconfirmed"  # its time is over, or a later one has begun


class Confidence(StrEnum):
    """How well an estimate may be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Arrival(Value, frozen=True):
    """When a move is likely to end; times in seconds since 1970, None with the reason where there is no estimate."""

    item_id: str
    planned_at: int
    estimated_at: int | None = None
    earliest_at: int | None = None
    latest_at: int | None = None
    confidence: Confidence | None = None
    withheld: Withheld | None = None
    rests_on: int | None = None  # the second of the newest position in the time of the move
    age_seconds: int | None = None  # of that position

    @property
    def delay_seconds(self) -> int | None:
        """How much later than planned; negative if earlier."""
        return None if self.estimated_at is None else self.estimated_at - self.planned_at


def estimate_arrivals(moves: Sequence[PlannedMove], fixes: Sequence[Fix], as_of: int) -> tuple[Arrival, ...]:
    """Return for each of the moves when it is likely to end; what is given is as for `progress_of`."""
    travelled = list(travel(moves, [fix for fix in fixes if fix.at <= as_of]))
    progress = move_progress(moves, travelled, as_of)
    return tuple(
        _estimate(move, seen, each.phase, as_of) for move, seen, each in zip(moves, travelled, progress, strict=True)
    )


def estimate_under_way(move: PlannedMove, travelled: Travelled, fixes: Sequence[Fix]) -> Iterator[Arrival]:
    """Yield when a move was likely to end, as of each position of it in order of time, while it was still to begin
    although it was due, and while it was under way."""
    known = Arrival(item_id=move.item_id, planned_at=move.arrives_at)
    if travelled.path is None:
        return
    until = min(each for each in (travelled.departed_at, travelled.arrived_at, move.arrives_at + LATEST) if each)
    for fix in fixes:
        if move.departs_at < fix.at < until:
            yield _estimate_setting_out(replace(known, rests_on=fix.at, age_seconds=0), move, fix.at)
    for number, passage in enumerate(travelled.passages):
        if travelled.arrived_at is None or passage.fix.at < travelled.arrived_at:
            here = replace(known, rests_on=passage.fix.at, age_seconds=0)
            yield _estimate_along(travelled.path, travelled.passages[: number + 1], here, move, passage.fix.at)


def _estimate(move: PlannedMove, travelled: Travelled, phase: Phase, as_of: int) -> Arrival:
    newest = travelled.newest
    known = Arrival(
        item_id=move.item_id,
        planned_at=move.arrives_at,
        rests_on=newest.at if newest else None,
        age_seconds=as_of - newest.at if newest else None,
    )
    withheld = _reason_to_withhold(move, travelled, phase, as_of)
    if withheld is not None:
        return replace(known, withheld=withheld)
    if travelled.path and travelled.passages:
        return _estimate_along(travelled.path, travelled.passages, known, move, as_of)
    return _estimate_setting_out(known, move, as_of)


def _estimate_setting_out(known: Arrival, move: PlannedMove, as_of: int) -> Arrival:
    """Return the estimate for who waits still, although it should have begun: they set out now at the earliest."""
    soonest, latest = as_of + move.seconds, as_of + 2 * move.seconds
    return replace(known, estimated_at=soonest, earliest_at=soonest, latest_at=latest, confidence=Confidence.LOW)


def _reason_to_withhold(move: PlannedMove, travelled: Travelled, phase: Phase, as_of: int) -> Withheld | None:
    match phase:
        case Phase.ARRIVED:
            return Withheld.ARRIVED
        case Phase.UNCONFIRMED:
            return Withheld.UNCONFIRMED
        case Phase.BEFORE if as_of <= move.departs_at:
            return Withheld.NOT_DEPARTED
        case Phase.BEFORE | Phase.UNDER_WAY:
            if travelled.path is None:
                return Withheld.NO_PATH
            if travelled.newest is None:
                return Withheld.NO_POSITION
            return Withheld.STALE if as_of - travelled.newest.at > move.limits.stale_after else None


def _estimate_along(path: Path, passages: Sequence[Passage], known: Arrival, move: PlannedMove, as_of: int) -> Arrival:
    last = passages[-1]
    speeds = _Speeds(path, passages, move)
    # Who is off the path has at least the straight way to its end before them.
    direct = surface_distance(path.end, vector_of(point_of(last.fix)))
    remaining = max(path.metres - last.along.metres, direct)
    seconds, age = remaining / speeds.likely, as_of - last.fix.at
    estimated = max(last.fix.at + seconds, as_of)
    spread = max(seconds * _LEAST_SPREAD, _SHORTEST_SPREAD)
    earliest = last.fix.at + max(remaining / speeds.fastest - spread, 0)
    # They may have stood still since.
    latest = max(last.fix.at + remaining / speeds.slowest + spread + age, estimated)
    confidence = _confidence(latest - earliest, seconds)
    if speeds.seconds < _HALF_BELIEVED or age * 2 > move.limits.stale_after:
        confidence = Confidence.MEDIUM if confidence is Confidence.HIGH else confidence
    return replace(
        known,
        estimated_at=round(estimated),
        earliest_at=round(earliest),
        latest_at=round(latest),
        confidence=Confidence.LOW if last.along.away_metres > move.limits.aside else confidence,
    )


class _Speeds:
    """The speeds, in metres a second along the path, at which the rest of it may be gone."""

    def __init__(self, path: Path, passages: Sequence[Passage], move: PlannedMove) -> None:
        last = passages[-1]
        recent = next(each for each in passages if each.fix.at >= last.fix.at - RECENT)
        planned = path.metres / move.seconds
        self.seconds = last.fix.at - passages[0].fix.at
        seen = [
            min(max(speed, planned * _SLOWEST), planned * _FASTEST)
            for since in (passages[0], recent)
            if (speed := _speed(since, last)) is not None
        ]
        belief = self.seconds / (self.seconds + _HALF_BELIEVED) if seen else 0.0
        self.likely = planned * (1 - belief) + (sum(seen) / len(seen) if seen else planned) * belief
        self.fastest, self.slowest = max([planned, *seen]), min([planned, *seen])


def _speed(since: Passage, until: Passage) -> float | None:
    """Return the speed between two passages; None where they are too close in time to say one."""
    seconds = until.fix.at - since.fix.at
    return None if seconds < _SHORTEST_SPREAD else (until.along.metres - since.along.metres) / seconds


def _confidence(spread: float, seconds: float) -> Confidence:
    if spread <= max(10 * 60, seconds * 0.25):
        return Confidence.HIGH
    return Confidence.MEDIUM if spread <= max(30 * 60, seconds * 0.75) else Confidence.LOW
