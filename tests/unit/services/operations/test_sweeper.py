"""The sweeper: what is owed is done, what is not is left alone, and one that fails stands in nobody's way."""

from datetime import timedelta

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.services.operations.sweeper import Swept, sweep
from tests.simulation.stages import planned
from tests.simulation.world import World
from tests.support.connection import Cut

START = "stepfunctions.StartExecution"


def unstarted(world: World) -> str:
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == START else None
    booking_id = world.ask()
    world.wire.scissors = lambda _call: None
    return booking_id


def test_nothing_pending_is_nothing_done(world: World) -> None:
    planned(world)

    assert sweep() == Swept()


def test_young_bookings_are_left_alone(world: World) -> None:
    unstarted(world)

    assert sweep() == Swept()


def test_booking_that_cannot_be_reconciled_blocks_no_other(world: World) -> None:
    first, second = unstarted(world), unstarted(world)
    world.clock.turn(seconds=31)
    world.wire.scissors = lambda call: (
        Cut.UNREACHABLE if call.operation == "dynamodb.GetItem" and call.mentions(first) else None
    )

    swept = sweep()

    assert (swept.started, swept.failed) == (1, 1)
    assert set(world.executions) == {second}


def test_sweeping_again_does_nothing_twice(world: World) -> None:
    unstarted(world)
    world.clock.turn(seconds=31)

    assert sweep().started == 1
    assert sweep().started == 0


def test_push_that_cannot_be_made_is_given_up_after_an_hour(world: World) -> None:
    world.sweeping = False
    booking_id = world.ask()
    world.listen(booking_id)
    world.clock.turn(seconds=31)
    assert sweep().events_delivered == 1
    world.clock.time += timedelta(hours=1)

    assert sweep().events_abandoned == 1

    assert sweep().events_abandoned == 0


def test_booking_beyond_its_workflow_goes_on_in_another_execution(world: World) -> None:
    booking_id = planned(world)
    world.executions[booking_id].end("ABORTED")
    world.clock.turn(hours=2)

    assert sweep().started == 1
    world.run(600)
    assert world.booking(booking_id).status is BookingStatus.EXPIRED
