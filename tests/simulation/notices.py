"""The supplier, who changes what was bought and tells of it until it is heard: several times, not always in order."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.servicing.supplier_changes import FlightTimes, SupplierNotice, times_of
from chalicelib.services.servicing.supplier_notices import receive_notice
from tests.simulation.people import LOOKS_EVERY, OLGA, Person, Traveller
from tests.simulation.supplier_model import SUPPLIER
from tests.simulation.world import World

MOVED, CANCELLED = "moved", "cancelled"


class Mover(Person):
    """Moves the last flight of what is booked an hour, or cancels it, once or several times; then sends the notices in
    this order, each until it is heard, whatever has become of the booking."""

    def __init__(
        self, world: World, traveller: Traveller, what: Sequence[str] = (MOVED,), order: Sequence[int] = (0, 0)
    ) -> None:
        super().__init__(world, OLGA, f"mover-{traveller.app.name}")
        self.traveller, self.what, self.order = traveller, what, list(order)
        self.notices: list[tuple[str, SupplierNotice]] = []
        self.moved: str | None = None  # what it moves is the first that it sees booked
        world.later(LOOKS_EVERY, self.look)

    def look(self) -> None:
        self.booking_id = self.moved or self.traveller.booking_id
        super().look()

    def wants_more(self, booking: Booking) -> bool:
        return booking.status is BookingStatus.BOOKED and bool(self.order)

    def act(self, booking: Booking | None) -> None:
        if booking is None or not self.order:
            return
        if not self.notices and booking.status is BookingStatus.BOOKED:
            self.moved = booking.booking_id
            self.notices = self._made(booking)
        if self.notices:
            notice = self.notices[self.order[0]]
            if self.world.guarded("notice", lambda: receive_notice(SUPPLIER, *notice)):
                self.order.pop(0)

    def _made(self, booking: Booking) -> list[tuple[str, SupplierNotice]]:
        supplier = self.world.supplier
        assert supplier is not None
        slices = booking.selected.flights[0].slices
        key, last = booking.component_key(0), len(slices) - 1
        return [
            supplier.disrupt(key, last, _later(slices[last], hours) if what == MOVED else ())
            for hours, what in enumerate(self.what, start=1)
        ]


def _later(flight_slice: Slice, hours: int) -> tuple[FlightTimes, ...]:
    by = timedelta(hours=hours)
    return tuple(
        FlightTimes(departs_at=each.departs_at + by, arrives_at=each.arrives_at + by) for each in times_of(flight_slice)
    )
