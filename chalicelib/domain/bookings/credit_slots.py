"""What travel credits may pay of a booking: what each issuer is paid for each traveller, and whose credits count."""

from collections.abc import Iterable
from hashlib import sha256

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.overlaps import people_of
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.money import Money, divide
from chalicelib.domain.names import canonical_names
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Order, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.travel_credits import CreditHolder, PaySlot


def issuer_of(offer: Offer) -> str:
    """Return who grants a credit for an offer, and is paid with it: the carrier or the railway of its first segment, on
    whose ticket the others stand, the hotel, or the rental company."""
    match offer:
        case FlightOffer():
            return offer.carriers[0]
        case RailOffer():
            return offer.slices[0].segments[0].operator
        case StayOffer():
            return offer.name
        case CarOffer():
            return offer.company


def holders_of(booking: Booking) -> tuple[CreditHolder, ...]:
    """Return whose credits may pay, by the travellers' places: their own, or of a guest those that the requester keeps
    for them."""
    return tuple(_holder(booking, person) for person in people_of(booking))


def slots_of_option(booking: Booking, option: Option) -> dict[PaySlot, Money]:
    """Return what is to be paid of an option, by issuer and traveller."""
    return divide_by_slot(booking, ((offer, offer.price) for offer in option.components))


def slots_of_orders(booking: Booking, orders: Iterable[Order]) -> dict[PaySlot, Money]:
    """Return what orders of the chosen option cost, by issuer and traveller."""
    return divide_by_slot(
        booking, ((booking.selected.components[order.component_index], order.price) for order in orders)
    )


def divide_by_slot(booking: Booking, amounts: Iterable[tuple[Offer, Money]]) -> dict[PaySlot, Money]:
    """Return amounts for offers divided among the travellers, all alike, and gathered by issuer."""
    slots: dict[PaySlot, Money] = {}
    for offer, amount in amounts:
        for place, share in enumerate(divide(amount, len(booking.request.travellers))):
            slot = PaySlot(offer.supplier, issuer_of(offer), place)
            slots[slot] = slots[slot] + share if slot in slots else share
    return slots


def _holder(booking: Booking, person: BookingTraveller) -> CreditHolder:
    """Return whom a credit of this traveller names. A guest is known again by a digest of their name, whichever way it
    is written, so that the credit itself holds none."""
    if person.user_id is not None:
        return CreditHolder(person.user_id, None)
    name = min(canonical_names(person.full_name), default="")
    digest = sha256(f"{booking.requester_id}\n{name}".encode()).hexdigest()
    return CreditHolder(booking.requester_id, f"gst_{digest[:16]}")
