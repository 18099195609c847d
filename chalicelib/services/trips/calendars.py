"""Calendar feeds: opening one for a trip or for all of one's trips, revoking it, and reading it by its address."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.mentions import CALENDAR
from chalicelib.domain.trips import calendar as rules
from chalicelib.domain.trips.calendar import Calendar
from chalicelib.domain.trips.icalendar import write_calendar
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import NotAllowed, NotFound, TripChanged
from chalicelib.models import calendars, employees, items, mentions, trips
from chalicelib.services.authorization.people import is_active
from chalicelib.services.authorization.trips import may_read, visible_trip

# How far back the calendar of all trips goes, and how many of them it holds, the latest first.
REACH = timedelta(days=90)
MOST_TRIPS = 100
# Each goes over five hundred trips of a person at most, their own and those that they asked for.
_MOST_PAGES = 20


def create_calendar(identity: Identity, trip_id: str | None) -> tuple[Calendar, str]:
    """Create a calendar of a trip, or of all of the caller's, with a secret token; an older token is revoked.

    Raises NotFound, and NotAllowed for a trip that is neither theirs nor shared with them.
    """
    import secrets

    return until_kept(lambda: _create_calendar(identity, trip_id, secrets.token_bytes(rules.SECRET_BYTES)), TripChanged)


def _create_calendar(identity: Identity, trip_id: str | None, secret: bytes) -> tuple[Calendar, str]:
    trip = None if trip_id is None else _openable_trip(identity, trip_id)
    address = rules.make_address(rules.calendar_id_of(identity.user_id, trip_id), secret)
    calendar = Calendar(
        calendar_id=address.calendar_id,
        user_id=identity.user_id,
        trip_id=trip_id,
        secret_hash=rules.hash_of(address.secret),
        created_at=clock.now(),
        owner_name=identity.name,
    )
    calendars.put_calendar(calendar, on=trips.as_read(trip) if trip else None)
    return calendar, address.token


def get_calendar(identity: Identity, trip_id: str | None) -> Calendar:
    """Return the caller's open calendar of a trip, or of all. Raises NotFound."""
    found = calendars.find_calendar(rules.calendar_id_of(identity.user_id, trip_id))
    if found is None:
        raise NotFound("This calendar has no active address.")
    return found


def revoke_calendar(identity: Identity, trip_id: str | None) -> None:
    """Revoke the address of the caller's calendar, at once. Raises NotFound when there is none."""
    calendars.delete_calendar(get_calendar(identity, trip_id).calendar_id)


def close_calendars(user_id: str) -> None:
    """Revoke the addresses of all calendars of somebody who has left, for good. Done again it finds none."""
    calendars.delete_calendar(rules.calendar_id_of(user_id, None))
    start: Cursor | None = None
    while True:
        found, start = mentions.list_things(user_id, CALENDAR, limit=MOST_TRIPS, start=start)
        for calendar_id in found:
            calendars.delete_calendar(calendar_id)
        if start is None:
            return


def read_calendar(token: str) -> str:
    """Return the calendar of the token `token`, as iCalendar text. Raises NotFound when there is none, or what it shows
    is no longer its owner's to see."""
    address = rules.read_address(token)
    found = calendars.find_calendar(address.calendar_id)
    if found is None or not rules.opens(address.secret, found) or not is_active(found.user_id):
        raise NotFound("Calendar not found.")
    if found.trip_id is None:
        name = rules.calendar_name(None, _name_of(found.user_id, found))
        return write_calendar(name, _all_itineraries(found.user_id))
    trip = _readable_trip(found.user_id, found.trip_id).as_seen_by(found.user_id)
    return write_calendar(rules.calendar_name(trip.name, _name_of(trip.traveller_id, found)), [(trip, _alive(trip))])


def _name_of(user_id: str, calendar: Calendar) -> str:
    """Return what a person is called, as the employee record says; else as the calendar does, if they opened it."""
    employee = employees.find_employee(user_id)
    if employee is not None and employee.name:
        return employee.name
    return calendar.owner_name if user_id == calendar.user_id else ""


def _openable_trip(identity: Identity, trip_id: str) -> Trip:
    """Return a trip of which the caller may open a calendar. Raises NotFound, NotAllowed."""
    trip = visible_trip(identity, trip_id).trip
    if not may_read(identity.user_id, trip):
        raise NotAllowed(
            "Only the requester, the travellers and colleagues with a share may create a calendar of this trip."
        )
    return trip


def _readable_trip(user_id: str, trip_id: str) -> Trip:
    trip = trips.get_trip(trip_id)
    if not may_read(user_id, trip):
        raise NotFound("Calendar not found.")
    return trip


def _all_itineraries(user_id: str) -> Iterator[tuple[Trip, list[Item]]]:
    """Yield the trips on which the person travels: where somebody else is, who asked for it, fills no day of theirs."""
    for trip in islice(_own_trips(user_id, Window(since=clock.now() - REACH)), MOST_TRIPS):
        yield trip, _alive(trip)


def _own_trips(user_id: str, within: Window) -> Iterator[Trip]:
    """Yield the trips, the latest start first. Who arranges trips for everybody has thousands of others among them."""
    start: Cursor | None = None
    for _ in range(_MOST_PAGES):
        found, start = trips.list_trips(
            user_id,
            within=within,
            keep=lambda trip: not trip.deleting and user_id in trip.travellers,
            limit=MOST_TRIPS,
            start=start,
        )
        yield from found
        if start is None:
            return


def _alive(trip: Trip) -> list[Item]:
    now = clock.now()
    return [item for item in items.list_itinerary(trip.trip_id) if not item.is_gone(now)]
