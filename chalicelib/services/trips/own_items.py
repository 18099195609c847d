"""What somebody lists as their items: those that are their own, then what was booked for them on trips that stand with
another traveller, trip by trip, the latest start first."""

from datetime import datetime

from chalicelib.domain.trips.item import Item, ItemStatus
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import items, trips

# What a place in the itinerary of a trip says besides: where the trip stands in the list, be it gone by then.
_TRIP_STARTS = "tripStartsAt"
# How many trips of others a page looks at: where nothing of them is to be listed it is short, though more may follow.
_MOST_TRIPS = 10


def list_own_items(
    user_id: str, *, status: ItemStatus | None, now: datetime, limit: int, start: Cursor | None
) -> ResultPage[Item]:
    """Return one page of the items that are the user's, or were booked for them, and where the next page starts."""
    found: list[Item] = []
    place = start
    if start is None or "tripId" not in start:
        found, place = items.list_items(user_id, status=status, now=now, limit=limit, start=start)
        if place is not None:
            return ResultPage(found, place)
    for _ in range(_MOST_TRIPS):
        trip, inside, after = _find_trip(user_id, place)
        if trip is None and after is None:
            return ResultPage(found, None)
        if trip is not None and len(found) == limit:
            return ResultPage(found, place or trips.first_place(user_id))
        if trip is not None:
            listed, more = items.list_trip_items(
                trip.trip_id, status=status, now=now, limit=limit - len(found), start=inside
            )
            found += [item for item in listed if item.is_booked]
            after = {**more, _TRIP_STARTS: trips.place_of(trip, user_id)["startsAt"]} if more else after
        if after is None:
            return ResultPage(found, None)
        place = after
    return ResultPage(found, place)


def _find_trip(user_id: str, place: Cursor | None) -> tuple[Trip | None, Cursor | None, Cursor | None]:
    """Return the next trip of others on which the user travels, if one was found, where in its itinerary a page goes
    on, and where the list of trips does after it: None at its end."""
    if place is not None and "itemId" in place:
        inside = {name: value for name, value in place.items() if name != _TRIP_STARTS}
        trip_id = place["tripId"]["S"]
        after = trips.place_at(trip_id, user_id, place[_TRIP_STARTS]) if _TRIP_STARTS in place else None
        trip = trips.find_trip(trip_id)
        if trip is not None and _is_fellow(trip, user_id):
            return trip, inside, after or trips.place_of(trip, user_id)
        return None, None, after
    shared, after = trips.list_trips(user_id, keep=lambda trip: _is_fellow(trip, user_id), limit=1, start=place)
    return shared[0] if shared else None, None, after


def _is_fellow(trip: Trip, user_id: str) -> bool:
    """Return whether the user travels on a trip that stands with another traveller."""
    return user_id in trip.travellers and trip.traveller_id != user_id and not trip.deleting
