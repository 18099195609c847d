"""The webhooks table: what other systems have subscribed to. They belong to the company, so one key holds them all."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.domain.value import Cursor
from chalicelib.domain.webhooks.webhook import MOST_WEBHOOKS, Webhook
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage, read_each
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import Contended, save_unless_erased

# One company; the key leaves room for others.
_COMPANY = "company"


class WebhookRow(Model):
    """One subscription. How it fares (`failures`, `failing_since`, `slow_failures`) changes with every try and is no
    new version; nor is how many deliveries to it are under way, and when the last of them is over for certain."""

    Meta = table_meta("webhooks")

    owner = UnicodeAttribute(hash_key=True)
    webhook_id = UnicodeAttribute(range_key=True, attr_name="webhookId")
    version = NumberAttribute()
    failures = NumberAttribute(null=True)
    failing_since = TimeAttribute(attr_name="failingSince", null=True)
    slow_failures = NumberAttribute(attr_name="slowFailures", null=True)
    under_way = NumberAttribute(attr_name="underWay", null=True)
    under_way_until = TimeAttribute(attr_name="underWayUntil", null=True)
    document = StructAttribute[Webhook](Webhook)


def add_webhook(webhook: Webhook) -> Webhook:
    """Keep a new webhook; the one that is kept under its id already, if an earlier sending got that far.

    Raises Conflict when there are as many as there may be, Unavailable.
    """
    row = WebhookRow(_COMPANY, webhook.webhook_id, version=webhook.version, document=webhook)
    is_new = WebhookRow.webhook_id.does_not_exist()
    try:
        save_unless_erased(row, is_new, of=(), what="The webhook", within=_room_for(webhook))
    except Contended:
        raise
    except VersionConflict:
        return get_webhook(webhook.webhook_id)
    return webhook


def _room_for(webhook: Webhook) -> Limit:
    """Return the limit that a webhook is added to, with the company's others."""

    def count(_recent: Sequence[str]) -> int:
        known, unreadable = all_webhooks()
        return sum(each.webhook_id != webhook.webhook_id for each in known) + unreadable

    return Limit(
        scope=scope_of("webhooks", _COMPANY),
        most=MOST_WEBHOOKS,
        key=webhook.webhook_id,
        count=count,
        full=Conflict(f"There are at most {MOST_WEBHOOKS} webhooks; delete one first."),
    )


def get_webhook(webhook_id: str) -> Webhook:
    """Return the webhook, read consistently. Raises NotFound."""
    try:
        return _to_webhook(WebhookRow.get(_COMPANY, webhook_id, consistent_read=True))
    except DoesNotExist:
        raise NotFound(f"There is no webhook {webhook_id}.") from None


def all_webhooks() -> tuple[list[Webhook], int]:
    """Return every webhook, read consistently, for whoever has subscribed is told of what happens from then on; and how
    many there are that cannot be read."""
    return read_each(WebhookRow.query(_COMPANY, consistent_read=True), _to_webhook)


def list_webhooks(*, limit: int, start: Cursor | None) -> ResultPage[Webhook]:
    """Return one page of the webhooks, newest first, and the key after which the next page starts."""
    rows = WebhookRow.query(_COMPANY, scan_index_forward=False, limit=limit, last_evaluated_key=start)
    return ResultPage([_to_webhook(row) for row in rows], rows.last_evaluated_key)


def change_webhook(before: Webhook, after: Webhook) -> Webhook:
    """Put `after` in the place of `before`, with the next version; what failed is forgotten where it is enabled again,
    or leads to another receiver. Raises VersionConflict, NotFound when it is gone."""
    changed = msgspec.structs.replace(after, version=before.version + 1)
    actions: list[Action] = [WebhookRow.version.set(changed.version)]
    if changed.enabled and (changed.url != before.url or not before.enabled):
        changed = msgspec.structs.replace(changed, failures=0, failing_since=None, slow_failures=0)
        actions += _forgetting()
    actions.append(WebhookRow.document.set(changed))
    try:
        WebhookRow(_COMPANY, before.webhook_id).update(actions, condition=WebhookRow.version == before.version)
    except UpdateError as error:
        if not (is_condition_failed(error) and _is_kept(changed)):
            _refuse(error, before.webhook_id)
    return changed


