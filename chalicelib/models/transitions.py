"""The one door: every change of a booking goes through `commit`, and is one DynamoDB transaction.

The booking row (conditional on its version), the audit entry, the event that readers are owed, the budget row where
money is touched and the trip where one is made: all of them, or none. Nothing else writes these.
"""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain import audit, progress
from chalicelib.domain.audit import Actor, AuditEntry
from chalicelib.domain.booking import Booking
from chalicelib.domain.budget import BudgetMove
from chalicelib.domain.item import Item
from chalicelib.domain.progress import Event, EventType
from chalicelib.domain.trip import Trip
from chalicelib.errors import BudgetExceeded, SojournError, Unavailable, VersionConflict
from chalicelib.models import booking_audit, booking_events, bookings, budgets, items, trips
from chalicelib.models.base import transactions
from chalicelib.models.booking_audit import AuditRow
from chalicelib.models.booking_events import EventRow
from chalicelib.models.bookings import BookingRow
from chalicelib.models.budgets import BudgetRow

EVENTS_KEPT = timedelta(days=90)
AUDIT_KEPT = timedelta(days=7 * 365)

_CONDITION_FAILED = "ConditionalCheckFailed"
_TURNS = 6
_PAUSE = 0.02  # seconds, longer from turn to turn


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Why a booking changes: who did what, and what its readers and its audit are told of it."""

    actor: Actor
    event: EventType
    data: dict[str, Any] = {}
    budget: BudgetMove | None = None
    trip: Trip | None = None
    items: Sequence[Item] = ()


def commit(before: Booking | None, after: Booking, record: Record) -> Booking:
    """Put `after` in the place of `before` (None for a new booking) with its audit entry, event and money.

    Returns the booking as it is kept, with the new head of its audit chain.
    Raises VersionConflict when the booking is no longer `before`, BudgetExceeded when the budget has not enough left,
    Unavailable when DynamoDB failed or did not answer: then all of it may be written, or nothing.
    """
    entry = audit.seal(_entry(before, after, record))
    kept = msgspec.structs.replace(after, audit_head=entry.hash)
    for turn in range(_TURNS):
        try:
            _write(before, kept, entry, record)
        except TransactWriteError as error:
            refusal = _refusal(error, with_budget=record.budget is not None)
            if not isinstance(refusal, _Contended) or turn == _TURNS - 1:
                raise refusal from error
            time.sleep(_PAUSE * (turn + 1))  # bookings of one cost centre change the same budget all the time
        else:
            break
    return kept


def _write(before: Booking | None, kept: Booking, entry: AuditEntry, record: Record) -> None:
    unchanged = BookingRow.booking_id.does_not_exist() if before is None else BookingRow.version == before.version
    events_until = int((kept.updated_at + EVENTS_KEPT).timestamp())
    audit_until = int((kept.updated_at + AUDIT_KEPT).timestamp())
    with TransactWrite(connection=transactions()) as transaction:
        transaction.save(bookings.to_row(kept), condition=unchanged)
        transaction.save(booking_audit.to_row(entry, audit_until), condition=AuditRow.audit_id.does_not_exist())
        moved = record.budget.key if record.budget else None
        event_row = booking_events.to_row(_event(kept, record), events_until, moved)
        transaction.save(event_row, condition=EventRow.seq.does_not_exist())
        if record.trip is not None:
            transaction.save(trips.to_row(record.trip))
        for item in record.items:
            transaction.save(items.to_row(item))
        if record.budget is not None:
            actions, condition = budgets.move_expression(record.budget)
            row = BudgetRow(record.budget.cost_centre, record.budget.period)
            transaction.update(row, actions=actions, condition=condition)


def _entry(before: Booking | None, after: Booking, record: Record) -> AuditEntry:
    return AuditEntry(
        audit_id=audit.audit_id(after.booking_id, after.version),
        booking_id=after.booking_id,
        employee_id=after.employee_id,
        seq=after.version,
        timestamp=after.updated_at,
        actor=record.actor,
        action=record.event.value,
        state_before=before.state.value if before else None,
        state_after=after.state.value,
        detail=record.data,
        previous_hash=before.audit_head if before else audit.GENESIS,
    )


def _event(kept: Booking, record: Record) -> Event:
    return Event(
        event_id=progress.event_id(kept.booking_id, kept.version),
        booking_id=kept.booking_id,
        seq=kept.version,
        type=record.event,
        state=kept.state,
        at=kept.updated_at,
        data=record.data,
    )


class _Contended(VersionConflict):
    """Another transaction is at the same rows at this moment; what it does to them is not known yet."""


def _refusal(error: TransactWriteError, *, with_budget: bool) -> SojournError:
    """What the transaction's refusal means. Its reasons stand in the order in which PynamoDB sends the writes, saves
    before updates: the booking comes first, and the budget, the only update, last."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if codes and codes[0] == _CONDITION_FAILED:
        return VersionConflict("The booking has changed meanwhile.")
    if with_budget and codes and codes[-1] == _CONDITION_FAILED:
        return BudgetExceeded("The cost centre's budget has not enough left.")
    if _CONDITION_FAILED in codes:  # this version's audit entry or event is there already
        return VersionConflict("The booking has changed meanwhile.")
    if "TransactionConflict" in codes:
        return _Contended("The booking or its budget is being changed at this moment.")
    return Unavailable("It is not certain whether the change was written.")
