"""The deliveries of webhooks: what is pending for whom, how often it was tried, and when it is due again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from chalicelib.domain.value import Cursor
from chalicelib.domain.webhooks.webhook import Delivery, DeliveryStatus
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta

KEPT = timedelta(days=30)
_DUE = "delivery"


class _ByCreated(GlobalSecondaryIndex["DeliveryRow"]):
    class Meta:
        index_name = "webhook-created"
        projection = IncludeProjection(["document"])

    webhook_id = UnicodeAttribute(hash_key=True, attr_name="webhookId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class _ByStatus(GlobalSecondaryIndex["DeliveryRow"]):
    class Meta:
        index_name = "status-created"
        projection = IncludeProjection(["document"])

    webhook_status = UnicodeAttribute(hash_key=True, attr_name="webhookStatus")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class _ByDue(GlobalSecondaryIndex["DueDeliveryRow"]):
    class Meta:
        index_name = "due"
        projection = IncludeProjection(["revision"])

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DueDeliveryRow(DueRow):
    """What the sweeper knows of a delivery before it is read."""

    Meta = table_meta("webhook-deliveries")

    webhook_id = UnicodeAttribute(hash_key=True, attr_name="webhookId")
    event_id = UnicodeAttribute(range_key=True, attr_name="eventId")
    revision = NumberAttribute()

    by_due = _ByDue()


class DeliveryRow(Model):
    """One event for one webhook. Every try, and every replay, is written on the condition that `revision` has not
    moved. `due_at` is when the sweeper sees to it, should its message have been lost."""

    Meta = table_meta("webhook-deliveries")

    webhook_id = UnicodeAttribute(hash_key=True, attr_name="webhookId")
    event_id = UnicodeAttribute(range_key=True, attr_name="eventId")
    created_at = TimeAttribute(attr_name="createdAt")
    webhook_status = UnicodeAttribute(attr_name="webhookStatus")
    due = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    revision = NumberAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[Delivery](Delivery)
    body = UnicodeAttribute()

    by_created = _ByCreated()
    by_status = _ByStatus()


class StoredDelivery(NamedTuple):
    """A delivery with the very bytes that are sent, at every try the same."""

    delivery: Delivery
    body: bytes


class DueDelivery(NamedTuple):
    """A delivery whose time has come, and what its message says."""

    due: Due
    webhook_id: str
    event_id: str
    revision: int


def add_delivery(stored: StoredDelivery) -> bool:
    """Keep a delivery as pending; False when it is pending, or was delivered, already."""
    return _save(stored, DeliveryRow.event_id.does_not_exist())


def replace_delivery(before: Delivery, stored: StoredDelivery) -> bool:
    """Put a delivery in the place of `before`; False when somebody else was quicker."""
    return _save(stored, DeliveryRow.revision == before.revision)


def find_delivery(webhook_id: str, event_id: str) -> StoredDelivery | None:
    """Return the delivery, read consistently, or None when there is none."""
    try:
        row = DeliveryRow.get(webhook_id, event_id, consistent_read=True)
    except DoesNotExist:
        return None
    return StoredDelivery(row.document, row.body.encode())


def list_deliveries(
    webhook_id: str, *, status: DeliveryStatus | None, limit: int, start: Cursor | None
) -> ResultPage[Delivery]:
    """Return one page of a webhook's deliveries, newest first, and the key after which the next page starts."""
    if status is None:
        rows = DeliveryRow.by_created.query(webhook_id, scan_index_forward=False, limit=limit, last_evaluated_key=start)
    else:
        rows = DeliveryRow.by_status.query(
            _webhook_status(webhook_id, status), scan_index_forward=False, limit=limit, last_evaluated_key=start
        )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_due(before: datetime) -> Iterator[DueDelivery]:
    """Yield deliveries that were due before a time, the longest overdue first."""
    for row in DueDeliveryRow.by_due.query(_DUE, DueDeliveryRow.due_at <= to_text(before), page_size=PAGE):
        due = Due((row.webhook_id, row.event_id), row.due_at)
        yield DueDelivery(due, row.webhook_id, row.event_id, int(row.revision))


def find_due(webhook_id: str, event_id: str) -> Due | None:
    """Return when the sweeper sees to a delivery, read consistently; None when it does not."""
    try:
        row = DueDeliveryRow.get(webhook_id, event_id, consistent_read=True)
    except DoesNotExist:
        return None
    return Due((webhook_id, event_id), row.due_at) if row.due_at else None


def _save(stored: StoredDelivery, condition: Any) -> bool:
    delivery = stored.delivery
    is_due = delivery.next_attempt_at is not None
    row = DeliveryRow(
        delivery.webhook_id,
        delivery.event_id,
        created_at=delivery.created_at,
        webhook_status=_webhook_status(delivery.webhook_id, delivery.status),
        due=_DUE if is_due else None,
        due_at=delivery.next_attempt_at,
        revision=delivery.revision,
        expires_at=int((delivery.round_began + KEPT).timestamp()),
        document=delivery,
        body=stored.body.decode(),
    )
    try:
        row.save(condition=condition)
    except PutError as error:
        if not is_condition_failed(error):
            raise
        return False
    return True


def _webhook_status(webhook_id: str, status: DeliveryStatus) -> str:
    return f"{webhook_id}/{status.value}"
