"""The expiry of a wait for a person."""

import msgspec

from chalicelib.domain.bookings.booking import Booking, WaitsOn
from chalicelib.services.approvals.timers import expire_approval
from chalicelib.services.bookings.steps import StepOutcome, StepResult, result, run_step


def expire_wait(booking_id: str, on: WaitsOn = "approval") -> StepResult:
    """Expire the wait. What was decided in the last moment counts, also when the workflow could not be notified of it.
    Else it is expiry; or approval, where the approval is passive."""

    def work(booking: Booking) -> StepResult:
        decision = booking.decision_on(on)
        if decision is not None:
            outcome: StepOutcome = msgspec.convert(decision.value, StepOutcome)
            return result(booking, outcome)
        return expire_approval(booking) if on == "approval" else result(booking, "expired")

    return run_step(booking_id, work)
