"""Reading trips: one with its itinerary, or a page of one's own."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trip import Trip, TripItem
from chalicelib.errors import NotFound
from chalicelib.models import items, trips


def get_trip(identity: Identity, trip_id: str) -> tuple[Trip, list[TripItem]]:
    """A trip and its items in the order in which they start. Raises NotFound, also for somebody else's."""
    trip = trips.get_trip(trip_id)
    if trip.employee_id != identity.user_id and not identity.has(Role.TRAVEL_MANAGER):
        raise NotFound(f"There is no trip {trip_id}.")
    return trip, items.list_itinerary(trip_id)


def list_trips(
    identity: Identity, *, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Trip], dict[str, Any] | None]:
    """One page of the caller's own trips, the latest start first, and where the next page starts."""
    return trips.list_trips(identity.user_id, limit=limit, start=start)
