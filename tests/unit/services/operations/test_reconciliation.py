"""What a booking is owed is done when it is asked for, early, late or twice; what is not owed yet is left alone."""

from datetime import timedelta

import boto3
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.errors import NotFound
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault, disarm_faults
from chalicelib.services.bookings.commits import request_reconciliation
from chalicelib.services.operations.reconciliation import reconcile_booking
from tests.simulation.invariants import violations
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import World
from tests.support.connection import Cut
from tests.support.tables import REGION


def uncompensated(world: World) -> str:
    """A booking whose undo has failed, with the supplier mended since."""
    booking_id = waiting_for_approval(world)
    arm_fault("release", "error", times=10_000)
    world.decide(booking_id, "declined")
    world.run(120, until=lambda: world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED)
    disarm_faults()
    return booking_id


def test_a_wait_that_is_not_over_goes_on(world: World) -> None:
    booking_id = planned(world)

    assert reconcile_booking(booking_id) == "nothing"

    world.choose(booking_id)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_a_wait_that_is_over_is_ended(world: World) -> None:
    world.sweeping = False
    booking_id = planned(world)
    due_at = world.booking(booking_id).due_at
    assert due_at is not None
    world.executions[booking_id]._wait_until = due_at + timedelta(hours=1)  # a workflow that does not see it itself
    world.clock.time = due_at

    assert reconcile_booking(booking_id) == "expired"

    world.run(60)
    assert world.booking(booking_id).status is BookingStatus.EXPIRED


def test_what_has_ended_has_nothing_pending(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.run()
    before = world.booking(booking_id)

    assert reconcile_booking(booking_id) == "nothing"

    assert world.booking(booking_id) == before


def test_what_is_asked_for_is_done_without_the_sweeper(world: World) -> None:
    booking_id = uncompensated(world)
    world.sweeping = False

    request_reconciliation(booking_id)
    request_reconciliation(booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert violations(world) == []


def test_what_could_not_be_asked_for_is_found_by_the_sweeper(world: World) -> None:
    booking_id = uncompensated(world)
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "sqs.SendMessage" else None

    request_reconciliation(booking_id)
    world.wire.scissors = lambda _call: None
    world.run(180)

    assert world.booking(booking_id).status is BookingStatus.DECLINED


def test_compensation_that_fails_again_waits_for_its_turn_and_not_in_the_queue(world: World) -> None:
    booking_id = uncompensated(world)
    world.sweeping = False
    arm_fault("release", "error", times=10_000)
    before = world.booking(booking_id)

    request_reconciliation(booking_id)
    world.run()

    after = world.booking(booking_id)
    assert (after.status, after.compensation_attempts) == (
        BookingStatus.COMPENSATION_REQUIRED,
        before.compensation_attempts + 1,
    )
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName="sojourn-local-reconciliations")["QueueUrl"]
    left = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert {left["ApproximateNumberOfMessages"], left["ApproximateNumberOfMessagesNotVisible"]} == {"0"}


def test_booking_that_does_not_exist_cannot_be_reconciled(world: World) -> None:
    with pytest.raises(NotFound):
        reconcile_booking("bkg_01JQZX5V9D7R8M3T2K6W999999")
