"""Geofence events as they are kept and published: under one id for good, with a revision that counts corrections.

What has been said is never taken back in silence: an event that a late position disproves is withdrawn, and one that
comes back is the same one again. So whoever keeps the latest revision of each has what following all positions at once
would have said.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.ids import derive_id, prefixed
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType, make_event_id
from chalicelib.domain.tracking.geofencing.geofence_events import EventCause, GeofenceEvent, compare_events, make_event
from chalicelib.domain.tracking.geofencing.geofences import GeofenceEventKind
from chalicelib.domain.tracking.geofencing.owned_geofences import GeofenceOwner, OwnedGeofence
from chalicelib.domain.value import Value

GeofenceEventId = Annotated[str, prefixed("gev", "01JQZXC4T6V8X0Z2B4D6F8H0K2")]

PUBLISHED = (
    *("geofenceEventId", "geofenceId", "geofenceName", "owner", "kind", "at", "enteredAt", "cause"),
    *("status", "revision"),
)
"""What of a record is published: all but whose it is and when it was found, which the event says itself."""

_TYPES = {
    GeofenceEventKind.ENTER: TrackingEventType.ENTERED,
    GeofenceEventKind.DWELL: TrackingEventType.DWELT,
    GeofenceEventKind.EXIT: TrackingEventType.EXITED,
}


class RecordStatus(StrEnum):
    """Status of an event. It is withdrawn when positions that came late show that it did not happen."""

    CURRENT = "current"
    WITHDRAWN = "withdrawn"


class GeofenceRecord(Value, frozen=True, kw_only=True):
    """An event of one person at one geofence, as positions have it that are known by now."""

    geofence_event_id: Annotated[
        GeofenceEventId, msgspec.Meta(description="Id of the event, the same through all corrections")
    ]
    user_id: Annotated[str, msgspec.Meta(description="Whose it is")]
    geofence_id: Annotated[str, msgspec.Meta(description="Geofence at which it happened")]
    geofence_name: Annotated[str, msgspec.Meta(description="As it was called then")]
    owner: Annotated[GeofenceOwner, msgspec.Meta(description="Whose geofence it is")]
    kind: Annotated[GeofenceEventKind, msgspec.Meta(description="What happened")]
    at: Annotated[datetime, msgspec.Meta(description="When it happened")]
    entered_at: Annotated[datetime, msgspec.Meta(description="When the stay began that it is of")]
    cause: Annotated[
        EventCause, msgspec.Meta(description="Whether the person moved or the geofence's calendar began or ended")
    ]
    status: Annotated[RecordStatus, msgspec.Meta(description="Whether later positions have disproved it")] = (
        RecordStatus.CURRENT
    )
    revision: Annotated[int, msgspec.Meta(ge=1, description="Counts corrections, from 1")] = 1
    recorded_at: Annotated[datetime, msgspec.Meta(description="When it was found: later where positions came late")]
    corrected_at: Annotated[datetime | None, msgspec.Meta(description="When this revision was found")] = None

    @property
    def event(self) -> GeofenceEvent:
        """The event that it says happened."""
        seconds = int(self.at.timestamp()), int(self.entered_at.timestamp())
        return make_event(self.geofence_id, self.kind, *seconds, self.cause)

    @property
    def is_current(self) -> bool:
        """Whether it happened, as far as is known."""
        return self.status is RecordStatus.CURRENT

    @property
    def is_personal(self) -> bool:
        """Whether it is of a geofence that is its person's own, of which nobody else learns."""
        return self.owner is GeofenceOwner.PERSON


class RecordChange(NamedTuple):
    """A record that is new (`before` is None), or in another revision."""

    before: GeofenceRecord | None
    after: GeofenceRecord


class Recorder(NamedTuple):
    """Whose events are recorded, when, and in which turn: what the ids of new ones follow from."""

    user_id: str
    now: datetime
    turn: int

    def record(self, event: GeofenceEvent, owned: OwnedGeofence) -> GeofenceRecord:
        """Return the first revision of an event."""
        seed = (self.user_id, event.geofence_id, event.kind, str(self.turn), self.now.isoformat())
        return GeofenceRecord(
            geofence_event_id=derive_id("gev", event.moment, *seed),
            user_id=self.user_id,
            geofence_id=event.geofence_id,
            geofence_name=owned.name,
            owner=owned.owner,
            kind=event.kind,
            at=event.moment,
            entered_at=_moment(event.entered_at),
            cause=event.cause,
            recorded_at=self.now,
        )

    def correct(self, record: GeofenceRecord, event: GeofenceEvent | None) -> GeofenceRecord:
        """Return the next revision of a record: it happened as `event` has it, or not at all."""
        record = msgspec.structs.replace(record, revision=record.revision + 1, corrected_at=self.now)
        if event is None:
            return msgspec.structs.replace(record, status=RecordStatus.WITHDRAWN)
        return msgspec.structs.replace(
            record,
            status=RecordStatus.CURRENT,
            at=event.moment,
            entered_at=_moment(event.entered_at),
            cause=event.cause,
        )


def reconcile_records(
    recorded: Sequence[GeofenceRecord],
    found: Iterable[GeofenceEvent],
    geofences: Iterable[OwnedGeofence],
    recorder: Recorder,
) -> list[RecordChange]:
    """Return what changes about the records of a span in which `found` is what happened; nothing where that is what
    they say.

    A record of an event that is the same by its geofence, its kind and its second is that event's; so is one whose stay
    overlaps. What was withdrawn comes back before anything is new.
    """
    owned = {each.geofence_id: each for each in geofences}
    current = {record.event.event_id: record for record in recorded if record.is_current}
    withdrawn = {record.event.event_id: record for record in recorded if not record.is_current}
    changes, added = list[RecordChange](), list[GeofenceEvent]()
    for before, after in compare_events([record.event for record in current.values()], found):
        if before is not None:
            record = current[before.event_id]
            changes.append(RecordChange(record, recorder.correct(record, after)))
        elif after is not None:
            added.append(after)
    for event, record in _find_returning(withdrawn, added):
        added.remove(event)
        changes.append(RecordChange(record, recorder.correct(record, event)))
    changes += [RecordChange(None, recorder.record(event, owned[event.geofence_id])) for event in added]
    return sorted(changes, key=lambda change: (change.after.at, change.after.geofence_event_id))


def _find_returning(
    withdrawn: dict[str, GeofenceRecord], added: Sequence[GeofenceEvent]
) -> list[tuple[GeofenceEvent, GeofenceRecord]]:
    """Return which of the events that seem to be new are ones that were withdrawn."""
    same = [(event, withdrawn[event.event_id]) for event in added if event.event_id in withdrawn]
    known = {event.event_id for event, _ in same}
    left = [record.event for key, record in withdrawn.items() if key not in known]
    others = compare_events(left, [event for event in added if event.event_id not in known])
    return same + [(after, withdrawn[before.event_id]) for before, after in others if before and after]


def to_tracking_event(record: GeofenceRecord) -> TrackingEvent:
    """Return what is published of a revision: what happened, or that what was said before is corrected."""
    data = msgspec.to_builtins(record)
    return TrackingEvent(
        event_id=make_event_id(record.at, record.geofence_event_id, str(record.revision)),
        user_id=record.user_id,
        type=_TYPES[record.kind] if record.revision == 1 else TrackingEventType.CORRECTED,
        at=record.at,
        recorded_at=record.corrected_at or record.recorded_at,
        data={name: data[name] for name in PUBLISHED},
        private=record.is_personal,
    )


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
