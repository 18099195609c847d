"""Keeping trips: making them by hand, finding them, changing, cancelling and deleting them."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib import clock
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips import trip as rules
from chalicelib.domain.trips.calendar import calendar_id_of
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.timeline import Timeline, timeline_of
from chalicelib.domain.trips.trip import ANY_TIME, Trip, TripDetails, TripStatus, Window
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models import bookings, calendars, items, shares, trip_lists, trips
from chalicelib.services.authorization.trips import (
    SeenTrip,
    TripAccess,
    find_seen,
    own_trip,
    removable_trip,
    visible_trip,
    writable_trip,
)
from chalicelib.services.trips.company_lists import show_listed
from chalicelib.services.trips.items import show_items


class TripFilter(NamedTuple):
    """Which trips are asked for: in which status, starting when, with which part in them."""

    status: TripStatus | None = None
    starts: Window = ANY_TIME
    role: PartyRole | None = None

    def wants(self, trip: Trip, now: datetime, user_id: str) -> bool:
        since, until = self.starts
        return (
            not trip.deleting
            and (self.role is None or self.role in trip.list_roles(user_id))
            and self.status in {None, trip.status_at(now)}
            and (since is None or trip.starts_at >= since)
            and (until is None or trip.starts_at <= until)
        )


def create_trip(identity: Identity, details: TripDetails, *, trip_id: str) -> SeenTrip:
    """Create a trip by hand. Made again under the same id, it is the first one. Raises InvalidInput."""
    details = rules.validate(details)
    now = clock.now()
    trip = Trip(
        **msgspec.structs.asdict(details),
        trip_id=trip_id,
        traveller_id=identity.user_id,
        status=TripStatus.PLANNED,
        created_at=now,
        updated_at=now,
        created_by=identity.user_id,
    )
    try:
        trips.create_trip(trip)
    except VersionConflict:
        trip = trips.get_trip(trip_id)
        if trip.created_by != identity.user_id:
            raise
    return SeenTrip(trip, TripAccess.OWNER, sees_all=True, viewer_id=identity.user_id)


def get_trip(identity: Identity, trip_id: str) -> SeenTrip:
    """Return a trip that the caller may see. Raises NotFound."""
    return visible_trip(identity, trip_id)


def list_itinerary(identity: Identity, found: SeenTrip) -> list[Item]:
    """Return the items of a trip as the caller may see them, in the order in which they start."""
    return show_items(identity, _list_alive(found.trip.trip_id), sees_all=found.sees_all)


def get_timeline(identity: Identity, trip_id: str) -> Timeline:
    """Return the timeline of a trip that the caller may see, and its conflicts. Raises NotFound."""
    found = visible_trip(identity, trip_id)
    return timeline_of(found.trip, _list_alive(trip_id))


def list_trips(
    identity: Identity, wanted: TripFilter, *, user_id: str | None, limit: int, start: Cursor | None
) -> ResultPage[SeenTrip | UnreadableRow]:
    """List a page of the trips that an employee asked for or travels on (the caller without one named), the latest
    start first, and where the next page starts; one that cannot be read is there by its id. Raises NotAllowed for
    anybody else's, unless the caller is of the travel desk or a travel manager."""
    person = identity.person_arranged_for(user_id)
    now = clock.now()
    found, position = trip_lists.list_trips(
        person,
        within=wanted.starts.meet(rules.starts_within(wanted.status, now)),
        keep=lambda trip: wanted.wants(trip, now, person),
        limit=limit,
        start=start,
    )
    return ResultPage(show_listed(identity, found), position)


