"""Changes of what is booked, as its traveller asks for them: quoted, confirmed and settled."""

from datetime import date
from typing import Literal

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.offers.rail import RailSlice
from chalicelib.domain.servicing.amendments import Receipt
from chalicelib.domain.servicing.date_changes import DateChange, SliceDateChange
from chalicelib.domain.servicing.quotes import Quote
from chalicelib.domain.servicing.requested_parts import slices_of
from chalicelib.services.servicing import quotes
from chalicelib.services.servicing.asked_parts import asked_as
from tests.simulation.world import ANNA, World

QUOTE_ID = "qte_01JQZX5V9D7R8M3T2K6W000001"
OTHER_ID = "qte_01JQZX5V9D7R8M3T2K6W000002"


def days_moved(*days: date | None) -> DateChange:
    """Other days for the slices of a trip, in their order; none for those that stay."""
    return DateChange(
        slices=tuple(SliceDateChange(slice=place, depart_on=day) for place, day in enumerate(days) if day is not None)
    )


WEEK_LATER = days_moved(date(2027, 3, 10), date(2027, 3, 12))


def part_of(booking: Booking, place: int, field: Literal["slices", "stays", "cars"] = "slices") -> str:
    """The part of a booking that is this slice of its request, or this stay, or this car."""
    return next(each.part_id for each in parts_of(booking) if asked_as(booking, each) == (field, place))


def out_of(made: World, booking_id: str) -> str:
    """The part of a booking that is its first slice."""
    return part_of(made.booking(booking_id), 0)


def back_of(made: World, booking_id: str) -> str:
    """The part of a booking that is its second slice."""
    return part_of(made.booking(booking_id), 1)


def stay_of(made: World, booking_id: str) -> str:
    """The part of a booking that is its first stay."""
    return part_of(made.booking(booking_id), 0, "stays")


def slice_of(booking: Booking, place: int) -> Slice | RailSlice:
    """What is booked of a slice of the request."""
    return next(each for offer in booking.selected.transport for index, each in slices_of(offer) if index == place)


def quoted(booking_id: str, *parts: str, quote_id: str = QUOTE_ID) -> Quote:
    return quotes.quote_cancellation(ANNA, booking_id, parts or None, quote_id=quote_id)


def cancelled(made: World, booking_id: str, *parts: str, quote_id: str = QUOTE_ID) -> Receipt:
    """The receipt for parts that were quoted, confirmed and settled."""
    quoted(booking_id, *parts, quote_id=quote_id)
    quotes.confirm_quote(ANNA, booking_id, quote_id)
    made.run(60)
    return made.booking(booking_id).receipts[-1]


def asked(booking_id: str, change: DateChange = WEEK_LATER, quote_id: str = "qte_01JQZX5V9D7R8M3T2K6W0000D1") -> Quote:
    return quotes.quote_date_change(ANNA, booking_id, change, quote_id=quote_id)


def agreed(made: World, booking_id: str, change: DateChange = WEEK_LATER) -> tuple[Quote, str]:
    """A date change that was quoted and confirmed, and the id of the booking that takes the place."""
    quote = asked(booking_id, change)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    assert quote.replacement_booking_id is not None
    return quote, quote.replacement_booking_id
