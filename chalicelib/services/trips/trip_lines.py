"""A trip of a list as a line of a file, under its columns."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.csv_text import Cell, money_cells, unreadable_cells
from chalicelib.dynamodb.paging import UnreadableRow
from chalicelib.services.authorization.trips import SeenTrip

TRIP_COLUMNS = (
    "tripId",
    "status",
    "name",
    "startsAt",
    "endsAt",
    "requesterId",
    "travellerIds",
    "bookingId",
    "price",
    "currency",
    "createdAt",
    "updatedAt",
)


def trip_cells(found: SeenTrip | UnreadableRow, now: datetime) -> Sequence[Cell]:
    """Return what stands of a trip under `TRIP_COLUMNS`, as its reader may see it: of one that cannot be read its id,
    and that it is so."""
    if isinstance(found, UnreadableRow):
        return unreadable_cells(found.key, TRIP_COLUMNS)
    trip = found.shown
    return (
        trip.trip_id,
        trip.status_at(now),
        trip.name,
        trip.starts_at,
        trip.ends_at,
        trip.maker_id,
        trip.travellers,
        trip.booking_id if found.sees_all else None,
        *money_cells(trip.price if found.sees_all else None),
        trip.created_at,
        trip.updated_at,
    )
