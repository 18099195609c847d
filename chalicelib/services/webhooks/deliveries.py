"""Notifying subscribers: who gets an event, attempts, retries, and giving up.

Pending deliveries are written before anything is sent, so a crash between any two lines loses nothing. A message may be
sent twice; it then carries the same id, by which the receiver knows it.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from chalicelib import clock, observability
from chalicelib.domain import ids
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.webhooks import webhook as domain
from chalicelib.domain.webhooks.webhook import (
    Attempt,
    Delivery,
    DeliveryStatus,
    DisabledReason,
    Notice,
    Secret,
    Webhook,
)
from chalicelib.dynamodb.due_rows import put_off, to_moment
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Conflict, InvalidInput, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import queues
from chalicelib.models import webhook_deliveries, webhooks
from chalicelib.models.webhook_deliveries import DueDelivery, DueDeliveryRow, StoredDelivery
from chalicelib.services.webhooks.subscriptions import address_of, find_secrets, get_webhook, loopback_allowed
from chalicelib.worklist import Part

_GONE = 410
# A try that has not been recorded by then has died with its function, which may run for 30 s.
_LEASE = timedelta(seconds=60)
# SQS holds a message back for at most this long; the sweeper sends what is due later.
_LONGEST_DELAY = timedelta(minutes=15)
# A message that is younger is probably on its way still; one that was sent again is given this long to be handled.
_PATIENCE = timedelta(seconds=30)
_SENT_AGAIN_AFTER = timedelta(minutes=5)
# How long a delivery waits at first whose receiver has enough under way: one that answers, and one that hangs.
_A_MOMENT = timedelta(seconds=1)
_WHILE_IT_HANGS = timedelta(minutes=1)


class DeliveryMessage(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the `webhooks` queue: this delivery is due, unless it has moved on since `revision`."""

    webhook_id: ids.WebhookId
    event_id: ids.EventId
    revision: Annotated[int, msgspec.Meta(ge=1)]


def fan_out(event: Event) -> int:
    """Create a pending delivery of a booking's event for every webhook that subscribes to it; how many. Doing it twice
    changes nothing."""
    return publish(domain.notice_of(event))


def publish(notice: Notice) -> int:
    """Create a pending delivery for every enabled webhook that subscribes to it, and send for it; how many.

    Each of them is on its own. Raises Unavailable in the end when one could not be read or written for: doing it again
    does only what is missing.
    """
    known, failed = webhooks.all_webhooks()
    subscribed = [each for each in known if each.enabled and domain.wants(each, notice.type)]
    failed += sum(not _create_guarded(webhook, notice) for webhook in subscribed)
    if failed:
        raise Unavailable(f"{failed} webhooks could not be notified for now.")
    return len(subscribed)


def ping(identity: Identity, webhook_id: str, *, event_id: str) -> Delivery:
    """Send a test message to a webhook, enabled or not; it is sent once. Raises NotAllowed, NotFound."""
    webhook = get_webhook(identity, webhook_id)
    notice = Notice(event_id=event_id, type=domain.PING, at=clock.now(), data=domain.PingNotice(webhook_id=webhook_id))
    return _create_delivery(webhook, notice)


def get_delivery(identity: Identity, webhook_id: str, event_id: str) -> Delivery:
    """Return the delivery of one event to one webhook. Raises NotAllowed, NotFound."""
    return _get_stored(identity, webhook_id, event_id).delivery


def list_deliveries(
    identity: Identity,
    webhook_id: str,
    *,
    status: DeliveryStatus | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Delivery]:
    """List a page of a webhook's deliveries, newest first, and where the next page starts. Raises NotAllowed,
    NotFound."""
    get_webhook(identity, webhook_id)
    return webhook_deliveries.list_deliveries(webhook_id, status=status, limit=limit, start=start)


