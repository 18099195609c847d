"""Messages from the queues: what was handled is not handled again, what failed comes again, nothing is lost."""

import json
import logging

import pytest

from chalicelib.workers.queues import SECONDS, BatchFailed, push_events, reconcile_bookings, start_bookings
from tests.simulation.cloud.wire import Call
from tests.simulation.duties import WORKERS
from tests.simulation.world import World
from tests.support.connection import Cut
from tests.support.message_batches import batch, dead_letters
from tests.support.tables import client

ONE, TWO, THREE = (f"bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F{number}" for number in (1, 2, 3))


def start(booking_id: str) -> str:
    return json.dumps({"bookingId": booking_id})


def test_every_message_of_a_batch_is_handled(world: World) -> None:
    event, _ = batch("bookings", start(ONE), start(TWO))

    start_bookings(event)

    assert set(world.executions) == {ONE, TWO}


def test_message_that_comes_twice_starts_once(world: World) -> None:
    event, _ = batch("bookings", start(ONE), start(ONE))

    start_bookings(event)
    start_bookings(event)

    assert set(world.executions) == {ONE}


def test_failed_message_comes_again_and_the_handled_ones_do_not(world: World) -> None:
    event, left = batch("bookings", start(ONE), start(TWO), start(THREE))
    world.wire.scissors = lambda call: (
        Cut.UNREACHABLE if call.operation == "stepfunctions.StartExecution" and call.mentions(TWO) else None
    )

    with pytest.raises(BatchFailed, match="1 of 3"):
        start_bookings(event)

    assert set(world.executions) == {ONE, THREE}
    assert left() == 1


def test_message_that_nobody_can_read_is_a_dead_letter_and_keeps_nothing_waiting(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    event, _ = batch("bookings", "no json", start("bkg_1"), start(TWO))
    logging.disable(logging.NOTSET)

    start_bookings(event)

    assert set(world.executions) == {TWO}
    assert dead_letters("bookings") == {"no json", start("bkg_1")}
    assert capsys.readouterr().err.count("unreadable message put aside") == 2


def test_unreadable_message_that_cannot_be_put_aside_comes_again(world: World) -> None:
    event, left = batch("bookings", "no json", start(TWO))
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.mentions("no json") else None

    with pytest.raises(BatchFailed, match="1 of 2"):
        start_bookings(event)

    assert (set(world.executions), left()) == ({TWO}, 1)


def test_message_of_a_newer_release_is_read(world: World) -> None:
    event, _ = batch("bookings", json.dumps({"bookingId": ONE, "more": 1}))

    start_bookings(event)

    assert set(world.executions) == {ONE}


def test_event_of_an_unknown_booking_is_sent_to_nobody(world: World) -> None:
    event, _ = batch("notifications", json.dumps({"bookingId": ONE, "seq": 1}))

    push_events(event)

    assert world.wire.pushed == []


def test_reconciliation_of_an_unknown_booking_fails_alone(world: World) -> None:
    known = world.ask()
    event, left = batch("reconciliations", start(ONE), start(known))

    with pytest.raises(BatchFailed, match="1 of 2"):
        reconcile_bookings(event)

    assert left() == 1


@pytest.mark.parametrize("queue", sorted(WORKERS))
def test_batch_of_any_queue_whose_time_is_over_hands_the_rest_back(world: World, queue: str) -> None:
    event, left = batch(queue, "no json", "none either")

    def pass_time(call: Call) -> None:
        world.clock.turn(seconds=SECONDS if call.operation == "sqs.SendMessage" else 0)

    world.wire.scissors = pass_time

    with pytest.raises(BatchFailed, match="1 of 2"):
        WORKERS[queue](event)

    assert dead_letters(queue) == {"no json"}
    assert left() == 0  # one is deleted, and the other is seen again
    assert seen(queue) == ["none either"]


def seen(queue: str) -> list[str]:
    """The messages that could be received now."""
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=f"sojourn-local-{queue}")["QueueUrl"]
    return [each["Body"] for each in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])]
