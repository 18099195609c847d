"""Progress of a traveller along a trip as it is shown: the moves of the itinerary that are under way or come next, how
far each has come, when it is likely to end and what that rests on, and the warnings of the trip.

Units are in the names: metres along the planned path, seconds; times are UTC. What rests on positions is shown to whom
exact positions are; everybody else who may look sees the schedule.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from chalicelib.domain.tracking.fix import Fix, SharingLevel, Signal
from chalicelib.domain.tracking.looks import Sight
from chalicelib.domain.tracking.on_the_way.arrival import Arrival, Confidence, Withheld, estimate_arrivals
from chalicelib.domain.tracking.on_the_way.planned_moves import group_moves, span_of_group
from chalicelib.domain.tracking.on_the_way.progress import Basis, MoveProgress, Phase, PlannedMove, progress_of
from chalicelib.domain.tracking.on_the_way.trip_warnings import TripWarning, TripWarnings
from chalicelib.domain.tracking.tracks import locate_pings
from chalicelib.domain.trips.item import ItemKind
from chalicelib.domain.value import Value


class MoveView(Value, frozen=True, kw_only=True):
    """A move of the itinerary, how far it has come, and when it is likely to end."""

    item_id: str
    kind: Annotated[ItemKind, msgspec.Meta(description="By what the move is made")]
    phase: Annotated[
        Phase,
        msgspec.Meta(
            description="`before`, `under_way`, `arrived`; `unconfirmed`: its time is over, and no position says that "
            "anybody arrived"
        ),
    ]
    basis: Annotated[Basis, msgspec.Meta(description="Whether the phase rests on positions or on the schedule alone")]
    planned_departure_at: Annotated[datetime, msgspec.Meta(description="As booked, or written by hand")]
    planned_arrival_at: Annotated[datetime, msgspec.Meta(description="As booked, or written by hand")]
    departed_at: Annotated[datetime | None, msgspec.Meta(description="First position away from where it begins")] = None
    arrived_at: Annotated[datetime | None, msgspec.Meta(description="First position where it ends")] = None
    fraction: Annotated[
        float | None, msgspec.Meta(description="Share of the planned path that is behind, from 0 to 1")
    ] = None
    travelled_metres: Annotated[int | None, msgspec.Meta(description="Along the planned path")] = None
    remaining_metres: Annotated[int | None, msgspec.Meta(description="Along the planned path")] = None
    away_metres: Annotated[int | None, msgspec.Meta(description="From the planned path, at the newest position")] = None
    estimated_arrival_at: Annotated[
        datetime | None, msgspec.Meta(description="When it is likely to end; null where `withheld` says why")
    ] = None
    earliest_arrival_at: Annotated[
        datetime | None, msgspec.Meta(description="At the fastest speed seen or planned")
    ] = None
    latest_arrival_at: Annotated[datetime | None, msgspec.Meta(description="At the slowest speed seen or planned")] = (
        None
    )
    delay_seconds: Annotated[
        int | None, msgspec.Meta(description="Estimated after planned arrival; negative if it is before")
    ] = None
    confidence: Annotated[
        Confidence | None, msgspec.Meta(description="By how far the earliest and the latest arrival are apart")
    ] = None
    withheld: Annotated[Withheld | None, msgspec.Meta(description="Why there is no estimated arrival")] = None
    position_at: Annotated[
        datetime | None, msgspec.Meta(description="Time of the newest position that this rests on")
    ] = None
    position_age_seconds: Annotated[int | None, msgspec.Meta(description="Age of that position as of `asOf`")] = None


class TripProgress(Value, frozen=True, kw_only=True):
    """How far a traveller is along the stretch of a trip that is under way, comes next, or was the last."""

    trip_id: str
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the traveller")]
    as_of: Annotated[datetime, msgspec.Meta(description="When this was worked out")]
    level: Annotated[
        SharingLevel | None,
        msgspec.Meta(
            description="How exactly positions may be shown to you; but for `exact`, the schedule alone counts"
        ),
    ]
    newest_position_at: Annotated[
        datetime | None, msgspec.Meta(description="When the traveller was last seen; null if there is no position")
    ]
    current_item_id: Annotated[str | None, msgspec.Meta(description="Item of the move that is under way")]
    next_item_id: Annotated[str | None, msgspec.Meta(description="Item of the move that begins next")]
    moves: Annotated[tuple[MoveView, ...], msgspec.Meta(description="Moves of the stretch, in order of the itinerary")]
    warnings: Annotated[
        tuple[TripWarning, ...],
        msgspec.Meta(description="All of the trip, the earliest first; `raised` are those that last"),
    ] = ()


def choose_group(moves: Sequence[PlannedMove], now: datetime) -> tuple[PlannedMove, ...]:
    """Return the moves that are followed now: the group that is under way, else the next, else the last one."""
    groups = list(group_moves(moves))
    coming = (group for group in groups if span_of_group(group).stop > now.timestamp())
    return next(coming, groups[-1] if groups else ())


def show_progress(
    trip_id: str,
    sight: Sight,
    moves: Sequence[PlannedMove],
    track: Iterable[Signal],
    known: TripWarnings | None,
    now: datetime,
) -> TripProgress:
    """Return the progress along `moves`, one group of them, as somebody may see it. `track` holds the signals of their
    time, of which none is flagged."""
    second = int(now.timestamp())
    is_exact = sight.level is SharingLevel.EXACT
    fixes = _visible(track, sight) if is_exact else []
    progress = progress_of(moves, fixes, second)
    arrivals = estimate_arrivals(moves, fixes, second)
    current, following = progress.current, progress.next
    return TripProgress(
        trip_id=trip_id,
        user_id=sight.user_id,
        as_of=now,
        level=sight.level_at(now),
        newest_position_at=_moment(progress.newest_fix_at),
        current_item_id=current.item_id if current else None,
        next_item_id=following.item_id if following else None,
        moves=tuple(
            _show_move(move, along, arrival)
            for move, along, arrival in zip(moves, progress.moves, arrivals, strict=True)
        ),
        warnings=known.warnings if known is not None and is_exact else (),
    )


def _visible(track: Iterable[Signal], sight: Sight) -> list[Fix]:
    return [fix for fix in locate_pings(track) if sight.level_at(fix.moment) is SharingLevel.EXACT]


def _show_move(move: PlannedMove, along: MoveProgress, arrival: Arrival) -> MoveView:
    return MoveView(
        item_id=move.item_id,
        kind=move.kind,
        phase=along.phase,
        basis=along.basis,
        planned_departure_at=datetime.fromtimestamp(move.departs_at, UTC),
        planned_arrival_at=datetime.fromtimestamp(move.arrives_at, UTC),
        departed_at=_moment(along.departed_at),
        arrived_at=_moment(along.arrived_at),
        fraction=None if along.fraction is None else round(along.fraction, 4),
        travelled_metres=_whole(along.travelled_metres),
        remaining_metres=_whole(along.remaining_metres),
        away_metres=_whole(along.away_metres),
        estimated_arrival_at=_moment(arrival.estimated_at),
        earliest_arrival_at=_moment(arrival.earliest_at),
        latest_arrival_at=_moment(arrival.latest_at),
        delay_seconds=arrival.delay_seconds,
        confidence=arrival.confidence,
        withheld=arrival.withheld,
        position_at=_moment(arrival.rests_on),
        position_age_seconds=arrival.age_seconds,
    )


def _moment(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
