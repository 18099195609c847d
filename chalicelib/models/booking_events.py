"""The event log of bookings, which is also the outbox: an event is `pending` until it has been pushed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from chalicelib.domain.bookings.events import Event
from chalicelib.domain.bookings.feeds import Addressed
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_moment, to_text
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta

_PENDING = "push"


class _ByPending(GlobalSecondaryIndex["DueEventRow"]):
    class Meta:
        index_name = "pending"
        projection = IncludeProjection(["createdAt"])

    pending = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DueEventRow(DueRow):
    """What the sweeper knows of a pending event before it reads it."""

    Meta = table_meta("booking-events")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    seq = NumberAttribute(range_key=True)
    created_at = UnicodeAttribute(attr_name="createdAt")

    by_pending = _ByPending()


class EventRow(Model):
    """One event of one booking; `moved` are the budgets whose money moved with it, `addressed` the feeds that it goes
    into. Readers are told neither.

    While it is pending, `due_at` is when the sweeper sees to it, should its message have been lost.
    """

    Meta = table_meta("booking-events")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    seq = NumberAttribute(range_key=True)
    created_at = TimeAttribute(attr_name="createdAt")
    pending = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    unreached = StructAttribute[tuple[str, ...]](tuple[str, ...], null=True)
    moved = StructAttribute[tuple[BudgetKey, ...]](tuple[BudgetKey, ...], attr_name="movedBudgets", null=True)
    addressed = StructAttribute[tuple[Addressed, ...]](tuple[Addressed, ...], null=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    event = StructAttribute[Event](Event)


class DueEvent(NamedTuple):
    """A pending event whose time has come, and when it was committed, as far as its row says."""

    due: Due
    committed_at: datetime | None


class PendingEvent(NamedTuple):
    """An event that is still to be told, the budgets whose money moved with it, the connections that its push has not
    reached, None before the first push, and the feeds that it goes into."""

    event: Event
    moved: tuple[BudgetKey, ...]
    unreached: tuple[str, ...] | None = None
    addressed: tuple[Addressed, ...] = ()


def to_row(
    event: Event, expires_at: int, moved: tuple[BudgetKey, ...] = (), addressed: tuple[Addressed, ...] = ()
) -> EventRow:
    """Return a new event's row, pending for its readers; `expires_at` in epoch seconds."""
    return EventRow(
        event.booking_id,
        event.seq,
        created_at=event.at,
        pending=_PENDING,
        due_at=event.at,
        moved=moved or None,
        addressed=addressed or None,
        expires_at=expires_at,
        event=event,
    )


def list_events(booking_id: str, *, after: int, limit: int) -> list[Event]:
    """Return events of a booking with numbers above `after`, in order, read consistently."""
    rows = EventRow.query(booking_id, EventRow.seq > after, consistent_read=True, limit=limit)
    return [row.event for row in rows]


def list_pending(before: datetime) -> Iterator[DueEvent]:
    """Yield events that have been due since before a time and are still pending for their readers, the oldest first."""
    for row in DueEventRow.by_pending.query(_PENDING, DueEventRow.due_at <= to_text(before), page_size=PAGE):
        yield DueEvent(Due((row.booking_id, int(row.seq)), row.due_at), to_moment(row.created_at))


def pending_event(booking_id: str, seq: int) -> PendingEvent | None:
    """Return the event if it has yet to be pushed, else None."""
    for row in EventRow.query(booking_id, EventRow.seq == seq, consistent_read=True, limit=1):
        if not row.pending:
            return None
        return PendingEvent(row.event, row.moved or (), row.unreached, row.addressed or ())
    return None


def note_unreached(booking_id: str, seq: int, connection_ids: tuple[str, ...]) -> None:
    """Note which connections an event is still to be pushed to, while the rest of what it takes is done again."""
    actions: list[Action] = [EventRow.unreached.set(connection_ids)]
    EventRow(booking_id, seq).update(actions, condition=EventRow.booking_id.exists())


def mark_pushed(booking_id: str, seq: int) -> None:
    """Note that the event has reached everybody who listened; doing it twice changes nothing."""
    EventRow(booking_id, seq).update(actions=[EventRow.pending.remove()], condition=EventRow.booking_id.exists())
