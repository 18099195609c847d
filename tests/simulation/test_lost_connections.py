"""What the sweeper is for: the connection is cut after a commit, at exactly one place. Without the sweeper the booking
is stuck; with it, it comes to its end."""

from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.services.booking_workflow import decisions
from tests.simulation.lost_calls import CALLBACK, once
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, World
from tests.support.connection import Cut

START = "stepfunctions.StartExecution"
MAIL = "sqs.SendMessage"


@pytest.mark.parametrize("cut", [Cut.UNREACHABLE, Cut.LOST])
@pytest.mark.parametrize("sweeping", [False, True])
def test_workflow_start_is_lost(world: World, sweeping: bool, cut: Cut) -> None:
    world.sweeping = sweeping
    world.wire.scissors = once(START, cut)

    booking_id = world.ask()
    world.run(300)

    started = sweeping or cut is Cut.LOST
    assert world.booking(booking_id).status is (
        BookingStatus.AWAITING_SELECTION if started else BookingStatus.REQUESTED
    )


@pytest.mark.parametrize("cut", [Cut.UNREACHABLE, Cut.LOST])
@pytest.mark.parametrize("sweeping", [False, True])
def test_queue_message_is_lost(queued_world: World, sweeping: bool, cut: Cut) -> None:
    world = queued_world
    world.sweeping = sweeping
    world.wire.scissors = once(MAIL, cut, text="/sojourn-local-bookings")

    booking_id = world.ask()
    world.run(300)

    started = sweeping or cut is Cut.LOST
    assert world.booking(booking_id).status is (
        BookingStatus.AWAITING_SELECTION if started else BookingStatus.REQUESTED
    )


def test_queue_carries_the_start_of_the_workflow(queued_world: World) -> None:
    queued_world.sweeping = False

    booking_id = planned(queued_world)

    assert queued_world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    assert any(call.mentions("/sojourn-local-bookings") for call in queued_world.wire.calls)


@pytest.mark.parametrize("sweeping", [False, True])
def test_selection_callback_is_lost(world: World, sweeping: bool) -> None:
    world.sweeping = sweeping
    booking_id = planned(world)
    world.wire.scissors = once(CALLBACK)
    world.choose(booking_id)

    world.run(300)

    assert world.booking(booking_id).status is (BookingStatus.BOOKED if sweeping else BookingStatus.HOLDING)


@pytest.mark.parametrize("sweeping", [False, True])
def test_approval_callback_is_lost(world: World, sweeping: bool) -> None:
    world.sweeping = sweeping
    booking_id = waiting_for_approval(world)
    world.wire.scissors = once(CALLBACK)
    world.decide(booking_id, "approved")

    world.run(300)

    assert world.booking(booking_id).status is (BookingStatus.BOOKED if sweeping else BookingStatus.AWAITING_APPROVAL)


@pytest.mark.parametrize("sweeping", [False, True])
def test_cancellation_callback_is_lost(world: World, sweeping: bool) -> None:
    world.sweeping = sweeping
    booking_id = planned(world)
    world.wire.scissors = once(CALLBACK)
    decisions.cancel_booking(ANNA, booking_id)

    world.run(300)

    assert world.booking(booking_id).status is (
        BookingStatus.CANCELLED if sweeping else BookingStatus.AWAITING_SELECTION
    )


def test_approval_in_the_last_second_counts_even_when_the_callback_is_lost(world: World) -> None:
    booking_id = waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    world.clock.time = approval.deadline - timedelta(seconds=1)
    world.wire.scissors = once(CALLBACK)
    world.decide(booking_id, "approved")

    world.run(300)

    assert world.booking(booking_id).status is BookingStatus.BOOKED


@pytest.mark.parametrize("cut", [Cut.UNREACHABLE, Cut.LOST])
@pytest.mark.parametrize("sweeping", [False, True])
def test_event_announcement_is_lost(world: World, sweeping: bool, cut: Cut) -> None:
    world.sweeping = sweeping
    booking_id = planned(world)
    connection = world.listen(booking_id)
    world.wire.scissors = once(MAIL, cut)
    world.choose(booking_id)

    world.run(300)

    reached = {message["event"]["type"] for to, message in world.wire.pushed if to == connection}
    assert ("booking.selected" in reached) is (sweeping or cut is Cut.LOST)
    assert "booking.booked" in reached
    world.listening.clear()  # who waits for what was lost is the question here, and answered above
