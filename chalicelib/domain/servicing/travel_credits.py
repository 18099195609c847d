"""Travel credits: what a carrier keeps for a traveller instead of giving money back, and how bookings use it up.

A credit pays what its issuer is to be paid for the one traveller whom it names, and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

import msgspec

from chalicelib.domain.money import Money, total
from chalicelib.domain.value import Value

MOST_FOR_A_BOOKING = 5


class PaySlot(NamedTuple):
    """What one credit may pay of a booking: what an issuer is paid, through its supplier, for one of the travellers, by
    their place."""

    supplier: str
    issuer: str
    place: int


class CreditHolder(NamedTuple):
    """Whom a credit names: a user, or a guest of theirs."""

    user_id: str
    guest_id: str | None


class Credit(Value, frozen=True):
    """A travel credit of one traveller, for the carrier that granted it; `amount` is `remaining` plus `reserved` plus
    `spent`."""

    credit_id: Annotated[
        str, msgspec.Meta(examples=["crd_01JQZXB2M4C6N8P0R2T4V6X8Z0"], description="Id of the travel credit")
    ]
    user_id: str
    supplier: Annotated[str, msgspec.Meta(description="Connection by which the credited order was bought")]
    amount: Annotated[Money, msgspec.Meta(description="What was granted")]
    remaining: Annotated[Money, msgspec.Meta(description="What can still be used")]
    reserved: Annotated[Money, msgspec.Meta(description="Reserved for bookings in progress")]
    spent: Annotated[Money, msgspec.Meta(description="What has paid for bookings")]
    expires_at: Annotated[datetime, msgspec.Meta(description="The credit expires then")]
    created_at: datetime
    from_booking_id: Annotated[str, msgspec.Meta(description="Booking whose cancellation it comes from")]
    from_order_id: Annotated[str, msgspec.Meta(description="The supplier's id of the order that was cancelled")]
    issuer: Annotated[
        str | None,
        msgspec.Meta(description="Who granted it and where alone it pays: an IATA airline designator, or a hotel"),
    ] = None
    guest_id: Annotated[
        str | None, msgspec.Meta(description="Stands for the guest whose it is; null for the user's own")
    ] = None

    @property
    def holder(self) -> CreditHolder:
        """Whose it is."""
        return CreditHolder(self.user_id, self.guest_id)

    def usable(self, currency: str, now: datetime) -> bool:
        """Return whether something of it can be used in this currency."""
        return self.amount.currency == currency and self.remaining.amount > 0 and now < self.expires_at


class CreditStep(StrEnum):
    """What one transition does to a credit."""

    RESERVE = "reserve"
    SPEND = "spend"
    RELEASE = "release"
    RETURN = "return"


class CreditMove(Value, frozen=True):
    """`amount` moved in one transition: reserved of what is left, spent or released of what was reserved, or returned
    of what was spent. Only reserving asks whether the credit still stands, at the time of the change."""

    step: CreditStep
    credit_id: str
    amount: Money


class CreditUse(Value, frozen=True):
    """What a booking has used of one travel credit, of what its issuer is paid for one traveller."""

    credit_id: Annotated[str, msgspec.Meta(description="Travel credit that pays")]
    supplier: Annotated[str, msgspec.Meta(description="Name of the connection, such as `sandbox`")]
    amount: Annotated[Money, msgspec.Meta(description="Money that is taken from the credit")]
    status: Annotated[Literal["reserved", "spent"], msgspec.Meta(description="Whether it is set aside or spent")]
    issuer: Annotated[str, msgspec.Meta(description="The carrier or hotel that granted the credit")] = ""
    traveller: Annotated[int, msgspec.Meta(ge=0, description="Place of the traveller in `travellers`, from 0")] = 0

    @property
    def slot(self) -> PaySlot:
        """What it pays."""
        return PaySlot(self.supplier, self.issuer, self.traveller)


def uses_of(
    credits_left: Iterable[Credit], prices: Mapping[PaySlot, Money], holders: Sequence[CreditHolder], now: datetime
) -> tuple[CreditUse, ...]:
    """Return what to take of these credits of a booking's `holders`, by their places, where `prices` are to be paid:
    the soonest to expire first, a few at most."""
    uses: list[CreditUse] = []
    open_prices = dict(prices)
    for credit in sorted(credits_left, key=lambda each: (each.expires_at, each.credit_id)):
        if credit.issuer is None or credit.holder not in holders:
            continue
        slot = PaySlot(credit.supplier, credit.issuer, holders.index(credit.holder))
        price = open_prices.get(slot)
        if price is None or price.amount <= 0 or not credit.usable(price.currency, now):
            continue
        amount = min(credit.remaining, price)
        uses.append(
            CreditUse(
                credit_id=credit.credit_id,
                supplier=slot.supplier,
                amount=amount,
                status="reserved",
                issuer=slot.issuer,
                traveller=slot.place,
            )
        )
        open_prices[slot] = price - amount
        if len(uses) == MOST_FOR_A_BOOKING:
            break
    return tuple(uses)


def clip_uses(uses: Sequence[CreditUse], prices: Mapping[PaySlot, Money]) -> tuple[CreditUse, ...]:
    """Return the same uses, but no more of them than there is to pay at `prices`; what is not needed is left out."""
    kept: list[CreditUse] = []
    open_prices = dict(prices)
    for use in uses:
        price = open_prices.get(use.slot, Money(amount=0, currency=use.amount.currency))
        amount = min(use.amount, price)
        open_prices[use.slot] = price - amount
        kept += [msgspec.structs.replace(use, amount=amount)] if amount.amount > 0 else []
    return tuple(kept)


def return_uses(
    uses: Sequence[CreditUse], refunds: Mapping[PaySlot, Money]
) -> tuple[tuple[CreditUse, ...], tuple[CreditUse, ...]]:
    """Return what is left of the uses when `refunds` come back, and what comes back to which credit: the last used
    first. What an issuer refunds returns to its own credits alone."""
    kept: list[CreditUse] = []
    back: list[CreditUse] = []
    left = dict(refunds)
    for use in reversed(uses):
        refund = left.get(use.slot, Money(amount=0, currency=use.amount.currency))
        amount = min(use.amount, refund)
        left[use.slot] = refund - amount
        back += [msgspec.structs.replace(use, amount=amount)] if amount.amount > 0 else []
        rest = use.amount - amount
        kept += [msgspec.structs.replace(use, amount=rest)] if rest.amount > 0 else []
    return tuple(reversed(kept)), tuple(back)


def moves_between(before: Sequence[CreditUse], after: Sequence[CreditUse]) -> tuple[CreditMove, ...]:
    """Return how the credits move when a booking's uses of them change from `before` to `after`."""
    was, is_now = ({use.credit_id: use for use in uses} for uses in (before, after))
    moves: list[CreditMove] = []
    for credit_id, use in (was | is_now).items():
        gone = msgspec.structs.replace(use, amount=Money(amount=0, currency=use.amount.currency))
        moves += _moves_of(
            was.get(credit_id, msgspec.structs.replace(gone, status="reserved")), is_now.get(credit_id, gone)
        )
    return tuple(moves)


def _moves_of(was: CreditUse, is_now: CreditUse) -> Iterator[CreditMove]:
    """Yield how one credit moves; a use that is not there is one of nothing."""
    if was.status == "spent":
        if is_now.amount != was.amount:
            yield _move(CreditStep.RETURN, is_now, was.amount - is_now.amount)
        return
    if is_now.status == "spent" and is_now.amount.amount:
        yield _move(CreditStep.SPEND, is_now, is_now.amount)
    elif is_now.amount > was.amount:
        yield _move(CreditStep.RESERVE, is_now, is_now.amount - was.amount)
    elif is_now.amount < was.amount:
        yield _move(CreditStep.RELEASE, is_now, was.amount - is_now.amount)


def _move(step: CreditStep, use: CreditUse, amount: Money) -> CreditMove:
    return CreditMove(step=step, credit_id=use.credit_id, amount=amount)


def total_used(uses: Iterable[CreditUse], currency: str) -> Money:
    """Return what credits pay of a booking."""
    return total((use.amount for use in uses), currency)
