"""What one commit of a booking holds beside the booking itself: all of it is written, or none."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.budget import BudgetMove
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.reliances import Reliance
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip


class LinkedBooking(NamedTuple):
    """Another booking that changes in the same transaction, without money, trip or items."""

    before: Booking
    after: Booking
    record: "BookingCommit"


class BookingCommit(msgspec.Struct, frozen=True, kw_only=True):
    """Why a booking changes: who did what, what its readers and its audit are told of it, and what changes with it.

    `relies_on` are the records by which whoever acts has the right to. What is changed and not made comes as it was and
    as it is to be. Of each budget there is one move at most. Travel credits move by what the booking's own uses of them
    change.
    """

    actor: Actor
    event: EventType
    data: dict[str, Any] = {}
    budgets: Sequence[BudgetMove] = ()
    trip: Trip | None = None
    items: Sequence[Item] = ()
    changed_trip: tuple[Trip, Trip] | None = None
    changed_items: Sequence[tuple[Item, Item]] = ()
    new_credits: Sequence[Credit] = ()
    linked: LinkedBooking | None = None
    relies_on: Sequence[Reliance] = ()


# What is told of an option that was selected and judged, and so with the clauses that its verdict rests on.
OF_SELECTED = frozenset(
    {
        EventType.SELECTED,
        EventType.HELD,
        EventType.PRICE_CHANGED,
        EventType.REPRICED,
        EventType.AWAITING_APPROVAL,
        EventType.APPROVAL_STEP_DECIDED,
        EventType.APPROVAL_REMINDED,
        EventType.APPROVAL_ESCALATED,
        EventType.APPROVAL_REASSIGNED,
        EventType.APPROVAL_BLOCKED,
        EventType.APPROVAL_UNBLOCKED,
        EventType.APPROVAL_EXPIRED,
        EventType.APPROVERS_NOTIFIED,
        EventType.APPROVED,
        EventType.APPROVAL_DECLINED,
        EventType.APPROVAL_VOIDED,
        EventType.SENT_BACK,
        EventType.RECALLED,
    }
)
_OF_ALL = frozenset({EventType.OPTIONS_EVALUATED})


def name_clauses(booking: Booking, record: BookingCommit) -> BookingCommit:
    """Return why a booking changes, with the version of the travel policy and the numbers of the clauses that the
    verdicts rest on of which it tells; what it names already stays."""
    verdicts = [each.verdict for each in _list_options(booking, record.event) if each.verdict is not None]
    if not verdicts or "clauses" in record.data:
        return record
    # All options are judged by one version.
    clauses = list(dict.fromkeys(number for verdict in verdicts for number in verdict.clauses))
    data = {"policyVersion": verdicts[0].policy_version, "clauses": clauses, **record.data}
    return msgspec.structs.replace(record, data=data)


def _list_options(booking: Booking, event: EventType) -> tuple[Option, ...]:
    if event in _OF_ALL:
        return booking.options
    is_chosen = any(each.option_id == booking.selected_option_id for each in booking.options)
    return (booking.selected,) if event in OF_SELECTED and is_chosen else ()
