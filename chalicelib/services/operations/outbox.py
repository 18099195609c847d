"""Sending what a commit left to be sent: an event's push to those who listen, its webhooks, the feeds of those whom it
concerns, a look at budgets, and what the booking counts for in reports.

The event stays pending until all of it is done. All of it may be done twice: who has an event knows it by its id.
"""

from collections.abc import Callable

from chalicelib import observability
from chalicelib.domain.reports.contribution import COUNTED
from chalicelib.errors import Unavailable
from chalicelib.models import booking_events
from chalicelib.models.booking_events import PendingEvent
from chalicelib.services.budgets.alerts import watch_budget
from chalicelib.services.cited_clauses import cite_in_event
from chalicelib.services.live_updates import NOBODY, push_to_listeners
from chalicelib.services.person_feeds import publish_event
from chalicelib.services.reports.counting import count_booking
from chalicelib.services.webhooks.deliveries import fan_out


def push_event(booking_id: str, seq: int) -> int:
    """Deliver one event, unless that has been done; how many listeners it reached. Raises as `deliver_event` does."""
    pending = booking_events.pending_event(booking_id, seq)
    return 0 if pending is None else deliver_event(pending)


def deliver_event(pending: PendingEvent, *, live: bool = True) -> int:
    """Push a pending event to everybody who listens (if it is still `live`), have it sent to the webhooks that want it,
    put it into the feeds of those whom it concerns, look at the budgets whose money moved with it, and count its
    booking into the reports; how many listeners it reached.

    Each of the five is on its own. Raises Unavailable when one could not be done for now: the event stays pending, and
    is pushed again to those only whom it has not reached.
    """
    event = pending.event
    pushed = push_to_listeners(event, only=pending.unreached) if live else NOBODY
    failed = [
        *(["push"] if pushed.unreached else []),
        *(["webhooks"] if not _do_guarded(pending, lambda: fan_out(cite_in_event(event))) else []),
        *(["feeds"] if not _do_guarded(pending, lambda: publish_event(event, pending.addressed, live=live)) else []),
        *(["budget"] if not _do_guarded(pending, lambda: _watch(pending)) else []),
        *(["reports"] if not _do_guarded(pending, lambda: _count(pending)) else []),
    ]
    if failed:
        if live:
            booking_events.note_unreached(event.booking_id, event.seq, pushed.unreached)
        raise Unavailable(f"The event could not be delivered for now: {', '.join(failed)}.")
    booking_events.mark_pushed(event.booking_id, event.seq)
    return pushed.reached


def _watch(pending: PendingEvent) -> None:
    for key in pending.moved:
        watch_budget(key)


def _count(pending: PendingEvent) -> None:
    if pending.event.status in COUNTED:
        count_booking(pending.event.booking_id)


def _do_guarded(pending: PendingEvent, do: Callable[[], object]) -> bool:
    try:
        do()
    except Exception:  # noqa: BLE001 - the rest of the event is to be delivered whatever it is
        observability.error("event not delivered", bookingId=pending.event.booking_id, seq=pending.event.seq)
        return False
    return True
