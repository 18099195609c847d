"""Webhooks over HTTP: subscriptions of other systems to events, and their deliveries."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    PathParam,
    identifier,
    links_to,
)
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from chalicelib.domain.ids import EVENT_PATTERN, event_id
from chalicelib.domain.value import Value
from chalicelib.domain.webhooks.webhook import PING, Attempt, Delivery, DeliveryStatus, DisabledReason, Webhook
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.services.webhooks import deliveries
from chalicelib.services.webhooks import subscriptions as service
from chalicelib.services.webhooks.subscriptions import WebhookRequest

blueprint = ApiBlueprint(
    __name__,
    tag="Webhooks",
    description="Webhooks: signed event notifications to the company's other systems (Standard Webhooks).",
)

_WEBHOOK_OPERATIONS = (
    "get_webhook",
    "replace_webhook",
    "delete_webhook",
    "list_deliveries",
    "ping_webhook",
    "rotate_webhook_secret",
)

_ID = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1"
_EVENT = event_id(examples.BOOKING_ID, 11)
_SHOWN = "whsec_c29qb3Vybi1leGFtcGxlLXNlY3JldC0zMi1ieXRlcyE="
_PARAMS = {
    "webhookId": identifier("whk", "The webhook's id"),
    "eventId": PathParam(EVENT_PATTERN, "The event's id, the same in every stream and webhook", _EVENT),
}
_ROLES = (Role.TRAVEL_MANAGER,)
SecretText = Annotated[str, msgspec.Meta(description="The signing secret; keep it where only the receiver can read it")]


class WebhookView(Value, frozen=True):
    """A webhook subscription and its delivery status."""

    webhook_id: Annotated[str, msgspec.Meta(description="Id of the subscription")]
    url: Annotated[str, msgspec.Meta(description="Address that receives the events")]
    event_types: Annotated[
        tuple[str, ...], msgspec.Meta(description="Types of events that are delivered; `*` stands for all")
    ]
    description: Annotated[str, msgspec.Meta(description="What the subscription is for, for people")]
    enabled: Annotated[bool, msgspec.Meta(description="Whether events are delivered")]
    disabled_reason: Annotated[
        DisabledReason | None,
        msgspec.Meta(
            description=(
                "Why delivery stopped: the receiver answered 410 (`gone`), or failed for three days (`failing`)"
            )
        ),
    ]
    failures: Annotated[int, msgspec.Meta(description="Failed attempts since the last successful one")]
    failing_since: Annotated[
        datetime | None, msgspec.Meta(description="Since when no delivery has succeeded; null while they do")
    ]
    created_at: datetime
    created_by: Annotated[str, msgspec.Meta(description="Who made it, by their id")]
    updated_at: datetime


class NewWebhook(Value, frozen=True):
    """A new webhook with its signing secret, which is shown only here."""

    webhook: Annotated[WebhookView, msgspec.Meta(description="The subscription")]
    secret: SecretText


class NewSecret(Value, frozen=True):
    """The new signing secret, which is shown only here."""

    secret: SecretText
    previous_secret_signs_until: Annotated[
        datetime, msgspec.Meta(description="Until then every message carries signatures by both secrets")
    ]


class DeliveryView(Value, frozen=True):
    """The delivery of one event to one webhook."""

    event_id: Annotated[str, msgspec.Meta(description="The event's id; the receiver gets it as `webhook-id`")]
    event_type: Annotated[str, msgspec.Meta(description="Type of the event that is delivered")]
    status: Annotated[DeliveryStatus, msgspec.Meta(description="Whether it arrived")]
    attempts: Annotated[int, msgspec.Meta(description="How often it was tried")]
    created_at: datetime
    next_attempt_at: Annotated[
        datetime | None, msgspec.Meta(description="When it is tried next; null if it is not tried again")
    ]
    last_attempt: Annotated[Attempt | None, msgspec.Meta(description="The last attempt; null if there was none yet")]


class WebhookQuery(PageQuery, frozen=True):
    """A page of webhooks."""


class DeliveryQuery(PageQuery, frozen=True):
    status: Annotated[DeliveryStatus | None, msgspec.Meta(description="Only deliveries with this status")] = None


def _to_view(webhook: Webhook) -> WebhookView:
    return WebhookView(**{name: getattr(webhook, name) for name in WebhookView.__struct_fields__})


def _to_delivery(delivery: Delivery) -> DeliveryView:
    return DeliveryView(**{name: getattr(delivery, name) for name in DeliveryView.__struct_fields__})


def _path(webhook_id: str, event_id: str | None = None) -> str:
    whole = f"/v1/webhooks/{webhook_id}"
    return f"{whole}/deliveries/{event_id}" if event_id else whole


def _request() -> WebhookRequest:
    return WebhookRequest(
        url="https://hooks.example.com/sojourn",
        event_types=("booking.booked", "booking.cancelled"),
        description="Expenses: opens a claim for every trip that is bought",
    )


def _view() -> WebhookView:
    request = _request()
    return WebhookView(
        webhook_id=_ID,
        url=request.url,
        event_types=request.event_types,
        description=request.description,
        enabled=True,
        disabled_reason=None,
        failures=0,
        failing_since=None,
        created_at=examples.AT,
        created_by=examples.TRAVELLER_ID,
        updated_at=examples.AT,
    )


def _delivery(status: DeliveryStatus = DeliveryStatus.DELIVERED, event_type: str = "booking.booked") -> DeliveryView:
    waiting = status is DeliveryStatus.PENDING
    return DeliveryView(
        event_id=_EVENT,
        event_type=event_type,
        status=status,
        attempts=0 if waiting else 1,
        created_at=examples.AT,
        next_attempt_at=examples.AT if waiting else None,
        last_attempt=None if waiting else Attempt(at=examples.AT, duration_milliseconds=84, status_code=204),
    )


@blueprint.route(
    "/v1/webhooks",
    method="POST",
    status=201,
    summary="Create a webhook",
    scope=Scope.WEBHOOKS_WRITE,
    description=(
        "The response contains the signing secret, which is not shown again. See docs/webhooks.md for how to verify "
        "signatures."
    ),
    roles=_ROLES,
    errors=[Conflict],
    links=[links_to(*_WEBHOOK_OPERATIONS, webhookId="/webhook/webhookId", etag=True)],
    example=lambda: Example(
        request=_request(),
        response=NewWebhook(webhook=_view(), secret=_SHOWN),
    ),
)
def create_webhook(call: Call[WebhookRequest, None]) -> Answer[NewWebhook]:
    made = service.create_webhook(call.identity, call.body, webhook_id=call.new_id("whk"))
    body = NewWebhook(webhook=_to_view(made), secret=service.decrypt_secrets(made)[0].value)
    return Answer(body, version=made.version, location=_path(made.webhook_id))


@blueprint.route(
    "/v1/webhooks",
    summary="List webhooks, newest first",
    scope=Scope.WEBHOOKS_WRITE,
    roles=_ROLES,
    links=[links_to(*_WEBHOOK_OPERATIONS, webhookId="/items/0/webhookId")],
    example=lambda: Example(response=Page(items=(_view(),), next_cursor=None)),
)
def list_webhooks(call: Call[None, WebhookQuery]) -> Answer[Page[WebhookView]]:
    found, position = service.list_webhooks(call.identity, limit=call.query.limit, start=call.position())
    return call.page([_to_view(each) for each in found], position)


@blueprint.route(
    "/v1/webhooks/{webhookId}",
    summary="Get a webhook and its delivery status",
    scope=Scope.WEBHOOKS_WRITE,
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound],
    links=[links_to(*_WEBHOOK_OPERATIONS, webhookId="/webhookId", etag=True)],
    example=lambda: Example(response=_view()),
)
def get_webhook(call: Call[None, None]) -> Answer[WebhookView]:
    webhook = service.get_webhook(call.identity, call.path["webhookId"])
    return Answer(_to_view(webhook), version=webhook.version)


@blueprint.route(
    "/v1/webhooks/{webhookId}",
    method="PUT",
    summary="Replace a webhook, keeping its secret",
    scope=Scope.WEBHOOKS_WRITE,
    description=(
        "Enabling a webhook that was disabled for failures resets its failure count; replay the deliveries it missed."
    ),
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound],
    links=[links_to(*_WEBHOOK_OPERATIONS, webhookId="/webhookId")],
    example=lambda: Example(request=_request(), response=_view()),
)
def replace_webhook(call: Call[WebhookRequest, None]) -> Answer[WebhookView]:
    webhook = service.replace_webhook(call.identity, call.path["webhookId"], call.body, expected=call.expected_version)
    return Answer(_to_view(webhook), version=webhook.version)


@blueprint.route(
    "/v1/webhooks/{webhookId}",
    method="DELETE",
    status=204,
    summary="Delete a webhook",
    scope=Scope.WEBHOOKS_WRITE,
    description="Pending deliveries are dropped.",
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound, VersionConflict],
    links=[links_to("get_webhook", "replace_webhook")],
    example=Example,
)
def delete_webhook(call: Call[None, None]) -> Answer[None]:
    service.delete_webhook(call.identity, call.path["webhookId"], expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/webhooks/{webhookId}/secret",
    method="POST",
    status=201,
    summary="Rotate a webhook's signing secret",
    scope=Scope.WEBHOOKS_WRITE,
    description="For 24 hours every message is signed with both secrets, so that the receiver can switch in between.",
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound, VersionConflict],
    example=lambda: Example(
        response=NewSecret(
            secret=_SHOWN,
            previous_secret_signs_until=examples.AT,
        )
    ),
)
def rotate_webhook_secret(call: Call[None, None]) -> Answer[NewSecret]:
    webhook = service.rotate_webhook_secret(call.identity, call.path["webhookId"], operation_id=call.operation_id)
    current, *others = service.decrypt_secrets(webhook)
    until = (others[0].expires_at if others else None) or webhook.updated_at
    return Answer(NewSecret(secret=current.value, previous_secret_signs_until=until), version=webhook.version)


@blueprint.route(
    "/v1/webhooks/{webhookId}/ping",
    method="POST",
    status=202,
    summary="Send a test message to a webhook",
    scope=Scope.WEBHOOKS_WRITE,
    description=(
        "Sends an event of type `webhook.ping` once, without retries, even if the webhook is disabled. See its "
        "delivery for the result."
    ),
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound],
    links=[links_to("get_delivery", "replay_delivery", eventId="/eventId")],
    example=lambda: Example(response=_delivery(DeliveryStatus.PENDING, PING)),
)
def ping_webhook(call: Call[None, None]) -> Answer[DeliveryView]:
    webhook_id = call.path["webhookId"]
    delivery = deliveries.ping(call.identity, webhook_id, event_id=call.new_id("evt"))
    return Answer(_to_delivery(delivery), location=_path(webhook_id, delivery.event_id))


@blueprint.route(
    "/v1/webhooks/{webhookId}/deliveries",
    summary="List a webhook's deliveries, newest first",
    scope=Scope.WEBHOOKS_WRITE,
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound],
    links=[links_to("get_delivery", "replay_delivery", eventId="/items/0/eventId")],
    example=lambda: Example(response=Page(items=(_delivery(),), next_cursor=None)),
)
def list_deliveries(call: Call[None, DeliveryQuery]) -> Answer[Page[DeliveryView]]:
    found, position = deliveries.list_deliveries(
        call.identity,
        call.path["webhookId"],
        status=call.query.status,
        limit=call.query.limit,
        start=call.position(),
    )
    return call.page([_to_delivery(each) for each in found], position)


@blueprint.route(
    "/v1/webhooks/{webhookId}/deliveries/{eventId}",
    summary="Get the delivery of an event",
    scope=Scope.WEBHOOKS_WRITE,
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound],
    links=[links_to("get_delivery", "replay_delivery", eventId="/eventId")],
    example=lambda: Example(response=_delivery()),
)
def get_delivery(call: Call[None, None]) -> Answer[DeliveryView]:
    found = deliveries.get_delivery(call.identity, call.path["webhookId"], call.path["eventId"])
    return Answer(_to_delivery(found))


@blueprint.route(
    "/v1/webhooks/{webhookId}/deliveries/{eventId}/replay",
    method="POST",
    status=202,
    summary="Replay the delivery of an event",
    scope=Scope.WEBHOOKS_WRITE,
    description="Sends the event again at once, under the same id and with the full number of retries.",
    params=_PARAMS,
    roles=_ROLES,
    errors=[NotFound, Conflict, VersionConflict],
    links=[links_to("get_delivery", "replay_delivery", eventId="/eventId")],
    example=lambda: Example(response=_delivery(DeliveryStatus.PENDING)),
)
def replay_delivery(call: Call[None, None]) -> Answer[DeliveryView]:
    webhook_id, event_id = call.path["webhookId"], call.path["eventId"]
    again = deliveries.replay(call.identity, webhook_id, event_id)
    return Answer(_to_delivery(again), location=_path(webhook_id, event_id))
