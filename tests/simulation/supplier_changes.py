"""A supplier changes what was booked: the sandbox's notices, and what they come to."""

from datetime import timedelta
from typing import Literal

from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.gateways.suppliers.sandbox.notices import cancel_part, move_part
from chalicelib.services.servicing.supplier_notices import receive_notice
from tests.simulation.quoting import part_of
from tests.simulation.world import World

HOUR = timedelta(hours=1)


def moved(made: World, booking_id: str, slice_index: int = 1, by: timedelta = HOUR) -> tuple[str, SupplierNotice]:
    """The notice of a slice of a booking that the sandbox has moved."""
    with made.wire.quiet():
        return move_part(*_bought(made, booking_id, slice_index), by, made.clock.time)


def cancelled_part(
    made: World, booking_id: str, place: int = 1, field: Literal["slices", "stays", "cars"] = "slices"
) -> tuple[str, SupplierNotice]:
    """The notice of a slice, a stay or a car that the sandbox has cancelled."""
    with made.wire.quiet():
        return cancel_part(*_bought(made, booking_id, place, field), made.clock.time)


def _bought(
    made: World, booking_id: str, place: int, field: Literal["slices", "stays", "cars"] = "slices"
) -> tuple[str, int]:
    """Under which key a part was bought, and which part of that it is."""
    booking = made.booking(booking_id)
    component_index, part_index = part_of(booking, place, field).split(".")
    return booking.component_key(int(component_index)), int(part_index)


def taken(notice: tuple[str, SupplierNotice]) -> str:
    return receive_notice("sandbox", *notice)
