"""Messages from the queues, one at a time. Every message may come twice; none is lost.

A batch in which some messages fail deletes those that succeeded and then fails as a whole, so that only the failed ones
come again, whether or not the event source reports partial failures. A message that nobody can read would never
succeed: it is put aside among the dead letters at once, counted, and keeps nothing waiting.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from chalicelib import observability
from chalicelib.decoding.messages import read_text
from chalicelib.errors import BodyTooLarge, InvalidInput, SojournError
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
        with observability.operation(f"queue.{queue}", messageId=record["messageId"]) as line:
            message = _read(record["body"], queue, kind)
            if message is None:
                line.note(outcome="put_aside")
            else:
                work(message)
    except SojournError:
        return False
    return True


def _read(body: str, queue: Queue, kind: type[M]) -> M | None:
    """Return the message; None when nobody can read it, and then it is a dead letter. Raises Unavailable."""
    try:
        return read_text(body, kind)
    except (InvalidInput, BodyTooLarge) as error:
        wrong = [f"{each.pointer}: {each.detail}" for each in error.errors] if isinstance(error, InvalidInput) else []
        queues.put_aside(queue, body)
        observability.warning("unreadable message put aside", queueName=queue, reason=str(error), errors=wrong[:5])
        observability.metric("MessagesPutAside")
        return None
