"""The timers of an approval: a reminder, escalation to the next level of the management chain, and at the deadline
passive approval or expiry.

The sweeper comes by when the next of these is due. A decision that is made meanwhile goes before all of them.
"""

from collections.abc import Mapping
from typing import Literal

from chalicelib import clock
from chalicelib.domain.approvals import approval as approvals
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.verdict import ApprovalKind
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import VersionConflict
from chalicelib.models import bookings
from chalicelib.services.approvals.approvers import ask_after_silence, replace_approvers
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.steps import StepOutcome, StepResult, result, seconds_until

_OUTCOMES: dict[ApprovalStatus, StepOutcome] = {
    ApprovalStatus.APPROVED: "approved",
    ApprovalStatus.DECLINED: "declined",
}

_NOBODY_LEFT = "Nobody who was asked may decide any more: they have left, a delegation has ended, or they have decided."


def keep_up(booking: Booking) -> Literal["reassigned", "reminded", "escalated"] | None:
    """Ask others where nobody may answer any more, escalate to the next level, or remind, if that is due; None when
    nothing is due, or somebody was faster."""
    approval, now = booking.approval_request, clock.now()
    waits = booking.decidable and booking.ending is None and booking.status is BookingStatus.AWAITING_APPROVAL
    if approval is None or not waits or now >= approval.deadline:
        return None
    try:
        reassigned = replace_approvers(booking, approval, now)
        if reassigned != approval:
            _reassign(booking, approval, reassigned)
            return "reassigned"
        if approvals.to_escalate(approval, now):
            _escalate(booking, approval)
            return "escalated"
        if approvals.to_remind(approval, now):
            _remind(booking, approval)
            return "reminded"
    except VersionConflict:
        return None  # decided, or kept up with, in this moment
    return None


def reassign_approvers(booking_id: str) -> bool:
    """Ask others wherever nobody may answer for a booking any more; whether there was such a step. Raises
    VersionConflict when the booking keeps changing."""

    def attempt() -> bool:
        booking = bookings.find_booking(booking_id)
        approval = booking.approval_request if booking and booking.decidable and booking.ending is None else None
        if booking is None or approval is None:
            return False
        after = replace_approvers(booking, approval, clock.now())
        if after == approval:
            return False
        _reassign(booking, approval, after)
        return True

    return until_kept(attempt)


def is_over(booking: Booking) -> bool:
    """Return whether the time to decide on the booking is over."""
    return booking.approval_request is not None and booking.approval_request.deadline <= clock.now()


def expire_approval(booking: Booking) -> StepResult:
    """Expire a wait for approval in which nobody decided: passive approval where the rules say so, else expiry. Once it
    is said, nobody can decide any more."""
    approval = booking.approval_request
    if approval is None or booking.status is not BookingStatus.AWAITING_APPROVAL:
        return result(booking, "expired")
    if not approval.pending:
        return result(booking, _OUTCOMES.get(approval.status, "expired"))
    if not is_over(booking):
        return result(booking, "approval_required", wait_seconds=seconds_until(approval.deadline))
    return _expire(booking, approval)


def _expire(booking: Booking, approval: ApprovalRequest) -> StepResult:
    now = clock.now()
    expired = approvals.expire(approval, now)
    after = move(booking, BookingStatus.AWAITING_APPROVAL, now, approval_request=expired, waiting=None)
    data = {"hash": approval.hash, "kind": approval.kind, "approved": approval.kind is ApprovalKind.PASSIVE}
    kept = change(booking, after, BookingCommit(actor=system("expire"), event=EventType.APPROVAL_EXPIRED, data=data))
    return result(kept, _OUTCOMES.get(expired.status, "expired"))


def _reassign(booking: Booking, approval: ApprovalRequest, after: ApprovalRequest) -> None:
    gone = tuple(old for old, new in zip(approval.steps, after.steps, strict=False) if old != new)
    asked = after.steps[len(approval.steps) :]
    data: dict[str, list[str] | str] = {
        "previousApprovers": _list_names(gone),
        "approvers": _list_names(asked),
        "reason": _NOBODY_LEFT,
    }
    _keep(booking, after, EventType.APPROVAL_REASSIGNED, data)


def _remind(booking: Booking, approval: ApprovalRequest) -> None:
    now = clock.now()
    due = approvals.to_remind(approval, now)
    _keep(
        booking, approvals.record_reminders(approval, now), EventType.APPROVAL_REMINDED, {"reminded": _list_names(due)}
    )


def _escalate(booking: Booking, approval: ApprovalRequest) -> None:
    now = clock.now()
    silent = approvals.to_escalate(approval, now)
    after = ask_after_silence(booking, approvals.drop_silent(approval, now), silent, now)
    asked = after.steps[len(approval.steps) :]
    data = {"previousApprovers": _list_names(silent), "approvers": _list_names(asked)}
    _keep(booking, after, EventType.APPROVAL_ESCALATED, data)


def _keep(
    booking: Booking, approval: ApprovalRequest, event: EventType, notified: Mapping[str, list[str] | str]
) -> None:
    now = clock.now()
    after = move(booking, BookingStatus.AWAITING_APPROVAL, now, approval_request=approval, due_at=approval.next_timer)
    data = {"hash": approval.hash, **notified, "deadline": approval.deadline}
    change(booking, after, BookingCommit(actor=system("sweeper"), event=event, data=data))


def _list_names(steps: tuple[approvals.ApprovalStep, ...]) -> list[str]:
    return list(dict.fromkeys(step.asked for step in steps))
