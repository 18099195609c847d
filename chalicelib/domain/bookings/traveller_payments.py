"""What each traveller of a booking costs in money, and so the cost centre that pays for them: their part of every
component, less what their own travel credits pay of it and what has been refunded of it.

A credit eases the cost centre of the traveller whom it names, and nobody else's.
"""

from collections.abc import Iterable, Sequence

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.credit_slots import divide_by_slot
from chalicelib.domain.money import Money
from chalicelib.domain.servicing.amendments import ReceiptPart, refund_of
from chalicelib.domain.servicing.travel_credits import CreditUse, PaySlot, total_used
from chalicelib.domain.trip_requests.cost_shares import charge_cost_centres, divide_by_place
from chalicelib.domain.trip_requests.trip_request import TripRequest


def find_payable(request: TripRequest, prices: Sequence[Money], uses: Iterable[CreditUse]) -> dict[str, Money]:
    """Return what each cost centre pays of components at these prices when credits pay `uses` of them."""
    return _charge(request, prices, (), tuple(uses), prices[0].currency)


def find_spent(booking: Booking, done: Iterable[ReceiptPart], uses: Iterable[CreditUse]) -> dict[str, Money]:
    """Return what each cost centre pays of what was bought once `done` is cancelled beside what its receipts name, and
    credits pay `uses` of it."""
    refunded = _refunds_by_component(booking, done)
    return _charge(booking.request, component_prices(booking), refunded, tuple(uses), booking.request.currency)


def refunds_by_slot(booking: Booking, done: Sequence[ReceiptPart]) -> dict[PaySlot, Money]:
    """Return what comes back as money when `done` is cancelled, by who pays it back and for which traveller: of each
    component what each traveller then pays less, so never more than they have paid."""
    before, after = (
        divide_by_slot(booking, zip(booking.selected.components, _refunds_by_component(booking, also), strict=True))
        for also in ((), done)
    )
    return {slot: amount - before[slot] for slot, amount in after.items()}


def component_prices(booking: Booking) -> tuple[Money, ...]:
    """Return what each component costs: as it was charged, or as it was priced last."""
    return tuple(each.price for each in booking.orders or booking.selected.components)


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
    request: TripRequest,
    prices: Iterable[Money],
    refunded: Iterable[Money],
    uses: Sequence[CreditUse],
    currency: str,
) -> dict[str, Money]:
    priced, returned = (divide_by_place(request, amounts, currency) for amounts in (prices, refunded))
    by_credit = (
        total_used((use for use in uses if use.traveller == place), currency) for place, _ in enumerate(priced)
    )
    paid = [whole - back - less for whole, back, less in zip(priced, returned, by_credit, strict=True)]
    return charge_cost_centres(request, paid, currency)
