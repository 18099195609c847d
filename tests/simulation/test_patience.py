"""A supplier that is away for minutes, or for hours, while what was selected or held is still there to be bought."""

from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.delay import pause_before_retry
from chalicelib.errors import Conflict
from chalicelib.gateways.suppliers.sandbox.faults import SupplierOperation, arm_fault, disarm_faults
from chalicelib.gateways.suppliers.sandbox.tables import LedgerRow
from chalicelib.services.booking_workflow.decisions import cancel_booking
from chalicelib.services.booking_workflow.patience import PURCHASE_MARGIN, delay_step
from chalicelib.services.bookings.queries import BookingOperation, operations
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, money
from tests.simulation.stages import FOR_EVER, planned, send_back, waiting_for_approval
from tests.simulation.world import ANNA, World
from tests.support.connection import Cut
from tests.support.turning_clock import START

A_MINUTE, DAYS = 60.0, 5 * 86_400.0
AWAY = ("error", "timeout", "timeout_after_effect")


def away(*operations: SupplierOperation, kind: str = "error") -> None:
    for operation in operations:
        arm_fault(operation, kind, times=FOR_EVER)


def bought_once(booking: Booking) -> bool:
    keys = [booking.component_key(index) for index in range(len(booking.selected.components))]
    return sorted(row.key for row in LedgerRow.scan()) == sorted(
        f"{kind} {k}" for kind in ("hold", "order") for k in keys
    )


@pytest.mark.parametrize(
    ("minutes", "operation", "kind"),
    [*((5, operation, kind) for operation in ("price", "order") for kind in AWAY), (90, "order", "error")],
)
def test_approved_booking_outlasts_its_supplier(
    world: World, minutes: int, operation: SupplierOperation, kind: str
) -> None:
    booking_id = waiting_for_approval(world)
    away(operation, kind=kind)
    world.decide(booking_id, "approved")
    world.run(minutes * A_MINUTE)
    delayed = world.booking(booking_id).delay
    assert delayed is not None
    assert delayed.code == ("supplier_unavailable" if kind == "error" else "supplier_timeout")

    disarm_faults()
    world.run(10 * A_MINUTE + 20)

    booking = world.booking(booking_id)
    assert (booking.status, booking.delay) == (BookingStatus.BOOKED, None)
    assert event_types(world, booking_id).count("delayed") == 1
    assert bought_once(booking)
    assert violations(world) == []


@pytest.mark.parametrize("kind", AWAY)
def test_selected_booking_outlasts_its_supplier(world: World, kind: str) -> None:
    booking_id = planned(world)
    away("hold", kind=kind)
    world.choose(booking_id)
    world.run(5 * A_MINUTE)
    assert world.booking(booking_id).status is BookingStatus.HOLDING

    disarm_faults()
    world.run(3 * A_MINUTE)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert bought_once(world.booking(booking_id))
    assert violations(world) == []


def test_approval_of_the_last_second_leaves_time_for_five_minutes_without_the_supplier(world: World) -> None:
    booking_id = waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    world.clock.time = approval.deadline - timedelta(seconds=1)
    away("price", "order")
    world.decide(booking_id, "approved")
    world.run(5 * A_MINUTE)

    disarm_faults()
    world.run(3 * A_MINUTE)

    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_sent_back_booking_outlasts_its_supplier(world: World) -> None:
    booking_id = waiting_for_approval(world)
    away("release")
    send_back(world, booking_id)
    world.run(5 * A_MINUTE)

    disarm_faults()
    world.run(3 * A_MINUTE)

    assert world.booking(booking_id).revisable


@pytest.mark.parametrize(
    ("operation", "kind"), [("search", "error"), ("search", "timeout"), ("hold", "error"), ("order", "timeout")]
)
def test_supplier_that_stays_away_ends_the_booking_when_its_time_is_over_with_everything_released(
    world: World, operation: SupplierOperation, kind: str
) -> None:
    away(operation, kind=kind)
    booking_id = world.ask()
    world.run(A_MINUTE)
    world.sweep_every = timedelta(minutes=20)
    if world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION:
        world.choose(booking_id)
        world.run(A_MINUTE)
    delayed = world.booking(booking_id).delay
    assert delayed is not None

    world.run(DAYS, until=world.ended)

    booking = world.booking(booking_id)
    assert (booking.status, booking.delay) == (BookingStatus.FAILED, None)
    assert booking.failure is not None
    assert booking.failure.code == ("supplier_unavailable" if kind == "error" else "supplier_timeout")
    assert timedelta() <= booking.updated_at - delayed.until < timedelta(seconds=90)
    assert money(world) == (0, 0)
    assert violations(world) == []


