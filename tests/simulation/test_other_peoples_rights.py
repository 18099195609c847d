"""Rights that end beside a booking: of its guest, who is looked up, by whoever looks at the booking next."""

from collections.abc import Callable

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.services import passengers
from chalicelib.services.operations import reconciliation, sweeper
from tests.simulation.arranging import arrange
from tests.simulation.world import ANNA, World


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
