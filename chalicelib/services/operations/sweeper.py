"""Pending work after a commit that was lost on the way: workflows never started, callbacks never sent, waits never
ended, events never pushed, webhooks to be retried, compensations that failed, executions that died. Everything here is
safe to do again."""

from datetime import datetime, timedelta

from chalicelib import clock, observability
from chalicelib.domain.bookings.booking import LIVE
from chalicelib.domain.value import Value
from chalicelib.errors import SojournError
from chalicelib.models import booking_events, bookings
from chalicelib.models.booking_events import PendingEvent
from chalicelib.services.bookings.commits import announce
from chalicelib.services.operations.outbox import deliver_event
from chalicelib.services.operations.reconciliation import reconcile_booking
from chalicelib.services.webhooks.deliveries import send_what_is_due

# An event that is younger is probably on its way still.
PUSH_PATIENCE = timedelta(seconds=30)
# Readers that have not been reached by then resume from the log; the live push is given up.
PUSH_GIVEN_UP = timedelta(hours=1)

_BOOKINGS_A_STATUS = 50
_EVENTS_A_SWEEP = 200
_COUNTED_COMPENSATIONS = 1000


class Swept(Value, frozen=True):
    """What one sweep did."""

    started: int = 0
    notified: int = 0
    expired: int = 0
    ended: int = 0
    retried: int = 0
    changed: int = 0
    events_delivered: int = 0
    events_abandoned: int = 0
    reassigned: int = 0
    reminded: int = 0
    escalated: int = 0
    resent: int = 0
    pending_compensations: int = 0
    failed: int = 0


def sweep() -> Swept:
    """Do what is pending, one booking and one event at a time; one that fails is counted and left for the next."""
    counts: dict[str, int] = {}
    now = clock.now()
    for status in LIVE:
        for booking_id in bookings.list_overdue(status, now, _BOOKINGS_A_STATUS):
            done = _reconcile_guarded(booking_id)
            counts[done] = counts.get(done, 0) + 1
    for pending in booking_events.pending_events(now - PUSH_PATIENCE, _EVENTS_A_SWEEP):
        done = _deliver_guarded(pending, now)
        counts[done] = counts.get(done, 0) + 1
    counts["resent"] = send_what_is_due()
    counts["pending_compensations"] = _measure_backlog(now)
    counts.pop("nothing", None)
    return Swept(**counts)


def _measure_backlog(now: datetime) -> int:
    """Measure how many bookings wait for their compensation, and the age of the oldest as long as there are any."""
    waiting, since = bookings.compensation_backlog(_COUNTED_COMPENSATIONS)
    if since is not None:
        observability.metric("CompensationsWaiting", waiting)
        # CompensationWaitsAlarm looks at this one: infra/foundation/alarms.py.
        observability.metric("CompensationOldestSeconds", (now - since).total_seconds(), "Seconds")
    return waiting


def _deliver_guarded(pending: PendingEvent, now: datetime) -> str:
    """Have one pending event pushed, or give its push up, and say which."""
    event = pending.event
    try:
        if event.at >= now - PUSH_GIVEN_UP:
            announce(event.booking_id, event.seq)
            return "events_delivered"
        deliver_event(pending, live=False)
        return "events_abandoned"
    except SojournError:
        observability.error("event not delivered", bookingId=event.booking_id, seq=event.seq)
        return "failed"


def _reconcile_guarded(booking_id: str) -> str:
    try:
        return reconcile_booking(booking_id)
    except SojournError:
        observability.error("booking not reconciled", bookingId=booking_id)
        return "failed"
