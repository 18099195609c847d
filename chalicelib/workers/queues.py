"""Messages from the queues, one at a time. Every message may come twice; none is lost.

A batch in which some messages fail deletes those that succeeded and then fails as a whole, so that only the failed ones
come again, whether or not the event source reports partial failures.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from chalicelib import observability
from chalicelib.errors import SojournError
from chalicelib.gateways import queues
from chalicelib.gateways.queues import Queue

M = TypeVar("M", bound=msgspec.Struct)


class BatchFailed(Exception):
    """Some messages of a batch could not be handled and have to come again."""


def start_bookings(event: dict[str, Any]) -> None:
    """Start the workflow of every booking that the batch names. Raises BatchFailed."""
    from chalicelib.services.booking_workflow.start import StartMessage, start_workflow

    _handle(event, "bookings", StartMessage, lambda message: start_workflow(message.booking_id))


def push_events(event: dict[str, Any]) -> None:
    """Push every event that the batch names to those who listen. Raises BatchFailed."""
    from chalicelib.services.bookings.commits import Announcement
    from chalicelib.services.operations.outbox import push_event

    _handle(event, "notifications", Announcement, lambda message: push_event(message.booking_id, message.seq))


def deliver_webhooks(event: dict[str, Any]) -> None:
    """Try every delivery that the batch names. Raises BatchFailed."""
    from chalicelib.services.webhooks.deliveries import DeliveryMessage, deliver

    _handle(event, "webhooks", DeliveryMessage, deliver)


def reconcile_bookings(event: dict[str, Any]) -> None:
    """Do the pending work of every booking that the batch names. Raises BatchFailed."""
    from chalicelib.services.bookings.commits import ReconciliationMessage
    from chalicelib.services.operations.reconciliation import reconcile_booking

    _handle(event, "reconciliations", ReconciliationMessage, lambda message: reconcile_booking(message.booking_id))


def _handle(event: dict[str, Any], queue: Queue, kind: type[M], work: Callable[[M], object]) -> None:
    records = event["Records"]
    handled = [record for record in records if _handle_record(record, queue, kind, work)]
    failed = len(records) - len(handled)
    if failed:
        for record in handled:
            queues.delete(queue, record["receiptHandle"])
        raise BatchFailed(f"{failed} of {len(records)} messages of the queue {queue} will be retried")


def _handle_record(record: dict[str, Any], queue: Queue, kind: type[M], work: Callable[[M], object]) -> bool:
    try:
        with observability.operation(f"queue.{queue}", messageId=record["messageId"]):
            work(msgspec.json.decode(record["body"], type=kind))
    except (SojournError, msgspec.DecodeError):
        return False
    return True
