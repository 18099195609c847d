"""Whatever dies on the way, a committed event reaches its webhooks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import pytest

from chalicelib.domain.webhooks.webhook import DeliveryStatus, DisabledReason
from chalicelib.models import booking_events
from chalicelib.services.operations import outbox, sweeper
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from tests.simulation.cloud.wire import Call
from tests.support.connection import Crash, Cut
from tests.support.receiver import Receiver, answer
from tests.unit.services.webhooks.delivery_world import (
    BOOKING,
    CLARA,
    EVENT,
    World,
    deliveries,
    delivery,
    delivery_world,
    happened,
    subscribe,
)

pytestmark = pytest.mark.usefixtures("world")

GONE, TOLD = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", "whk_01JQZXD3N5P7R9T1V3X5Z7B9D2"
# That its webhook failed and is disabled, for whom that is, that they are to be told, and how the try came out.
_CALLS_AFTER_AN_ANSWER = 7


def add_pending_event() -> None:
    """A committed event that its readers have yet to be told of."""
    booking_events.to_row(happened(), int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())).save()


def test_pending_event_is_delivered_once_its_booking_is_committed_whatever_is_cut(
    world: World, server: Receiver
) -> None:
    """Every call that the fan-out makes is cut once, before its effect and after it, and once the queue is away."""
    subscribe(server, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    subscribe(server, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2")
    add_pending_event()
    calls = len(world.wire.calls)
    outbox.push_event(BOOKING, 4)
    steps = len(world.wire.calls) - calls
    world.handle_post()
    assert steps >= 7

    for number, (step, cut) in enumerate((s, c) for s in range(steps) for c in (Cut.BEFORE, Cut.AFTER)):
        webhook_id = f"whk_01JQZXD3N5P7R9T1V3X5Z7B{number + 110}"
        subscriptions.delete_webhook(
            CLARA,
            "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1" if number == 0 else f"whk_01JQZXD3N5P7R9T1V3X5Z7B{number + 109}",
            expected=None,
        )
        subscribe(server, webhook_id=webhook_id)
        add_pending_event()
        server.received.clear()
        _push_with_a_cut(world, step, cut)

        world.clock.turn(minutes=2)
        sweeper.sweep()
        outbox.push_event(BOOKING, 4)
        world.clock.turn(minutes=2)
        sweeper.sweep()
        world.handle_post()

        assert delivery(webhook_id).status is DeliveryStatus.DELIVERED, (step, cut)
        assert {each.event_id for each in server.received} == {EVENT}
        assert booking_events.pending_event(BOOKING, 4) is None


def _push_with_a_cut(world: World, step: int, cut: Cut) -> None:
    base = len(world.wire.calls)
    world.wire.scissors = lambda call: cut if call.number == base + step else None
    try:
        outbox.push_event(BOOKING, 4)
    except (Crash, Exception):  # noqa: BLE001, S110 - whatever it is, the function has died of it
        pass
    finally:
        world.wire.scissors = None


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
    world.wire.scissors = None
    world.clock.turn(minutes=2)
    world.send_what_is_due()
    world.handle_post()

    assert delivery().status is DeliveryStatus.DELIVERED
    assert len(server.received) == (2 if cut is Cut.BEFORE else 1)
    assert {each.event_id for each in server.received} == {EVENT}


def test_who_is_gone_is_disabled_and_subscribers_notified_wherever_a_delivery_dies(server: Receiver) -> None:
    """Each call after the receiver's answer, before its effect."""
    server.choose = lambda received: answer(410) if received.event_type == "booking.booked" else None
    for number in range(_CALLS_AFTER_AN_ANSWER):
        with delivery_world() as world:
            subscribe(server, "booking.*", webhook_id=GONE)
            subscribe(server, "webhook.disabled", webhook_id=TOLD)
            webhook_deliveries.fan_out(happened())
            calls = _calls_after_an_answer(server)
            world.wire.scissors = lambda _, calls=calls, number=number: Cut.BEFORE if next(calls) == number else None
            with pytest.raises(Crash):
                world.handle_post()
            world.wire.scissors = None

            world.live(minutes=10)
            world.handle_post()

            assert subscriptions.get_webhook(CLARA, GONE).disabled_reason is DisabledReason.GONE, number
            assert [each.status for each in deliveries(webhook_id=GONE)] == [DeliveryStatus.FAILED]
            (told,) = deliveries(webhook_id=TOLD)
            assert (told.event_type, told.status) == ("webhook.disabled", DeliveryStatus.DELIVERED), number


def _calls_after_an_answer(server: Receiver) -> Iterator[int]:
    """Yield the number of each call after the receiver was asked, and -1 for every one before."""
    before = len(server.received)
    while len(server.received) == before:
        yield -1
    yield from count()


def test_event_whose_live_push_is_given_up_still_reaches_the_webhooks(world: World, server: Receiver) -> None:
    subscribe(server)
    add_pending_event()
    world.clock.turn(hours=3)

    swept = sweeper.sweep()
    world.handle_post()

    assert swept.events_abandoned == 1
    assert [each.event_id for each in server.received] == [EVENT]


def test_queue_that_cannot_be_reached_leaves_the_delivery_to_the_sweeper(world: World, server: Receiver) -> None:
    subscribe(server)
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation.startswith("sqs.") else None

    webhook_deliveries.fan_out(happened())
    assert world.send_what_is_due() == 0
    world.clock.turn(minutes=1)
    assert world.send_what_is_due() == 0

    world.wire.scissors = None
    world.clock.turn(minutes=1)
    assert world.send_what_is_due() == 1
    assert world.handle_post() == [DeliveryStatus.DELIVERED]


def test_what_a_travel_manager_changes_is_answered_for_where_the_sdk_sends_it_twice(
    world: World, server: Receiver
) -> None:
    """The first answer is lost, and the second call is refused: by what the first has written."""
    webhook_id = subscribe(server).webhook_id
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    writes = ("dynamodb.PutItem", "dynamodb.UpdateItem")
    world.wire.scissors = lambda made: Cut.BLINK if made.operation in writes else None

    rotated = subscriptions.rotate_webhook_secret(CLARA, webhook_id)
    again = webhook_deliveries.replay(CLARA, webhook_id, EVENT)

    assert (rotated.version, subscriptions.get_webhook(CLARA, webhook_id)) == (2, rotated)
    assert (again.status, delivery()) == (DeliveryStatus.PENDING, again)


def test_a_try_that_the_sdk_has_to_write_down_twice_is_made_at_once_and_counted_once(
    world: World, server: Receiver
) -> None:
    subscribe(server)
    server.behaviours.append(answer(503))
    webhook_deliveries.fan_out(happened())
    world.wire.scissors = lambda made: Cut.BLINK if made.operation == "dynamodb.PutItem" else None

    outcomes = [world.handle_post() for _ in range(2)]

    assert outcomes == [[DeliveryStatus.PENDING], [DeliveryStatus.DELIVERED]]
    assert delivery().attempts == len(server.received) == 2
