"""What is said of visits: somebody has entered a geofence, has stayed there for a while, has left it.

Events are a function of the visits, and their ids of what they say. A position that comes late changes visits, and so
events: what has become of those that were said is the difference of both (`compare_events`), a correction of the event
of before, and no second one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from math import inf
from typing import NamedTuple, assert_never

from chalicelib.domain.ids import derive_id
from chalicelib.domain.tracking.geofencing.geofences import Geofence, GeofenceEventKind
from chalicelib.domain.tracking.geofencing.visits import Visit
from chalicelib.domain.value import Value


class EventCause(StrEnum):
    """Why a geofence event happened."""

    MOVEMENT = "movement"
    CALENDAR = "calendar"  # the geofence began to count, or no longer does, while somebody was inside


class GeofenceEvent(Value, frozen=True):
    """Something that happened at a geofence; seconds since 1970."""

    event_id: str
    geofence_id: str
    kind: GeofenceEventKind
    at: int
    entered_at: int  # when the stay began that it is of
    cause: EventCause

    @property
    def moment(self) -> datetime:
        """Return when it happened, in UTC."""
        return datetime.fromtimestamp(self.at, UTC)


class EventChange(NamedTuple):
    """What has become of an event: new (`before` is None), withdrawn (`after` is None), or corrected."""

    before: GeofenceEvent | None
    after: GeofenceEvent | None


def make_event(geofence_id: str, kind: GeofenceEventKind, at: int, entered_at: int, cause: EventCause) -> GeofenceEvent:
    """Return an event at a geofence, with its id."""
    return GeofenceEvent(
        event_id=derive_id("gev", datetime.fromtimestamp(at, UTC), geofence_id, kind),
        geofence_id=geofence_id,
        kind=kind,
        at=at,
        entered_at=entered_at,
        cause=cause,
    )


def find_events(visits: Iterable[Visit], geofences: Mapping[str, Geofence]) -> list[GeofenceEvent]:
    """Return the events of visits that their geofences ask for, in order of time."""
    found = [event for visit in visits for event in _events_of(visit, geofences[visit.geofence_id])]
    return sorted(found, key=_order)


def compare_events(before: Iterable[GeofenceEvent], after: Iterable[GeofenceEvent]) -> list[EventChange]:
    """Return what has become of events, in order of time: nothing for those that are the same.

    An event of the same id is the same event. Another one is corrected to the first of its kind whose stay overlaps its
    own; an id is never in two changes.
    """
    old, new = ({event.event_id: event for event in events} for events in (before, after))
    old_ends, new_ends = _ends_of_stays(old.values()), _ends_of_stays(new.values())
    changes = [EventChange(old[key], new[key]) for key in old.keys() & new.keys() if old[key] != new[key]]
    added = {key: event for key, event in new.items() if key not in old}
    for event in sorted((event for key, event in old.items() if key not in new), key=_order):
        alike = (
            other for other in added.values() if (other.geofence_id, other.kind) == (event.geofence_id, event.kind)
        )
        overlapping = (other for other in alike if _overlap(event, old_ends, other, new_ends))
        corrected = min(overlapping, key=_order, default=None)
        if corrected:
            del added[corrected.event_id]
        changes.append(EventChange(event, corrected))
    changes += (EventChange(None, event) for event in added.values())
    return sorted(changes, key=_order_of_change)


# Of stays, by their geofence and when they began: when they were over at the latest.
_Ends = dict[tuple[str, int], float]


def _events_of(visit: Visit, geofence: Geofence) -> Iterator[GeofenceEvent]:
    for start, end in _counted(visit, geofence):
        for kind in geofence.request.events:
            at = _second_of(kind, start, end, visit, geofence)
            if at is not None:
                is_moved = kind is GeofenceEventKind.DWELL or at in (visit.entered_at, visit.exited_at)
                cause = EventCause.MOVEMENT if is_moved else EventCause.CALENDAR
                yield make_event(geofence.geofence_id, kind, at, start, cause)


def _second_of(kind: GeofenceEventKind, start: int, end: int | None, visit: Visit, geofence: Geofence) -> int | None:
    """Return when an event of a kind happened in a stay; None where it did not, or is yet to come."""
    match kind:
        case GeofenceEventKind.ENTER:
            return start
        case GeofenceEventKind.EXIT:
            return end
        case GeofenceEventKind.DWELL:
            at = start + (geofence.request.dwell_seconds or 0)
            return at if at <= visit.last_inside_at and (end is None or at < end) else None
        case _:
            assert_never(kind)


def _counted(visit: Visit, geofence: Geofence) -> Iterator[tuple[int, int | None]]:
    """Yield the stays that a visit is while its geofence counts: from when until when, None while it lasts."""
    start = max(visit.entered_at, int(geofence.counts_from.timestamp()))
    # As far as anybody knows: up to the exit, or the last signal inside.
    end = visit.last_inside_at + 1 if visit.exited_at is None else visit.exited_at
    if start >= end:
        return
    calendar = geofence.request.calendar
    for begins, ends in calendar.intervals(start, end) if calendar else [(start, end)]:
        yield begins, None if ends == end and visit.exited_at is None else ends


def _ends_of_stays(events: Iterable[GeofenceEvent]) -> _Ends:
    """Return when the stays that events tell of were over: by an exit, or at the latest when the next one began."""
    starts = defaultdict[str, set[int]](set)
    for event in events:
        starts[event.geofence_id].add(event.entered_at)
    ends: _Ends = {}
    for geofence_id, begun in starts.items():
        in_order = sorted(begun)
        ends |= {(geofence_id, start): end for start, end in zip(in_order, [*in_order[1:], inf], strict=True)}
    exits = [event for event in events if event.kind is GeofenceEventKind.EXIT]
    return ends | {(event.geofence_id, event.entered_at): event.at for event in exits}


def _overlap(event: GeofenceEvent, ends: _Ends, other: GeofenceEvent, other_ends: _Ends) -> bool:
    end = ends[event.geofence_id, event.entered_at]
    other_end = other_ends[other.geofence_id, other.entered_at]
    return event.entered_at < other_end and other.entered_at < end


_KINDS = list(GeofenceEventKind)


def _order(event: GeofenceEvent) -> tuple[int, str, int]:
    return event.at, event.geofence_id, _KINDS.index(event.kind)


def _order_of_change(change: EventChange) -> tuple[int, str, int]:
    return min(_order(event) for event in change if event is not None)
