"""A task may be delivered twice, late, or have its answer lost: the booking goes its way all the same."""

from typing import Any

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent
from tests.simulation.crashes import APPROVED, BOUGHT, DECLINED, RECALLED, SENT_BACK, Path, go
from tests.simulation.cuts import no_word
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types
from tests.simulation.stages import planned, revise, sent_back, waiting_for_approval
from tests.simulation.world import World

FORWARD = ("step_retrieve", "step_plan", "step_validate", "step_await_selection", "step_hold", "step_reprice")
BUYING = ("step_book", "step_record")
APPROVAL = ("step_await_approval",)
REVISING = ("step_reopen", "step_await_revision")


def the_booking(world: World) -> Booking:
    (booking,) = world.asked()
    return booking


def is_bought_when_notified(world: World, booking_id: str) -> None:
    """The workflow hears of the decision at last, and the booking goes its way."""
    world.wire.scissors = None
    world.run(300)
    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert violations(world) == []


def twice(world: World, function: str, *delays: float) -> None:
    world.deliver_again = lambda called: delays if called == function else ()


@pytest.mark.parametrize("function", [*FORWARD, *APPROVAL, *BUYING])
def test_every_task_may_come_again_at_any_time(world: World, function: str) -> None:
    twice(world, function, 0, 1.5, 3, 5, 9, 400)

    go(world, APPROVED)
    world.run(500)

    assert the_booking(world).status is BookingStatus.BOOKED
    assert violations(world) == []


@pytest.mark.parametrize("function", [*FORWARD, *APPROVAL, "step_compensate"])
def test_every_task_may_come_again_when_approval_is_declined(world: World, function: str) -> None:
    twice(world, function, 0, 1.5, 3, 5, 9, 400)

    go(world, DECLINED)
    world.run(500)

    assert the_booking(world).status is BookingStatus.DECLINED
    assert violations(world) == []


@pytest.mark.parametrize("function", [*FORWARD, *APPROVAL, *REVISING])
def test_every_task_may_come_again_when_it_is_sent_back(world: World, function: str) -> None:
    twice(world, function, 0, 1.5, 3, 5, 9, 400)

    go(world, SENT_BACK)
    world.run(500)

    assert the_booking(world).status is BookingStatus.BOOKED
    assert [each.round for each in the_booking(world).revisions] == [1]
    assert violations(world) == []


@pytest.mark.parametrize("path", [BOUGHT, APPROVED, DECLINED, SENT_BACK, RECALLED], ids=lambda path: path.name)
def test_every_answer_of_every_task_may_be_lost_once(world: World, path: Path) -> None:
    seen: set[str] = set()

    def first(function: str) -> bool:
        return function not in seen and not seen.add(function)  # type: ignore[func-returns-value]

    world.lose_task = first
    go(world, path)

    assert the_booking(world).status is path.ends
    assert len(seen) > 6
    assert violations(world) == []


def test_task_that_comes_twice_is_reported_once(world: World) -> None:
    world.deliver_again = lambda _function: (0, 0)

    go(world, APPROVED)

    events = event_types(world, the_booking(world).booking_id)
    assert len(events) == len(set(events)) == 13


def test_wait_of_an_earlier_round_does_not_take_the_place_of_the_present_one(world: World) -> None:
    calls: list[dict[str, Any]] = []
    invoke = world.call

    def remember(function: str, payload: dict[str, Any]) -> Any:
        if function == "step_await_selection":
            calls.append(payload)
        return invoke(function, payload)

    world.call = remember  # type: ignore[method-assign]
    booking_id = planned(world)
    world.choose(booking_id)
    arm_fault("hold", "sold_out", times=1)
    world.run(until=lambda: world.executions[booking_id].state == "PlanTrip")

    world.guarded("late", lambda: invoke("step_await_selection", calls[0]))
    world.run()
    world.guarded("late", lambda: invoke("step_await_selection", calls[0]))

    assert world.booking(booking_id).round == 2
    world.choose(booking_id)
    world.run(120)
    assert world.booking(booking_id).status is BookingStatus.BOOKED


@pytest.mark.parametrize("function", ["step_hold", "step_reprice"])
def test_task_of_an_earlier_round_leaves_the_present_one_alone(world: World, function: str) -> None:
    """Also when the workflow has not heard of the choice yet, which a task that acts on it would make it never hear."""
    booking_id = planned(world)
    world.choose(booking_id)
    arm_fault("hold", "sold_out", times=1)
    world.run()
    world.wire.scissors = no_word
    chosen = world.choose(booking_id)
    assert (chosen.round, chosen.status) == (2, BookingStatus.HOLDING)

    late = world.call(function, {"bookingId": booking_id, "round": 1})

    assert (late["outcome"], late["round"]) == ("plan_again", 2)
    assert world.booking(booking_id) == chosen
    is_bought_when_notified(world, booking_id)


def test_pricing_from_before_approval_was_requested_again_does_not_touch_the_new_approval(world: World) -> None:
    """Also when the workflow has not heard of it yet."""
    booking_id = waiting_for_approval(world)
    set_price_percent(world.booking(booking_id).selected.components[0].offer_id, 150)
    world.decide(booking_id, "approved")
    world.run()
    assert (world.booking(booking_id).status, world.booking(booking_id).approval_requests) == (
        BookingStatus.AWAITING_APPROVAL,
        2,
    )
    world.wire.scissors = no_word
    given = world.decide(booking_id, "approved")

    late = world.call("step_reprice", {"bookingId": booking_id, "round": 1, "approvalRequests": 1})

    assert late["approvalRequests"] == 2
    assert world.booking(booking_id) == given
    is_bought_when_notified(world, booking_id)


def test_run_that_began_before_tasks_named_their_round_goes_on(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)

    for function, outcome in (("step_hold", "held"), ("step_reprice", "confirmed")):
        assert world.call(function, {"bookingId": booking_id})["outcome"] == outcome


def test_earlier_wait_for_approval_does_not_replace_the_present_one(world: World) -> None:
    booking_id = waiting_for_approval(world)
    token = world.executions[booking_id].token
    booking = world.booking(booking_id)
    assert booking.waiting is not None
    assert booking.waiting.task_token == token

    late = {"bookingId": booking_id, "taskToken": "old", "enteredAt": "2026-11-20T08:09:59.999Z", "attempt": 3}
    world.guarded("late", lambda: world.call("step_await_approval", late))
    world.decide(booking_id, "approved")
    world.run(300)

    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_wait_of_an_earlier_time_does_not_take_the_place_of_the_present_one(world: World) -> None:
    world.sweeping = False
    booking_id = sent_back(world)

    late = {"bookingId": booking_id, "taskToken": "old", "enteredAt": "2026-11-20T08:09:59.999Z", "attempt": 3}
    world.guarded("late", lambda: world.call("step_await_revision", late))
    revise(world, booking_id)
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
