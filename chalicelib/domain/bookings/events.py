"""What happens to a booking, as one numbered list of events that every reader (SSE, WebSocket, webhooks) sees alike."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.ids import event_id
from chalicelib.domain.value import Value


class EventType(StrEnum):
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


class Event(Value, frozen=True):
    """One thing that happened; `eventId` is the same wherever the event is read."""

    event_id: Annotated[
        str,
        msgspec.Meta(
            description="Id of the event, the same wherever it is read",
            examples=["evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"],
        ),
    ]
    booking_id: str
    seq: Annotated[int, msgspec.Meta(ge=1, description="The booking's version after this event")]
    type: Annotated[EventType, msgspec.Meta(description="What happened")]
    status: Annotated[BookingStatus, msgspec.Meta(description="Status of the booking after it")]
    at: Annotated[datetime, msgspec.Meta(description="When it was committed")]
    data: Annotated[dict[str, Any], msgspec.Meta(description="What it is about, by its type; nothing for most")]
    requester_id: Annotated[str | None, msgspec.Meta(description="`userId` of the requester")] = None
    traveller_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="`userId` of each traveller with an account; of others than yourself only for the requester, "
            "travel managers and webhooks"
        ),
    ] = ()


def seq_of(booking_id: str, event: str) -> int | None:
    """Return the number in an event id of this booking; None when it is not one."""
    prefix, _, seq = event.rpartition("_")
    known = prefix == event_id(booking_id, 0).rpartition("_")[0] and len(seq) == 6 and seq.isascii() and seq.isdigit()
    return int(seq) if known else None
