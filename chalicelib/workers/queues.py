"""Messages from the queues, one at a time. Every message may come twice; none is lost.

A batch in which some messages fail deletes those that succeeded and then fails as a whole, so that only the failed ones
come again, whether or not the event source reports partial failures. A message that nobody can read would never
succeed: it is put aside among the dead letters at once, counted, and keeps nothing waiting. A batch whose time is
nearly over, because some of its messages hung, hands the rest back at once.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from chalicelib import clock, observability
from chalicelib.decoding.messages import read_text
from chalicelib.errors import BodyTooLarge, InvalidInput
from chalicelib.gateways import queues
from chalicelib.gateways.queues import Queue

M = TypeVar("M", bound=msgspec.Struct)

# No message is begun later than that after its batch came; the shortest of the queues' functions may run for 30.
SECONDS = 15.0


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


def parse_policy_documents(event: dict[str, Any]) -> None:
    """Parse every version of a policy document that the batch names. Raises BatchFailed."""
    from chalicelib.services.policy_documents.messages import PolicyDocumentMessage
    from chalicelib.services.policy_documents.worker import parse_version

    _handle(event, "policy-documents", PolicyDocumentMessage, parse_version)


def index_policy_documents(event: dict[str, Any]) -> None:
    """Have every version of a policy document that the batch names found by a search. Raises BatchFailed."""
    from chalicelib.gateways.policy_index import registry
    from chalicelib.services.policy_documents.messages import PolicyDocumentMessage
    from chalicelib.services.policy_search.indexing import index_version

    def index(message: PolicyDocumentMessage) -> None:
        index_version(message.document_id, message.version, registry.current())

    _handle(event, "policy-index", PolicyDocumentMessage, index)


def store_positions(event: dict[str, Any]) -> None:
    """Store the positions of every person whom the batch names, all of one person's at once, and do what follows.
    Raises BatchFailed."""
    from chalicelib.services.tracking.messages import PositionsMessage
    from chalicelib.services.tracking.processing import process_positions

    def store(user_id: str, messages: Sequence[PositionsMessage]) -> None:
        process_positions(user_id, [each for message in messages for each in message.reported()])

    _handle_together(event, "positions", PositionsMessage, lambda message: message.user_id, store)


def copy_reports(event: dict[str, Any]) -> None:
    """Copy what every booking that the batch names counts for in reports. Raises BatchFailed."""
    from chalicelib.services.reports.copying import CopyMessage, follow

    _handle(event, "reporting", CopyMessage, follow)


def _handle(event: dict[str, Any], queue: Queue, kind: type[M], work: Callable[[M], object]) -> None:
    records, until = event["Records"], clock.elapsed() + SECONDS
    handled = []
    for begun, record in enumerate(records):
        if clock.elapsed() >= until:
            _hand_back(queue, records[begun:])
            break
        if _handle_record(record, queue, kind, work):
            handled.append(record)
    _finish(queue, records, handled)


def _handle_together(
    event: dict[str, Any],
    queue: Queue,
    kind: type[M],
    subject_of: Callable[[M], str],
    work: Callable[[str, Sequence[M]], None],
) -> None:
    """Handle all messages about one subject at once, in the order of the first of each; they fail and come again
    together."""
    records, until = event["Records"], clock.elapsed() + SECONDS
    handled: list[dict[str, Any]] = []
    groups: dict[str, list[tuple[dict[str, Any], M]]] = {}
    begun = 0
    while begun < len(records) and clock.elapsed() < until:
        record, begun = records[begun], begun + 1
        message, put_aside = _read_guarded(record, queue, kind)
        if message is not None:
            groups.setdefault(subject_of(message), []).append((record, message))
        elif put_aside:
            handled.append(record)
    waiting = list(groups.items())
    while waiting and clock.elapsed() < until:
        subject, group = waiting.pop(0)
        if _handle_group(queue, subject, [message for _, message in group], work):
            handled += [record for record, _ in group]
    _hand_back(queue, [*(record for _, group in waiting for record, _ in group), *records[begun:]])
    _finish(queue, records, handled)


def _read_guarded(record: dict[str, Any], queue: Queue, kind: type[M]) -> tuple[M | None, bool]:
    """Return the message; where there is none, whether it was put aside: if not, it comes again."""
    try:
        message = _read(record["body"], queue, kind)
    except Exception as error:  # noqa: BLE001 - the others are still to be read
        observability.error("message comes again", queueName=queue, messageId=record["messageId"], reason=str(error))
        return None, False
    return message, message is None


def _handle_group(queue: Queue, subject: str, group: Sequence[M], work: Callable[[str, Sequence[M]], None]) -> bool:
    try:
        with observability.operation(f"queue.{queue}", subjectId=subject, messages=len(group)):
            work(subject, group)
    except Exception:  # noqa: BLE001 - the operation's line says what it was; the other subjects are to go on
        return False
    return True


def _finish(queue: Queue, records: list[dict[str, Any]], handled: list[dict[str, Any]]) -> None:
    """Have exactly those messages come again that were not handled. Raises BatchFailed."""
    failed = len(records) - len(handled)
    if failed:
        _forget(queue, handled)
        raise BatchFailed(f"{failed} of {len(records)} messages of the queue {queue} will be retried")


def _handle_record(record: dict[str, Any], queue: Queue, kind: type[M], work: Callable[[M], object]) -> bool:
    try:
        with observability.operation(f"queue.{queue}", messageId=record["messageId"]) as line:
            message = _read(record["body"], queue, kind)
            if message is None:
                line.note(outcome="put_aside")
            else:
                line.note(**_ids_of(message))
                work(message)
    except Exception:  # noqa: BLE001 - the operation's line says what it was; the other messages are to go on
        return False
    return True


def _ids_of(message: msgspec.Struct) -> dict[str, object]:
    """Return by which booking, or policy document, a message's line, and its trace, is found."""
    named = {"bookingId": getattr(message, "booking_id", None), "documentId": getattr(message, "document_id", None)}
    return {name: value for name, value in named.items() if value is not None}


def _read(body: str, queue: Queue, kind: type[M]) -> M | None:
    """Return the message; None when nobody can read it, and then it is a dead letter. Raises Unavailable."""
    try:
        return read_text(body, kind)
    except (InvalidInput, BodyTooLarge) as error:
        wrong = [f"{each.pointer}: {each.detail}" for each in error.errors] if isinstance(error, InvalidInput) else []
        queues.put_aside(queue, body)
        observability.warning("unreadable message put aside", queueName=queue, reason=str(error), errors=wrong[:5])
        return None


def _forget(queue: Queue, handled: list[dict[str, Any]]) -> None:
    """Take what was handled off the queue, as far as the queue can be reached: what stays there is handled again."""
    for record in handled:
        try:
            queues.delete(queue, record["receiptHandle"])
        except Exception:  # noqa: BLE001 - the others are still to be deleted
            observability.warning("handled message comes again", queueName=queue, messageId=record["messageId"])


def _hand_back(queue: Queue, records: list[dict[str, Any]]) -> None:
    """Let messages that were not come to be seen again at once, and not only when they would have been given up."""
    for record in records:
        try:
            queues.hand_back(queue, record["receiptHandle"])
        except Exception:  # noqa: BLE001 - it comes again later, by itself
            observability.warning("message comes again later", queueName=queue, messageId=record["messageId"])
