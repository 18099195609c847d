"""A wait that nobody could end: what was decided in its last moment counts, though the workflow was never told."""

import json
from collections.abc import Callable
from typing import get_args

import pytest

from chalicelib.domain.bookings.booking import BookingStatus, Decision
from chalicelib.services.booking_workflow.decisions import cancel_booking
from chalicelib.services.booking_workflow.revisions import recall
from chalicelib.services.bookings.steps import StepOutcome
from chalicelib.workers.booking_steps import expire
from tests.simulation.cuts import no_word
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types
from tests.simulation.stages import planned, revise, send_back, sent_back, waiting_for_approval
from tests.simulation.world import ANNA, World

Decide = Callable[[World, str], object]
DAYS = 4 * 86_400  # longer than any wait


def choose(world: World, booking_id: str) -> object:
    return world.choose(booking_id)


def cancel(_world: World, booking_id: str) -> object:
    return cancel_booking(ANNA, booking_id)


def approve(world: World, booking_id: str) -> object:
    return world.decide(booking_id, "approved")


def refuse(world: World, booking_id: str) -> object:
    return world.decide(booking_id, "declined")


def recall_it(_world: World, booking_id: str) -> object:
    return recall(ANNA, booking_id, None)


@pytest.mark.parametrize(
    ("waiting", "decide", "goes_to"),
    [
        (planned, choose, BookingStatus.BOOKED),
        (planned, cancel, BookingStatus.CANCELLED),
        (waiting_for_approval, approve, BookingStatus.BOOKED),
        (waiting_for_approval, refuse, BookingStatus.DECLINED),
        (waiting_for_approval, send_back, BookingStatus.REVISING),
        (waiting_for_approval, recall_it, BookingStatus.REVISING),
        (waiting_for_approval, cancel, BookingStatus.CANCELLED),
        (sent_back, revise, BookingStatus.AWAITING_SELECTION),
        (sent_back, cancel, BookingStatus.CANCELLED),
    ],
)
def test_decision_counts_though_it_never_reached_the_workflow(
    world: World, waiting: Callable[[World], str], decide: Decide, goes_to: BookingStatus
) -> None:
    booking_id = waiting(world)
    before = world.booking(booking_id).waiting
    assert before is not None
    world.sweeping, world.wire.scissors = False, no_word
    decide(world, booking_id)

    world.run(DAYS, until=lambda: heard_of(world, booking_id, before.task_token))
    world.wire.scissors = lambda _call: None
    world.run()

    assert world.booking(booking_id).status is goes_to
    assert "expired" not in event_types(world, booking_id)
    world.sweeping = True
    world.run(DAYS, until=world.ended)
    assert violations(world) == []


@pytest.mark.parametrize(
    ("waiting", "decide", "on"),
    [
        (planned, choose, "selection"),
        (waiting_for_approval, approve, "approval"),
        (sent_back, revise, "revision"),
    ],
)
def test_wait_that_begins_again_after_the_decision_hears_of_it_at_once(
    world: World, waiting: Callable[[World], str], decide: Decide, on: str
) -> None:
    """The first task's answer was lost, and the workflow waits under another token than the decision knows."""
    booking_id = waiting(world)
    world.sweeping, world.wire.scissors = False, no_word
    decide(world, booking_id)
    kept = world.booking(booking_id)
    world.wire.scissors = lambda _call: None
    entered = world.clock.time.isoformat()

    world.call(
        f"step_await_{on}", {"bookingId": booking_id, "taskToken": "another", "enteredAt": entered, "attempt": 1}
    )

    last = world.wire.calls[-1]
    assert (last.operation, last.params["taskToken"]) == ("stepfunctions.SendTaskSuccess", "another")
    assert kept.waiting is not None
    assert json.loads(last.params["output"])["decision"] == kept.waiting.decision
    assert world.booking(booking_id) == kept
    world.sweeping = True
    world.run(DAYS, until=world.ended)


def test_run_that_began_before_expiry_named_its_wait_waits_for_approval(world: World) -> None:
    booking_id = waiting_for_approval(world)

    assert expire({"bookingId": booking_id})["outcome"] == "approval_required"


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_can_be_reported_by_a_step(decision: Decision) -> None:
    assert decision.value in get_args(StepOutcome)


def heard_of(world: World, booking_id: str, token: str) -> bool:
    """Whether the workflow has gone on from this wait."""
    waiting = world.booking(booking_id).waiting
    return waiting is None or waiting.task_token != token or world.ended()
