"""Quotes: what a change of a booking would cost, for as long as the answer stands."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.amendments import AmendmentKind, CancellationTerms
from chalicelib.domain.trip_requests.preferences import AnyPreference
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest
from chalicelib.domain.value import Value

# How long a quote may be confirmed, and how much longer its terms have to stand for what was confirmed to be settled.
STANDS_FOR = timedelta(minutes=20)
SETTLED_WITHIN = timedelta(hours=72)


class Replacement(Value, frozen=True):
    """What would be bought instead, for the same travellers: the slices, stays and cars that move, on the new dates, as
    a request of their own, in which they are counted anew."""

    slices: Annotated[tuple[SliceRequest, ...], msgspec.Meta(description="Slices on their new days")]
    stays: Annotated[tuple[StayRequest, ...], msgspec.Meta(description="Stays on their new days")]
    cars: Annotated[tuple[CarRequest, ...], msgspec.Meta(description="Cars on their new days")]
    preferences: Annotated[
        tuple[AnyPreference, ...],
        msgspec.Meta(description="Preferences of the booking, which hold for what is bought instead"),
    ]
    option: Annotated[Option, msgspec.Meta(description="The new option with its verdict under the policy in effect")]
    price: Annotated[Money, msgspec.Meta(description="What would be bought instead costs so much in all")]
    difference: Annotated[Money, msgspec.Meta(description="Price of the replacement minus the refund")]


class QuoteStatus(StrEnum):
    """Status of a quote; it can be confirmed while it is open, and never where the policy or the budget denies what
    would be bought instead (`denied`)."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    STALE = "stale"
    DENIED = "denied"


class Quote(Value, frozen=True):
    """The terms of one change of one booking, as it was at `booking_version`."""

    quote_id: Annotated[
        str,
        msgspec.Meta(examples=["qte_01JQZXB2M4C6N8P0R2T4V6X8Z0"], description="Id of the quote; confirm it by this"),
    ]
    booking_id: str
    requester_id: str
    booking_version: Annotated[
        int,
        msgspec.Meta(
            description="Version of the booking that was quoted; once the booking changes, a new quote is needed"
        ),
    ]
    kind: Annotated[AmendmentKind, msgspec.Meta(description="What the quote is for")]
    created_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="The quote can be confirmed until then")]
    parts: Annotated[
        tuple[CancellationTerms, ...], msgspec.Meta(description="Parts that would be cancelled, with their terms")
    ]
    fee: Annotated[Money, msgspec.Meta(description="Cancellation fees of all parts together")]
    refund: Annotated[Money, msgspec.Meta(description="Total refunded to the payment source")]
    credit: Annotated[Money, msgspec.Meta(description="Total granted as travel credit")]
    fully_cancelled: Annotated[bool, msgspec.Meta(description="True if no part of the booking would remain")]
    replacement: Annotated[Replacement | None, msgspec.Meta(description="The replacement; only for a date change")] = (
        None
    )

    @property
    def replacement_booking_id(self) -> str | None:
        """The id of the booking that takes the place of the quoted one: always the same for the same quote."""
        return f"bkg_{self.quote_id.partition('_')[2]}" if self.replacement else None


def settlement_key(booking_id: str, source_id: str, component_index: int) -> str:
    """Return the supplier's idempotency key for giving back parts of one component by one quote or change of the
    supplier."""
    return f"{booking_id}/{source_id}/{component_index}"
