"""What must hold of a booked trip's itinerary: it says what the booking says."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import item_names, parts_of
from chalicelib.domain.offers.offers import FlightOffer, Offer
from chalicelib.domain.servicing.supplier_changes import NoticeKind
from chalicelib.domain.trips.item import Item, ItemStatus
from chalicelib.domain.trips.trip import Trip, TripStatus, span_of_trip


def of_itinerary(booking: Booking, trip: Trip, itinerary: Sequence[Item]) -> Iterator[str]:
    """Every part has its items, at its times, cancelled exactly when it was given back; so is the trip with all."""
    name, items = booking.booking_id, {item.name: item for item in itinerary}
    parts = parts_of(booking)
    wanted = [
        (each, item) for each in parts for item in item_names(_offer(booking, each.component_index), each.part_index)
    ]
    if len(itinerary) != len(wanted) or trip.booking_id != name:
        yield f"{name}: its trip has {len(itinerary)} items instead of {len(wanted)}"
    for part, each in wanted:
        gone = each in items and items[each].status is ItemStatus.CANCELLED
        if gone != (part.status == "cancelled"):
            yield f"{name}: {each} is {part.status}, which its itinerary does not say"
    for part in parts:
        for each, (departs_at, arrives_at) in _flights(_offer(booking, part.component_index), part.part_index):
            if each in items and (items[each].starts_at, items[each].ends_at) != (departs_at, arrives_at):
                yield f"{name}: {each} is on the itinerary at another time"
    everything = all(part.status == "cancelled" for part in parts)
    if (trip.status is TripStatus.CANCELLED) != everything:
        yield f"{name}: its trip is {trip.status}"
    if not everything and (trip.starts_at, trip.ends_at) != span_of_trip(booking):
        yield f"{name}: its trip lasts from {trip.starts_at} to {trip.ends_at}"
    yield from _of_last_notices(booking)


def _of_last_notices(booking: Booking) -> Iterator[str]:
    """A flight is where its supplier last said that it is."""
    last = {each.part_id: each for each in booking.supplier_changes if each.kind is NoticeKind.SCHEDULE_CHANGED}
    for each in last.values():
        offer = _offer(booking, each.component_index)
        assert isinstance(offer, FlightOffer)
        times = tuple((flight.departs_at, flight.arrives_at) for flight in offer.slices[each.part_index].segments)
        if times != tuple((moved.departs_at, moved.arrives_at) for moved in each.after):
            yield f"{booking.booking_id}: {each.name} is not where its supplier has moved it"


def _flights(offer: Offer, part_index: int) -> Iterator[tuple[str, tuple[datetime, datetime]]]:
    """Each flight of one slice, by its item's name, and when it is."""
    if isinstance(offer, FlightOffer):
        times = ((flight.departs_at, flight.arrives_at) for flight in offer.slices[part_index].segments)
        yield from zip(item_names(offer, part_index), times, strict=True)


def _offer(booking: Booking, component_index: int) -> Offer:
    return booking.selected.components[component_index]
