"""The record-locators table: which bookings an order with a record locator belongs to, by a keyed hash of it.

Rows follow from the booking alone and are written in the transaction that changes it (`booking_commits.py`): they come
with its orders, and go when the record locators are taken out of it. Suppliers use a record locator again after a
while, so that several bookings may have the same.
"""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import table_meta


class LocatorRow(Model):
    """One booking under one record locator; booking ids sort by when the bookings were asked for."""

    Meta = table_meta("record-locators")

    locator_hash = UnicodeAttribute(hash_key=True, attr_name="locatorHash")
    booking_id = UnicodeAttribute(range_key=True, attr_name="bookingId")


def rows_of(booking: Booking | None) -> set[tuple[str, str]]:
    """Return the keys of a booking's rows."""
    orders = booking.orders if booking else ()
    return {(order.locator_hash, booking.booking_id) for order in orders if booking and order.locator_hash}


def list_bookings(locator_hash: str, *, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return ids of one page of the bookings with an order of this record locator, the newest first, and where the next
    page starts. Read consistently: what was just bought is found."""
    rows = LocatorRow.query(
        locator_hash,
        consistent_read=True,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.booking_id for row in rows], rows.last_evaluated_key)
