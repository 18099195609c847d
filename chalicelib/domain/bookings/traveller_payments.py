"""What each traveller of a booking costs in money, and so the budget that pays for them: their part of every component,
less what their own travel credits pay of it and what has been refunded of it, in the period in which it begins.

A credit eases the cost centre of the traveller whom it names, and nobody else's. Where its issuer is paid in two
periods, it pays for what begins in the earlier one first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money, divide
from chalicelib.domain.offers.offers import Offer
from chalicelib.domain.offers.periods import budget_keys, period_of
from chalicelib.domain.servicing.amendments import ReceiptPart, refund_of
from chalicelib.domain.servicing.travel_credits import CreditUse, PaySlot
from chalicelib.domain.trip_requests.trip_request import TripRequest

Priced = Sequence[tuple[Offer, Money]]
"""Components, each with what it costs."""


_PERIOD = itemgetter(0)


class _Payment(NamedTuple):
    """What a traveller pays of a component in one period: by money, and by their credits."""

    slot: PaySlot
    period: str
    by_money: Money
    by_credit: Money


def find_payable(request: TripRequest, priced: Priced, uses: Iterable[CreditUse]) -> dict[BudgetKey, Money]:
    """Return what each budget is charged for components at these prices when credits pay `uses` of them: the first
    traveller's cost centre comes first, and of each the earliest period."""
    nothing = [Money(amount=0, currency=price.currency) for _, price in priced]
    return _charge(request, priced, nothing, uses)


def find_spent(booking: Booking, done: Iterable[ReceiptPart], uses: Iterable[CreditUse]) -> dict[BudgetKey, Money]:
    """Return what each budget is charged for what was bought once `done` is cancelled beside what its receipts name,
    and credits pay `uses` of it."""
    return _charge(booking.request, price_components(booking), _refunds_by_component(booking, done), uses)


def find_returns(booking: Booking, done: Sequence[ReceiptPart]) -> dict[PaySlot, Money]:
    """Return what comes back to credits when `done` is cancelled, by whom they pay and for which traveller: of what is
    refunded in each period as much as credits have paid in it. The rest returns to the budgets."""
    before, after = (
        list(_list_payments(booking.request, price_components(booking), _refunds_by_component(booking, also), uses))
        for also, uses in (((), booking.credits), (done, ()))
    )
    by_credit: Counter[tuple[PaySlot, str]] = Counter()
    refunded: Counter[tuple[PaySlot, str]] = Counter()
    for was, is_now in zip(before, after, strict=True):
        by_credit[was.slot, was.period] += was.by_credit.amount
        refunded[was.slot, was.period] += (was.by_money + was.by_credit - is_now.by_money).amount
    returns: Counter[PaySlot] = Counter()
    for (slot, period), amount in refunded.items():
        returns[slot] += min(amount, by_credit[slot, period])
    return {slot: Money(amount=amount, currency=booking.request.currency) for slot, amount in returns.items()}


def price_components(booking: Booking) -> Priced:
    """Return what each component costs: as it was charged, or as it was priced last."""
    components = booking.selected.components
    return list(zip(components, (each.price for each in booking.orders or components), strict=True))


def _refunds_by_component(booking: Booking, also: Iterable[ReceiptPart]) -> tuple[Money, ...]:
    """Return what has come back of each component as money, by the booking's receipts and what is cancelled `also`:
    all of it together, since a component is divided as a whole and not part by part."""
    parts = (*(part for receipt in booking.receipts for part in receipt.parts), *also)
    cancelled = tuple(part for part in parts if part.status == "cancelled")
    return tuple(
        refund_of(
            tuple(part for part in cancelled if part.component_index == component_index),
            booking.request.currency,
            "original",
        )
        for component_index in range(len(booking.selected.components))
    )


def _charge(
    request: TripRequest, priced: Priced, refunded: Sequence[Money], uses: Iterable[CreditUse]
) -> dict[BudgetKey, Money]:
    centres = request.charged
    paid: dict[BudgetKey, Money] = {}
    periods: dict[str, None] = {}  # in order
    for payment in _list_payments(request, priced, refunded, uses):
        key = BudgetKey(centres[payment.slot.place], payment.period)
        paid[key] = paid[key] + payment.by_money if key in paid else payment.by_money
        periods[payment.period] = None
    return {key: paid[key] for key in budget_keys(request, tuple(periods))}


def _list_payments(
    request: TripRequest, priced: Priced, refunded: Sequence[Money], uses: Iterable[CreditUse]
) -> Iterator[_Payment]:
    """Yield what each traveller pays of each component after refunds, in the order of periods. A component is divided
    by itself, so that no traveller pays more of anything when nothing costs more."""
    left = _sum_uses((use.slot, use.amount) for use in uses)
    parts = zip(priced, refunded, strict=True)
    in_order = sorted(((period_of(offer, request), offer, price, back) for (offer, price), back in parts), key=_PERIOD)
    count = len(request.travellers)
    for period, offer, price, back in in_order:
        issuer = issuer_of(offer)
        for place, (whole, less) in enumerate(zip(divide(price, count), divide(back, count), strict=True)):
            slot, to_pay = PaySlot(offer.supplier, issuer, place), whole - less
            by_credit = Money(amount=min(to_pay.amount, left[slot]), currency=price.currency)
            left[slot] -= by_credit.amount
            yield _Payment(slot, period, to_pay - by_credit, by_credit)


def _sum_uses(used: Iterable[tuple[PaySlot, Money]]) -> dict[PaySlot, int]:
    """Return what credits pay in all, in minor units, by whom they pay for whom; 0 for whoever they do not pay."""
    sums: dict[PaySlot, int] = defaultdict(int)
    for slot, amount in used:
        sums[slot] += amount.amount
    return sums
