"""The trip that was made of a booking, and its items, as a change of the booking leaves them: they say what it says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import Trip, TripStatus, span_of_trip
from chalicelib.models import items, trips

_FOLLOWED = ("status", "starts_at", "ends_at")
_Thing = TypeVar("_Thing", Trip, Item)


class ItineraryChange(NamedTuple):
    """What of an itinerary changes, each as it was and as it is to be."""

    trip: tuple[Trip, Trip] | None = None
    items: tuple[tuple[Item, Item], ...] = ()


def change_itinerary(booking: Booking, now: datetime) -> ItineraryChange:
    """Return what of the trip and its items changes so that they say what the booking says now; nothing of a trip that
    its traveller has deleted."""
    trip = trips.find_trip(booking.trip_id) if booking.trip_id is not None else None
    return ItineraryChange() if trip is None else follow(booking, trip, items.list_itinerary(trip.trip_id), now)


def follow(booking: Booking, trip: Trip, itinerary: Sequence[Item], now: datetime) -> ItineraryChange:
    """Return what of a trip and its items changes so that they say what the booking says now."""
    moved = tuple(
        (item, _next_version(item, changes, now)) for item, changes in _follow_items(booking, trip, itinerary)
    )
    changes = _trip_changes(trip, booking)
    return ItineraryChange(trip=(trip, _next_version(trip, changes, now)) if changes else None, items=moved)


def _follow_items(booking: Booking, trip: Trip, itinerary: Sequence[Item]) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    """Yield the items that are to say something else: by their parts, for a hotel may be visited twice."""
    to_be = {(each.part_id, each.name): each for each in items_of(booking, trip, trip.updated_at, str)}
    for item in itinerary:
        new = to_be.get((item.part_id, item.name)) if item.is_booked else None
        changes = {
            field: getattr(new, field) for field in _FOLLOWED if getattr(new or item, field) != getattr(item, field)
        }
        if changes:
            yield item, changes


def _trip_changes(trip: Trip, booking: Booking) -> Mapping[str, Any]:
    """Return what a trip is to say otherwise: that all of it is cancelled, else from when until when it lasts."""
    if all(order.status == "cancelled" for order in booking.orders):
        return {} if trip.status is TripStatus.CANCELLED else {"status": TripStatus.CANCELLED}
    starts_at, ends_at = span_of_trip(booking)
    is_moved = (trip.starts_at, trip.ends_at) != (starts_at, ends_at)
    return {"starts_at": starts_at, "ends_at": ends_at} if is_moved else {}


def _next_version(thing: _Thing, changes: Mapping[str, Any], now: datetime) -> _Thing:
    return msgspec.structs.replace(thing, **changes, updated_at=now, version=thing.version + 1)
