"""The trip that was made of a booking, and its items, as a change of the booking leaves them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip
from chalicelib.models import items, trips

Changes = Mapping[str, Any] | None

_Thing = TypeVar("_Thing", Trip, Item)


class ItineraryChange(NamedTuple):
    """What of an itinerary changes, each as it was and as it is to be."""

    trip: tuple[Trip, Trip] | None = None
    items: tuple[tuple[Item, Item], ...] = ()


def change_itinerary(
    booking: Booking, now: datetime, *, of_item: Callable[[Item], Changes], of_trip: Callable[[Trip], Changes]
) -> ItineraryChange:
    """Return what changes when each booked item changes as `of_item` says, and the trip as `of_trip` does (None: not at
    all); nothing of a trip that its traveller has deleted."""
    trip = trips.find_trip(booking.trip_id) if booking.trip_id is not None else None
    if trip is None:
        return ItineraryChange()
    booked = [item for item in items.list_itinerary(trip.trip_id) if item.is_booked]
    changed = ((item, of_item(item)) for item in booked)
    moved = of_trip(trip)
    return ItineraryChange(
        trip=None if moved is None else (trip, _next_version(trip, moved, now)),
        items=tuple((item, _next_version(item, changes, now)) for item, changes in changed if changes is not None),
    )


def _next_version(thing: _Thing, changes: Mapping[str, Any], now: datetime) -> _Thing:
    return msgspec.structs.replace(thing, **changes, updated_at=now, version=thing.version + 1)
