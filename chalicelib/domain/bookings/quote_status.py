"""What has become of a quote, which follows from the booking it is of."""

from datetime import datetime

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.servicing.quotes import Quote, QuoteStatus


def status_of(quote: Quote, booking: Booking, now: datetime) -> QuoteStatus:
    """Return what may become of the quote now."""
    if was_confirmed(booking, quote.quote_id):
        return QuoteStatus.CONFIRMED
    if now >= quote.expires_at:
        return QuoteStatus.EXPIRED
    return QuoteStatus.OPEN if booking.version == quote.booking_version else QuoteStatus.STALE


def was_confirmed(booking: Booking, quote_id: str) -> bool:
    """Return whether the quote was confirmed: its change is under way, or there is a receipt for it."""
    under_way = booking.amendment is not None and booking.amendment.source_id == quote_id
    return under_way or any(receipt.source_id == quote_id for receipt in booking.receipts)
