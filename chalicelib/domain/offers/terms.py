"""What all offers have, whatever they are of: a price, until when it stands, and what a cancellation gives back."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.value import Value

Seconds = Annotated[int, msgspec.Meta(ge=0, description="Seconds")]
Metres = Annotated[int, msgspec.Meta(ge=0, description="Metres")]
Grams = Annotated[int, msgspec.Meta(ge=0, description="Grams of CO2 equivalent, all travellers together")]
SliceIndexes = Annotated[
    tuple[Annotated[int, msgspec.Meta(ge=0, le=7)], ...],
    msgspec.Meta(description="Places in the request's `slices`, from 0, of the slices that it is for, in their order"),
]


class Refundability(StrEnum):
    """How much of the price a cancellation refunds."""

    NONE = "none"
    WITH_FEE = "with_fee"
    FULL = "full"


class SeatSelection(StrEnum):
    """Whether a fare lets a traveller choose the seat."""

    NONE = "none"
    FOR_A_FEE = "for_a_fee"
    INCLUDED = "included"


class BagAllowance(Value, frozen=True):
    """Bags that a fare includes, for each traveller."""

    cabin: Annotated[int, msgspec.Meta(ge=0, description="Bags taken on board, besides what goes under the seat")]
    checked: Annotated[int, msgspec.Meta(ge=0, description="Pieces of checked baggage")]
    checked_kilograms: Annotated[
        Annotated[int, msgspec.Meta(ge=1)] | None,
        msgspec.Meta(
            description="What each checked bag may weigh; null if there is none, or the supplier does not say"
        ),
    ] = None


class BaseOffer(Value, frozen=True, kw_only=True):
    """What every offer has; `price` is for all travellers, rooms or cars together."""

    offer_id: Annotated[str, msgspec.Meta(description="Id of the offer at its supplier")]
    supplier: Annotated[str, msgspec.Meta(description="Name of the connection that made the offer, such as `sandbox`")]
    price: Annotated[Money, msgspec.Meta(description="For all travellers together, taxes included")]
    refundability: Annotated[
        Refundability, msgspec.Meta(description="What a cancellation before departure or arrival refunds")
    ]
    cancellation_fee: Annotated[
        Money | None,
        msgspec.Meta(
            description="What the supplier keeps of a refund, for all travellers together; null if there is no fee"
        ),
    ]
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when the supplier sells it at this price")]