def replay(identity: Identity, webhook_id: str, event_id: str) -> Delivery:
    """Send an event again, at once and with the full number of retries. Raises NotAllowed, NotFound, Conflict while the
    webhook is disabled, VersionConflict when the delivery is being attempted at the moment."""
    stored = _get_stored(identity, webhook_id, event_id)
    if not _may_be_sent(get_webhook(identity, webhook_id), stored.delivery):
        raise Conflict("The webhook is disabled; enable it first.")
    now = clock.now()
    again = _next(stored.delivery, status=DeliveryStatus.PENDING, tries=0, round_began=now, next_attempt_at=now)
    if not _is_replaced(stored.delivery, StoredDelivery(again, stored.body)):
        raise VersionConflict("The delivery is being attempted at the moment.")
    _send_for(again)
    return again


def _is_replaced(before: Delivery, after: StoredDelivery) -> bool:
    """Put a delivery in the place of `before`, and return whether it is there: where that is refused, the SDK may have
    sent it twice, for the first answer did not come."""
    if webhook_deliveries.replace_delivery(before, after):
        return True
    return webhook_deliveries.find_delivery(before.webhook_id, before.event_id) == after


def deliver(message: DeliveryMessage) -> DeliveryStatus | None:
    """Try a delivery that is due; how it stands then, or None when there was nothing to try."""
    observability.touch(webhookId=message.webhook_id, eventId=message.event_id)
    stored = webhook_deliveries.find_delivery(message.webhook_id, message.event_id)
    if stored is None or stored.delivery.next_attempt_at is None or stored.delivery.revision != message.revision:
        return None
    webhook = _find_webhook(stored.delivery)
    if webhook is None or not _may_be_sent(webhook, stored.delivery):
        return _give_up_unsent(stored, webhook)
    now, patience = clock.now(), domain.patience_with(webhook)
    if not webhooks.begin_delivery(webhook, at_once=patience.at_once, now=now, until=now + _LEASE):
        return _let_wait(webhook, message)
    try:
        status = _attempt(webhook, stored, patience.seconds)
    except Exception:
        webhooks.end_delivery(webhook)
        raise
    webhooks.end_delivery(webhook)
    return status


def _let_wait(webhook: Webhook, message: DeliveryMessage) -> DeliveryStatus:
    """Let a delivery wait whose receiver has all that it may have under way: a moment, or until the sweeper finds it
    again if the receiver hangs, so that it fills no queue."""
    if not domain.is_hanging(webhook):
        queues.send("webhooks", message, delay=_A_MOMENT)
    elif (due := webhook_deliveries.find_due(message.webhook_id, message.event_id)) is not None:
        put_off(DueDeliveryRow, due, clock.now(), first=_WHILE_IT_HANGS)
    return DeliveryStatus.PENDING


def _attempt(webhook: Webhook, stored: StoredDelivery, seconds: float) -> DeliveryStatus | None:
    """Try a delivery, unless somebody else does; how it stands then."""
    tried = stored.delivery
    secrets = find_secrets(webhook)
    again_at = clock.now() + _LEASE
    begun = _next(tried, attempts=tried.attempts + 1, tries=tried.tries + 1, next_attempt_at=again_at)
    # Two who begin in the same microsecond would both take it for theirs: a receiver knows a message by its id.
    if not _is_replaced(tried, StoredDelivery(begun, stored.body)):
        return None
    attempt = _try(webhook, secrets, begun, stored.body, seconds)
    observability.touch(statusCode=attempt.status_code, attempts=begun.attempts)
    return _record_attempt(webhook, StoredDelivery(begun, stored.body), attempt)


def to_send(now: datetime) -> Part[DueDelivery]:
    """Return the deliveries whose time has come and whose message is not on its way, as something to send for."""
    return Part(
        "webhook deliveries",
        lambda: webhook_deliveries.list_due(now - _PATIENCE),
        lambda due: _send_again(due, now),
        lambda due: {"webhookId": due.webhook_id, "eventId": due.event_id},
        lambda due, _why: put_off(DueDeliveryRow, due.due, now),
        lambda due: to_moment(due.due.due_at),
    )


