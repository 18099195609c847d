"""Events on their way to a real receiver, through real tables and the queue: tried, tried again, given up, replayed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from chalicelib import settings
from chalicelib.domain.bookings.booking import State
from chalicelib.domain.bookings.events import Event, EventType, event_id
from chalicelib.domain.identity import Identity
from chalicelib.domain.webhooks.webhook import Delivery, DeliveryStatus, DisabledBecause, Webhook
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.gateways import queues
from chalicelib.models import booking_events
from chalicelib.services import live_updates
from chalicelib.services.operations import sweeper
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.deliveries import DeliveryMessage
from chalicelib.services.webhooks.subscriptions import WebhookAsk
from chalicelib.workers import queues as worker
from tests.support.line import Crash, Cut
from tests.support.receiver import Receiver, answer, hang_up, receiver
from tests.support.tables import alarms, make_queues, make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.wire import Call, Wire, aws_on_the_wire

CLARA = Identity(user_id="clara", email="clara@example.com", name="Clara", groups=frozenset({"travel-manager"}))
ANNA = Identity(user_id="anna", email="anna@example.com", name="Anna", groups=frozenset({"traveller"}))
BOOKING = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
EVENT = event_id(BOOKING, 4)


class World:
    """The tables, the queue's post, and a clock that starts now, so that timestamps hold for the receiver."""

    def __init__(self, wire: Wire, clock: TurningClock) -> None:
        self.wire, self.clock = wire, clock
        self.post: list[tuple[DeliveryMessage, int]] = []
        wire.heard = self._hear

    def _hear(self, operation: str, body: dict[str, Any]) -> None:
        if operation == "sqs.SendMessage" and body["QueueUrl"].endswith("-webhooks"):
            message = msgspec.json.decode(body["MessageBody"], type=DeliveryMessage)
            self.post.append((message, body.get("DelaySeconds", 0)))

    def handle_post(self) -> list[DeliveryStatus | None]:
        """Handle what was sent so far, letting the time pass for which each message is held back."""
        sent, self.post = self.post, []
        outcomes = []
        for message, delay in sent:
            self.clock.turn(seconds=delay)
            outcomes.append(webhook_deliveries.deliver(message))
        return outcomes

    def live(self, **time: float) -> None:
        """Let time pass as it does deployed: what is sent is handled when it is due, and every minute is swept."""
        end = self.clock.time + timedelta(**time)
        while self.clock.time < end:
            self.handle_post()
            following = self._next_sweep_with_work(end)
            self.clock.time = max(following, self.clock.time)
            webhook_deliveries.send_what_is_due()

    def _next_sweep_with_work(self, end: datetime) -> datetime:
        pending = [each.next_attempt_at for each in deliveries(DeliveryStatus.PENDING) if each.next_attempt_at]
        return min([end, *(each + timedelta(seconds=61) for each in pending)])


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    here = settings.Settings(webhook_loopback=True)
    monkeypatch.setattr(settings, "current", lambda: here)
    queues._url.cache_clear()
    with turning_clock(datetime.now(UTC)) as clock, aws_on_the_wire() as wire:
        make_tables("webhooks", "webhook-deliveries", "booking-events", "bookings", "subscriptions")
        make_queues()
        yield World(wire, clock)
    queues._url.cache_clear()


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def subscribe(to: Receiver, *event_types: str, webhook_id: str = "whk_1") -> Webhook:
    ask = WebhookAsk(url=to.url, event_types=event_types or ("*",))
    return subscriptions.create_webhook(CLARA, ask, webhook_id=webhook_id)


def happened(kind: EventType = EventType.BOOKED, seq: int = 4) -> Event:
    return Event(
        event_id=event_id(BOOKING, seq),
        booking_id=BOOKING,
        seq=seq,
        type=kind,
        state=State.BOOKED,
        at=datetime(2026, 11, 20, 8, 10, tzinfo=UTC),
        data={"tripId": "trp_1"},
    )


def delivery(webhook_id: str = "whk_1", event: str = EVENT) -> Delivery:
    return webhook_deliveries.get_delivery(CLARA, webhook_id, event)


def deliveries(status: DeliveryStatus | None = None, webhook_id: str = "whk_1") -> list[Delivery]:
    return webhook_deliveries.list_deliveries(CLARA, webhook_id, status=status, limit=100, start=None)[0]


