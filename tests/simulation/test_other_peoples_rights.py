"""Rights that end beside a booking: of its guest, who is looked up, by whoever looks at the booking next."""

from collections.abc import Callable

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.errors import SojournError
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.services import passengers
from chalicelib.services.operations import reconciliation, sweeper
from chalicelib.services.servicing import quotes
from tests.simulation.arranging import arrange
from tests.simulation.stages import booked, planned
from tests.simulation.world import ANNA, CLARA, World


def by_message(world: World, booking_id: str) -> None:
    reconciliation.reconcile_booking(booking_id)


def by_sweeper(world: World, booking_id: str) -> None:
    due = world.booking(booking_id).due_at
    assert due is not None
    world.clock.time = max(world.clock.time, due)
    sweeper.sweep()


@pytest.mark.parametrize("look", [by_message, by_sweeper])
def test_a_booking_for_a_guest_who_is_gone_ends_at_the_next_look(
    world: World, look: Callable[[World, str], None]
) -> None:
    booking_id = arrange(world, "grace")
    world.run()
    (passenger_id,) = world.booking(booking_id).request.passenger_ids
    with world.wire.quiet():
        profile = passengers.get_passenger(ANNA, passenger_id)[0]
        passengers.delete_passenger(ANNA, passenger_id, expected=profile.version)
    world.sweeping = False

    look(world, booking_id)
    world.run(60)

    assert world.booking(booking_id).status in {BookingStatus.FAILED, BookingStatus.CANCELLED, BookingStatus.EXPIRED}


def test_a_manager_of_another_identity_provider_hears_of_a_booking(world: World) -> None:
    booking_id = planned(world)
    connection_id = world.listen(booking_id, CLARA)
    world.wire.federated.add(CLARA.user_id)

    world.choose(booking_id)
    world.run(60)

    assert connection_id in {each for each, _ in world.wire.pushed}


def test_a_cancellation_is_quoted_although_the_supplier_fails_once(world: World) -> None:
    booking_id = booked(world)
    arm_fault("quote_cancel", "error", times=1)

    with pytest.raises(SojournError):
        quotes.quote_cancellation(ANNA, booking_id, None, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000F1")

    assert quotes.quote_cancellation(ANNA, booking_id, None, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000F2").booking_id
