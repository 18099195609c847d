"""What stands in a list of bookings or trips, of which some may not be readable."""

from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.trips.trip import Trip
from chalicelib.dynamodb.paging import UnreadableRow
from chalicelib.dynamodb.tables import table_meta
from chalicelib.models.bookings import BookingSummary
from chalicelib.services.authorization.trips import SeenTrip


class _TextRow(Model):
    """A booking's row as the text that it is."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    document = UnicodeAttribute()


def cut_off(booking_id: str) -> None:
    """Let a booking that is there be one that cannot be read."""
    _TextRow(booking_id).update([_TextRow.document.set('{"status":"bo')])


def trips_of(listed: Iterable[SeenTrip | UnreadableRow]) -> list[Trip]:
    """The trips of a list, each of which can be read."""
    found = list(listed)
    assert not [each for each in found if isinstance(each, UnreadableRow)]
    return [each.trip for each in found if isinstance(each, SeenTrip)]


def ids_of(listed: Iterable[BookingSummary | UnreadableRow]) -> list[str]:
    """The ids of the bookings, in their order; that of each can be read."""
    return [each.booking_id for each in readable(listed)]


def readable(listed: Iterable[BookingSummary | UnreadableRow]) -> list[BookingSummary]:
    """The bookings, each of which can be read."""
    found = list(listed)
    assert not [each for each in found if isinstance(each, UnreadableRow)]
    return [each for each in found if isinstance(each, BookingSummary)]