def _send_again(due: DueDelivery, now: datetime) -> str:
    message = DeliveryMessage(webhook_id=due.webhook_id, event_id=due.event_id, revision=due.revision)
    queues.send("webhooks", message)
    put_off(DueDeliveryRow, due.due, now, first=_SENT_AGAIN_AFTER)
    return "resent"


def _create_guarded(webhook: Webhook, notice: Notice) -> bool:
    try:
        _create_delivery(webhook, notice)
    except Exception:  # noqa: BLE001 - the other subscribers are to have it whatever it is
        observability.error("delivery not created", webhookId=webhook.webhook_id, eventId=notice.event_id)
        return False
    return True


def _create_delivery(webhook: Webhook, notice: Notice) -> Delivery:
    now = clock.now()
    delivery = Delivery(
        webhook_id=webhook.webhook_id,
        event_id=notice.event_id,
        event_type=notice.type,
        status=DeliveryStatus.PENDING,
        created_at=now,
        round_began=now,
        next_attempt_at=now,
    )
    if webhook_deliveries.add_delivery(StoredDelivery(delivery, domain.envelope(notice))):
        _send_for(delivery)
    return delivery


def _send_for(delivery: Delivery) -> None:
    """Ask for a delivery to be tried when it is due; when that fails, or is long from now, the sweeper does."""
    if delivery.next_attempt_at is None:
        return
    wait = delivery.next_attempt_at - clock.now()
    if wait > _LONGEST_DELAY:
        return
    message = DeliveryMessage(webhook_id=delivery.webhook_id, event_id=delivery.event_id, revision=delivery.revision)
    try:
        queues.send("webhooks", message, delay=wait)
    except Unavailable:
        observability.warning("delivery left to the sweeper", webhookId=delivery.webhook_id, eventId=delivery.event_id)


def _try(webhook: Webhook, secrets: tuple[Secret, ...], delivery: Delivery, body: bytes, seconds: float) -> Attempt:
    from chalicelib.gateways import webhook_http

    now = clock.now()
    if not secrets:
        return Attempt(at=now, duration_milliseconds=0, error="The signing secret cannot be read; rotate it.")
    try:
        address = address_of(webhook.url)
    except InvalidInput:  # the rules have become stricter since it was subscribed
        return Attempt(at=now, duration_milliseconds=0, error="Events cannot be sent to this address.")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Sojourn-Webhooks/1",
        **domain.sign_headers(secrets, delivery.event_id, body, now),
    }
    reached = webhook_http.post(address, body, headers, loopback=loopback_allowed(), seconds=seconds)
    error = reached.error or _what_is_wrong_with(reached.status_code)
    return Attempt(at=now, duration_milliseconds=reached.milliseconds, status_code=reached.status_code, error=error)


def _what_is_wrong_with(status: int | None) -> str | None:
    if status is None or 200 <= status < 300:
        return None
    return "Redirects are not followed." if 300 <= status < 400 else f"The receiver answered {status}."


def _record_attempt(webhook: Webhook, begun: StoredDelivery, attempt: Attempt) -> DeliveryStatus:
    """Record how a try came out, and what follows from it for the delivery and for its webhook."""
    now = clock.now()
    delivery = begun.delivery
    is_ping = delivery.event_type == domain.PING
    if attempt.succeeded:
        status, again_at = DeliveryStatus.DELIVERED, None
    else:
        # Before it is recorded: should we die over it, the delivery is tried again, and this is made up for.
        is_judged = is_ping or _judge_failure(webhook, attempt)
        is_over = attempt.status_code == _GONE and is_judged
        again_at = None if is_over else domain.next_attempt_at(delivery, now)
        status = DeliveryStatus.PENDING if again_at else DeliveryStatus.FAILED
    recorded = _next(delivery, status=status, next_attempt_at=again_at, last_attempt=attempt)
    if _is_replaced(delivery, StoredDelivery(recorded, begun.body)):
        _send_for(recorded)
    if status is DeliveryStatus.FAILED:
        observability.warning("delivery given up", webhookId=delivery.webhook_id, eventId=delivery.event_id)
    if attempt.succeeded and not is_ping:
        webhooks.count_success(webhook)
    return status


