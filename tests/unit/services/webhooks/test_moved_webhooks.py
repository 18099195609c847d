"""A webhook that leads to another receiver from now on: what the one before failed, or says still, is not its own."""

from http.server import BaseHTTPRequestHandler

import pytest

from chalicelib.domain.webhooks.webhook import DeliveryStatus
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest
from tests.support.receiver import Receiver, answer
from tests.unit.services.webhooks.delivery_world import CLARA, World, happened, subscribe

pytestmark = pytest.mark.usefixtures("world")


def test_another_receiver_is_not_judged_by_what_the_one_before_has_failed(world: World, server: Receiver) -> None:
    webhook = subscribe(server)
    server.behaviours.extend([answer(500)] * 100)
    webhook_deliveries.fan_out(happened())
    world.live(hours=71)
    request = WebhookRequest(url=f"{server.url}/moved", event_types=("*",))
    subscriptions.replace_webhook(CLARA, webhook.webhook_id, request, expected=None)

    world.live(hours=2)

    moved = subscriptions.get_webhook(CLARA, webhook.webhook_id)
    assert (moved.enabled, moved.failures < 10) == (True, True)


def test_a_receiver_that_says_it_is_gone_as_the_webhook_moves_disables_no_other(world: World, server: Receiver) -> None:
    webhook = subscribe(server)
    moved = WebhookRequest(url=f"{server.url}/moved", event_types=("*",))

    def move_and_be_gone(handler: BaseHTTPRequestHandler) -> None:
        subscriptions.replace_webhook(CLARA, webhook.webhook_id, moved, expected=None)
        answer(410)(handler)

    server.behaviours.append(move_and_be_gone)
    webhook_deliveries.fan_out(happened())
    world.handle_post()

    assert subscriptions.get_webhook(CLARA, webhook.webhook_id).enabled
    assert world.handle_post() == [DeliveryStatus.DELIVERED]
    assert server.received[-1].path == "/events/moved"
