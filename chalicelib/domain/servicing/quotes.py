"""Quotes: what a change of a booking would cost, for as long as the answer stands."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.amendments import AmendmentKind, SegmentTerms
from chalicelib.domain.trip_requests.trip_request import StayRequest
from chalicelib.domain.value import Value

# How long a quote may be confirmed, and how much longer its terms have to stand for what was confirmed to be settled.
STANDS_FOR = timedelta(minutes=20)
SETTLED_WITHIN = timedelta(hours=72)


class Replacement(Value, frozen=True):
    """What would be bought instead, for the same people: the trip, or the one way of it that moves, on these dates. The
    way home alone is a journey of its own, without a return."""

    depart_on: date
    return_on: date | None
    stay: StayRequest | None
    option: Annotated[Option, msgspec.Meta(description="With the verdict that it gets today")]
    price: Money
    difference: Annotated[Money, msgspec.Meta(description="Its price less what comes back as money")]


class QuoteState(StrEnum):
    """What may become of a quote: it can be confirmed while it is open."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    STALE = "stale"


class Quote(Value, frozen=True):
    """The terms of one change of one booking, as it was at `booking_version`."""

    quote_id: Annotated[str, msgspec.Meta(examples=["qte_01JQZXB2M4C6N8P0R2T4V6X8Z0"])]
    booking_id: str
    employee_id: str
    booking_version: Annotated[int, msgspec.Meta(description="A booking that has changed since needs a new quote")]
    kind: AmendmentKind
    created_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="Until then it can be confirmed on these terms")]
    segments: tuple[SegmentTerms, ...]
    fee: Annotated[Money, msgspec.Meta(description="Kept for all segments together")]
    refund: Annotated[Money, msgspec.Meta(description="Comes back as money, to where it was paid from")]
    credit: Annotated[Money, msgspec.Meta(description="Comes back as a travel credit")]
    everything_cancelled: Annotated[bool, msgspec.Meta(description="Whether nothing of the booking would be left")]
    replacement: Annotated[Replacement | None, msgspec.Meta(description="Of a date change: what takes its place")] = (
        None
    )

    @property
    def replacement_id(self) -> str | None:
        """The id of the booking that takes the place of the quoted one: always the same for the same quote."""
        return f"bkg_{self.quote_id.partition('_')[2]}" if self.replacement else None


def state_of(quote: Quote, booking: Booking, now: datetime) -> QuoteState:
    """What may become of the quote now."""
    if was_confirmed(booking, quote.quote_id):
        return QuoteState.CONFIRMED
    if now >= quote.expires_at:
        return QuoteState.EXPIRED
    return QuoteState.OPEN if booking.version == quote.booking_version else QuoteState.STALE


def was_confirmed(booking: Booking, quote_id: str) -> bool:
    """Whether the quote was confirmed: its change is under way, or there is a receipt for it."""
    under_way = booking.amendment is not None and booking.amendment.source_id == quote_id
    return under_way or any(receipt.source_id == quote_id for receipt in booking.receipts)


def supplier_key(booking_id: str, source_id: str, component: int) -> str:
    """The supplier's idempotency key for giving back parts of one component by one quote or change of the supplier."""
    return f"{booking_id}/{source_id}/{component}"
