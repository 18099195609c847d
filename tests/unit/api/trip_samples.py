"""Trips that the tests of the API speak about: made by hand, and bought."""

from typing import Any

import msgspec

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import trip_of
from chalicelib.models import bookings as bookings_table
from chalicelib.models import items as items_table
from chalicelib.models import trips as trips_table
from chalicelib.services import record_locators
from tests.support.booked_samples import NOW, ordered
from tests.unit.api.people import Person

TRIP = {"name": "Berlin to London", "startsAt": "2026-12-01T06:15:00Z", "endsAt": "2026-12-03T18:50:00Z"}
BOOKED = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"


def planned(person: Person, **changes: Any) -> str:
    trip_id: str = person.post("/v1/trips", TRIP | changes)["trip"]["tripId"]
    return trip_id


def from_day_to_day(first: int, last: int) -> dict[str, str]:
    return {"startsAt": f"2026-11-{first:02}T08:00:00Z", "endsAt": f"2026-11-{last:02}T18:00:00Z"}


def with_locators(booking: Booking) -> Booking:
    """The booking with the record locators of its orders encrypted as its purchase does it: REF0, REF1 and so on."""
    row_key = record_locators.make_booking_key(booking.booking_id)
    orders = tuple(
        msgspec.structs.replace(order, encrypted_locator=row_key.encrypt(f"REF{number}".encode()))
        for number, order in enumerate(booking.orders)
    )
    return msgspec.structs.replace(booking, orders=orders)


def booked_trip() -> Booking:
    """Anna's trip to London, bought: as the one door leaves it."""
    booking = msgspec.structs.replace(ordered(), status=BookingStatus.BOOKED, trip_id=BOOKED)
    booking = with_locators(booking)
    trip = trip_of(booking, BOOKED, NOW)
    numbered = iter(f"itm_01JQZXB2M4C6N8P0R2T4V6X8Z{n}" for n in range(9))
    bookings_table.to_row(booking).save()
    trips_table.create_trip(trip)
    for item in items_of(booking, trip, NOW, new_id=numbered.__next__):
        items_table.create_item(item)
    return booking
