"""What must hold of a booked trip's itinerary: it says what the booking says."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.supplier_changes import NoticeKind
from chalicelib.domain.trips.item import Item, ItemStatus
from chalicelib.domain.trips.trip import Trip, TripStatus, span_of_trip


def of_itinerary(booking: Booking, trip: Trip, itinerary: Sequence[Item]) -> Iterator[str]:
    """Every part has its items, at its times, cancelled exactly when it was given back; so is the trip with all."""
    name, parts = booking.booking_id, parts_of(booking)
    if {item.part_id for item in itinerary} != {part.part_id for part in parts} or trip.booking_id != name:
        yield f"{name}: its trip has items of {[item.part_id for item in itinerary]}"
    for part in parts:
        items = [item for item in itinerary if item.part_id == part.part_id]
        if {item.status is ItemStatus.CANCELLED for item in items} != {part.status == "cancelled"}:
            yield f"{name}: {part.name} is {part.status}, which its itinerary does not say"
        said = [(item.name, item.starts_at, item.ends_at) for item in items]
        if sorted(said) != sorted(_times(booking, part)):
            yield f"{name}: {part.name} is on the itinerary as {said}"
    everything = all(part.status == "cancelled" for part in parts)
    if (trip.status is TripStatus.CANCELLED) != everything:
        yield f"{name}: its trip is {trip.status}"
    if not everything and (trip.starts_at, trip.ends_at) != span_of_trip(booking):
        yield f"{name}: its trip lasts from {trip.starts_at} to {trip.ends_at}"
    yield from _of_last_notices(booking)


def _of_last_notices(booking: Booking) -> Iterator[str]:
    """A flight or train is when its supplier last said that it is, and what was said of it moves no other."""
    for each in booking.supplier_changes:
        about = f"msg-{booking.component_key(each.component_index)}-{each.part_index}-"
        if each.notice_id.startswith(f"msg-{booking.booking_id}") and not each.notice_id.startswith(about):
            yield f"{booking.booking_id}: {each.notice_id} has changed {each.name}"
    last = {each.part_id: each for each in booking.supplier_changes if each.kind is NoticeKind.SCHEDULE_CHANGED}
    for each in last.values():
        offer = _offer(booking, each.component_index)
        assert isinstance(offer, FlightOffer | RailOffer)
        times = tuple((flight.departs_at, flight.arrives_at) for flight in offer.slices[each.part_index].segments)
        if times != tuple((moved.departs_at, moved.arrives_at) for moved in each.after):
            yield f"{booking.booking_id}: {each.name} is not where its supplier has moved it"


def _times(booking: Booking, part: BookingPart) -> list[tuple[str, datetime, datetime]]:
    """When each item of a part is, by its name: each flight or train of a slice, or the one stay or car."""
    offer = _offer(booking, part.component_index)
    match offer:
        case FlightOffer() | RailOffer():
            rides = offer.slices[part.part_index].segments
            return [(each.name, each.departs_at, each.arrives_at) for each in rides]
        case StayOffer() | CarOffer():
            return [(offer.name, part.starts_at, part.ends_at)]


def _offer(booking: Booking, component_index: int) -> Offer:
    return booking.selected.components[component_index]