def remove_webhook(webhook: Webhook) -> None:
    """Remove a webhook as it was read; harmless when it is gone, also where the SDK sends this twice. Raises
    VersionConflict."""
    unchanged = WebhookRow.webhook_id.does_not_exist() | (WebhookRow.version == webhook.version)
    with changing("The webhook"):
        WebhookRow(_COMPANY, webhook.webhook_id).delete(condition=unchanged)


def begin_delivery(webhook: Webhook, *, at_once: int, now: datetime, until: datetime) -> bool:
    """Count one more delivery under way; False when there are `at_once` already, or the webhook is gone.

    Those that died with their function stop counting when nobody can be at it any more: `until`.
    """
    row = WebhookRow(_COMPANY, webhook.webhook_id)
    is_free = WebhookRow.webhook_id.exists() & (
        WebhookRow.under_way.does_not_exist() | (WebhookRow.under_way < at_once)
    )
    one_more: list[Action] = [WebhookRow.under_way.add(1), WebhookRow.under_way_until.set(until)]
    if _update_if(row, one_more, is_free):
        return True
    the_first: list[Action] = [WebhookRow.under_way.set(1), WebhookRow.under_way_until.set(until)]
    return _update_if(row, the_first, WebhookRow.under_way_until < now)


def end_delivery(webhook: Webhook) -> None:
    """Count one delivery less under way."""
    _update_if(WebhookRow(_COMPANY, webhook.webhook_id), [WebhookRow.under_way.add(-1)], WebhookRow.under_way > 0)


def _update_if(row: WebhookRow, actions: list[Action], condition: Condition) -> bool:
    try:
        row.update(actions, condition=condition)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise
        return False
    return True


def count_failure(webhook: Webhook, at: datetime, *, slow: bool) -> Webhook:
    """Count one more failed try of a webhook as it was read; return it with its count. Raises VersionConflict when it
    has changed meanwhile, NotFound when it is gone."""
    row = WebhookRow(_COMPANY, webhook.webhook_id)
    actions: list[Action] = [WebhookRow.failures.add(1), WebhookRow.failing_since.set(WebhookRow.failing_since | at)]
    actions.append(WebhookRow.slow_failures.add(1) if slow else WebhookRow.slow_failures.remove())
    try:
        row.update(actions, condition=WebhookRow.version == webhook.version)
    except UpdateError as error:
        _refuse(error, webhook.webhook_id)
    return _to_webhook(row)


def count_success(webhook: Webhook) -> None:
    """Note that a try has succeeded: what failed before is forgotten."""
    if not webhook.failures:
        return
    row = WebhookRow(_COMPANY, webhook.webhook_id)
    try:
        row.update(_forgetting(), condition=WebhookRow.webhook_id.exists())
    except UpdateError as error:
        if not is_condition_failed(error):
            raise


def _forgetting() -> list[Action]:
    return [WebhookRow.failures.remove(), WebhookRow.failing_since.remove(), WebhookRow.slow_failures.remove()]


def _to_webhook(row: WebhookRow) -> Webhook:
    return msgspec.structs.replace(
        row.document,
        failures=int(row.failures or 0),
        failing_since=row.failing_since,
        slow_failures=int(row.slow_failures or 0),
    )


def _is_kept(webhook: Webhook) -> bool:
    """Return whether this very change is there: the SDK may have sent it twice, for the first answer did not come."""
    try:
        return WebhookRow.get(_COMPANY, webhook.webhook_id, consistent_read=True).document == webhook
    except DoesNotExist:
        return False


def _refuse(error: UpdateError, webhook_id: str) -> None:
    if not is_condition_failed(error):
        raise error
    get_webhook(webhook_id)
    raise VersionConflict("The webhook has been changed meanwhile.") from None
