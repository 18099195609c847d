"""Receivers that are gone, or have failed for days: their webhooks are disabled, and nobody else's."""

import json

import pytest

from chalicelib.domain.webhooks.webhook import DeliveryStatus, DisabledReason
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest
from tests.support.receiver import Receiver, answer
from tests.unit.services.webhooks.delivery_world import (
    CLARA,
    World,
    deliveries,
    happened,
    subscribe,
)

pytestmark = pytest.mark.usefixtures("world")


def test_receiver_that_is_gone_is_not_asked_again(world: World, server: Receiver) -> None:
    subscribe(server)
    subscribe(server, "webhook.disabled", webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2")
    server.behaviours.append(answer(410))
    webhook_deliveries.fan_out(happened())

    assert world.handle_post() == [DeliveryStatus.FAILED]

    webhook = subscriptions.get_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    assert (webhook.enabled, webhook.disabled_reason) == (False, DisabledReason.GONE)
    assert webhook_deliveries.fan_out(happened(seq=5)) == 0
    assert world.handle_post() == [DeliveryStatus.DELIVERED]
    delivered = json.loads(server.received[-1].body)
    assert (delivered["type"], delivered["data"]) == (
        "webhook.disabled",
        {"webhookId": "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", "reason": "gone"},
    )


def test_receiver_that_fails_for_three_days_is_disabled_and_what_waits_is_given_up(
    world: World, server: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 100)
    webhook_deliveries.fan_out(happened())
    world.live(hours=40)
    webhook_deliveries.fan_out(happened(seq=5))

    world.live(hours=60)

    webhook = subscriptions.get_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    assert (webhook.enabled, webhook.disabled_reason) == (False, DisabledReason.FAILING)
    assert len(server.received) < 22
    assert {each.status for each in deliveries()} == {DeliveryStatus.FAILED}
    assert '"WebhooksDisabled"' in capsys.readouterr().err

    again = subscriptions.replace_webhook(
        CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", WebhookRequest(url=server.url, event_types=("*",)), expected=None
    )
    assert (again.enabled, again.disabled_reason, again.failures) == (True, None, 0)
    assert subscriptions.get_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1").failing_since is None
