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
    if booking.version != quote.booking_version:
        return QuoteStatus.STALE
    return QuoteStatus.DENIED if is_denied(quote) else QuoteStatus.OPEN


def is_denied(quote: Quote) -> bool:
    """Return whether what would be bought instead is denied."""
    if quote.replacement is None:
        return False
    verdict = quote.replacement.option.verdict
    return verdict is None or not verdict.outcome.may_be_chosen


def was_confirmed(booking: Booking, quote_id: str) -> bool:
    """Return whether the quote was confirmed: its change is under way, or there is a receipt for it."""
    under_way = booking.amendment is not None and booking.amendment.source_id == quote_id
    return under_way or any(receipt.source_id == quote_id for receipt in booking.receipts)
