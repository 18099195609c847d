"""How a step of the workflow works on a booking: read it afresh, do the step unless it has been done, commit.

A step may be delivered twice, late, or die between two lines. What it finds in the booking decides what is left to
do, so running it again is safe; a step that comes after the booking has begun to end does nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking, Waiting, WaitsOn
from chalicelib.domain.value import Value
from chalicelib.dynamodb.retry import until_kept
from chalicelib.models import bookings

# The workflow waits this much longer than people are given, so that a decision in the last second still counts, even
# when the workflow has to hear of it from the sweeper.
_GRACE = timedelta(minutes=3)

StepOutcome = Literal[
    "ready",
    "options",
    "no_offers",
    "denied",
    "selected",
    "held",
    "approval_required",
    "approved",
    "declined",
    "sent_back",
    "recalled",
    "cancelled",
    "expired",
    "plan_again",
    "revise",
    "revised",
    "confirmed",
    "done",
    "again",
    "over",
    "ended",
]


class StepResult(Value, frozen=True):
    """What the state machine learns from a step: how it came out, in which round of the booking and how often approval
    has been requested in it, and how long the next wait may last."""

    booking_id: str
    outcome: StepOutcome
    round: int
    approval_requests: int
    wait_seconds: Annotated[int, msgspec.Meta(ge=1, le=31_536_000)] | None = None
    reason: str | None = None


class Wait(Value, frozen=True):
    """A wait of the workflow as its task gets it: how to end it, and which of several it is."""

    task_token: str
    entered_at: datetime
    attempt: int = 0

    def on(self, what: WaitsOn) -> Waiting:
        return Waiting(on=what, task_token=self.task_token, entered_at=self.entered_at, attempt=self.attempt)


def result(
    booking: Booking, outcome: StepOutcome, *, wait_seconds: int | None = None, reason: str | None = None
) -> StepResult:
    """Return a step's result for `booking`; `ended` when the booking has begun to end, whatever the step found."""
    if booking.beyond_workflow:
        outcome = "ended"
    return StepResult(
        booking_id=booking.booking_id,
        outcome=outcome,
        round=booking.round,
        approval_requests=booking.approval_requests,
        wait_seconds=wait_seconds,
        reason=reason,
    )


def is_of_another(booking: Booking, of_round: int | None) -> bool:
    """Return whether a task was meant for another round than the booking is in: it was delivered again, late. What it
    would do now belongs to a task that the workflow has not come to yet. A task that names no round is meant for the
    present."""
    return of_round is not None and of_round != booking.round


def run_step(booking_id: str, work: Callable[[Booking], StepResult]) -> StepResult:
    """Do `work` on the booking as it stands now, again from a fresh read when somebody else changed it meanwhile.

    Raises NotFound, VersionConflict when it keeps changing, and what `work` raises.
    """

    def attempt() -> StepResult:
        booking = bookings.get_booking(booking_id)
        return result(booking, "ended") if booking.beyond_workflow else work(booking)

    return until_kept(attempt)


def deadline_after(seconds: int) -> datetime:
    """Return the time `seconds` from now."""
    return clock.now() + timedelta(seconds=seconds)


def seconds_until(deadline: datetime | None) -> int:
    """Return how long the workflow waits for a decision that is due by `deadline`: at least a second."""
    left = (deadline or clock.now()) + _GRACE - clock.now()
    return max(1, int(left.total_seconds()))


def overdue_at(deadline: datetime | None) -> datetime:
    """Return when the sweeper should end a wait until `deadline`, should the workflow itself not have done so."""
    return (deadline or clock.now()) + _GRACE
