"""What must hold of what was given back: the supplier, the receipts and the credits tell the same, to the cent."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, OrderRecord, read_ledger
from chalicelib.models.travel_credits import CreditRow


def units_left(order: OrderRecord) -> tuple[str, ...]:
    """The units of an order whose parts have not been given back."""
    if not order.cancelled_parts:
        return order.units
    hold = read_ledger(f"hold {order.hold_key}")[0]
    assert isinstance(hold, HoldRecord)
    gone = {each.part_index for each in order.cancelled_parts}
    parts = find_inventory_item(hold.offer_id).parts
    return tuple(unit for number, part in enumerate(parts) if number not in gone for unit in part.units)


def of_returns(booking: Booking, returned: Mapping[tuple[str, int], tuple[int, int, int]]) -> Iterator[str]:
    """Nothing is given back unseen, and nothing is said to be that was not."""
    if booking.trip_id is None:
        return
    given = {place: part for place, part in returned.items() if place[0].startswith(f"{booking.booking_id}/")}
    in_receipts = {
        (booking.component_key(part.component_index), part.part_index): part
        for receipt in booking.receipts
        for part in receipt.parts
        if part.status == "cancelled"
    }
    if booking.amendment is None and set(given) != set(in_receipts):
        yield f"{booking.booking_id}: given back are {sorted(given)}, its receipts say {sorted(in_receipts)}"
    for place, part in in_receipts.items():
        if given.get(place) != (part.paid.amount, part.fee.amount, part.refund.amount):
            yield f"{booking.booking_id}: its receipt for {place} says {part}, the supplier {given.get(place)}"
        if part.paid != part.fee + part.refund:
            yield f"{booking.booking_id}: fee and refund of {place} are not what was paid"


def of_money(booking: Booking) -> Iterator[str]:
    """What a bought trip takes of budgets is what it was charged, less what credits pay and what came back: each cost
    centre what its travellers pay of what begins in that year, less what is theirs, and back to each came what they pay
    no longer."""
    if booking.trip_id is None:
        return
    prices = [order.price.amount for order in booking.orders]
    refunds = [each for receipt in booking.receipts for each in receipt.refunds]
    still_by_credit = _by_slot(booking, [(each.credit_id, each.amount.amount) for each in booking.credits])
    to_credit = [(each.credit_id or "", each.amount.amount) for each in refunds if each.to == "used_credit"]
    by_credit = still_by_credit + _by_slot(booking, to_credit)
    back = [0] * len(prices)
    for part in (part for receipt in booking.receipts for part in receipt.parts if part.status == "cancelled"):
        back[part.component_index] += part.refund.amount if part.refund_to == "original" else 0
    paid, to_pay = charge(booking, prices, by_credit), charge(booking, prices, still_by_credit, back)
    whole, left = sum(prices) - by_credit.total(), sum(prices) - sum(back) - still_by_credit.total()
    if (paid.total(), to_pay.total()) != (whole, left):
        yield f"{booking.booking_id}: its budgets paid {paid} of {whole}, and pay {to_pay} of {left}"
    returned: Counter[tuple[str, str]] = Counter()
    for each in refunds:
        returned[each.cost_centre or "", each.period or ""] += each.amount.amount if each.to == "original" else 0
    for share in booking.budgets:
        if share.amount.currency == booking.request.currency and share.amount.amount != to_pay[share.key]:
            yield f"{booking.booking_id} takes {share.amount} of {share.key}, which pays {to_pay} in all"
        if returned[share.key] != paid[share.key] - to_pay[share.key]:
            yield f"{booking.booking_id}: {returned} came back, {paid} was paid and {to_pay} is still spent"


def charge(
    booking: Booking, prices: Sequence[int], by_credit: Counter[tuple[str, int]], back: Sequence[int] = ()
) -> Counter[tuple[str, str]]:
    """What each cost centre pays in each year for components that cost so much, of which that has come back: all
    travellers alike of each, the first ones a cent more if need be, and each less what their credits pay to that
    issuer, in the earlier year first."""
    pays: Counter[tuple[str, str]] = Counter()
    left, people = by_credit.copy(), len(booking.request.travellers)
    centres = booking.request.cost_centres or [booking.request.cost_centre] * people
    costs = zip(booking.selected.components, prices, back or [0] * len(prices), strict=True)
    for offer, price, gone in sorted(costs, key=lambda each: _year_of(booking, each[0])):
        for place, centre in enumerate(centres):
            to_pay = (price + people - 1 - place) // people - (gone + people - 1 - place) // people
            credited = min(to_pay, left[issuer_of(offer), place])
            left[issuer_of(offer), place] -= credited
            pays[centre, _year_of(booking, offer)] += to_pay - credited
    return pays


def _year_of(booking: Booking, offer: Offer) -> str:
    """The year in which a component begins, as it was asked for."""
    match offer:
        case FlightOffer() | RailOffer():
            return f"{booking.request.slices[offer.slice_indexes[0]].depart_on:%Y}"
        case StayOffer():
            return f"{offer.check_in:%Y}"
        case CarOffer():
            return f"{booking.request.cars[offer.car_index].pick_up_on:%Y}"


def _by_slot(booking: Booking, amounts: Sequence[tuple[str, int]]) -> Counter[tuple[str, int]]:
    """What these credits pay to whom for each traveller: for those whom they name, a guest of whoever asked among
    them."""
    paid: Counter[tuple[str, int]] = Counter()
    people = [each.user_id for each in booking.travellers] or [booking.requester_id]
    for credit_id, amount in amounts:
        row = CreditRow.get(credit_id)
        paid[row.issuer or "", people.index(None if row.guest_id else row.user_id)] += amount
    return paid


def of_credits(booked: list[Booking]) -> Iterator[str]:
    """Every credit that a receipt tells of is there, with its amount, and no other; its parts add up."""
    in_receipts = {
        each.credit_id: each.amount.amount
        for booking in booked
        for receipt in booking.receipts
        for each in receipt.refunds
        if each.to == "credit"
    }
    names = {booking.booking_id for booking in booked}
    kept = {row.credit_id: int(row.amount) for row in CreditRow.scan() if row.from_booking_id in names}
    if kept != in_receipts:
        yield f"the credits are {kept}, the receipts say {in_receipts}"
    taken: Counter[tuple[str, str]] = Counter()
    for booking in booked:
        for use in booking.credits:
            taken[use.credit_id, use.status] += use.amount.amount
            if use.status != ("spent" if booking.trip_id else "reserved"):
                yield f"{booking.booking_id} is {booking.status} and has {use.status} its credit"
        if booking.credits and booking.terminal and not booking.trip_id:
            yield f"{booking.booking_id} is {booking.status} and keeps its credit"
    for row in CreditRow.scan():
        of_bookings = (taken[row.credit_id, "reserved"], taken[row.credit_id, "spent"])
        if (int(row.reserved), int(row.spent)) != of_bookings:
            yield f"{row.credit_id}: {row.reserved} reserved, {row.spent} spent, its bookings say {of_bookings}"
        if (
            int(row.amount) != int(row.remaining + row.reserved + row.spent)
            or min(row.remaining, row.reserved, row.spent) < 0
        ):
            yield f"{row.credit_id}: {row.remaining} left, {row.reserved} reserved, {row.spent} spent of {row.amount}"


def of_exchanges(booked: list[Booking]) -> Iterator[str]:
    """A trip is given back for another exactly when that other one was bought."""
    by_id = {booking.booking_id: booking for booking in booked}
    replaced = {
        receipt.replaced_by_booking_id
        for booking in booked
        for receipt in booking.receipts
        if receipt.replaced_by_booking_id
    }
    yield from (f"{each} replaces a trip and was not bought" for each in replaced if by_id[each].trip_id is None)
    for booking in booked:
        old = by_id.get(booking.replaces_booking_id or "")
        if old is not None and old.terminal and booking.trip_id is not None and booking.booking_id not in replaced:
            yield f"{booking.booking_id} was bought in the place of {old.booking_id}, which is {old.status}"
