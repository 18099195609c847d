"""What a function imports while it starts, where Lambda gives it more of a processor than for the first event.

The handlers in `app.py` import the same themselves, so that a function whose name is not known here is only slower.
"""

from importlib import import_module

_BY_PREFIX = {
    "step_": "booking_steps",
    "websocket_": "websocket",
    "booking_intake": "queues",
    "push_events": "queues",
    "deliver_webhooks": "queues",
    "reconcile_bookings": "queues",
    "heartbeat": "schedules",
    "sweeper": "schedules",
    "nightly": "schedules",
}


def worker_of(handler: str) -> str | None:
    """Return the module that does the work of a handler in `app.py`; None for one that is not known."""
    return next((module for prefix, module in _BY_PREFIX.items() if handler.startswith(prefix)), None)


def import_worker(handler: str) -> None:
    """Import what the handler will need with its first event."""
    module = worker_of(handler)
    if module is not None:
        import_module(f"chalicelib.workers.{module}")
