"""A receiver that hangs delays nobody else: however much there is for it, and from its first message on.

What hangs does so until the test lets it go, in threads as many as functions deliver at once. No time is measured: a
sound delivery that had to wait for a hanging one would never come.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.ids import event_id
from chalicelib.domain.webhooks.webhook import DeliveryStatus
from chalicelib.errors import Unavailable
from chalicelib.gateways import webhook_http
from chalicelib.gateways.webhook_http import Reached
from chalicelib.models import webhooks
from chalicelib.models.webhooks import WebhookRow
from chalicelib.services.webhooks import deliveries as service
from chalicelib.services.webhooks.deliveries import DeliveryMessage
from tests.support.receiver import Receiver, receiver
from tests.support.waiting import eventually
from tests.unit.services.webhooks.delivery_world import BOOKING, World, deliveries, happened, subscribe

AT_ONCE = 20  # app.py: deliver_webhooks
HUNG = 45
HANGING, SOUND = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", "whk_01JQZXD3N5P7R9T1V3X5Z7B9D2"
LONG = 60.0  # seconds after which a test that waits in vain is over

Handled = list["Future[DeliveryStatus | None]"]


class Receivers:
    """Answers in the place of the network: at once, or, for whose port hangs, when `let_go` is set."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.hanging: set[int] = set()
        self.let_go = threading.Event()
        self.waiting = threading.Semaphore(0)
        self.tries: list[tuple[int, float]] = []
        patch.setattr(webhook_http, "post", self._post)

    def _post(self, address: Any, _body: bytes, _headers: Any, *, loopback: bool, seconds: float) -> Reached:
        assert loopback
        self.tries.append((address.port, seconds))
        if address.port not in self.hanging:
            return Reached(200, None, 15)
        self.waiting.release()
        assert self.let_go.wait(LONG)
        return Reached(None, f"No answer within {seconds:g} s.", round(seconds * 1000))

    def seconds_for(self, port: int) -> list[float]:
        return [seconds for tried, seconds in self.tries if tried == port]


@pytest.fixture
def receivers(monkeypatch: pytest.MonkeyPatch) -> Receivers:
    return Receivers(monkeypatch)


@pytest.fixture
def pool(receivers: Receivers) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(AT_ONCE) as made:
        yield made
        receivers.let_go.set()


@pytest.fixture
def other() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def events(world: World, first: int, count: int, webhook_id: str) -> list[DeliveryMessage]:
    """Messages for so many events to one webhook."""
    world.post.clear()
    for seq in range(first, first + count):
        service.fan_out(happened(seq=seq))
    mine = [message for message, _ in world.post if message.webhook_id == webhook_id]
    world.post.clear()
    return mine


def port_of(server: Receiver) -> int:
    return int(server.url.partition("//")[2].partition("/")[0].rpartition(":")[2])


def hang_alone(receivers: Receivers, count: int, under_way: Handled) -> None:
    """Wait until so many tries hang, and all else that was to be delivered has been put back."""
    for _ in range(count):
        assert receivers.waiting.acquire(timeout=LONG)
    eventually(lambda: sum(each.done() for each in under_way) == len(under_way) - count)


@pytest.mark.waits
def test_sound_receiver_waits_for_none_of_45_that_hang_at_one_that_was_never_seen(
    world: World, server: Receiver, other: Receiver, receivers: Receivers, pool: ThreadPoolExecutor
) -> None:
    receivers.hanging.add(port_of(server))
    subscribe(server, webhook_id=HANGING)
    hung = events(world, 1, HUNG, HANGING)
    subscribe(other, "booking.booked", webhook_id=SOUND)
    (sound,) = events(world, 100, 1, SOUND)

    under_way: Handled = [pool.submit(service.deliver, message) for message in hung]
    delivered = pool.submit(service.deliver, sound)

    assert delivered.result(LONG) is DeliveryStatus.DELIVERED
    assert not receivers.let_go.is_set(), "while all the others still hang"
    hang_alone(receivers, 4, under_way)
    held_back = [message for message, delay in world.post if (message.webhook_id, delay) == (HANGING, 1)]
    receivers.let_go.set()
    assert [each.result(LONG) for each in under_way] == [DeliveryStatus.PENDING] * HUNG
    assert len(receivers.seconds_for(port_of(server))) == 4
    assert len(held_back) == HUNG - 4


@pytest.mark.waits
def test_receiver_that_hangs_has_one_delivery_under_way_and_what_waits_fills_no_queue(
    world: World, server: Receiver, other: Receiver, receivers: Receivers, pool: ThreadPoolExecutor
) -> None:
    subscribe(server, webhook_id=HANGING)
    receivers.hanging.add(port_of(server))
    hung = events(world, 1, HUNG, HANGING)
    receivers.let_go.set()
    for message in hung[:2]:
        service.deliver(message)
    receivers.let_go.clear()
    receivers.waiting = threading.Semaphore(0)
    world.post.clear()
    subscribe(other, "booking.booked", webhook_id=SOUND)
    (sound,) = events(world, 100, 1, SOUND)

    under_way: Handled = [pool.submit(service.deliver, message) for message in hung[2:]]
    delivered = pool.submit(service.deliver, sound)

    assert delivered.result(LONG) is DeliveryStatus.DELIVERED
    hang_alone(receivers, 1, under_way)
    assert not [message for message, _ in world.post if message.webhook_id == HANGING]
    receivers.let_go.set()
    assert [each.result(LONG) for each in under_way] == [DeliveryStatus.PENDING] * (HUNG - 2)
    assert receivers.seconds_for(port_of(server)) == [10.0, 10.0, 4.0]
    assert len(deliveries(DeliveryStatus.PENDING, HANGING)) == HUNG + 1, "none is lost, nor the sound one's event"


