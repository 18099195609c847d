"""A supplier changes what was booked: the sandbox's notices, and what they come to."""

from datetime import timedelta

from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.gateways.suppliers.sandbox.notices import cancel_part, move_flight
from chalicelib.services.servicing.supplier_notices import receive_notice
from tests.simulation.world import World

HOUR = timedelta(hours=1)


def moved(made: World, booking_id: str, part_index: int = 1, by: timedelta = HOUR) -> tuple[str, SupplierNotice]:
    """The notice of a flight of a booking that the sandbox has moved."""
    with made.wire.quiet():
        return move_flight(made.booking(booking_id).component_key(0), part_index, by, made.clock.time)


def cancelled_part(
    made: World, booking_id: str, component_index: int = 0, part_index: int = 1
) -> tuple[str, SupplierNotice]:
    """The notice of a part that the sandbox has cancelled."""
    with made.wire.quiet():
        return cancel_part(made.booking(booking_id).component_key(component_index), part_index, made.clock.time)


def taken(notice: tuple[str, SupplierNotice]) -> str:
    return receive_notice("sandbox", *notice)
