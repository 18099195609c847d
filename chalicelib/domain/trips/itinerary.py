"""The itinerary that a booking gives its trip: an item for every segment of a flight or a train, every stay, every
car."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypedDict

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import PartTimes, part_count, part_id, times_of_part
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.offers.cars import CarOffer, RentalStation
from chalicelib.domain.offers.offers import FlightOffer, Offer, Order, Segment, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.trips.item import SUPPLIER, Item, ItemKind, ItemPlace, ItemStatus
from chalicelib.domain.trips.trip import Trip


def items_of(booking: Booking, trip: Trip, now: datetime, new_id: Callable[[], str]) -> tuple[Item, ...]:
    """Return the itinerary of an ordered booking, in order of start."""
    items = [
        item
        for order in booking.orders
        for part_index in range(part_count(booking.selected.components[order.component_index]))
        for item in _items_of_part(_Part(booking, trip, order, part_index, now), new_id)
    ]
    return tuple(sorted(items, key=lambda item: item.starts_at or now))


class _Part(msgspec.Struct, frozen=True):
    """A part that was bought, and the trip that it goes on."""

    booking: Booking
    trip: Trip
    order: Order
    part_index: int
    now: datetime

    @property
    def offer(self) -> Offer:
        return self.booking.selected.components[self.order.component_index]

    @property
    def is_cancelled(self) -> bool:
        return self.order.status == "cancelled" or self.part_index in self.order.cancelled_parts

    @property
    def times(self) -> PartTimes:
        booking, order = self.booking, self.order
        return times_of_part(booking.selected, booking.request, order.component_index, self.part_index)


class _Shared(TypedDict):
    trip_id: str
    user_id: str
    booking_id: str
    part_id: str
    status: ItemStatus
    encrypted_locator: Encrypted | None
    created_at: datetime
    updated_at: datetime
    created_by: str


def _items_of_part(part: _Part, new_id: Callable[[], str]) -> Iterator[Item]:
    match part.offer:
        case FlightOffer() as fare:
            yield from (_flight_item(each, part, new_id()) for each in fare.slices[part.part_index].segments)
        case RailOffer() as fare:
            yield from (_rail_item(each, part, new_id()) for each in fare.slices[part.part_index].segments)
        case StayOffer() as stay:
            yield _stay_item(stay, part, new_id())
        case CarOffer() as car:
            yield _car_item(car, part, new_id())


def _flight_item(segment: Segment, part: _Part, item_id: str) -> Item:
    return Item(
        item_id=item_id,
        kind=ItemKind.FLIGHT,
        name=segment.name,
        description=f"{segment.cabin.replace('_', ' ')}, {segment.distance_metres // 1000} km",
        starts_at=segment.departs_at,
        ends_at=segment.arrives_at,
        start_timezone=segment.origin_timezone,
        end_timezone=segment.destination_timezone,
        origin=segment.origin,
        destination=segment.destination,
        **_collect_shared(part),
    )


def _rail_item(segment: RailSegment, part: _Part, item_id: str) -> Item:
    seat_class = "second class" if segment.cabin is Cabin.ECONOMY else "first class"
    return Item(
        item_id=item_id,
        kind=ItemKind.RAIL,
        name=segment.name,
        description=f"{segment.operator}, {seat_class}, {segment.distance_metres // 1000} km",
        starts_at=segment.departs_at,
        ends_at=segment.arrives_at,
        start_timezone=segment.origin_timezone,
        end_timezone=segment.destination_timezone,
        origin=segment.origin.name,
        destination=segment.destination.name,
        **_collect_shared(part),
    )


def _stay_item(offer: StayOffer, part: _Part, item_id: str) -> Item:
    nights = f"{offer.nights} night{'s' if offer.nights > 1 else ''}"
    rooms = f"{offer.rooms} room{'s' if offer.rooms > 1 else ''}"
    stars = f"{offer.stars} stars, " if offer.stars else ""
    return Item(
        item_id=item_id,
        kind=ItemKind.STAY,
        name=offer.name,
        description=f"{nights} in {offer.city}, {stars}{rooms}",
        **part.times._asdict(),
        place=ItemPlace(name=offer.name, latitude=offer.latitude, longitude=offer.longitude),
        **_collect_shared(part),
    )


def _car_item(offer: CarOffer, part: _Part, item_id: str) -> Item:
    days = f"{offer.days} day{'s' if offer.days > 1 else ''}"
    gearbox = "automatic" if offer.automatic else "manual"
    return Item(
        item_id=item_id,
        kind=ItemKind.CAR,
        name=offer.name,
        description=f"{offer.model} or similar, {offer.category.replace('_', ' ')}, {gearbox}, {days}",
        **part.times._asdict(),
        origin=offer.pick_up.name,
        destination=offer.drop_off.name,
        place=_place_of_station(offer.pick_up),
        **_collect_shared(part),
    )


def _place_of_station(station: RentalStation) -> ItemPlace:
    return ItemPlace(name=station.name, address=station.city, latitude=station.latitude, longitude=station.longitude)


def _collect_shared(part: _Part) -> _Shared:
    return _Shared(
        trip_id=part.trip.trip_id,
        user_id=part.trip.traveller_id,
        booking_id=part.booking.booking_id,
        part_id=part_id(part.order.component_index, part.part_index),
        status=ItemStatus.CANCELLED if part.is_cancelled else ItemStatus.CONFIRMED,
        encrypted_locator=part.order.encrypted_locator,
        created_at=part.now,
        updated_at=part.now,
        created_by=SUPPLIER,
    )