def test_approved_booking_outlasts_five_minutes_without_its_tables(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.decide(booking_id, "approved")
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation.startswith("dynamodb.") else None
    world.run(5 * A_MINUTE)

    world.wire.scissors = lambda _call: None
    world.run(10 * A_MINUTE)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert violations(world) == []


@pytest.mark.parametrize("operation", ["search", "hold", "order"])
def test_delayed_booking_may_be_cancelled_and_buys_nothing(world: World, operation: SupplierOperation) -> None:
    away(operation)
    booking_id = world.ask()
    world.run(A_MINUTE)
    if operation != "search":
        world.choose(booking_id)
        world.run(A_MINUTE)
    assert operations(ANNA, world.booking(booking_id)) == (BookingOperation.CANCEL,)

    cancel_booking(ANNA, booking_id)
    cancel_booking(ANNA, booking_id)
    assert operations(ANNA, world.booking(booking_id)) == ()
    disarm_faults()
    world.run(10 * A_MINUTE)

    booking = world.booking(booking_id)
    assert (booking.status, booking.orders) == (BookingStatus.CANCELLED, ())
    assert booking.failure is not None
    assert booking.failure.code == "cancelled_by_traveller"
    assert event_types(world, booking_id).count("cancel_requested") == 1
    assert money(world) == (0, 0)
    assert violations(world) == []


def test_booking_that_is_bought_and_not_recorded_cannot_be_cancelled(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.run(until=lambda: world.executions[booking_id].state == "RecordTrip")
    delay_step(booking_id, "record", "unavailable")
    assert world.booking(booking_id).delay is not None

    with pytest.raises(Conflict):
        cancel_booking(ANNA, booking_id)


@pytest.mark.parametrize("operation", ["price", "order"])
def test_nothing_is_bought_in_the_last_moments_of_a_hold(world: World, operation: SupplierOperation) -> None:
    booking_id = waiting_for_approval(world)
    ends = min(hold.expires_at for hold in world.booking(booking_id).holds)
    away(operation)

    world.decide(booking_id, "approved")
    world.run(A_MINUTE)

    delayed = world.booking(booking_id).delay
    assert delayed is not None
    assert delayed.until == ends - PURCHASE_MARGIN


@pytest.mark.parametrize(("operation", "ends"), [("price", "sold_out"), ("order", "sold_out")])
def test_what_the_supplier_refuses_is_not_waited_for(world: World, operation: SupplierOperation, ends: str) -> None:
    booking_id = waiting_for_approval(world)
    arm_fault(operation, "sold_out", times=FOR_EVER)

    world.decide(booking_id, "approved")
    world.run(1)

    assert "delayed" not in event_types(world, booking_id)
    assert world.booking(booking_id).status in (BookingStatus.AWAITING_SELECTION, BookingStatus.FAILED)


def test_sweeper_leaves_a_booking_that_waits_for_its_supplier_alone(world: World) -> None:
    booking_id = waiting_for_approval(world)
    away("order")
    world.decide(booking_id, "approved")

    world.run(3 * 3600)

    booking = world.booking(booking_id)
    assert (booking.status, booking.ending, booking.execution) == (BookingStatus.PURCHASING, None, 1)
    assert event_types(world, booking_id).count("delayed") == 1


def test_execution_that_is_lost_while_it_waits_for_the_supplier_goes_on_waiting(world: World) -> None:
    booking_id = waiting_for_approval(world)
    away("order")
    world.decide(booking_id, "approved")
    world.run(5 * A_MINUTE)
    world.executions[booking_id].end("ABORTED", "States.Runtime")
    world.run(10 * A_MINUTE)

    disarm_faults()
    world.run(10 * A_MINUTE)

    booking = world.booking(booking_id)
    assert (booking.status, booking.execution) == (BookingStatus.BOOKED, 2)
    assert event_types(world, booking_id).count("delayed") == 1
    assert violations(world) == []


def test_pauses_grow_with_the_time_that_it_has_lasted_and_the_last_attempt_is_in_time() -> None:
    until, now, pauses = START + timedelta(hours=6), START, []
    while (pause := pause_before_retry(START, until, now)) is not None:
        pauses.append(pause)
        now += timedelta(seconds=pause)

    assert now == until
    assert pauses[0] == 5
    assert pauses[:-1] == sorted(pauses[:-1])
    assert max(pauses) == 600
    assert len(pauses) < 60
