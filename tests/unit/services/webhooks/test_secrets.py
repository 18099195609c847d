"""A webhook's secrets: whoever reads the table or a backup cannot forge events, and few calls of KMS are enough."""

import time
from collections import Counter
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.ids import event_id
from chalicelib.domain.webhooks.webhook import DeliveryStatus
from chalicelib.errors import Unavailable
from chalicelib.gateways import encryption
from chalicelib.models.webhooks import WebhookRow
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import decrypt_secrets
from tests.support.receiver import Receiver
from tests.support.tables import REGION
from tests.unit.services.webhooks.delivery_world import BOOKING, CLARA, World, delivery, happened, subscribe

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The calls of KMS that are made from now on, by a function that has just started."""
    calls: Counter[str] = Counter()
    ask = encryption._kms

    def count(operation: str, **params: Any) -> dict[str, Any]:
        calls[operation] += 1
        return ask(operation, **params)

    monkeypatch.setattr(encryption, "_kms", count)
    encryption._kept.clear()
    return calls


def _swap(webhook_id: str, encrypted: Encrypted) -> None:
    row = WebhookRow.get("company", webhook_id)
    row.document = msgspec.structs.replace(row.document, encrypted_secrets=encrypted)
    row.save()


def test_the_table_holds_no_secret_also_after_rotation(server: Receiver) -> None:
    subscribe(server)
    encryption._kept.clear()  # as a function that did not make it
    rotated = subscriptions.rotate_webhook_secret(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")

    database: Any = boto3.client("dynamodb", region_name=REGION)
    table = repr(database.scan(TableName="sojourn-local-webhooks")["Items"])

    assert "whsec_" not in table
    secrets = [each.value for each in decrypt_secrets(rotated)]
    assert len(secrets) == 2
    assert [each for each in secrets if each.removeprefix("whsec_") in table] == []


def test_thirty_deliveries_to_three_webhooks_ask_kms_three_times(
    world: World, server: Receiver, asked: Counter[str]
) -> None:
    for number in range(3):
        subscribe(server, webhook_id=f"whk_01JQZXD3N5P7R9T1V3X5Z7B9D{number}")
    encryption._kept.clear()
    asked.clear()

    for seq in range(1, 11):
        webhook_deliveries.fan_out(happened(seq=seq))
    outcomes = world.handle_post()

    assert outcomes == [DeliveryStatus.DELIVERED] * 30
    assert asked == {"decrypt": 3}


def test_what_is_kept_in_memory_is_asked_for_again_after_five_minutes(
    world: World, server: Receiver, asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(server)
    later = time.monotonic() + encryption.KEPT_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    asked.clear()

    webhook_deliveries.fan_out(happened())

    assert world.handle_post() == [DeliveryStatus.DELIVERED]
    assert asked == {"decrypt": 1}


def test_secrets_of_two_webhooks_cannot_be_swapped(world: World, server: Receiver) -> None:
    mine, theirs = (
        subscribe(server, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1"),
        subscribe(server, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2"),
    )
    _swap("whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", theirs.encrypted_secrets)

    webhook_deliveries.fan_out(happened())
    world.handle_post()

    assert [received.is_signed_by(decrypt_secrets(theirs)[0].value) for received in server.received] == [True]
    attempt = delivery("whk_01JQZXD3N5P7R9T1V3X5Z7B9D1").last_attempt
    assert attempt is not None
    assert attempt.error == "The signing secret cannot be read; rotate it."
    assert mine.encrypted_secrets != theirs.encrypted_secrets


def test_secrets_that_cannot_be_read_are_mended_by_rotating_them(world: World, server: Receiver) -> None:
    theirs = subscribe(server, "booking.failed", webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2")
    subscribe(server)
    _swap("whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", theirs.encrypted_secrets)

    rotated = subscriptions.rotate_webhook_secret(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    webhook_deliveries.fan_out(happened())

    assert world.handle_post() == [DeliveryStatus.DELIVERED]
    ((secret,), (received,)) = decrypt_secrets(rotated), server.received
    assert received.is_signed_by(secret.value)


def test_nothing_is_lost_while_kms_does_not_answer(
    world: World, server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(server)
    encryption._kept.clear()
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    def refuse(*_: object, **__: object) -> dict[str, Any]:
        raise Unavailable("KMS does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(encryption, "_kms", refuse)
        with pytest.raises(Unavailable):
            webhook_deliveries.deliver(message)

    assert webhook_deliveries.deliver(message) is DeliveryStatus.DELIVERED
    assert [each.event_id for each in server.received] == [event_id(BOOKING, 4)]
