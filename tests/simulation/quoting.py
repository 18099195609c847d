"""Changes of what is booked, as its traveller asks for them: quoted, confirmed and settled."""

from datetime import date

from chalicelib.domain.servicing.amendments import Receipt
from chalicelib.domain.servicing.quotes import Quote
from chalicelib.services.servicing import quotes
from chalicelib.services.servicing.date_changes import DateChange
from tests.simulation.world import ANNA, World

QUOTE_ID = "qte_01JQZX5V9D7R8M3T2K6W000001"
OTHER_ID = "qte_01JQZX5V9D7R8M3T2K6W000002"
WEEK_LATER = DateChange(depart_on=date(2027, 3, 10), return_on=date(2027, 3, 12))


def quoted(booking_id: str, *parts: str, quote_id: str = QUOTE_ID) -> Quote:
    return quotes.quote_cancellation(ANNA, booking_id, parts or None, quote_id=quote_id)


def cancelled(made: World, booking_id: str, *parts: str, quote_id: str = QUOTE_ID) -> Receipt:
    """The receipt for parts that were quoted, confirmed and settled."""
    quoted(booking_id, *parts, quote_id=quote_id)
    quotes.confirm_quote(ANNA, booking_id, quote_id)
    made.run(60)
    return made.booking(booking_id).receipts[-1]


def asked(
    booking_id: str,
    change: DateChange = WEEK_LATER,
    *parts: str,
    quote_id: str = "qte_01JQZX5V9D7R8M3T2K6W0000D1",
) -> Quote:
    return quotes.quote_date_change(ANNA, booking_id, change, parts or None, quote_id=quote_id)


def agreed(made: World, booking_id: str) -> tuple[Quote, str]:
    """A date change that was quoted and confirmed, and the id of the booking that takes the place."""
    quote = asked(booking_id)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    assert quote.replacement_booking_id is not None
    return quote, quote.replacement_booking_id
