"""The other trips of a booking's travellers, said on its options: named to those who may see them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.overlaps import (
    OtherTrip,
    conceal_overlap,
    flights_left,
    is_same_traveller,
    overlaps_of,
    people_of,
    span_of_option,
)
from chalicelib.domain.bookings.parties import list_party_users
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option, Overlap
from chalicelib.domain.timestamps import LONGEST_SPAN
from chalicelib.domain.trips.trip import Trip, TripStatus, Window
from chalicelib.errors import NotFound
from chalicelib.models import bookings, trips
from chalicelib.services.authorization.trips import visible_trip

# Nobody has more trips at a time; what is more is of a machine, and is not looked at.
_MOST_LOOKED_AT = 50


def find_overlaps(booking: Booking, options: tuple[Option, ...]) -> Callable[[Option], Option]:
    """Find the trips that travellers have while any of the options lasts, and return what says of an option, which lies
    within these, those at the same time, and without their names."""
    others = list(_other_trips(booking, options))

    def with_overlaps(option: Option) -> Option:
        if not others and not option.overlaps:
            return option
        overlaps = tuple(map(conceal_overlap, overlaps_of(option, booking, others)))
        return msgspec.structs.replace(option, overlaps=overlaps)

    return with_overlaps


def name_overlaps(identity: Identity, booking: Booking, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options with the other trips named that the caller may see."""
    doubtful = tuple(option for option in options if option.overlaps)
    if not doubtful:
        return options
    others = [other for other in _other_trips(booking, doubtful) if _is_visible(identity, other.trip_id)]
    return tuple(
        msgspec.structs.replace(option, overlaps=_named(option.overlaps, overlaps_of(option, booking, others)))
        for option in options
    )


def _named(kept: tuple[Overlap, ...], visible: tuple[Overlap, ...]) -> tuple[Overlap, ...]:
    """Return the overlaps that were judged, each named where it is one of the visible ones."""
    left = list(visible)
    named = []
    for overlap in kept:
        match = next((each for each in left if conceal_overlap(each) == overlap), None)
        if match is not None:
            left.remove(match)
        named.append(match or overlap)
    return tuple(named)


def _is_visible(identity: Identity, trip_id: str) -> bool:
    try:
        visible_trip(identity, trip_id)
    except NotFound:
        return False
    return True


def _other_trips(booking: Booking, options: tuple[Option, ...]) -> Iterator[OtherTrip]:
    """Yield the trips that travellers have while any of the options lasts, but for what is the same journey: what the
    booking itself is or replaces, and what else took the place of parts of that.

    A trip lies with whoever has a part in it, so it is looked for with each who has a part in this one.
    """
    if not options:
        return
    spans = [span_of_option(option, booking) for option in options]
    starts_at, ends_at = min(start for start, _ in spans), max(end for _, end in spans)
    own, people = _list_lineage(booking), people_of(booking)
    found = {
        trip.trip_id: trip
        for user_id in list_party_users(booking)
        for trip in _trips_between(user_id, starts_at, ends_at)
        if trip.booking_id is None or trip.booking_id not in own
    }
    for trip in found.values():
        booked = _find_booking(trip.booking_id) if trip.booking_id is not None else None
        if booked is None or own.isdisjoint(_list_lineage(booked)):
            yield from _as_other_trips(people, trip, booked)


def _list_lineage(booking: Booking) -> set[str]:
    """Return the booking's id and those of the bookings of which it replaces parts, one after another."""
    lineage, replaced = {booking.booking_id}, booking.replaces_booking_id
    while replaced is not None and replaced not in lineage:
        lineage.add(replaced)
        before = _find_booking(replaced)
        replaced = before.replaces_booking_id if before else None
    return lineage


def _trips_between(user_id: str, starts_at: datetime, ends_at: datetime) -> list[Trip]:
    def is_there(trip: Trip) -> bool:
        is_live = trip.status is not TripStatus.CANCELLED and not trip.deleting
        return is_live and starts_at < trip.ends_at and trip.starts_at < ends_at

    within = Window(since=starts_at - LONGEST_SPAN - timedelta(days=1), until=ends_at)
    found, _ = trips.list_trips(user_id, within=within, keep=is_there, limit=_MOST_LOOKED_AT, start=None)
    return list(found)


def _as_other_trips(people: tuple[BookingTraveller, ...], trip: Trip, booked: Booking | None) -> Iterator[OtherTrip]:
    """Yield the trip once for each of `people` who travels by it: who asked for a trip need not."""
    aboard = (
        people_of(booked) if booked else (BookingTraveller(given_name="", family_name="", user_id=trip.traveller_id),)
    )
    for person in people:
        if any(is_same_traveller(person, each) for each in aboard):
            yield OtherTrip(
                trip_id=trip.trip_id,
                name=trip.name,
                traveller=person.full_name,
                starts_at=trip.starts_at,
                ends_at=trip.ends_at,
                flights=flights_left(booked) if booked else frozenset(),
            )


def _find_booking(booking_id: str) -> Booking | None:
    try:
        return bookings.get_booking(booking_id)
    except NotFound:  # it has been erased since
        return None
