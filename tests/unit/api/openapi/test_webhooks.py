"""Every message that a webhook is sent is described, and is as it is described."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.api.openapi import examples
from chalicelib.api.openapi.webhooks import DATA_TYPES
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.alerts import REACHED_EVENT, BudgetReached
from chalicelib.domain.documents import EXPIRING_EVENT, DocumentKind, ExpiryNotice
from chalicelib.domain.policy_documents.document import PolicyDocumentEventType, PolicyDocumentStatus
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.webhooks import webhook
from chalicelib.domain.webhooks.signatures import make_headers
from chalicelib.domain.webhooks.webhook import DISABLED, EVENT_TYPES, PING, DisabledReason, Notice
from chalicelib.services.policy_documents.messages import PolicyDocumentNotice
from tests.support.described import describe_api
from tests.support.event_samples import make_event
from tests.support.malformed import Schemas

Json = dict[str, Any]
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EURO = examples.euros(100)


@pytest.fixture(scope="module")
def document() -> Json:
    return describe_api()


def data_of(name: str) -> Any:
    """What the service sends as an event of this type."""
    if name in set(EventType):
        return make_event(EventType(name))
    if name in set(TrackingEventType):
        return TrackingEvent(
            event_id=examples.EVENT.event_id,
            user_id=examples.TRAVELLER_ID,
            type=TrackingEventType(name),
            at=AT,
            recorded_at=AT,
            data={},
        )
    return OTHERS[name]


_PARSED = PolicyDocumentNotice(
    document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE",
    title="Travel handbook",
    version=1,
    status=PolicyDocumentStatus.PARSED,
    pages=12,
    sections=48,
    failure=None,
)
OTHERS = {
    EXPIRING_EVENT: ExpiryNotice(
        document_id="doc_01JQZX5V9D7R8M3T2K6W4H0YBE",
        user_id=examples.TRAVELLER_ID,
        kind=DocumentKind.PASSPORT,
        expires_on=date(2027, 3, 3),
        days_before=30,
    ),
    REACHED_EVENT: BudgetReached(
        cost_centre="SALES-EU",
        period="2027",
        percent=80,
        reached_at=AT,
        limit=EURO,
        reserved=EURO,
        committed=EURO,
        remaining=EURO,
        used_percent=81.5,
    ),
    PolicyDocumentEventType.PARSED.value: _PARSED,
    PolicyDocumentEventType.FAILED.value: _PARSED,
    DISABLED: webhook.DisabledNotice(webhook_id="whk_1", reason=DisabledReason.GONE),
    PING: webhook.PingNotice(webhook_id="whk_1"),
}


def test_every_type_of_event_is_described(document: Json) -> None:
    assert set(document["webhooks"]) == {*EVENT_TYPES, PING}


def test_every_message_is_as_it_is_described(document: Json) -> None:
    schemas = Schemas(document)
    for name in DATA_TYPES:
        said = document["webhooks"][name]["post"]["requestBody"]["content"]["application/json"]["schema"]
        sent = json.loads(webhook.envelope(Notice(event_id="evt_1", type=name, at=AT, data=data_of(name))))
        validator = schemas.validator(said)

        validator.validate(sent)
        assert not validator.is_valid({**sent, "type": "unheard.of"}), name
        assert not validator.is_valid({**sent, "data": {}}), name


def test_data_is_of_the_type_that_the_description_names() -> None:
    for name, kind in DATA_TYPES.items():
        assert isinstance(data_of(name), kind), name


def test_the_headers_are_those_that_are_signed(document: Json) -> None:
    parameters = document["components"]["parameters"]
    named = {each["name"] for key, each in parameters.items() if key.startswith("Webhook")}

    assert named == make_headers("evt_1", b"{}", b"a secret", AT).keys()
