"""What a world expects of its sweeper, of who uses it, and of who hands its messages over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from chalicelib.services.operations.sweeper import PUSH_PATIENCE
from chalicelib.workers import queues as queue_workers
from tests.simulation.cloud.queues import Queue
from tests.simulation.cloud.rows import Table
from tests.support.tables import STAGE

WORKERS: dict[str, Callable[[dict[str, Any]], None]] = {
    "bookings": queue_workers.start_bookings,
    "notifications": queue_workers.push_events,
    "webhooks": queue_workers.deliver_webhooks,
    "reconciliations": queue_workers.reconcile_bookings,
    "policy-documents": queue_workers.parse_policy_documents,
    "policy-index": queue_workers.index_policy_documents,
    "positions": queue_workers.store_positions,
    "reporting": queue_workers.copy_reports,
}

# The function of each queue, by the queue's whole name.
HANDLERS = {
    f"sojourn-{STAGE}-{queue}": function
    for queue, function in {
        "bookings": "booking_intake",
        "notifications": "push_events",
        "webhooks": "deliver_webhooks",
        "reconciliations": "reconcile_bookings",
        "policy-documents": "parse_policy_document",
        "policy-index": "index_policy_document",
        "positions": "store_positions",
        "reporting": "copy_reports",
    }.items()
}


class Somebody(Protocol):
    """Who uses Sojourn."""

    def busy(self) -> bool: ...


class Deliverer(Protocol):
    """Hands a queue's messages over in another way than one batch after the other."""

    def is_full(self) -> bool: ...

    def deliver(self, queue: Queue) -> None: ...


class Duty(NamedTuple):
    """An index in which the sweeper finds what is owed, and how long after its time it looks there."""

    table: str
    by: str
    attribute: str
    patience: timedelta = timedelta()


class DueRows:
    """The rows in which a duty is found; what is known of them holds until one is changed."""

    def __init__(self, table: Table, duty: Duty) -> None:
        self._index, self._duty = table.indexes[duty.by], duty
        self._changes = -1
        self._first: datetime | None = None

    def first(self) -> datetime | None:
        """When the first of them comes due."""
        if self._changes != self._index.changes:
            text = self._index.first(self._duty.attribute)
            self._first = None if text is None else datetime.fromisoformat(text) + self._duty.patience
            self._changes = self._index.changes
        return self._first


DUTIES = (
    Duty("bookings", "status-due", "dueAt"),
    Duty("booking-events", "pending", "dueAt", PUSH_PATIENCE),
    Duty("webhook-deliveries", "due", "dueAt", PUSH_PATIENCE),
    Duty("employees", "change-pending", "changedAt"),
)
