"""Patience with what can pass: a supplier that is away, or a part of AWS, is asked again for as long as what was
selected or held is there to be bought. What it refuses ends, or goes its way, at once, and never comes here.

The workflow itself tries a step a few times within seconds. Then it asks here whether, and when, to do it again: with
the same keys, so that whatever was done is not done twice.
"""

from datetime import datetime, timedelta

from chalicelib import clock, observability
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.delay import Delay, PatientStep, pause_before_retry
from chalicelib.domain.bookings.events import EventType
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.steps import StepResult, is_of_another, result, run_step

# A purchase is begun this long before the hold ends at the latest. `terms.HOLD_MARGIN` leaves the more to try in, the
# less of it this takes.
PURCHASE_MARGIN = timedelta(minutes=1)
# Nothing has been selected yet: whoever waits for options would rather know.
PLANNING_PATIENCE = timedelta(minutes=10)
# What is bought is to be recorded, and what was sent back to be released, whatever it takes.
RECORDING_PATIENCE = timedelta(days=1)


def delay_step(booking_id: str, step: PatientStep, code: str, of_round: int | None = None) -> StepResult:
    """Say whether a step that failed for now is done `again`, and in how many seconds; or that its time is `over`.

    The first time it is made known, as an event and in the booking; after that nothing is committed. Of a step that the
    booking is not at any more, nothing is made known: it will find itself done.
    """

    def work(booking: Booking) -> StepResult:
        if not _is_at(booking, step) or is_of_another(booking, of_round):
            return result(booking, "again", wait_seconds=1)
        now = clock.now()
        since = booking.delay.since if booking.delay else now
        until = _patient_until(booking, step, since)
        pause = pause_before_retry(since, until, now)
        if pause is None:
            return result(booking, "over")
        if booking.delay is None:
            booking = _make_known(booking, step, Delay(since=since, until=until, code=code))
        return result(booking, "again", wait_seconds=pause)

    return run_step(booking_id, work)


def _make_known(booking: Booking, step: PatientStep, delay: Delay) -> Booking:
    observability.metric("BookingsDelayed")
    after = move(booking, booking.status, delay.since, delay=delay)
    data = {"step": step, "code": delay.code, "until": delay.until}
    return change(booking, after, BookingCommit(actor=system("delay"), event=EventType.DELAYED, data=data))


def _is_at(booking: Booking, step: PatientStep) -> bool:
    """Return whether this step is the next that the booking needs."""
    match step:
        case "plan":
            return booking.status is BookingStatus.PLANNING and not booking.options
        case "hold":
            return booking.status is BookingStatus.HOLDING and not booking.holds
        case "reprice":
            return booking.status in (BookingStatus.HOLDING, BookingStatus.AWAITING_APPROVAL) and bool(booking.holds)
        case "reopen":
            return booking.return_cause is not None
        case "book":
            return booking.status is BookingStatus.PURCHASING and not booking.orders
        case "record":
            return booking.status is BookingStatus.PURCHASING and bool(booking.orders)


def _patient_until(booking: Booking, step: PatientStep, since: datetime) -> datetime:
    """Return how long the step is worth trying: while the offers stand, or the holds."""
    match step:
        case "plan":
            return since + PLANNING_PATIENCE
        case "hold":
            return booking.selected.expires_at
        case "reprice" | "book":
            return min(hold.expires_at for hold in booking.holds) - PURCHASE_MARGIN
        case "reopen" | "record":
            return since + RECORDING_PATIENCE
