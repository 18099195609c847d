"""The supplier, who changes what was bought and tells of it until it is heard: several times, not always in order."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.offers.offers import FlightOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.supplier_changes import SegmentTimes, SupplierNotice, times_of
from chalicelib.services.servicing.supplier_notices import receive_notice
from tests.simulation.looks import LOOKS_EVERY
from tests.simulation.people import OLGA, Person, Traveller
from tests.simulation.supplier_model import SUPPLIER
from tests.simulation.world import World

MOVED, CANCELLED = "moved", "cancelled"


class Mover(Person):
    """Moves the last slice of what is booked an hour, or cancels it, once or several times; or cancels the stay or the
    car that is booked without one. Then sends the notices in this order, each until it is heard, whatever has become of
    the booking."""

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
        places = {
            place: (component_index, part_index)
            for component_index, offer in enumerate(booking.selected.components)
            if isinstance(offer, FlightOffer | RailOffer)
            for part_index, place in enumerate(offer.slice_indexes)
        }
        if not places:
            return [supplier.disrupt(booking.component_key(0), 0) for _ in self.what]
        component_index, last = places[max(places)]
        key, known = (
            booking.component_key(component_index),
            times_of(booking.selected.components[component_index], last),
        )
        return [
            supplier.disrupt(key, last, _later(known, hours) if what == MOVED else ())
            for hours, what in enumerate(self.what, start=1)
        ]


def _later(known: Sequence[SegmentTimes], hours: int) -> tuple[SegmentTimes, ...]:
    by = timedelta(hours=hours)
    return tuple(SegmentTimes(departs_at=each.departs_at + by, arrives_at=each.arrives_at + by) for each in known)