def list_shared_trips(
    identity: Identity, wanted: TripFilter, *, limit: int, start: Cursor | None
) -> ResultPage[SeenTrip | UnreadableRow]:
    """List a page of the trips that colleagues share with the caller, the latest shared first, and where the next page
    starts; one that cannot be read is there by its id. The index may lag behind, so every share is looked at itself."""
    trip_ids, position = shares.list_shared_trips(identity.user_id, limit=limit, start=start)
    known = trip_lists.read_trips(trip_ids)
    right = shares.find_shares(known, identity.user_id)
    now = clock.now()
    asked = [known[trip_id] for trip_id in trip_ids if trip_id in right]
    found = [
        each if isinstance(each, UnreadableRow) else find_seen(identity, each, right[each.trip_id])
        for each in asked
        if isinstance(each, UnreadableRow) or wanted.wants(each, now, identity.user_id)
    ]
    return ResultPage([each for each in found if each is not None], position)


def rewrite_trip(
    identity: Identity, trip_id: str, rewrite: Callable[[TripDetails], TripDetails], *, expected: int | None
) -> SeenTrip:
    """Change a trip to what `rewrite` makes of its details; `expected` is the version that the caller has seen, None
    for any. Raises NotFound, NotAllowed, InvalidInput, Conflict and VersionConflict."""
    found = writable_trip(identity, trip_id)
    require_version(found.trip, expected, "The trip")
    details = rules.validate(rewrite(rules.details_of(found.trip)))
    after = rules.rewrite_trip(found.trip, details, clock.now())
    trips.replace_trip(found.trip, after)
    return found._replace(trip=after)


def cancel_trip(identity: Identity, trip_id: str, *, expected: int | None) -> SeenTrip:
    """Cancel a trip; one that is cancelled stays so. Raises NotFound, NotAllowed, VersionConflict, and Conflict for one
    that is over or whose orders stand."""
    trip = own_trip(identity, trip_id)
    require_version(trip, expected, "The trip")
    if trip.status is not TripStatus.CANCELLED:
        trip = _cancel_trip(trip, clock.now())
    return SeenTrip(trip, TripAccess.OWNER, sees_all=True, viewer_id=identity.user_id)


def delete_trip(identity: Identity, trip_id: str, *, expected: int | None) -> None:
    """Remove a trip with its items and shares. Raises NotFound, NotAllowed, VersionConflict, and Conflict for one that
    was booked and is not cancelled. What a crash interrupts, the next call finishes."""
    trip = _get_deletable(identity, trip_id)
    if not trip.deleting:
        require_version(trip, expected, "The trip")
        marked = msgspec.structs.replace(trip, deleting=True, version=trip.version + 1, updated_at=clock.now())
        trips.replace_trip(trip, marked)
    for user_id in trip.parties:
        calendars.delete_calendar(calendar_id_of(user_id, trip_id))
    for share in shares.list_shares(trip_id)[0]:
        calendars.delete_calendar(calendar_id_of(share.user_id, trip_id))
        shares.delete_share(trip_id, share.user_id)
    items.clear_trip(trip_id)
    trips.delete_trip(trip)


def _get_deletable(identity: Identity, trip_id: str) -> Trip:
    trip = trips.get_trip(trip_id)
    if trip.deleting:
        if trip.maker_id == identity.user_id:
            return trip
        raise NotFound(f"There is no trip {trip_id}.")
    trip = removable_trip(identity, trip_id)
    if trip.booking_id is not None and trip.status is not TripStatus.CANCELLED:
        raise Conflict("A booked trip must be cancelled before it can be removed.")
    return trip


def _cancel_trip(trip: Trip, now: datetime) -> Trip:
    if trip.status_at(now) is TripStatus.COMPLETED:
        raise Conflict("This trip has ended.")
    if trip.booking_id is not None and _orders_stand(trip.booking_id):
        raise Conflict("This trip has confirmed orders: cancel it through its booking.")
    after = msgspec.structs.replace(trip, status=TripStatus.CANCELLED, version=trip.version + 1, updated_at=now)
    trips.replace_trip(trip, after)
    return after


def _list_alive(trip_id: str) -> list[Item]:
    now = clock.now()
    return [item for item in items.list_itinerary(trip_id) if not item.is_gone(now)]


def _orders_stand(booking_id: str) -> bool:
    booking = bookings.find_booking(booking_id)
    return booking is not None and any(order.status == "confirmed" for order in booking.orders)
