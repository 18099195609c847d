"""Warnings about a trip that is under way: likely to miss a connection, standing still for long, off the route.

Which episodes there were follows from the positions that are known; what was published of them is kept, and compared.
So an episode is warned of once, the next one again, and a position that comes late corrects what was said, visibly.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.domain.ids import derive_id
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType, make_event_id
from chalicelib.domain.value import Value

# A trip that has more of them is not being warned of any more, but measured.
MOST_WARNINGS = 100


class WarningKind(StrEnum):
    """What a traveller is warned of."""

    MISSED_CONNECTION = "missed_connection"
    STOPPED = "stopped"
    OFF_ROUTE = "off_route"


class WarningStatus(StrEnum):
    """Status of a warning. It is withdrawn when positions that came late show that there was nothing to warn of."""

    RAISED = "raised"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class Episode(NamedTuple):
    """Something to warn of, as the known positions have it: from a second on until another, None while it lasts.

    `data` says how bad it is, in whole numbers with their units in their names."""

    kind: WarningKind
    item_id: str
    began_at: int
    ended_at: int | None
    data: dict[str, Any]


class TripWarning(Value, frozen=True, kw_only=True):
    """One episode that was warned of. `revision` counts what was published of it."""

    warning_id: Annotated[
        str,
        msgspec.Meta(
            examples=["wrn_01JQZX5V9D7R8M3T2K6W4H0YBE"],
            description="Id of the warning, the same through all corrections",
        ),
    ]
    kind: Annotated[WarningKind, msgspec.Meta(description="What is warned of")]
    status: Annotated[WarningStatus, msgspec.Meta(description="Whether it still holds")]
    item_id: Annotated[str, msgspec.Meta(description="Item of the itinerary that it is about")]
    began_at: Annotated[datetime, msgspec.Meta(description="From which position on, as far as is known")]
    ended_at: Annotated[datetime | None, msgspec.Meta(description="Null while it lasts")] = None
    data: Annotated[dict[str, Any], msgspec.Meta(description="How bad it was when it was raised, or corrected")]
    revision: Annotated[int, msgspec.Meta(ge=1, description="How often it was published, from 1")] = 1

    def overlaps(self, episode: Episode) -> bool:
        """Return whether this may be the same episode, seen by other positions."""
        began, ended = self.began_at.timestamp(), self.ended_at.timestamp() if self.ended_at else None
        return (episode.ended_at is None or began <= episode.ended_at) and (ended is None or episode.began_at <= ended)


class TripWarnings(Value, frozen=True, kw_only=True):
    """What one traveller has been warned of on one trip, in order of time."""

    user_id: str
    trip_id: str
    warnings: tuple[TripWarning, ...] = ()
    version: int = 1

    @property
    def lasting(self) -> tuple[TripWarning, ...]:
        """The warnings of now."""
        return tuple(each for each in self.warnings if each.status is WarningStatus.RAISED)


class Reconciled(NamedTuple):
    """What is kept from now on, and what is to be published first."""

    after: TripWarnings
    events: tuple[TrackingEvent, ...]


def reconcile_warnings(
    before: TripWarnings, found: Iterable[Episode], item_ids: Collection[str], now: datetime
) -> Reconciled | None:
    """Compare what was published with the episodes that were found, of the items that were looked at again; None where
    nothing is new.

    Every episode found is published once; one that is the same as before by its kind, its item and its time is the same
    warning. What was published and is found no more is withdrawn, once.
    """
    kept = [each for each in before.warnings if each.item_id not in item_ids]
    known = [each for each in before.warnings if each.item_id in item_ids]
    known.sort(key=lambda each: each.status is WarningStatus.WITHDRAWN)  # what still holds is the same before all else
    events: list[TrackingEvent] = []
    made = len(before.warnings)
    for episode in sorted(found, key=lambda each: (each.began_at, each.kind, each.item_id)):
        same = next((each for each in known if _is_same(each, episode)), None)
        if same is not None:
            known.remove(same)
            warning, published = _follow(before, same, episode, now)
        elif made < MOST_WARNINGS:
            warning, published = _raise(before, episode, made, now)
            made += 1
        else:
            continue
        kept.append(warning)
        events += published
    for gone in known:
        withdrawn, published = _withdraw(before, gone, now)
        kept.append(withdrawn)
        events += published
    warnings = tuple(sorted(kept, key=lambda each: (each.began_at, each.warning_id)))
    if warnings == before.warnings:
        return None
    return Reconciled(msgspec.structs.replace(before, warnings=warnings), tuple(events))


def _is_same(warning: TripWarning, episode: Episode) -> bool:
    return (warning.kind, warning.item_id) == (episode.kind, episode.item_id) and warning.overlaps(episode)


def _raise(trip: TripWarnings, episode: Episode, number: int, now: datetime) -> tuple[TripWarning, list[TrackingEvent]]:
    """Return the warning of an episode that is new, as the trip's so manieth, and what is to be published."""
    began = _moment(episode.began_at)
    seed = (trip.user_id, trip.trip_id, episode.kind, episode.item_id, str(number))
    warning = TripWarning(
        warning_id=derive_id("wrn", began, *seed),
        kind=episode.kind,
        status=WarningStatus.RAISED,
        item_id=episode.item_id,
        began_at=began,
        data=episode.data,
    )
    raised = [_event(trip, warning, TrackingEventType.WARNING_RAISED, began, now)]
    return (warning, raised) if episode.ended_at is None else _end(trip, warning, episode.ended_at, raised, now)


