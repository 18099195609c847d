"""What webhooks are sent, in the description: each type of event with the type of its data, and the headers by which a
receiver knows that a message is ours, new and whole.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.api.openapi.schemas import Schemas
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.budgets.alerts import REACHED_EVENT, BudgetReached
from chalicelib.domain.documents import EXPIRING_EVENT, ExpiryNotice
from chalicelib.domain.policy_documents.document import PolicyDocumentEventType
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.value import JsonObject
from chalicelib.domain.webhooks.webhook import DISABLED, PING, DisabledNotice, PingNotice
from chalicelib.services.policy_documents.messages import PolicyDocumentNotice

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


def describe_webhooks(schemas: Schemas) -> JsonObject:
    """Describe the message of each type of event."""
    return {name: {"post": _describe(name, schemas.of(kind))} for name, kind in DATA_TYPES.items()}


def _describe(name: str, data: JsonObject) -> JsonObject:
    envelope = {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": [name]},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "data": data,
        },
        "required": ["type", "timestamp", "data"],
    }
    return {
        "operationId": "receive_" + name.replace(".", "_"),
        "summary": f"Receive `{name}`",
        "description": "Sent to each webhook that subscribes to it, by its name, its family or `*`.",
        "tags": ["Webhooks"],
        "security": [],
        "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in WEBHOOK_PARAMETERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": envelope}}},
        "responses": {
            "204": {"description": "Received; any other 2xx is as good, and anything else is tried again"},
            "410": {"description": "Gone: this webhook is disabled"},
        },
    }
