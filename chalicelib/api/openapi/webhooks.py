"""What webhooks are sent, in the description: each type of event with the type of its data, and the headers by which a
receiver knows that a message is ours, new and whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.api.openapi.descriptions import describe
from chalicelib.api.openapi.event_schemas import name_event
from chalicelib.api.openapi.event_streams import describe_names
from chalicelib.api.openapi.schemas import REF, Schemas, name_of
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.budgets.alerts import REACHED_EVENT, BudgetReached
from chalicelib.domain.documents import EXPIRING_EVENT, ExpiryNotice
from chalicelib.domain.policy_documents.document import PolicyDocumentEventType
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.value import JsonObject
from chalicelib.domain.webhooks.webhook import DISABLED, PING, DisabledNotice, PingNotice
from chalicelib.services.policy_documents.messages import PolicyDocumentNotice

MESSAGE = "Message"
# Generators make a file of each tag: under the one of the routes, these would take the place of theirs.
TAG = "Webhook messages"
DATA_TYPES: Mapping[str, Any] = {
    **{each.value: Event for each in EventType},
    EXPIRING_EVENT: ExpiryNotice,
    REACHED_EVENT: BudgetReached,
    PolicyDocumentEventType.PARSED.value: PolicyDocumentNotice,
    PolicyDocumentEventType.FAILED.value: PolicyDocumentNotice,
    **{each.value: TrackingEvent for each in TrackingEventType},
    DISABLED: DisabledNotice,
    PING: PingNotice,
}
"""The type of the data of each type of event that a webhook is sent."""


def _header(name: str, description: str, example: str) -> JsonObject:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


WEBHOOK_PARAMETERS: JsonObject = {
    "WebhookId": _header(
        "webhook-id", "Id of the event, the same on every try: what was received before is not done again",
        "evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004",
    ),
    "WebhookTimestamp": _header("webhook-timestamp", "Unix time in seconds at which this try was signed", "1795163700"),
    "WebhookSignature": _header(
        "webhook-signature",
        "Signatures by each secret that is valid, with spaces between (Standard Webhooks: HMAC-SHA256 over id, "
        "timestamp and body)",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
}  # fmt: skip


def describe_messages(schemas: Schemas) -> JsonObject:
    """Describe what is sent, under a name for each type of data: generators make a type of it for receivers."""
    types: dict[str, list[str]] = {}
    for event_type, kind in DATA_TYPES.items():
        types.setdefault(name_of(schemas.of(kind)), []).append(event_type)
    messages = {f"{data}{MESSAGE}": _envelope(data, names, schemas.components) for data, names in types.items()}
    describe(messages)
    return messages


def describe_webhooks(schemas: Schemas) -> JsonObject:
    """Describe the request by which each type of event comes."""
    return {name: {"post": _describe(name, name_of(schemas.of(kind)))} for name, kind in DATA_TYPES.items()}


def _envelope(data: str, types: Sequence[str], components: Mapping[str, JsonObject]) -> JsonObject:
    return {
        "title": f"{data}{MESSAGE}",
        "description": "What a webhook is sent",
        "type": "object",
        "properties": {
            "type": {**describe_names(types, components), "description": "What happened"},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "data": {"$ref": REF.format(name=data), "description": "What it is about, as of then"},
        },
        "required": ["type", "timestamp", "data"],
    }


def _say_data(name: str) -> str:
    """Say which of the events of a booking the data of a message is."""
    return f" Its `data` is a `{name_event(EventType(name))}`." if name in set(EventType) else ""


def _describe(name: str, data: str) -> JsonObject:
    message = {"$ref": REF.format(name=f"{data}{MESSAGE}")}
    return {
        "operationId": "receive_" + name.replace(".", "_"),
        "summary": f"Receive `{name}`",
        "description": "Sent to each webhook that subscribes to it, by its name, its family or `*`." + _say_data(name),
        "tags": [TAG],
        "security": [],
        "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in WEBHOOK_PARAMETERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": message}}},
        "responses": {
            "204": {"description": "Received; any other 2xx is as good, and anything else is tried again"},
            "410": {"description": "Gone: this webhook is disabled"},
        },
    }
