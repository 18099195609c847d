"""A booking of a list as a line of a file, under its columns."""

from collections.abc import Sequence

from chalicelib.domain.csv_text import Cell, money_cells, unreadable_cells
from chalicelib.dynamodb.paging import UnreadableRow
from chalicelib.services.bookings.company_lists import ListedBooking

BOOKING_COLUMNS = (
    "bookingId",
    "status",
    "outcome",
    "name",
    "startsOn",
    "endsOn",
    "places",
    "countries",
    "requesterId",
    "travellerIds",
    "costCentres",
    "price",
    "currency",
    "tripId",
    "createdAt",
    "updatedAt",
)


def booking_cells(booking: ListedBooking | UnreadableRow) -> Sequence[Cell]:
    """Return what stands of a booking under `BOOKING_COLUMNS`: of one that cannot be read its id, and that it is so."""
    if isinstance(booking, UnreadableRow):
        return unreadable_cells(booking.key, BOOKING_COLUMNS)
    return (
        booking.booking_id,
        booking.status,
        booking.outcome,
        booking.name,
        booking.starts_on,
        booking.ends_on,
        booking.places,
        booking.countries,
        booking.requester_id,
        booking.traveller_ids,
        booking.cost_centres,
        *money_cells(booking.price),
        booking.trip_id,
        booking.created_at,
        booking.updated_at,
    )
