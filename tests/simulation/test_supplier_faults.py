"""A supplier that fails, does not answer, or answers too late: once it changes nothing, and what cannot be given back
is tried until it can. For how long else a supplier may be away: `test_patience.py`."""

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.gateways.suppliers.sandbox.faults import SupplierOperation, arm_fault, disarm_faults
from chalicelib.gateways.suppliers.sandbox.tables import LedgerRow
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, money
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import World

KINDS = ("error", "timeout", "timeout_after_effect")
A_MINUTE = 60.0
AN_HOUR = 3600.0


def ledger() -> list[str]:
    return sorted(row.key for row in LedgerRow.scan())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", ["search", "hold", "price", "order"])
def test_fault_before_the_purchase_changes_nothing(world: World, operation: SupplierOperation, kind: str) -> None:
    arm_fault(operation, kind, times=2)
    booking_id = world.ask(stay=RequestedStay())
    world.run(A_MINUTE)
    world.choose(booking_id)

    world.run(A_MINUTE)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    keys = [world.booking(booking_id).component_key(component_index) for component_index in range(2)]
    assert ledger() == sorted([*(f"hold {key}" for key in keys), *(f"order {key}" for key in keys)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", ["release", "cancel"])
def test_fault_during_compensation_changes_nothing(world: World, operation: SupplierOperation, kind: str) -> None:
    booking_id = waiting_for_approval(world, stay=RequestedStay())
    arm_fault(operation, kind, times=2)

    world.decide(booking_id, "declined")
    world.run(A_MINUTE)

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert "compensation_required" not in event_types(world, booking_id)
    assert violations(world) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", ["release", "cancel"])
def test_compensation_that_fails_raises_an_alarm_and_is_retried_until_it_succeeds(
    world: World, operation: SupplierOperation, kind: str
) -> None:
    booking_id = waiting_for_approval(world, stay=RequestedStay())
    reserved = money(world)
    arm_fault(operation, kind, times=10_000)
    world.decide(booking_id, "declined")

    world.run(AN_HOUR)

    assert world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED
    assert world.executions[booking_id].error == "CompensationRequired"
    assert money(world) == reserved  # as long as it may be bought, its money is not for others
    assert world.booking(booking_id).compensation_attempts > 3

    disarm_faults()
    world.run(2 * AN_HOUR)

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert money(world) == (0, 0)
    assert violations(world) == []


def test_compensation_that_fails_is_never_closed_without_the_sweeper(world: World) -> None:
    world.sweeping = False
    booking_id = waiting_for_approval(world)
    arm_fault("release", "error", times=10_000)
    world.decide(booking_id, "declined")
    world.run(AN_HOUR)
    disarm_faults()

    world.run(10 * AN_HOUR)

    assert world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED


def test_purchase_that_fails_half_done_refunds_the_other_half(world: World) -> None:
    booking_id = planned(world, stay=RequestedStay())
    chosen = world.choose(booking_id)
    arm_fault("order", "sold_out", match=chosen.component_key(1), times=99)

    world.run(A_MINUTE)

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (BookingStatus.FAILED, "sold_out")
    assert money(world) == (0, 0)
    assert violations(world) == []