# --- who is told, and what --------------------------------------------------------------------------------------------


def test_event_reaches_who_subscribed_to_it_and_nobody_else(world: World, server: Receiver) -> None:
    subscribe(server, "booking.booked", webhook_id="whk_1")
    subscribe(server, "booking.cancelled", webhook_id="whk_2")
    off = subscribe(server, "*", webhook_id="whk_3")
    subscriptions.replace_webhook(CLARA, "whk_3", WebhookAsk(url=off.url, event_types=("*",), enabled=False), None)

    assert webhook_deliveries.fan_out(happened()) == 1
    assert world.handle_post() == [DeliveryStatus.DELIVERED]

    assert [each.event_id for each in server.received] == [EVENT]
    assert (deliveries(webhook_id="whk_2"), deliveries(webhook_id="whk_3")) == ([], [])


def test_message_is_the_event_signed(world: World, server: Receiver) -> None:
    webhook = subscribe(server)

    webhook_deliveries.fan_out(happened())
    world.handle_post()

    (received,) = server.received
    assert received.is_signed_by(webhook.secrets[0].value)
    assert received.headers["user-agent"] == "Sojourn-Webhooks/1"
    assert json.loads(received.body) == {
        "type": "booking.booked",
        "timestamp": "2026-11-20T08:10:00Z",
        "data": {
            "eventId": EVENT,
            "bookingId": BOOKING,
            "seq": 4,
            "type": "booking.booked",
            "state": "booked",
            "at": "2026-11-20T08:10:00Z",
            "data": {"tripId": "trp_1"},
        },
    }


def test_while_secrets_change_over_either_verifies_and_a_stranger_does_not(world: World, server: Receiver) -> None:
    old = subscribe(server).secrets[0].value
    new = subscriptions.rotate_secret(CLARA, "whk_1").secrets[0].value

    webhook_deliveries.fan_out(happened())
    world.handle_post()

    (received,) = server.received
    assert received.is_signed_by(old)
    assert received.is_signed_by(new)
    with pytest.raises(WebhookVerificationError):
        received.is_signed_by("whsec_c3RyYW5nZXI=")


def test_message_that_was_tampered_with_does_not_verify(world: World, server: Receiver) -> None:
    webhook = subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    (received,) = server.received

    for other in (
        received._replace(body=received.body.replace(b"booked", b"failed")),
        received._replace(headers={**received.headers, "webhook-id": event_id(BOOKING, 5)}),
        received._replace(headers={**received.headers, "webhook-timestamp": "1614265330"}),
    ):
        with pytest.raises(WebhookVerificationError):
            other.is_signed_by(webhook.secrets[0].value)


# --- trying again -----------------------------------------------------------------------------------------------------


def test_failed_try_is_made_again_with_the_same_id_and_body(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500), hang_up])
    webhook_deliveries.fan_out(happened())

    outcomes = [world.handle_post() for _ in range(3)]

    assert outcomes == [[DeliveryStatus.PENDING], [DeliveryStatus.PENDING], [DeliveryStatus.DELIVERED]]
    assert len({(each.event_id, each.body) for each in server.received}) == 1
    done = delivery()
    assert (done.attempts, done.next_attempt_at) == (3, None)
    assert done.last_attempt is not None
    assert (done.last_attempt.status_code, done.last_attempt.error) == (204, None)


def test_short_waits_are_left_to_the_queue_and_long_ones_to_the_sweeper(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(503)] * 20)
    webhook_deliveries.fan_out(happened())

    held_back = []
    while world.post:
        world.handle_post()
        held_back += [delay for _, delay in world.post]

    assert [round(delay / expected, 1) for delay, expected in zip(held_back, (5, 60, 300), strict=True)] == [
        pytest.approx(1.0, abs=0.2)
    ] * 3
    world.clock.turn(minutes=35)
    assert webhook_deliveries.send_what_is_due() == 1
    assert webhook_deliveries.send_what_is_due() == 0  # it is on its way
    world.clock.turn(minutes=6)
    assert webhook_deliveries.send_what_is_due() == 1  # it seems to have been lost
    assert world.handle_post() == [DeliveryStatus.PENDING, None]  # the second finds nothing left to do


