"""The pending work of one booking, done: asked for by the `reconciliations` queue at once, and by the sweeper when it
is overdue.

`commits.request_reconciliation` puts a booking on the queue. Everything here is safe to do twice, early and late.
"""

from typing import Literal

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Ending, Failure
from chalicelib.domain.bookings.compensation import CompensationFailure
from chalicelib.domain.servicing.amendments import Amendment
from chalicelib.errors import SojournError
from chalicelib.gateways import workflow
from chalicelib.models import bookings
from chalicelib.services.approvals.timers import is_over, keep_up
from chalicelib.services.booking_workflow.compensation import end_or_escalate, require_compensation
from chalicelib.services.booking_workflow.decisions import notify_workflow
from chalicelib.services.booking_workflow.leaving import end_without_right
from chalicelib.services.booking_workflow.resumption import MAX_EXECUTIONS, begin_next_execution
from chalicelib.services.servicing.settlement import settle_amendment

Reconciled = Literal[
    "nothing",
    "notified",
    "expired",
    "started",
    "ended",
    "retried",
    "changed",
    "failed",
    "reassigned",
    "reminded",
    "escalated",
]


def reconcile_booking(booking_id: str) -> Reconciled:
    """Do the booking's pending work, and say what that was; `failed` when a compensation failed again and waits for its
    turn.

    Raises NotFound, and what kept it from being done: then it is still pending.
    """
    booking = bookings.get_booking(booking_id)
    if booking.terminal:
        return "nothing"
    if booking.amendment is not None:
        return _apply_amendment(booking, booking.amendment)
    if booking.status is BookingStatus.COMPENSATION_REQUIRED:
        return "retried" if end_or_escalate(booking_id, Ending.FAILED, None).terminal else "failed"
    of_the_wait = _reconcile_wait(booking)
    if of_the_wait is not None:
        return of_the_wait
    execution = workflow.status(booking_id, booking.execution)
    if execution == "unknown":
        _start(booking)
        return "started"
    if execution == "ended":
        return _replace_execution(booking)
    return "nothing"


def _start(booking: Booking) -> None:
    """Start the execution that the booking should have: anew, or where it was, if it has been on its way."""
    is_new = booking.status is BookingStatus.REQUESTED and booking.execution == 1
    workflow.start(booking.booking_id, booking.execution, resume=not is_new)


def _replace_execution(booking: Booking) -> Reconciled:
    """Let the workflow go on in another execution, its own having ended without the booking; or end the booking, when
    it was to end, or has lost too many."""
    if booking.ending is None and booking.execution < MAX_EXECUTIONS:
        _start(begin_next_execution(booking))
        return "started"
    lost = Failure(code="workflow_lost", detail="The booking could not be completed and was compensated.")
    ended = end_or_escalate(booking.booking_id, booking.ending or Ending.FAILED, booking.failure or lost)
    return "ended" if ended.terminal else "failed"


def _apply_amendment(booking: Booking, amendment: Amendment) -> Reconciled:
    """Do what was agreed of a booked trip; what fails after its time has come is seen, and tried again ever later."""
    try:
        return "changed" if settle_amendment(booking.booking_id).amendment is None else "nothing"
    except SojournError as error:
        is_early = booking.due_at is None or booking.due_at > clock.now()
        if is_early and booking.status is not BookingStatus.COMPENSATION_REQUIRED:
            raise
        left = [
            CompensationFailure(
                component_index=each, kind="order", key=booking.component_key(each), error=type(error).__name__
            )
            for each in amendment.components
        ]
        require_compensation(booking.booking_id, left)
        return "failed"


def _reconcile_wait(booking: Booking) -> Reconciled | None:
    """Do the pending work of a booking's wait for a person: its end when nobody may spend on it any more, the callback,
    a reminder, the next level, the end of its time."""
    if end_without_right(booking):
        return "ended"
    if booking.callback_pending and notify_workflow(booking):
        return "notified"
    if booking.callback_pending and booking.ending is not None:  # and the workflow does not wait where it was
        ended = end_or_escalate(booking.booking_id, booking.ending, booking.failure)
        return "ended" if ended.terminal else "failed"
    kept_up = keep_up(booking)
    if kept_up is not None:
        return kept_up
    token = booking.waiting.task_token if booking.waiting else ""
    if token and _waits_too_long(booking) and workflow.expire(token):
        return "expired"
    return None


def _waits_too_long(booking: Booking) -> bool:
    """Return whether nobody has decided, and the deadline has passed."""
    overdue = booking.due_at is not None and booking.due_at <= clock.now()
    if booking.decidable:
        overdue = is_over(booking)  # when the booking is due there may be a reminder in between
    return booking.waiting is not None and not booking.callback_pending and overdue
