"""Changing what is booked: what giving each part back costs, what was agreed, and the receipt for what was done.

A part is what can be given back by itself: one slice of a flight, or a stay. Of what was paid for it, the fee is
kept and the rest comes back, as money or as a travel credit: fee and refund together are always what was paid.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.money import Money, total
from chalicelib.domain.value import Value

PartId = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9]{1,2}\\.[0-9]{1,2}$",
        description="Index of the component and index of the part in it, as `0.1`",
        examples=["0.1"],
    ),
]
RefundTo = Literal["original", "credit"]


class AmendmentKind(StrEnum):
    """Why parts are cancelled."""

    CANCELLATION = "cancellation"
    DATE_CHANGE = "date_change"
    SUPPLIER_CANCELLATION = "supplier_cancellation"
    SUPPLIER_CHANGE_DECLINED = "supplier_change_declined"

    @property
    def is_quoted(self) -> bool:
        """Whether its terms were agreed beforehand; what the supplier has changed itself, it takes back for nothing."""
        return self in (AmendmentKind.CANCELLATION, AmendmentKind.DATE_CHANGE)


class CancellationTerms(Value, frozen=True):
    """The cancellation terms of one part; `paid` is `fee` plus `refund`."""

    part_id: PartId
    component_index: Annotated[int, msgspec.Meta(description="Place in the selected option's `components`, from 0")]
    part_index: Annotated[int, msgspec.Meta(description="Place of the part in its component, from 0")]
    name: Annotated[
        str,
        msgspec.Meta(
            examples=["BA986 LHR to BER"], description="What the part is, such as the flight numbers or the hotel"
        ),
    ]
    paid: Annotated[Money, msgspec.Meta(description="What was paid for the part")]
    fee: Annotated[Money, msgspec.Meta(description="What the supplier keeps")]
    refund: Annotated[Money, msgspec.Meta(description="What comes back")]
    refund_to: Annotated[
        RefundTo,
        msgspec.Meta(
            description="`original`: refunded to the payment source; `credit`: a travel credit with this supplier"
        ),
    ]


class Amendment(Value, frozen=True):
    """A confirmed change of a booking in progress; `sourceId` is the quote or the supplier's change that it follows."""

    kind: Annotated[AmendmentKind, msgspec.Meta(description="Why parts are cancelled")]
    source_id: Annotated[str, msgspec.Meta(description="Id of the quote, or of the supplier's change, that it follows")]
    parts: Annotated[
        tuple[CancellationTerms, ...], msgspec.Meta(description="Parts that are cancelled, with their terms")
    ]
    agreed_by: Annotated[
        str, msgspec.Meta(description="Who confirmed it, by their id; the system's component where nobody had to")
    ]
    agreed_at: Annotated[datetime, msgspec.Meta(description="When it was confirmed")]
    replacement_booking_id: Annotated[
        str | None,
        msgspec.Meta(
            description=(
                "Id of the booking that is to replace this one; the change waits until that is bought or has failed"
            )
        ),
    ] = None
    attempts: Annotated[
        int, msgspec.Meta(description="How often the replacement was checked and found to be in progress")
    ] = 0

    @property
    def components(self) -> tuple[int, ...]:
        """The components of which something is given back."""
        return tuple(dict.fromkeys(part.component_index for part in self.parts))

    def of_component(self, component_index: int) -> tuple[CancellationTerms, ...]:
        return tuple(part for part in self.parts if part.component_index == component_index)


class ReceiptPart(CancellationTerms, frozen=True):
    """One part on a receipt: its status, final fee and refund, and the reason if it could not be cancelled."""

    status: Annotated[Literal["cancelled", "kept"], msgspec.Meta(description="Whether the supplier cancelled it")]
    reason: Annotated[str | None, msgspec.Meta(description="Why it could not be cancelled; null if it was")] = None


class Refund(Value, frozen=True):
    """Where a refund went: to the payment source (and so to the cost centre), into a new travel credit, or back into
    the travel credit that had paid."""

    to: Annotated[Literal["original", "credit", "used_credit"], msgspec.Meta(description="Where the money went")]
    amount: Annotated[Money, msgspec.Meta(description="Money that went there")]
    cost_centre: Annotated[
        str | None, msgspec.Meta(description="Cost centre whose budget has it back; null if it is a travel credit")
    ] = None
    period: Annotated[
        str | None,
        msgspec.Meta(description="Calendar year of that budget, such as 2027; null if it is a travel credit"),
    ] = None
    credit_id: Annotated[
        str | None, msgspec.Meta(description="Travel credit that has it; null if it went back to the payment source")
    ] = None


class Receipt(Value, frozen=True):
    """A receipt of one settled change of a booking; it never changes."""

    receipt_id: Annotated[str, msgspec.Meta(description="Id of the receipt, as paths name it")]
    booking_id: str
    kind: Annotated[AmendmentKind, msgspec.Meta(description="Why parts were cancelled")]
    source_id: Annotated[str, msgspec.Meta(description="Id of the confirmed quote, or of the supplier's change")]
    issued_at: Annotated[datetime, msgspec.Meta(description="When the change was settled")]
    parts: Annotated[tuple[ReceiptPart, ...], msgspec.Meta(description="What became of each part")]
    fee: Annotated[Money, msgspec.Meta(description="What suppliers kept, of all parts together")]
    refund: Annotated[Money, msgspec.Meta(description="What came back, of all parts together")]
    refunds: Annotated[
        tuple[Refund, ...], msgspec.Meta(description="Where the refund went; empty if nothing came back")
    ]
    fully_cancelled: Annotated[bool, msgspec.Meta(description="True if all parts of the booking are cancelled")]
    statement: Annotated[
        str, msgspec.Meta(examples=["Everything is cancelled."], description="The receipt in sentences for people")
    ]
    replaced_by_booking_id: Annotated[
        str | None, msgspec.Meta(description="Id of the booking that replaced this one")
    ] = None


def fee_of(parts: tuple[CancellationTerms, ...], currency: str) -> Money:
    """Return what is kept for all of them."""
    return total((part.fee for part in parts), currency)


def refund_of(parts: tuple[CancellationTerms, ...], currency: str, to: RefundTo | None = None) -> Money:
    """Return what comes back for all of them, or for those alone whose refund goes `to` there."""
    return total((part.refund for part in parts if to in {None, part.refund_to}), currency)


def is_worse(now: CancellationTerms, agreed: CancellationTerms) -> bool:
    """Return whether giving the part back on the terms of now would cost more than was agreed."""
    lost_money = agreed.refund_to == "original" and now.refund_to == "credit" and agreed.refund.amount > 0
    return now.refund < agreed.refund or lost_money


def describe_result(
    parts: tuple[ReceiptPart, ...], *, everything: bool, replaced_by_booking_id: str | None = None
) -> str:
    """Return what was done, in a sentence or two."""
    if replaced_by_booking_id is not None:
        return f"{describe_result(parts, everything=everything)} {replaced_by_booking_id} replaces it."
    kept = [part for part in parts if part.status == "kept"]
    if everything:
        return "Everything is cancelled."
    if not kept:
        return f"Cancelled: {_names(parts)}. The rest of the trip remains booked."
    cancelled = tuple(part for part in parts if part.status == "cancelled")
    done = f"Cancelled: {_names(cancelled)}." if cancelled else "Nothing was cancelled."
    return f"{done} Not cancelled: {_names(tuple(kept))}."


def _names(parts: tuple[ReceiptPart, ...]) -> str:
    return ", ".join(part.name for part in parts)
