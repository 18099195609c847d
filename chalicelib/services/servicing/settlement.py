"""The settlement of a confirmed change of a booked trip: parts cancelled at their suppliers, the money refunded to
where it came from, and a receipt, all in the transaction that ends the change.

The suppliers are asked first, each under a key of its own, so that asking again gives the same answer. Whatever dies on
the way, the booking stays `changing` and is settled again: by the queue, or by the sweeper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.domain.backoff import doubling_pause
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.budget_shares import refund_moves, scale_shares
from chalicelib.domain.bookings.credit_slots import divide_by_slot, holders_of
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.parts import part_count
from chalicelib.domain.bookings.traveller_payments import find_returns, find_spent
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Order
from chalicelib.domain.servicing.amendments import (
    Amendment,
    CancellationTerms,
    Receipt,
    ReceiptPart,
    Refund,
    describe_result,
    fee_of,
    is_worse,
    refund_of,
)
from chalicelib.domain.servicing.quotes import SETTLED_WITHIN, settlement_key
from chalicelib.domain.servicing.travel_credits import Credit, CreditUse, return_uses
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, NotFound, QuoteExpired
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.protocol import Supplier, SupplierTerms
from chalicelib.models import bookings
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.servicing.itineraries import change_itinerary

# How long after one look at what is waited for the next one comes.
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)


class _Cancellation(msgspec.Struct, frozen=True):
    """What became of the parts of one component."""

    parts: tuple[ReceiptPart, ...]
    terms: SupplierTerms | None = None


def settle_amendment(booking_id: str) -> Booking:
    """Do what was agreed for the booking, if anything is; safe twice, early and late.

    Raises NotFound, VersionConflict when it keeps changing, and what the supplier raises: then it is still pending.
    """

    def attempt() -> Booking:
        booking = bookings.get_booking(booking_id)
        if booking.amendment is None:
            return booking
        waits = _waits_for_replacement(booking, booking.amendment)
        if waits is not None:
            return waits
        given = [_cancel_parts(booking, booking.amendment, each) for each in booking.amendment.components]
        return _conclude(booking, booking.amendment, given)

    return until_kept(attempt)


def _waits_for_replacement(booking: Booking, amendment: Amendment) -> Booking | None:
    """Return the booking as it goes on while what is to take its place is not bought; None when it is, or nothing is
    to.

    It is looked at ever less often; how the other ends asks for it at once. One that was not bought leaves everything
    as it is.
    """
    if amendment.replacement_booking_id is None:
        return None
    other = bookings.get_booking(amendment.replacement_booking_id)
    if other.trip_id is not None:
        return None
    now = clock.now()
    data = {"replacementBookingId": other.booking_id, "status": other.status}
    if other.terminal:
        after = move(
            booking, BookingStatus.BOOKED, now, amendment=None, compensation_attempts=0, pending_compensations=()
        )
        return change(
            booking, after, BookingCommit(actor=system("settle"), event=EventType.CHANGE_ABANDONED, data=data)
        )
    if booking.due_at is not None and booking.due_at > now:
        return booking
    tried = msgspec.structs.replace(amendment, attempts=amendment.attempts + 1)
    pause = doubling_pause(tried.attempts, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
    after = move(booking, BookingStatus.CHANGING, now, amendment=tried, due_at=now + pause)
    return change(booking, after, BookingCommit(actor=system("settle"), event=EventType.CHANGE_WAITING, data=data))


def _cancel_parts(booking: Booking, amendment: Amendment, component_index: int) -> _Cancellation:
    """Have the supplier cancel parts of one component on the terms that were agreed, or better ones. What it no longer
    cancels on such terms, or at all, is kept, and the receipt says so."""
    agreed = amendment.of_component(component_index)
    key = settlement_key(booking.booking_id, amendment.source_id, component_index)
    try:
        if not amendment.kind.is_quoted:
            return _cancel_on_own_terms(booking, agreed, key)
        try:
            terms = _supplier_of(booking, component_index).confirm_cancel(key)
        except QuoteExpired:
            terms = _confirm_again(booking, agreed, f"{key}/again")
    except (Conflict, NotFound) as error:
        return _record_kept(agreed, str(error))
    return _Cancellation(_receipt_parts(agreed, terms), terms)


def _cancel_on_own_terms(booking: Booking, agreed: Sequence[CancellationTerms], key: str) -> _Cancellation:
    """Return what the supplier has changed or cancelled, cancelled on its own terms."""
    component_index = agreed[0].component_index
    supplier, order_key = _supplier_of(booking, component_index), booking.component_key(component_index)
    until = clock.now() + SETTLED_WITHIN
    supplier.quote_cancel(order_key, [each.part_index for each in agreed], key=key, until=until)
    terms = supplier.confirm_cancel(key)
    return _Cancellation(_receipt_parts(agreed, terms), terms)


def _confirm_again(booking: Booking, agreed: Sequence[CancellationTerms], key: str) -> SupplierTerms:
    """Cancel it on the terms of now, unless they are worse. Raises QuoteExpired then, and what the supplier raises.

    The key is another than that of the first terms: under that one, a later try could agree to anything.
    """
    component_index, parts = agreed[0].component_index, [each.part_index for each in agreed]
    supplier, order_key = _supplier_of(booking, component_index), booking.component_key(component_index)
    terms = supplier.quote_cancel(order_key, parts, key=key, until=clock.now() + SETTLED_WITHIN)
    now = _receipt_parts(agreed, terms)
    if any(is_worse(part, before) for part, before in zip(now, agreed, strict=True)):
        raise QuoteExpired("The supplier no longer accepts the cancellation on the agreed terms.")
    return supplier.confirm_cancel(key)


def _supplier_of(booking: Booking, component_index: int) -> Supplier:
    return registry.for_offer(booking.selected.components[component_index])


def _receipt_parts(agreed: Sequence[CancellationTerms], terms: SupplierTerms) -> tuple[ReceiptPart, ...]:
    """Return what was cancelled, at what the supplier answered."""
    by_index = {each.part_index: each for each in terms.parts}
    return tuple(
        _receipt_part(each, "cancelled", **msgspec.structs.asdict(by_index[each.part_index])) for each in agreed
    )


def _record_kept(agreed: Sequence[CancellationTerms], reason: str) -> _Cancellation:
    nothing = Money(amount=0, currency=agreed[0].paid.currency)
    return _Cancellation(
        tuple(_receipt_part(each, "kept", fee=nothing, refund=nothing, reason=reason) for each in agreed)
    )


def _receipt_part(part: CancellationTerms, status: str, **terms: Any) -> ReceiptPart:
    return ReceiptPart(**{**msgspec.structs.asdict(part), "status": status, **terms})


def _conclude(booking: Booking, amendment: Amendment, given: Sequence[_Cancellation]) -> Booking:
    """End the change in one transaction: booking, trip and items, budgets, credits, receipt, audit and event."""
    now = clock.now()
    parts = tuple(part for each in given for part in each.parts)
    orders = _orders_after(booking, parts)
    everything = all(order.status == "cancelled" for order in orders)
    done = tuple(part for part in parts if part.status == "cancelled")
    uses, returns = return_uses(booking.credits, find_returns(booking, done))
    paid, left = find_spent(booking, (), booking.credits), find_spent(booking, done, uses)
    shares = scale_shares(booking.budgets, paid, left)
    new_credits = [credit for each in given for credit in _credits_of(booking, each, now)]
    receipt = Receipt(
        receipt_id=clock.new_id("rcp"),
        booking_id=booking.booking_id,
        kind=amendment.kind,
        source_id=amendment.source_id,
        issued_at=now,
        parts=parts,
        fee=fee_of(done, booking.request.currency),
        refund=refund_of(done, booking.request.currency),
        refunds=(*_used_credits(returns), *_money_refunds(booking, paid, left), *_granted(new_credits)),
        fully_cancelled=everything,
        replaced_by_booking_id=amendment.replacement_booking_id,
        statement=describe_result(
            parts, everything=everything, replaced_by_booking_id=amendment.replacement_booking_id
        ),
    )
    after = move(
        booking,
        BookingStatus.CANCELLED if everything else BookingStatus.BOOKED,
        now,
        orders=orders,
        budgets=shares,
        credits=uses,
        amendment=None,
        compensation_attempts=0,
        pending_compensations=(),
        receipts=(*booking.receipts, receipt),
    )
    trip, itinerary = change_itinerary(after, now)
    record = BookingCommit(
        actor=system("settle"),
        event=EventType.CANCELLED if everything else EventType.CHANGED,
        data=_event_data(receipt),
        budgets=refund_moves(booking.budgets, shares),
        changed_trip=trip,
        changed_items=itinerary,
        new_credits=new_credits,
    )
    return change(booking, after, record)


def _event_data(receipt: Receipt) -> dict[str, Any]:
    return {
        "receiptId": receipt.receipt_id,
        "reason": receipt.kind,
        "cancelled": [part.part_id for part in receipt.parts if part.status == "cancelled"],
        "kept": [part.part_id for part in receipt.parts if part.status == "kept"],
        "fee": receipt.fee,
        "refund": receipt.refund,
    }


def _orders_after(booking: Booking, parts: Sequence[ReceiptPart]) -> tuple[Order, ...]:
    """Return the orders after the cancellation; one without remaining parts is cancelled."""
    gone = {(part.component_index, part.part_index) for part in parts if part.status == "cancelled"}
    orders = []
    for component_index, order in enumerate(booking.orders):
        count = part_count(booking.selected.components[component_index])
        cancelled_parts = tuple(p for p in range(count) if p in order.cancelled_parts or (component_index, p) in gone)
        status = "cancelled" if len(cancelled_parts) == count else order.status
        orders.append(msgspec.structs.replace(order, cancelled_parts=cancelled_parts, status=status))
    return tuple(orders)


def _credits_of(booking: Booking, given: _Cancellation, now: datetime) -> Iterator[Credit]:
    """Yield the credits that the supplier gives for one component, to each traveller their part; none when it gives
    none."""
    amount = refund_of(given.parts, booking.request.currency, "credit")
    if given.terms is None or given.terms.credit_until is None or amount.amount == 0:
        return
    component_index = given.parts[0].component_index
    nothing = Money(amount=0, currency=amount.currency)
    slots = divide_by_slot(booking, [(booking.selected.components[component_index], amount)])
    holders = holders_of(booking)
    for slot, part in slots.items():
        holder = holders[min(slot.place, len(holders) - 1)]
        if part.amount > 0:
            yield Credit(
                credit_id=clock.new_id("crd"),
                user_id=holder.user_id,
                supplier=given.terms.supplier,
                amount=part,
                remaining=part,
                reserved=nothing,
                spent=nothing,
                expires_at=given.terms.credit_until,
                created_at=now,
                from_booking_id=booking.booking_id,
                from_order_id=booking.orders[component_index].order_id,
                issuer=slot.issuer,
                guest_id=holder.guest_id,
            )


def _used_credits(returns: Iterable[CreditUse]) -> Iterator[Refund]:
    return (Refund(to="used_credit", amount=each.amount, credit_id=each.credit_id) for each in returns)


def _granted(made: Iterable[Credit]) -> Iterator[Refund]:
    return (Refund(to="credit", amount=each.amount, credit_id=each.credit_id) for each in made)


def _money_refunds(
    booking: Booking, paid: Mapping[BudgetKey, Money], left: Mapping[BudgetKey, Money]
) -> Iterator[Refund]:
    """Yield what is refunded to each budget that was charged: what it paid before, less what it pays now. Where a cost
    centre has no budget, none is named."""
    budgets = {share.key for share in booking.budgets}
    for key, before in paid.items():
        amount, (cost_centre, period) = before - left[key], key if key in budgets else (None, None)
        if amount.amount:
            yield Refund(to="original", amount=amount, cost_centre=cost_centre, period=period)
