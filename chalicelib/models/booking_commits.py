"""The one door: every change of a booking goes through `commit`, and is one DynamoDB transaction.

The booking row (conditional on its version) and its place in the lists of travellers and of cost centres, the audit
entry, the event that readers get, the budget rows where money is touched, the trip where one is made and in which
countries it is when, the inboxes of those who are asked for approval, what becomes of that for them, and the indexes of
whom it names and of record locators: all of them, or none. Nothing else writes these.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from pynamodb.attributes import NumberAttribute
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings import audit
from chalicelib.domain.bookings.audit import AuditEntry
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.bookings.feeds import address_event
from chalicelib.domain.bookings.mentions import mentions_of
from chalicelib.domain.bookings.parties import list_traveller_users
from chalicelib.domain.budgets.budget import BudgetMove
from chalicelib.domain.ids import event_id
from chalicelib.domain.mentions import Mention
from chalicelib.domain.reliances import Reliance
from chalicelib.domain.servicing.travel_credits import CreditMove, moves_between
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import (
    BudgetExceeded,
    CreditSpent,
    ReservationLimit,
    RightChanged,
    SojournError,
    Unavailable,
    VersionConflict,
)
from chalicelib.models import (
    approval_history,
    approval_tasks,
    booking_audit,
    booking_events,
    bookings,
    budgets,
    company_bookings,
    items,
    limits,
    locator_index,
    mentions,
    travel_credits,
    trip_days,
    trips,
)
from chalicelib.models.approval_tasks import ApprovalTaskRow
from chalicelib.models.booking_audit import AuditRow
from chalicelib.models.booking_events import EventRow
from chalicelib.models.bookings import BookingRow
from chalicelib.models.budgets import BudgetRow
from chalicelib.models.employees import EmployeeRow
from chalicelib.models.items import ItemRow
from chalicelib.models.limits import LimitRow
from chalicelib.models.locator_index import LocatorRow
from chalicelib.models.passengers import PassengerRow
from chalicelib.models.travel_credits import CreditRow
from chalicelib.models.trips import TripRow

EVENTS_KEPT = timedelta(days=90)

# Of what money may refuse, from what is told last to what is told first.
_GRAVITY: list[type[SojournError]] = [CreditSpent, ReservationLimit, BudgetExceeded]
_CONDITION_FAILED = "ConditionalCheckFailed"
_TURNS = 6
_PAUSE = 0.02  # seconds, longer from turn to turn


def commit(before: Booking | None, after: Booking, record: BookingCommit) -> Booking:
    """Put `after` in the place of `before` (None for a new booking) with its audit entry, event and money.

    Returns the booking as it is kept, with the new head of its audit chain.
    Raises VersionConflict when the booking is no longer `before` (or its trip, or an item, what it was), CreditSpent
    when a travel credit has not enough left, BudgetExceeded when a budget has not, ReservationLimit when its requester
    has reserved too much of one that is not approved yet, PersonErased when it names somebody who is erased
    and whom it did not name before, Unavailable when DynamoDB failed or did not answer: then all of it may be written,
    or nothing.
    """
    kept, entry = _with_audit_entry(before, after, record)
    moves = moves_between(before.credits if before else (), after.credits)
    named = _newly_named(before, kept, record)

    def attempt() -> Booking:
        try:
            _write(before, kept, entry, record, moves, named)
        except TransactWriteError as error:
            removed = len(approval_tasks.rows_of(before) - approval_tasks.rows_of(kept))
            removed += len(locator_index.rows_of(before) - locator_index.rows_of(kept))
            people = len({each.subject for each in named})
            raise _refusal(error, record, people=people, removed=removed, credit_moves=len(moves)) from error
        return kept

    # Bookings of one cost centre change the same budget all the time.
    return until_kept(attempt, _Contended, attempts=_TURNS, pause=_PAUSE)


def _newly_named(before: Booking | None, kept: Booking, record: BookingCommit) -> frozenset[Mention]:
    """Return the mentions that the change adds: who is named in it and was not before."""
    linked = mentions_of(record.linked.after, record.linked.before) if record.linked else frozenset()
    return mentions_of(kept, before) | linked


def _write(
    before: Booking | None,
    kept: Booking,
    entry: AuditEntry,
    record: BookingCommit,
    credit_moves: Sequence[CreditMove],
    named: frozenset[Mention],
) -> None:
    with TransactWrite(connection=transactions()) as transaction:
        mentions.require_not_erased(transaction, (each.subject for each in named))
        for each in record.relies_on:
            _check_reliance(transaction, each)
        _save_booking(transaction, before, kept, entry, record)
        if record.linked is not None:
            _save_booking(transaction, record.linked.before, *_with_audit_entry(*record.linked), record.linked.record)
        _save_itinerary(transaction, record)
        for credit in record.new_credits:
            transaction.save(travel_credits.to_row(credit), condition=CreditRow.credit_id.does_not_exist())
        for move in credit_moves:
            actions, condition = travel_credits.move_expression(move, kept.updated_at)
            transaction.update(CreditRow(move.credit_id), actions=actions, condition=condition)
        _save_tasks(transaction, before, kept)
        _save_locators(transaction, before, kept)
        approval_history.save_changed(transaction, before, kept, record.actor)
        mentions.add_mentions(transaction, named, kept.updated_at)
        for budget in record.budgets:
            _move_awaiting(transaction, kept, budget)
            actions, condition = budgets.move_expression(budget)
            transaction.update(BudgetRow(*budget.key), actions=actions, condition=condition)


def _save_itinerary(transaction: TransactWrite, record: BookingCommit) -> None:
    """Save the trip that is made or changes, with its copies, and its items."""
    if record.trip is not None:
        transaction.save(trips.to_row(record.trip))
    if record.changed_trip is not None:
        was, is_now = record.changed_trip
        transaction.save(trips.to_row(is_now), condition=TripRow.version == was.version)
    trip = record.changed_trip[1] if record.changed_trip else record.trip
    for copy in trips.to_copies(trip) if trip else ():
        transaction.save(copy)
    for item in record.items:
        transaction.save(items.to_row(item))
    for old, new in record.changed_items:
        transaction.save(items.to_row(new), condition=ItemRow.version == old.version)


def _move_awaiting(transaction: TransactWrite, kept: Booking, budget: BudgetMove) -> None:
    """Move what the requester has reserved of the budget that nobody has approved yet."""
    if budget.awaiting_approval:
        scope = limits.unapproved_scope(*budget.key, kept.requester_id)
        change = limits.sum_expression(budget.awaiting_approval, budget.most_awaiting, kept.updated_at)
        transaction.update(LimitRow(scope), actions=change[0], condition=change[1])


def _check_reliance(transaction: TransactWrite, reliance: Reliance) -> None:
    """Bind the transaction to a record by which somebody has the right to what they do, as it was when it was read."""
    match reliance.kind:
        case "employee":
            transaction.condition_check(
                EmployeeRow, reliance.record_id, condition=_is_of(EmployeeRow.version, reliance.version)
            )
        case "passenger":
            transaction.condition_check(
                PassengerRow, reliance.record_id, condition=_is_of(PassengerRow.version, reliance.version)
            )


def _is_of(attribute: NumberAttribute, version: int | None) -> Condition:
    return attribute.does_not_exist() if version is None else attribute == version


def _save_tasks(transaction: TransactWrite, before: Booking | None, kept: Booking) -> None:
    asked_before, asked = approval_tasks.rows_of(before), approval_tasks.rows_of(kept)
    for key in sorted(asked - asked_before):
        transaction.save(ApprovalTaskRow(*key))
    for key in sorted(asked_before - asked):
        transaction.delete(ApprovalTaskRow(*key))


def _save_locators(transaction: TransactWrite, before: Booking | None, kept: Booking) -> None:
    found_before, found = locator_index.rows_of(before), locator_index.rows_of(kept)
    for key in sorted(found - found_before):
        transaction.save(LocatorRow(*key))
    for key in sorted(found_before - found):
        transaction.delete(LocatorRow(*key))


def _with_audit_entry(before: Booking | None, after: Booking, record: BookingCommit) -> tuple[Booking, AuditEntry]:
    """Return the booking as it will be kept, and the audit entry that its head is."""
    entry = audit.chain_entry(_entry(before, after, record))
    return msgspec.structs.replace(after, audit_head=entry.hash), entry


def _save_booking(
    transaction: TransactWrite, before: Booking | None, kept: Booking, entry: AuditEntry, record: BookingCommit
) -> None:
    unchanged = BookingRow.booking_id.does_not_exist() if before is None else BookingRow.version == before.version
    events_until = int((kept.updated_at + EVENTS_KEPT).timestamp())
    audit_until = int((kept.updated_at + audit.KEPT).timestamp())
    transaction.save(bookings.to_row(kept), condition=unchanged)
    transaction.save(booking_audit.to_row(entry, audit_until), condition=AuditRow.audit_id.does_not_exist())
    moved = tuple(budget.key for budget in record.budgets)
    event = _event(kept, record)
    event_row = booking_events.to_row(event, events_until, moved, address_event(event, before, kept))
    transaction.save(event_row, condition=EventRow.seq.does_not_exist())
    for row in bookings.to_copies(kept):
        transaction.save(row)
    for placed in (*company_bookings.changed_places(before, kept), *trip_days.changed_rows(before, kept)):
        transaction.save(placed)


def _entry(before: Booking | None, after: Booking, record: BookingCommit) -> AuditEntry:
    return AuditEntry(
        audit_id=audit.audit_id(after.booking_id, after.version),
        booking_id=after.booking_id,
        requester_id=after.requester_id,
        seq=after.version,
        timestamp=after.updated_at,
        actor=record.actor,
        action=record.event.value,
        status_before=before.status.value if before else None,
        status_after=after.status.value,
        detail=record.data,
        previous_hash=before.audit_head if before else audit.GENESIS,
        previous_at=before.updated_at if before else None,
        subject_ids=list_traveller_users(after),
    )


def _event(kept: Booking, record: BookingCommit) -> Event:
    return Event(
        event_id=event_id(kept.booking_id, kept.version),
        booking_id=kept.booking_id,
        seq=kept.version,
        type=record.event,
        status=kept.status,
        at=kept.updated_at,
        data=record.data if record.actor.role is None else {**record.data, "actorRole": record.actor.role},
        requester_id=kept.requester_id,
        traveller_ids=list_traveller_users(kept),
    )


class _Contended(VersionConflict):
    """Another transaction is at the same rows at this moment; what it does to them is not known yet."""


def _refusal(
    error: TransactWriteError, record: BookingCommit, *, people: int, removed: int, credit_moves: int
) -> SojournError:
    """Return what the transaction's refusal means. Its reasons stand in the order in which PynamoDB sends them, checks
    before removals before saves before updates: of checks first those of `people` and then what it relies on; the
    booking comes after what is checked and `removed`, and the updates last: those of credits, and then, of each budget,
    what awaits approval and the budget itself."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = mentions.person_erased(codes, people)
    if erased is not None:
        return erased
    checks = people + len(record.relies_on)
    if _CONDITION_FAILED in codes[people:checks]:
        return RightChanged("What gives the right to this has changed meanwhile.")
    if codes[checks + removed : checks + removed + 1] == [_CONDITION_FAILED]:
        return VersionConflict("The booking has changed meanwhile.")
    of_money = _money_refusal(codes, record, credit_moves)
    if of_money is not None:
        return of_money
    if _CONDITION_FAILED in codes:  # this version's audit entry or event is there already
        return VersionConflict("The booking has changed meanwhile.")
    if "TransactionConflict" in codes:
        return _Contended("The booking or its budget is being changed at the moment.")
    return Unavailable("It is not certain whether the change was written.")


def _money_refusal(codes: Sequence[str | None], record: BookingCommit, credit_moves: int) -> SojournError | None:
    """Return what the refusal of the last reasons means, which are of money: of a budget before all others; None when
    it was none of theirs."""
    updates: list[SojournError] = [CreditSpent("A travel credit has been used up meanwhile.")] * credit_moves
    for budget in record.budgets:
        if budget.awaiting_approval:
            updates.append(
                ReservationLimit(
                    f"Your reservations of the budget of {budget.cost_centre} for {budget.period} that are not "
                    "approved yet would exceed their limit."
                )
            )
        updates.append(BudgetExceeded(f"The remaining budget of {budget.cost_centre} for {budget.period} is too low."))
    last = codes[len(codes) - len(updates) :]
    refused = [means for code, means in zip(last, updates, strict=False) if code == _CONDITION_FAILED]
    return max(refused, key=lambda means: _GRAVITY.index(type(means)), default=None)
