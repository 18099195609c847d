"""What documents are owed by themselves: uploads that never came, what was rejected, and reminders of what expires."""

import json
from datetime import timedelta

import pytest

from chalicelib.domain.documents import DocumentKind
from chalicelib.errors import NotFound
from chalicelib.models import webhook_deliveries
from chalicelib.services.documents import documents as service
from chalicelib.services.documents import maintenance as document_maintenance
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest
from tests.support.connection import Crash, Cut
from tests.support.keys import make_keys
from tests.support.tables import make_queues
from tests.unit.services.documents.document_world import ADA, BEGUN, BOB, World, cut_at


def test_an_upload_that_never_comes_is_forgotten_after_a_day(world: World) -> None:
    document = world.announce()
    world.clock.turn(hours=23)
    assert document_maintenance.clean_up_documents() == document_maintenance.DocumentCounts()

    world.clock.turn(hours=2)
    assert document_maintenance.clean_up_documents().discarded == 1

    with pytest.raises(NotFound):
        service.get_document(ADA, document.document_id)
    world.clock.turn(minutes=11)
    assert document_maintenance.clean_up_documents().removed == 1
    assert document_maintenance.clean_up_documents() == document_maintenance.DocumentCounts()


def test_a_rejection_can_be_read_for_a_week(world: World) -> None:
    document = world.announce()
    world.upload(document, b"something else")
    service.confirm_document(ADA, document.document_id)

    world.clock.turn(days=6)
    document_maintenance.clean_up_documents()
    assert service.get_document(ADA, document.document_id).rejection is not None
    world.clock.turn(days=2)

    assert document_maintenance.clean_up_documents().discarded == 1


def test_the_owner_of_a_visa_is_reminded_once_each_time(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    expiry = BEGUN.date() + timedelta(days=100)
    visa = world.confirmed(kind=DocumentKind.VISA, expires_on=expiry)

    for _ in range(110):
        document_maintenance.clean_up_documents()
        document_maintenance.clean_up_documents()
        world.clock.turn(days=1)

    reminded = service.get_document(ADA, visa.document_id)
    assert [reminder.days_before for reminder in reminded.reminders] == [90, 30, 7]
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if "document.expiring" in line]
    assert [line["daysBefore"] for line in lines] == [90, 30, 7]
    assert len({line["eventId"] for line in lines}) == 3
    assert not any("hotel.pdf" in json.dumps(line) for line in lines)


def subscribed(world: World) -> str:
    """The id of a webhook that wants to know of documents."""
    with world.wire.quiet():
        make_queues()
        make_keys()
        request = WebhookRequest(url="https://hooks.example.com/", event_types=("document.*",), description="")
        return subscriptions.create_webhook(BOB, request, webhook_id="whk_01JQZXB2M4C6N8P0R2T4V6X8Z2").webhook_id


def test_other_systems_are_notified_that_a_document_expires(world: World) -> None:
    webhook_id = subscribed(world)
    visa = world.confirmed(kind=DocumentKind.VISA, expires_on=BEGUN.date() + timedelta(days=5))

    document_maintenance.clean_up_documents()

    (delivery,), _ = webhook_deliveries.list_deliveries(webhook_id, status=None, limit=10, start=None)
    stored = webhook_deliveries.find_delivery(webhook_id, delivery.event_id)
    assert stored is not None
    body = json.loads(stored.body)
    assert delivery.event_id == f"evt_{visa.document_id.removeprefix('doc_')}_000007"
    assert body["type"] == "document.expiring"
    assert body["data"] == {
        "documentId": visa.document_id,
        "userId": "ada",
        "kind": "visa",
        "expiresOn": "2026-11-25",
        "daysBefore": 7,
    }


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER])
def test_a_reminder_that_crashed_anywhere_is_given_once(world: World, how: Cut) -> None:
    webhook_id = subscribed(world)
    number, crashed = 0, True
    while crashed:
        passport = world.confirmed(kind=DocumentKind.PASSPORT, expires_on=BEGUN.date() + timedelta(days=5))
        world.wire.scissors = cut_at(len(world.wire.calls) + number, how)
        try:
            document_maintenance.clean_up_documents()
            crashed = False
        except Crash:
            number += 1
        world.wire.scissors = lambda _call: None
        document_maintenance.clean_up_documents()

        event = f"evt_{passport.document_id.removeprefix('doc_')}_000007"
        assert webhook_deliveries.find_delivery(webhook_id, event) is not None
        reminded = service.get_document(ADA, passport.document_id)
        assert [reminder.days_before for reminder in reminded.reminders] == [7]
    assert number >= 5  # what is due, the document, who wants to know, the delivery, the document again


def test_a_sweep_reads_no_document_with_nothing_pending(world: World) -> None:
    for _ in range(5):
        world.confirmed()
    world.clock.turn(days=400)
    before = len(world.wire.calls)

    document_maintenance.clean_up_documents()

    assert [call.operation for call in world.wire.calls[before:]] == ["dynamodb.Query"]