def _judge_failure(webhook: Webhook, attempt: Attempt) -> bool:
    """Count a webhook's failures, and disable one that is gone or has failed for too long; return False for one that
    was removed or changed while we tried: what the receiver said may have been another's word."""
    try:
        counted = webhooks.count_failure(webhook, attempt.at, slow=attempt.was_slow)
    except (NotFound, VersionConflict):
        return False
    if attempt.status_code == _GONE:
        _disable(counted, DisabledReason.GONE)
    elif domain.is_given_up(counted, attempt.at):
        _disable(counted, DisabledReason.FAILING)
    return True


def _disable(webhook: Webhook, reason: DisabledReason) -> None:
    if not webhook.enabled:
        return
    disabled = msgspec.structs.replace(
        webhook,
        enabled=False,
        disabled_reason=reason,
        disabled_version=webhook.version + 1,
        updated_at=clock.now(),
    )
    try:
        kept = webhooks.change_webhook(webhook, disabled)
    except (VersionConflict, NotFound):  # the travel manager is at it; the next failure counts again
        return
    observability.warning("webhook disabled", webhookId=webhook.webhook_id, reason=reason.value)
    observability.metric("WebhooksDisabled")
    _notify_of_disabled(kept)


def _notify_of_disabled(webhook: Webhook) -> None:
    """Tell subscribers that we have disabled a webhook; the same event however often it is told. Raises Unavailable."""
    if webhook.disabled_reason is None or webhook.disabled_version is None:
        return
    event_id = ids.event_id(webhook.webhook_id, webhook.disabled_version)
    data = domain.DisabledNotice(webhook_id=webhook.webhook_id, reason=webhook.disabled_reason)
    publish(Notice(event_id=event_id, type=domain.DISABLED, at=clock.now(), data=data))


def _give_up_unsent(stored: StoredDelivery, webhook: Webhook | None) -> DeliveryStatus:
    """Give up a delivery whose webhook takes nothing any more. Perhaps whoever disabled it over this very delivery has
    died before they said so."""
    if webhook is not None:
        try:
            _notify_of_disabled(webhook)
        except Unavailable:  # a second time: what cannot be told keeps no delivery
            observability.error("nobody told of disabled webhook", webhookId=webhook.webhook_id)
    attempt = Attempt(at=clock.now(), duration_milliseconds=0, error="The webhook is disabled or was removed.")
    given_up = _next(stored.delivery, status=DeliveryStatus.FAILED, next_attempt_at=None, last_attempt=attempt)
    webhook_deliveries.replace_delivery(stored.delivery, StoredDelivery(given_up, stored.body))
    return given_up.status


def _find_webhook(delivery: Delivery) -> Webhook | None:
    try:
        return webhooks.get_webhook(delivery.webhook_id)
    except NotFound:
        return None


def _may_be_sent(webhook: Webhook, delivery: Delivery) -> bool:
    return webhook.enabled or delivery.event_type == domain.PING


def _get_stored(identity: Identity, webhook_id: str, event_id: str) -> StoredDelivery:
    get_webhook(identity, webhook_id)
    stored = webhook_deliveries.find_delivery(webhook_id, event_id)
    if stored is None:
        raise NotFound(f"There is no delivery of {event_id} to this webhook.")
    return stored


def _next(delivery: Delivery, **changes: Any) -> Delivery:
    return msgspec.structs.replace(delivery, revision=delivery.revision + 1, **changes)
