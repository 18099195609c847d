"""The service loses executions: after any task of the workflow, while it waits, again and again. What is committed is
taken on from there."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.errors import Unavailable
from chalicelib.services.booking_workflow.resumption import MAX_EXECUTIONS
from chalicelib.services.operations.reconciliation import reconcile_booking
from tests.simulation.crashes import (
    APPROVED,
    BOUGHT,
    OTHER_DATES,
    PRICE_RISES,
    RECALLED,
    REDRIVEN,
    SENT_BACK,
    Path,
    run,
)
from tests.simulation.invariants import violations
from tests.simulation.lost_calls import CALLBACK, once
from tests.simulation.outcomes import event_types
from tests.simulation.stages import planned, revise, sent_back, waiting_for_approval
from tests.simulation.world import World

DAYS = 5 * 86_400.0
PATHS = (BOUGHT, APPROVED, SENT_BACK, RECALLED, OTHER_DATES, PRICE_RISES, REDRIVEN)


def tasks(path: Path) -> list[str]:
    """The tasks of the workflow in the order in which they are called on a path."""
    called: list[str] = []

    def watch(world: World) -> None:
        def note(function: str) -> bool:
            called.append(function)
            return False

        world.lose_task = note

    assert run(path, (), watch=watch).found == []
    return called


def lost_after(number: int) -> Callable[[World], None]:
    """Lose the execution that calls the task of this number while its function works."""

    def watch(world: World) -> None:
        left = [number]

        def lose(_function: str) -> bool:
            left[0] -= 1
            if left[0] == -1:
                world.lose_execution()
            return left[0] == -1

        world.lose_task = lose

    return watch


TASKS = {path.name: tasks(path) for path in PATHS}
LOSSES = [
    (path, number)
    for path in PATHS
    for number, task in enumerate(TASKS[path.name])
    if path in (BOUGHT, SENT_BACK, REDRIVEN) or task not in TASKS[BOUGHT.name]
]


_TO: dict[BookingStatus, Callable[[World], str]] = {
    BookingStatus.AWAITING_SELECTION: planned,
    BookingStatus.HOLDING: planned,
    BookingStatus.AWAITING_APPROVAL: waiting_for_approval,
    BookingStatus.REVISING: sent_back,
}


def size() -> tuple[int, int]:
    """How many paths are tried, and how many tasks of them the execution is lost after."""
    return len(PATHS), len(LOSSES)


@pytest.mark.parametrize(("path", "number"), LOSSES, ids=lambda it: it.name if isinstance(it, Path) else str(it))
def test_booking_ends_as_it_would_have_whichever_task_its_execution_is_lost_after(path: Path, number: int) -> None:
    assert run(path, (), watch=lost_after(number)).found == []


@pytest.mark.parametrize("vanished", [False, True])
@pytest.mark.parametrize("sweeping", [False, True])
@pytest.mark.parametrize(
    ("status", "ends"),
    [
        (BookingStatus.AWAITING_SELECTION, BookingStatus.EXPIRED),
        (BookingStatus.HOLDING, BookingStatus.BOOKED),
        (BookingStatus.AWAITING_APPROVAL, BookingStatus.EXPIRED),
        (BookingStatus.REVISING, BookingStatus.EXPIRED),
    ],
)
def test_waiting_booking_whose_execution_is_lost_is_taken_on_by_the_sweeper_alone(
    world: World, status: BookingStatus, ends: BookingStatus, sweeping: bool, vanished: bool
) -> None:
    world.sweeping, world.sweep_every = sweeping, timedelta(minutes=20)
    booking_id = _TO[status](world)
    if status is BookingStatus.HOLDING:
        world.wire.scissors = once(CALLBACK)
        world.choose(booking_id)
    lose(world, booking_id, vanished=vanished)

    world.run(DAYS, until=world.ended)

    booking = world.booking(booking_id)
    assert booking.status is (ends if sweeping else status)
    assert booking.execution == (2 if sweeping and not vanished else 1)
    assert violations(world, ended=sweeping) == []


@pytest.mark.parametrize("vanished", [False, True])
@pytest.mark.parametrize("decision", ["approved", "declined"])
def test_decision_counts_though_the_execution_that_waited_for_it_is_lost(
    world: World, decision: str, vanished: bool
) -> None:
    booking_id = waiting_for_approval(world)
    lose(world, booking_id, vanished=vanished)

    world.decide(booking_id, decision)  # type: ignore[arg-type]
    world.run(300)

    assert world.booking(booking_id).status is (
        BookingStatus.BOOKED if decision == "approved" else BookingStatus.DECLINED
    )
    assert violations(world) == []


def test_revision_counts_though_the_execution_that_waited_for_it_is_lost(world: World) -> None:
    booking_id = sent_back(world)
    lose(world, booking_id)

    revise(world, booking_id)
    world.run(300)

    assert world.booking(booking_id).choosable


def test_started_twice_it_goes_on_once(world: World) -> None:
    booking_id = waiting_for_approval(world)
    lose(world, booking_id)
    world.decide(booking_id, "approved")
    world.sweeping = False
    world.wire.scissors = once("stepfunctions.StartExecution")
    with pytest.raises(Unavailable):
        reconcile_booking(booking_id)
    assert world.booking(booking_id).execution == 2

    assert [reconcile_booking(booking_id) for _ in range(3)] == ["started", "nothing", "nothing"]
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert sorted(world.executions) == [booking_id, f"{booking_id}-r2"]
    assert event_types(world, booking_id).count("resumed") == 1
    assert violations(world) == []


def test_booking_whose_executions_are_always_lost_is_compensated(world: World) -> None:
    booking_id = waiting_for_approval(world)

    def lose_each(_function: str) -> bool:
        world.lose_execution()
        return True

    world.lose_task = lose_each
    lose(world, booking_id)
    world.decide(booking_id, "approved")

    world.run(3600, until=world.ended)

    booking = world.booking(booking_id)
    assert (booking.status, booking.execution) == (BookingStatus.FAILED, MAX_EXECUTIONS)
    assert booking.failure is not None
    assert booking.failure.code == "workflow_lost"
    assert violations(world) == []


def lose(world: World, booking_id: str, *, vanished: bool = False) -> None:
    """End the booking's execution from outside, or have the service forget that there was one."""
    world.executions[booking_id].end("FAILED", "States.Runtime")
    if vanished:
        del world.executions[booking_id]