def _follow(
    trip: TripWarnings, before: TripWarning, episode: Episode, now: datetime
) -> tuple[TripWarning, list[TrackingEvent]]:
    """Return a warning as its episode has it now, and what is to be published: what was withdrawn, or had ended, is
    raised in another revision; what has ended meanwhile, ends."""
    began, events = _moment(episode.began_at), list[TrackingEvent]()
    warning = msgspec.structs.replace(before, began_at=began)
    has_not_ended = before.status is WarningStatus.ENDED and episode.ended_at is None
    if before.status is WarningStatus.WITHDRAWN or has_not_ended:
        warning = _next(warning, status=WarningStatus.RAISED, ended_at=None, data=episode.data)
        events.append(_event(trip, warning, TrackingEventType.WARNING_RAISED, began, now))
    if episode.ended_at is None:
        return warning, events
    if warning.status is WarningStatus.ENDED:  # a little earlier or later than it seemed
        return msgspec.structs.replace(warning, ended_at=_moment(episode.ended_at)), events
    return _end(trip, warning, episode.ended_at, events, now)


def _withdraw(trip: TripWarnings, warning: TripWarning, now: datetime) -> tuple[TripWarning, list[TrackingEvent]]:
    if warning.status is WarningStatus.WITHDRAWN:
        return warning, []
    withdrawn = _next(warning, status=WarningStatus.WITHDRAWN)
    return withdrawn, [_event(trip, withdrawn, TrackingEventType.WARNING_WITHDRAWN, withdrawn.began_at, now)]


def _end(
    trip: TripWarnings, warning: TripWarning, ended_at: int, events: Sequence[TrackingEvent], now: datetime
) -> tuple[TripWarning, list[TrackingEvent]]:
    ended = _moment(ended_at)
    over = _next(warning, status=WarningStatus.ENDED, ended_at=ended)
    return over, [*events, _event(trip, over, TrackingEventType.WARNING_ENDED, ended, now)]


def _next(warning: TripWarning, **changes: Any) -> TripWarning:
    return msgspec.structs.replace(warning, revision=warning.revision + 1, **changes)


def _event(
    trip: TripWarnings, warning: TripWarning, kind: TrackingEventType, at: datetime, now: datetime
) -> TrackingEvent:
    return TrackingEvent(
        event_id=make_event_id(at, warning.warning_id, str(warning.revision)),
        user_id=trip.user_id,
        type=kind,
        at=at,
        recorded_at=now,
        trip_id=trip.trip_id,
        data=msgspec.to_builtins(warning),
    )


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
