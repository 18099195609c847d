"""The event log of bookings, which is also the outbox: an event is `pending` until it has been pushed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.bookings.events import Event
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta

_PENDING = "push"


class _ByPending(GlobalSecondaryIndex["EventRow"]):
    class Meta:
        index_name = "pending"
        projection = AllProjection()

    pending = UnicodeAttribute(hash_key=True)
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class EventRow(Model):
    """One event of one booking; `moved` is the budget whose money moved with it, which readers are not told."""

    Meta = table_meta("booking-events")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    seq = NumberAttribute(range_key=True)
    created_at = TimeAttribute(attr_name="createdAt")
    pending = UnicodeAttribute(null=True)
    moved = StructAttribute[BudgetKey](BudgetKey, null=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    event = StructAttribute[Event](Event)

    by_pending = _ByPending()


class PendingEvent(NamedTuple):
    """An event that is still to be told, and the budget whose money moved with it."""

    event: Event
    moved: BudgetKey | None


def to_row(event: Event, expires_at: int, moved: BudgetKey | None = None) -> EventRow:
    """Return a new event's row, pending for its readers; `expires_at` in epoch seconds."""
    return EventRow(
        event.booking_id,
        event.seq,
        created_at=event.at,
        pending=_PENDING,
        moved=moved,
        expires_at=expires_at,
        event=event,
    )


def list_events(booking_id: str, *, after: int, limit: int) -> list[Event]:
    """Return events of a booking with numbers above `after`, in order, read consistently."""
    rows = EventRow.query(booking_id, EventRow.seq > after, consistent_read=True, limit=limit)
    return [row.event for row in rows]


def pending_events(before: datetime, limit: int) -> Iterator[PendingEvent]:
    """Yield events that were committed before a time and are still pending for their readers, the oldest first."""
    for row in EventRow.by_pending.query(_PENDING, EventRow.created_at <= before, limit=limit):
        yield PendingEvent(row.event, row.moved)


def pending_event(booking_id: str, seq: int) -> PendingEvent | None:
    """Return the event if it has yet to be pushed, else None."""
    for row in EventRow.query(booking_id, EventRow.seq == seq, consistent_read=True, limit=1):
        return PendingEvent(row.event, row.moved) if row.pending else None
    return None


def mark_pushed(booking_id: str, seq: int) -> None:
    """Note that the event has reached everybody who listened; doing it twice changes nothing."""
    EventRow(booking_id, seq).update(actions=[EventRow.pending.remove()], condition=EventRow.booking_id.exists())
