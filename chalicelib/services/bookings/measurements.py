"""What the business wants to see of bookings, measured as they change: how they end, how long people wait for options
and for approvals, and how much of what is bought is not as the policy would have it."""

from chalicelib import observability
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.verdict import Outcome

OUTCOMES = frozenset(
    {
        BookingStatus.BOOKED,
        BookingStatus.CANCELLED,
        BookingStatus.DECLINED,
        BookingStatus.EXPIRED,
        BookingStatus.FAILED,
    }
)


def measure_change(before: Booking | None, after: Booking, event: EventType) -> None:
    """Measure what a committed change of a booking says about the business, if it says anything."""
    match event:
        case EventType.OPTIONS_EVALUATED if after.round == 1:
            seconds = (after.updated_at - after.created_at).total_seconds()
            observability.metric("SecondsToOptions", seconds, "Seconds", by_operation=False)
        case EventType.APPROVED | EventType.APPROVAL_DECLINED:
            _measure_approval(after)
        case EventType.APPROVAL_ESCALATED | EventType.APPROVAL_EXPIRED:
            observability.metric("ApprovalsOverdue", by_operation=False)
        case EventType.BOOKED:
            out_of_policy = _is_out_of_policy(after)
            observability.metric("OutOfPolicyBookings", out_of_policy, by_operation=False)
        case _:
            pass
    if after.status in OUTCOMES and not _was_over(before, after):
        observability.metric("BookingsByOutcome", by_operation=False, outcome=after.status.value)


def _measure_approval(booking: Booking) -> None:
    approval = booking.approval_request
    if approval is not None and approval.steps:
        requested_at = min(step.requested_at for step in approval.steps)
        seconds = (booking.updated_at - requested_at).total_seconds()
        observability.metric("ApprovalSeconds", seconds, "Seconds", by_operation=False)


def _is_out_of_policy(booking: Booking) -> bool:
    verdict = booking.selected.verdict
    return verdict is not None and verdict.outcome is not Outcome.COMPLIANT


def _was_over(before: Booking | None, after: Booking) -> bool:
    """Return whether the booking had come to this end before: what is booked changes, and is booked again."""
    if before is None:
        return False
    changed_only = before.status is BookingStatus.CHANGING and after.status is BookingStatus.BOOKED
    return changed_only or before.status is after.status
