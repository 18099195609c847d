"""Pending work after a commit that was lost on the way: workflows never started, callbacks never sent, waits never
ended, events never pushed, webhooks to be retried, compensations that failed, executions that died, policy documents
that were never parsed, exports of lists that are to be written. Everything here is safe to do again."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib import clock, observability, settings
from chalicelib.domain.bookings.booking import LIVE, BookingStatus
from chalicelib.domain.value import Value
from chalicelib.dynamodb.due_rows import LONGEST_PAUSE, Due, put_off, to_moment
from chalicelib.errors import NotFound
from chalicelib.models import booking_events, bookings
from chalicelib.models.booking_events import DueEvent, DueEventRow
from chalicelib.models.bookings import DueBookingRow
from chalicelib.services.approvals.dead_ends import to_watch
from chalicelib.services.bookings.commits import announce
from chalicelib.services.list_exports.writing import to_write
from chalicelib.services.operations.outbox import deliver_event
from chalicelib.services.operations.reconciliation import reconcile_booking
from chalicelib.services.policy_documents.maintenance import to_look_after
from chalicelib.services.webhooks.deliveries import to_send
from chalicelib.worklist import NOTHING, Part, work_off

# An event that is younger is probably on its way still.
PUSH_PATIENCE = timedelta(seconds=30)
# Readers that have not been reached by then resume from the log; the live push is given up.
PUSH_GIVEN_UP = timedelta(hours=1)

# A booking with nothing to be done is looked at again soon: its execution may die at any time.
_LONGEST_PEACE = timedelta(minutes=4)
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
    blocked: int = 0
    still_blocked: int = 0
    unblocked: int = 0
    resent: int = 0
    uploads_expired: int = 0
    parsing_resent: int = 0
    versions_removed: int = 0
    export_pieces: int = 0
    exports_done: int = 0
    exports_failed: int = 0
    pending_compensations: int = 0
    failed: int = 0


def sweep() -> Swept:
    """Do what is pending, each booking, event and delivery on its own, until nothing is or the time is over; one that
    fails is counted and put off."""
    now = clock.now()
    backlog: list[int] = []
    parts = [*list_parts(now), _to_measure(now, backlog)]
    worked = work_off(parts, seconds=settings.current().sweep_seconds)
    counts = {word: count for word, count in worked.counts.items() if word != NOTHING}
    if blocked := counts.get("blocked", 0) + counts.get("still_blocked", 0):
        observability.metric("ApprovalsBlocked", blocked)  # ApprovalsBlockedAlarm looks at this one
    return Swept(**counts, pending_compensations=sum(backlog))


def list_parts(now: datetime) -> list[Part[Any]]:
    """Return everything that may be pending, of every kind."""
    reconciling = (_to_reconcile(status, now) for status in LIVE)
    return [*reconciling, to_watch(), _to_deliver(now), to_send(now), to_look_after(now), to_write(now)]


def _to_reconcile(status: BookingStatus, now: datetime) -> Part[Due]:
    """Return the bookings in a status that are overdue."""
    return Part(
        f"bookings {status.value}",
        lambda: bookings.list_overdue(status, now),
        lambda due: _reconcile(*due.key),
        lambda due: {"bookingId": due.key[0]},
        lambda due, why: put_off(DueBookingRow, due, now, longest=_LONGEST_PEACE if why == NOTHING else LONGEST_PAUSE),
        lambda due: to_moment(due.due_at),
    )


def _measure_backlog(now: datetime) -> int:
    """Return how many bookings wait for their compensation, and measure the age of the oldest if there are any."""
    waiting, since = bookings.compensation_backlog(_COUNTED_COMPENSATIONS)
    if since is not None:
        # CompensationWaitsAlarm looks at this one.
        observability.metric("CompensationOldestSeconds", (now - since).total_seconds(), "Seconds")
    return waiting


def _to_measure(now: datetime, backlog: list[int]) -> Part[datetime]:
    """Return the backlog of compensations as something to be measured, into `backlog`."""

    def measure(now: datetime) -> str:
        backlog.append(_measure_backlog(now))
        return NOTHING

    return Part("compensation backlog", lambda: [now], measure, lambda _now: {})


def _reconcile(booking_id: str) -> str:
    try:
        return reconcile_booking(booking_id)
    except NotFound:
        return NOTHING  # the index still names what is gone


def _to_deliver(now: datetime) -> Part[DueEvent]:
    """Return the events that are pending still, for longer than a message is on its way."""
    return Part(
        "events",
        lambda: booking_events.list_pending(now - PUSH_PATIENCE),
        lambda found: _deliver(found, now),
        lambda found: {"bookingId": found.due.key[0], "seq": found.due.key[1]},
        lambda found, _why: put_off(DueEventRow, found.due, now),
        lambda found: to_moment(found.due.due_at),
    )


def _deliver(found: DueEvent, now: datetime) -> str:
    """Have one pending event pushed, or give its push up, and say which."""
    booking_id, seq = found.due.key
    if found.committed_at is not None and found.committed_at >= now - PUSH_GIVEN_UP:
        announce(booking_id, seq)
        put_off(DueEventRow, found.due, now)
        return "events_delivered"
    pending = booking_events.pending_event(booking_id, seq)
    if pending is None:
        return NOTHING
    deliver_event(pending, live=False)
    return "events_abandoned"
