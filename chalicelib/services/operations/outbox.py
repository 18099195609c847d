"""Sending what a commit left to be sent: an event's push to those who listen, its webhooks, and a look at the budget.

The event stays pending until all of it is done. All of it may be done twice: who has an event knows it by its id.
"""

from chalicelib.errors import Unavailable
from chalicelib.models import booking_events
from chalicelib.models.booking_events import PendingEvent
from chalicelib.services.budgets.alerts import watch_budget
from chalicelib.services.live_updates import push_to_listeners
from chalicelib.services.webhooks.deliveries import fan_out


def push_event(booking_id: str, seq: int) -> int:
    """Deliver one event, unless that has been done; how many listeners it reached. Raises as `deliver_event` does."""
    pending = booking_events.pending_event(booking_id, seq)
    return 0 if pending is None else deliver_event(pending)


def deliver_event(pending: PendingEvent, *, live: bool = True) -> int:
    """Push a pending event to everybody who listens (if it is still `live`), have it sent to the webhooks that want it,
    and look at the budget whose money moved with it; how many listeners it reached.

    Raises Unavailable when a connection could not be reached for now: the event stays pending for all.
    """
    event = pending.event
    reached, failed = push_to_listeners(event) if live else (0, 0)
    fan_out(event)
    if pending.moved is not None:
        watch_budget(pending.moved)
    if failed:
        raise Unavailable(f"{failed} connections could not be reached for now.")
    booking_events.mark_pushed(event.booking_id, event.seq)
    return reached