def test_receiver_that_never_answers_well_is_tried_for_72_hours_and_then_given_up(
    world: World, server: Receiver
) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 50)
    begun = world.clock.time
    webhook_deliveries.fan_out(happened())

    world.live(hours=80)

    given_up = delivery()
    assert (given_up.status, given_up.attempts) == (DeliveryStatus.FAILED, 11)
    assert given_up.last_attempt is not None
    assert timedelta(hours=66) < given_up.last_attempt.at - begun < timedelta(hours=73)
    assert given_up.last_attempt.error == "The receiver answered 500."
    assert len(server.received) == 11


def test_receiver_that_comes_back_within_72_hours_gets_its_event(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 7)
    webhook_deliveries.fan_out(happened())

    world.live(hours=80)

    assert (delivery().status, delivery().attempts) == (DeliveryStatus.DELIVERED, 8)
    assert subscriptions.get_webhook(CLARA, "whk_1").failures == 0


def test_message_that_comes_twice_is_sent_once(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    assert webhook_deliveries.deliver(message) is DeliveryStatus.DELIVERED
    assert webhook_deliveries.deliver(message) is None
    assert len(server.received) == 1


def test_receiver_that_is_gone_is_not_asked_again(world: World, server: Receiver) -> None:
    subscribe(server)
    subscribe(server, "webhook.disabled", webhook_id="whk_2")
    server.behaviours.append(answer(410))
    webhook_deliveries.fan_out(happened())

    assert world.handle_post() == [DeliveryStatus.FAILED]

    webhook = subscriptions.get_webhook(CLARA, "whk_1")
    assert (webhook.enabled, webhook.disabled_because) == (False, DisabledBecause.GONE)
    assert webhook_deliveries.fan_out(happened(seq=5)) == 0
    assert world.handle_post() == [DeliveryStatus.DELIVERED]
    told = json.loads(server.received[-1].body)
    assert (told["type"], told["data"]) == ("webhook.disabled", {"webhookId": "whk_1", "because": "gone"})


def test_receiver_that_fails_for_three_days_is_disabled_and_what_waits_is_given_up(
    world: World, server: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 100)
    webhook_deliveries.fan_out(happened())
    world.live(hours=40)
    webhook_deliveries.fan_out(happened(seq=5))

    world.live(hours=60)

    webhook = subscriptions.get_webhook(CLARA, "whk_1")
    assert (webhook.enabled, webhook.disabled_because) == (False, DisabledBecause.FAILING)
    assert len(server.received) < 22
    assert {each.status for each in deliveries()} == {DeliveryStatus.FAILED}
    assert '"WebhooksDisabled"' in capsys.readouterr().err

    again = subscriptions.replace_webhook(CLARA, "whk_1", WebhookAsk(url=server.url, event_types=("*",)), None)
    assert (again.enabled, again.disabled_because, again.failures) == (True, None, 0)
    assert subscriptions.get_webhook(CLARA, "whk_1").failing_since is None


def test_what_waits_for_a_removed_webhook_is_not_sent(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    subscriptions.delete_webhook(CLARA, "whk_1", None)

    assert world.handle_post() == [DeliveryStatus.FAILED]
    assert server.received == []


def test_address_that_has_become_forbidden_is_not_reached(
    world: World, server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    strict = settings.Settings()
    monkeypatch.setattr(settings, "current", lambda: strict)

    assert world.handle_post() == [DeliveryStatus.PENDING]

    last = delivery().last_attempt
    assert last is not None
    assert last.error == "Events cannot be sent to this address."
    assert server.received == []


# --- crashes ----------------------------------------------------------------------------------------------------------


def owed() -> None:
    """A committed event that its readers have yet to be told of."""
    booking_events.to_row(happened(), int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())).save()


def test_owed_event_is_told_once_its_booking_is_committed_whatever_is_cut(world: World, server: Receiver) -> None:
    """Every call that the fan-out makes is cut once, before its effect and after it, and once the queue is away."""
    subscribe(server, webhook_id="whk_1")
    subscribe(server, webhook_id="whk_2")
    owed()
    calls = len(world.wire.calls)
    live_updates.push_event(BOOKING, 4)
    steps = len(world.wire.calls) - calls
    world.handle_post()
    assert steps >= 7

    for number, (step, cut) in enumerate((s, c) for s in range(steps) for c in (Cut.BEFORE, Cut.AFTER)):
        webhook_id = f"whk_{number + 10}"
        subscriptions.delete_webhook(CLARA, "whk_1" if number == 0 else f"whk_{number + 9}", None)
        subscribe(server, webhook_id=webhook_id)
        owed()
        server.received.clear()
        _push_with_a_cut(world, step, cut)

        world.clock.turn(minutes=2)
        sweeper.sweep()
        live_updates.push_event(BOOKING, 4)
        world.clock.turn(minutes=2)
        sweeper.sweep()
        world.handle_post()

        assert delivery(webhook_id).status is DeliveryStatus.DELIVERED, (step, cut)
        assert {each.event_id for each in server.received} == {EVENT}
        assert booking_events.owed_event(BOOKING, 4) is None


def _push_with_a_cut(world: World, step: int, cut: Cut) -> None:
    base = len(world.wire.calls)
    world.wire.scissors = lambda call: cut if call.number == base + step else None
    try:
        live_updates.push_event(BOOKING, 4)
    except (Crash, Exception):  # noqa: BLE001, S110 - whatever it is, the function has died of it
        pass
    finally:
        world.wire.scissors = lambda _call: None


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
def test_delivery_that_dies_midway_is_made_by_the_sweeper(world: World, server: Receiver, cut: Cut) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post
    world.post.clear()
    puts = iter(range(10))

    def second_put(call: Call) -> Cut | None:
        return cut if call.operation == "dynamodb.PutItem" and next(puts) == 1 else None

    world.wire.scissors = second_put  # the request was sent, its outcome is being written
    with pytest.raises(Crash):
        webhook_deliveries.deliver(message)
    world.wire.scissors = lambda _call: None
    world.clock.turn(minutes=2)
    webhook_deliveries.send_what_is_due()
    world.handle_post()

    assert delivery().status is DeliveryStatus.DELIVERED
    assert len(server.received) == (2 if cut is Cut.BEFORE else 1)
    assert {each.event_id for each in server.received} == {EVENT}


def test_event_whose_live_push_is_given_up_still_reaches_the_webhooks(world: World, server: Receiver) -> None:
    subscribe(server)
    owed()
    world.clock.turn(hours=3)

    swept = sweeper.sweep()
    world.handle_post()

    assert swept.abandoned == 1
    assert [each.event_id for each in server.received] == [EVENT]


def test_queue_that_cannot_be_reached_leaves_the_delivery_to_the_sweeper(world: World, server: Receiver) -> None:
    subscribe(server)
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation.startswith("sqs.") else None

    webhook_deliveries.fan_out(happened())
    assert webhook_deliveries.send_what_is_due() == 0
    world.clock.turn(minutes=1)
    assert webhook_deliveries.send_what_is_due() == 0

    world.wire.scissors = lambda _call: None
    assert webhook_deliveries.send_what_is_due() == 1
    assert world.handle_post() == [DeliveryStatus.DELIVERED]


# --- ping, log and replay ---------------------------------------------------------------------------------------------


def test_ping_is_tried_once_also_where_the_webhook_is_disabled(world: World, server: Receiver) -> None:
    ask = WebhookAsk(url=server.url, event_types=("booking.booked",), enabled=False)
    webhook = subscriptions.create_webhook(CLARA, ask, webhook_id="whk_1")
    server.behaviours.append(answer(500))

    webhook_deliveries.ping(CLARA, "whk_1", event_id="evt_1")
    webhook_deliveries.ping(CLARA, "whk_1", event_id="evt_2")

    assert world.handle_post() == [DeliveryStatus.FAILED, DeliveryStatus.DELIVERED]
    assert all(each.is_signed_by(webhook.secrets[0].value) for each in server.received)
    assert json.loads(server.received[0].body)["type"] == "webhook.ping"
    assert subscriptions.get_webhook(CLARA, "whk_1").failures == 0


def test_replay_sends_the_same_event_again_with_all_its_tries(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    world.clock.turn(days=2)
    server.behaviours.append(answer(500))

    again = webhook_deliveries.replay(CLARA, "whk_1", EVENT)

    assert (again.status, again.attempts) == (DeliveryStatus.PENDING, 1)
    assert [world.handle_post(), world.handle_post()] == [[DeliveryStatus.PENDING], [DeliveryStatus.DELIVERED]]
    assert delivery().attempts == 3
    assert len({(each.event_id, each.body) for each in server.received}) == 1


def test_replay_waits_until_the_webhook_is_enabled(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    off = WebhookAsk(url=server.url, event_types=("*",), enabled=False)
    subscriptions.replace_webhook(CLARA, "whk_1", off, None)

    with pytest.raises(Conflict):
        webhook_deliveries.replay(CLARA, "whk_1", EVENT)


def test_log_is_listed_by_status_and_page_by_page(world: World, server: Receiver) -> None:
    subscribe(server)
    subscribe(server, webhook_id="whk_2")
    server.behaviours.extend([answer(204), answer(204), answer(500), answer(500)])
    for seq in range(1, 6):
        webhook_deliveries.fan_out(happened(seq=seq))
        world.clock.turn(seconds=1)
        if seq < 3:
            world.handle_post()

    first, position = webhook_deliveries.list_deliveries(CLARA, "whk_1", status=None, limit=3, start=None)
    rest, end = webhook_deliveries.list_deliveries(CLARA, "whk_1", status=None, limit=3, start=position)

    assert [each.event_id for each in [*first, *rest]] == [event_id(BOOKING, seq) for seq in (5, 4, 3, 2, 1)]
    assert end is None
    waiting = [event_id(BOOKING, seq) for seq in (5, 4, 3, 2)]
    assert [each.event_id for each in deliveries(DeliveryStatus.PENDING)] == waiting
    assert [each.event_id for each in deliveries(DeliveryStatus.DELIVERED)] == [event_id(BOOKING, 1)]
    assert deliveries(DeliveryStatus.FAILED) == []


def test_only_the_travel_manager_sees_and_replays(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())

    for forbidden in (
        lambda: webhook_deliveries.ping(ANNA, "whk_1", event_id="evt_1"),
        lambda: webhook_deliveries.get_delivery(ANNA, "whk_1", EVENT),
        lambda: webhook_deliveries.list_deliveries(ANNA, "whk_1", status=None, limit=1, start=None),
        lambda: webhook_deliveries.replay(ANNA, "whk_1", EVENT),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_what_is_not_there_is_not_found(world: World, server: Receiver) -> None:
    subscribe(server)

    for missing in (
        lambda: webhook_deliveries.get_delivery(CLARA, "whk_1", EVENT),
        lambda: webhook_deliveries.get_delivery(CLARA, "whk_2", EVENT),
        lambda: webhook_deliveries.replay(CLARA, "whk_1", EVENT),
        lambda: webhook_deliveries.list_deliveries(CLARA, "whk_2", status=None, limit=1, start=None),
        lambda: webhook_deliveries.ping(CLARA, "whk_2", event_id="evt_1"),
    ):
        with pytest.raises(NotFound):
            missing()


# --- the queue's function ---------------------------------------------------------------------------------------------


def batch(body: str) -> dict[str, Any]:
    """What Lambda is given for one message."""
    return {"Records": [{"messageId": "m1", "receiptHandle": "r1", "body": body}]}


def test_queue_function_delivers_and_gives_back_what_it_cannot_read(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    worker.deliver_webhooks(batch(msgspec.json.encode(message).decode()))
    with pytest.raises(worker.BatchFailed):
        worker.deliver_webhooks(batch('{"webhookId": "whk_1"}'))

    assert delivery().status is DeliveryStatus.DELIVERED


def test_disabling_is_measured_where_the_alarm_looks(
    world: World, server: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(server)
    server.behaviours.append(answer(410))
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    worker.deliver_webhooks(batch(msgspec.json.encode(message).decode()))

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (measured,) = [line for line in lines if "WebhooksDisabled" in line]
    (watched,) = alarms("WebhooksDisabled")
    dimensions = {each["Name"]: each["Value"] for each in watched["Dimensions"]}
    assert {name: measured[name] for name in measured["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0]} == {
        "environment": "local",
        "operation": dimensions["operation"],
    }
    assert measured["_aws"]["CloudWatchMetrics"][0]["Namespace"] == watched["Namespace"]
    assert not any(server.url in line or "whsec_" in line for line in map(str, lines))
