"""What happens to a booking, as server-sent events tell it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from sojourn_client.base import Model, OpenEnum
from sojourn_client.models import BookingStatus


class EventType(OpenEnum):
    """Everything that can happen to a booking."""

    REQUESTED = "booking.requested"
    POLICY_RETRIEVED = "booking.policy_retrieved"
    OPTIONS_PLANNED = "booking.options_planned"
    OPTIONS_EVALUATED = "booking.options_evaluated"
    AWAITING_SELECTION = "booking.awaiting_selection"
    SELECTED = "booking.selected"
    HELD = "booking.held"
    SOLD_OUT = "booking.sold_out"
    PRICE_CHANGED = "booking.price_changed"
    AWAITING_APPROVAL = "booking.awaiting_approval"
    APPROVAL_STEP_DECIDED = "booking.approval_step_decided"
    APPROVAL_REMINDED = "booking.approval_reminded"
    APPROVAL_ESCALATED = "booking.approval_escalated"
    APPROVAL_REASSIGNED = "booking.approval_reassigned"
    APPROVAL_BLOCKED = "booking.approval_blocked"
    APPROVAL_UNBLOCKED = "booking.approval_unblocked"
    APPROVAL_EXPIRED = "booking.approval_expired"
    APPROVERS_NOTIFIED = "booking.approvers_notified"
    APPROVED = "booking.approved"
    APPROVAL_DECLINED = "booking.approval_declined"
    SENT_BACK = "booking.sent_back"
    RECALLED = "booking.recalled"
    REOPENED = "booking.reopened"
    AWAITING_REVISION = "booking.awaiting_revision"
    REVISED = "booking.revised"
    MESSAGE_ANSWERED = "booking.message_answered"
    APPROVAL_VOIDED = "booking.approval_voided"
    CANCEL_REQUESTED = "booking.cancel_requested"
    REPRICED = "booking.repriced"
    ORDERED = "booking.ordered"
    BOOKED = "booking.booked"
    DELAYED = "booking.delayed"
    RESUMED = "booking.resumed"
    CHANGING = "booking.changing"
    CHANGED = "booking.changed"
    CHANGE_WAITING = "booking.change_waiting"
    CHANGE_ABANDONED = "booking.change_abandoned"
    SUPPLIER_CHANGED = "booking.supplier_changed"
    SUPPLIER_CHANGE_ACCEPTED = "booking.supplier_change_accepted"
    SUPPLIER_CHANGE_DECLINED = "booking.supplier_change_declined"
    SUPPLIER_NOTICE_DISMISSED = "booking.supplier_notice_dismissed"
    COMPENSATING = "booking.compensating"
    DECLINED = "booking.declined"
    EXPIRED = "booking.expired"
    CANCELLED = "booking.cancelled"
    FAILED = "booking.failed"
    COMPENSATION_REQUIRED = "booking.compensation_required"
    COMPENSATION_REDRIVEN = "booking.compensation_redriven"
    ANONYMISED = "booking.anonymised"


class Event(Model, frozen=True):
    """One thing that happened; `event_id` is the same wherever the event is read."""

    event_id: str
    booking_id: str
    seq: int
    """The booking's version after this event."""
    type: EventType
    status: BookingStatus
    at: dt.datetime
    data: dict[str, Any]
    requester_id: str | None = None
    traveller_ids: tuple[str, ...] = ()
    """Of the travellers with an account those whom you may know."""


ENDED = frozenset(
    {BookingStatus.BOOKED, BookingStatus.DECLINED, BookingStatus.EXPIRED, BookingStatus.CANCELLED, BookingStatus.FAILED}
)
"""The statuses in which nothing more happens."""

_event = msgspec.json.Decoder(Event)


def read_stream(text: str) -> Iterator[Event]:
    """The events written in a `text/event-stream`, in their order."""
    data: list[str] = []
    for line in [*text.splitlines(), ""]:
        field, _, value = line.partition(":")
        if field == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            yield _event.decode("\n".join(data))
            data = []