def test_receiver_that_answers_again_gets_all_that_waited(world: World, server: Receiver, receivers: Receivers) -> None:
    subscribe(server, webhook_id=HANGING)
    receivers.hanging.add(port_of(server))
    receivers.let_go.set()
    messages = events(world, 1, 12, HANGING)
    for message in messages[:3]:
        service.deliver(message)
    assert webhooks.get_webhook(HANGING).slow_failures == 3
    held = webhooks.get_webhook(HANGING)
    assert webhooks.begin_delivery(held, at_once=4, now=world.clock.time, until=world.clock.time + timedelta(minutes=1))
    for message in messages[3:]:
        assert service.deliver(message) is DeliveryStatus.PENDING
    webhooks.end_delivery(held)

    receivers.hanging.clear()
    for _ in range(130):
        world.clock.turn(minutes=1)
        world.send_what_is_due()
        world.handle_post()

    assert deliveries(DeliveryStatus.PENDING, HANGING) == []
    assert len(deliveries(DeliveryStatus.DELIVERED, HANGING)) == 12
    assert webhooks.get_webhook(HANGING).slow_failures == 0


def test_place_of_a_delivery_that_died_is_free_again_after_a_minute(
    world: World, server: Receiver, receivers: Receivers
) -> None:
    webhook, now = subscribe(server, webhook_id=HANGING), world.clock.time
    until = now + timedelta(minutes=1)
    taken = [webhooks.begin_delivery(webhook, at_once=4, now=now, until=until) for _ in range(5)]

    assert taken == [True] * 4 + [False]
    (message,) = events(world, 1, 1, HANGING)
    assert service.deliver(message) is DeliveryStatus.PENDING
    world.clock.turn(seconds=61)
    assert service.deliver(message) is DeliveryStatus.DELIVERED
    assert WebhookRow.get("company", HANGING).under_way == 0


def test_delivery_to_a_webhook_that_is_removed_meanwhile_leaves_no_trace_of_it(world: World, server: Receiver) -> None:
    webhook, now = subscribe(server, webhook_id=HANGING), world.clock.time
    webhooks.remove_webhook(webhook)

    assert not webhooks.begin_delivery(webhook, at_once=4, now=now, until=now + timedelta(minutes=1))
    webhooks.end_delivery(webhook)
    webhooks.count_success(webhook)

    assert list(WebhookRow.scan()) == []


def test_row_that_lacks_what_it_should_have_hides_no_other_webhook(world: World, server: Receiver) -> None:
    webhook = subscribe(server, webhook_id=SOUND)
    WebhookRow("company", HANGING).update([WebhookRow.under_way.set(1)])

    assert webhooks.all_webhooks() == ([webhook], 1)


def test_try_that_is_not_recorded_gives_its_place_back(
    world: World, server: Receiver, receivers: Receivers, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(server, webhook_id=HANGING)
    (message,) = events(world, 1, 1, HANGING)
    monkeypatch.setattr(service, "_record_attempt", lambda *_given: (_ for _ in ()).throw(Unavailable("no")))

    with pytest.raises(Unavailable):
        service.deliver(message)

    assert WebhookRow.get("company", HANGING).under_way == 0


def test_quick_refusals_are_no_hanging(world: World, server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(server, webhook_id=HANGING)
    monkeypatch.setattr(webhook_http, "post", lambda *_given, **_more: Reached(503, None, 20))
    for message in events(world, 1, 5, HANGING):
        service.deliver(message)

    found = webhooks.get_webhook(HANGING)
    assert (found.failures, found.slow_failures) == (5, 0)


def test_subscription_that_cannot_be_read_keeps_no_other_from_its_events(world: World, server: Receiver) -> None:
    subscribe(server, webhook_id=SOUND)
    table: Any = WebhookRow._get_connection()
    row = {"owner": "company", "webhookId": HANGING, "document": '{"from": "a newer release"}'}
    item = {name: {"S": value} for name, value in row.items()} | {"version": {"N": "1"}}
    table.connection.client.put_item(TableName=table.table_name, Item=item)

    for _ in range(2):
        with pytest.raises(Unavailable, match="1 webhooks"):
            service.fan_out(happened(seq=7))

    assert [message.event_id for message, _ in world.post] == [event_id(BOOKING, 7)]
    assert world.handle_post() == [DeliveryStatus.DELIVERED]
