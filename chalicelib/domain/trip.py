"""A trip and the items on its itinerary: what a booking becomes once it is bought."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Annotated, TypedDict
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.booking import Booking
from chalicelib.domain.money import Money, total
from chalicelib.domain.offers import FlightOffer, Order, StayOffer
from chalicelib.domain.value import Value


class TripState(StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    FLIGHT = "flight"
    STAY = "stay"


class Trip(Value, frozen=True):
    """A journey of one employee; its itinerary is the list of its items."""

    trip_id: str
    employee_id: str
    booking_id: str
    name: Annotated[str, msgspec.Meta(examples=["Berlin to London"])]
    state: TripState
    starts_at: datetime
    ends_at: datetime
    price: Money
    created_at: datetime
    updated_at: datetime
    version: int = 1


class TripItem(Value, frozen=True):
    """One entry of an itinerary: a flight segment or a stay; times are UTC, zones say the local time."""

    item_id: str
    trip_id: str
    employee_id: str
    kind: ItemKind
    name: str
    description: str
    status: str
    reference: Annotated[str, msgspec.Meta(description="Record locator or confirmation number")]
    starts_at: datetime
    ends_at: datetime
    start_timezone: str
    end_timezone: str
    latitude: float | None
    longitude: float | None
    created_at: datetime
    updated_at: datetime
    created_by: str
    version: int = 1


# Hotels rarely give a room before or keep it after these local times.
CHECK_IN_FROM = time(15)
CHECK_OUT_UNTIL = time(11)


def trip_of(booking: Booking, trip_id: str, now: datetime) -> Trip:
    """The trip that an ordered booking becomes, from its first departure to its last arrival or check-out."""
    spans = [_span(offer, booking) for offer in booking.selected.components]
    return Trip(
        trip_id=trip_id,
        employee_id=booking.employee_id,
        booking_id=booking.booking_id,
        name=f"{booking.request.origin.name} to {booking.request.destination.name}",
        state=TripState.CONFIRMED,
        starts_at=min(start for start, _ in spans),
        ends_at=max(end for _, end in spans),
        price=total((order.price for order in booking.orders), booking.request.currency),
        created_at=now,
        updated_at=now,
    )


def items_of(booking: Booking, trip: Trip, now: datetime, new_id: Callable[[], str]) -> tuple[TripItem, ...]:
    """The itinerary of an ordered booking: an item for every flight segment and every stay, in order of start."""
    items: list[TripItem] = []
    for order in booking.orders:
        offer = booking.selected.components[order.component]
        common = _Common(booking=booking, trip=trip, order=order, now=now)
        if isinstance(offer, StayOffer):
            items.append(_stay_item(offer, common, new_id()))
        else:
            items.extend(_flight_items(offer, common, new_id))
    return tuple(sorted(items, key=lambda item: item.starts_at))


class _Shared(TypedDict):
    trip_id: str
    employee_id: str
    status: str
    reference: str
    created_at: datetime
    updated_at: datetime
    created_by: str


class _Common(msgspec.Struct, frozen=True):
    """What all items of one order share."""

    booking: Booking
    trip: Trip
    order: Order
    now: datetime


def _span(offer: FlightOffer | StayOffer, booking: Booking) -> tuple[datetime, datetime]:
    if isinstance(offer, StayOffer):
        return _stay_times(offer, booking.request.destination.timezone)
    return offer.legs[0].departs_at, offer.legs[-1].arrives_at


def _stay_times(offer: StayOffer, timezone: str) -> tuple[datetime, datetime]:
    zone = ZoneInfo(timezone)
    check_in = datetime.combine(offer.check_in, CHECK_IN_FROM, zone)
    check_out = datetime.combine(offer.check_out, CHECK_OUT_UNTIL, zone)
    return check_in.astimezone(UTC), check_out.astimezone(UTC)


def _stay_item(offer: StayOffer, common: _Common, item_id: str) -> TripItem:
    zone = common.booking.request.destination.timezone
    starts_at, ends_at = _stay_times(offer, zone)
    nights = f"{offer.nights} night{'s' if offer.nights > 1 else ''}"
    return TripItem(
        item_id=item_id,
        kind=ItemKind.STAY,
        name=offer.name,
        description=f"{nights} in {offer.city}, {offer.stars} stars, {offer.rooms} room{'s' if offer.rooms > 1 else ''}",
        starts_at=starts_at,
        ends_at=ends_at,
        start_timezone=zone,
        end_timezone=zone,
        latitude=offer.latitude,
        longitude=offer.longitude,
        **_shared(common),
    )


def _flight_items(offer: FlightOffer, common: _Common, new_id: Callable[[], str]) -> list[TripItem]:
    return [
        TripItem(
            item_id=new_id(),
            kind=ItemKind.FLIGHT,
            name=f"{segment.flight_number} {segment.origin} to {segment.destination}",
            description=f"{segment.cabin.replace('_', ' ')}, {segment.distance // 1000} km",
            starts_at=segment.departs_at,
            ends_at=segment.arrives_at,
            start_timezone=segment.origin_timezone,
            end_timezone=segment.destination_timezone,
            latitude=None,
            longitude=None,
            **_shared(common),
        )
        for leg in offer.legs
        for segment in leg.segments
    ]


def _shared(common: _Common) -> _Shared:
    return _Shared(
        trip_id=common.trip.trip_id,
        employee_id=common.booking.employee_id,
        status=common.order.status,
        reference=common.order.reference,
        created_at=common.now,
        updated_at=common.now,
        created_by=common.booking.employee_id,
    )
