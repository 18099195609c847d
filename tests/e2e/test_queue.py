"""Bookings taken in by way of the queue: the same answer, and the same trip."""

from tests.e2e.world import World


def test_queued_booking_is_answered_and_booked_alike(world: World) -> None:
    with (
        world.environment("api_handler", SOJOURN_INVOKE_MODE="queue"),
        world.denied("api_handler", "states:StartExecution"),  # so that only the queue can have started it
    ):
        reply = world.traveller.call("POST", "/v1/bookings", world.trip_request())
        booking_id = reply.body["bookingId"]
        assert (reply.status, reply.body["status"]) == (202, "requested")
        assert reply.body["executionId"] == f"{world.stack.name('booking')}:{booking_id}"
        booking = world.traveller.wait_for(booking_id, "awaiting_selection")

    assert len(world.executions(booking_id)) == 1
    assert world.finish(booking)["status"] == "booked"


def test_message_that_comes_twice_starts_once_and_a_bad_one_is_not_lost(world: World) -> None:
    queue = world.service("sqs")
    address = queue.get_queue_url(QueueName=world.stack.name("bookings"))["QueueUrl"]
    booking_id = world.ask(world.trip_request())

    for _ in range(2):
        queue.send_message(QueueUrl=address, MessageBody=f'{{"bookingId": "{booking_id}"}}')

    world.traveller.wait_for(booking_id, "awaiting_selection")
    assert len(world.executions(booking_id)) == 1
