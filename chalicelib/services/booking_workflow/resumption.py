"""A workflow whose execution was lost goes on, in another, from what is committed."""

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.steps import StepOutcome, StepResult, result, run_step, seconds_until

# How often a booking's workflow is begun again. What loses it more often is no accident.
MAX_EXECUTIONS = 6

_OUTCOMES: dict[BookingStatus, StepOutcome] = {
    BookingStatus.REQUESTED: "ready",
    BookingStatus.PLANNING: "ready",
    # The steps before the wait find their work done; the wait begins again, with a token of its own.
    BookingStatus.AWAITING_SELECTION: "ready",
    BookingStatus.HOLDING: "selected",
    BookingStatus.AWAITING_APPROVAL: "approval_required",
    BookingStatus.REVISING: "revise",
    BookingStatus.PURCHASING: "confirmed",
}


def resume_workflow(booking_id: str) -> StepResult:
    """Say where the workflow of the booking goes on. Whatever was decided meanwhile is found by the wait for it."""

    def work(booking: Booking) -> StepResult:
        outcome = _OUTCOMES.get(booking.status, "ended")
        approval = booking.approval_request
        if outcome == "approval_required" and approval is not None:
            return result(booking, outcome, wait_seconds=seconds_until(approval.deadline))
        return result(booking, outcome)

    return run_step(booking_id, work)


def begin_next_execution(booking: Booking) -> Booking:
    """Commit that the workflow goes on in another execution, before that is started: starting it twice starts it once.

    Raises VersionConflict when the booking has changed meanwhile.
    """
    execution = booking.execution + 1
    after = move(booking, booking.status, clock.now(), execution=execution, delay=booking.delay)
    record = BookingCommit(actor=system("reconcile"), event=EventType.RESUMED, data={"execution": execution})
    return change(booking, after, record)
