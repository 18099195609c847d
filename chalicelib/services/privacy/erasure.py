"""Erasing a person's data, step by step. A step does a piece at a time and says where it goes on; done again it finds
nothing left to do. The profile goes last, because it leads to the bookings that others made for the person."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import TERMINAL, Booking
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.privacy.consents import ConsentChangeReason
from chalicelib.domain.privacy.requests import anonymous_parts, is_anonymous
from chalicelib.domain.trips.calendar import calendar_id_of
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Cursor
from chalicelib.errors import Conflict
from chalicelib.models import bookings, calendars, items, passengers, quotes, shares, trips
from chalicelib.models.passengers import Relation
from chalicelib.services import employees
from chalicelib.services import passengers as profiles
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.documents import documents
from chalicelib.services.privacy import consents

Piece = tuple[int, Cursor | None]

_A_PIECE = 25
_ERASED_TRIP = "Erased trip"


class ErasureStep(NamedTuple):
    """A part of what is held about a person, and how a piece of it is erased."""

    name: str
    erase: Callable[[str, Cursor | None], Piece]


def live_bookings(user_id: str) -> Iterator[str]:
    """Return ids of bookings that are under way: the person's own, and those that others make for them."""
    start: Cursor | None = None
    while True:
        page, start = bookings.list_bookings(user_id, status=None, limit=100, start=start)
        yield from (each.booking_id for each in page if each.status not in TERMINAL)
        if start is None:
            break
    for _, booking_id in _find_booked_by_others(user_id):
        booking = bookings.find_booking(booking_id)  # written down, and maybe never kept
        if booking is not None and not booking.terminal:
            yield booking_id


def _erase_bookings(user_id: str, start: Cursor | None) -> Piece:
    page, position = bookings.list_bookings(user_id, status=None, limit=_A_PIECE, start=start)
    return sum(_anonymise(bookings.get_booking(each.booking_id)) for each in page), position


def _erase_journeys(user_id: str, _start: Cursor | None) -> Piece:
    count = 0
    for passenger_id, booking_id in _find_booked_by_others(user_id):
        booking = bookings.find_booking(booking_id)
        if booking is not None:
            count += _anonymise(booking, None if booking.requester_id == user_id else passenger_id)
    return count, None


def _erase_quotes(user_id: str, start: Cursor | None) -> Piece:
    """Delete the quotes; what was confirmed stands in the bookings' receipts."""
    page, position = quotes.list_quotes(user_id, limit=_A_PIECE, start=start)
    for quote in page:
        quotes.delete_quote(quote)
    return len(page), position


def _anonymise(booking: Booking, passenger_id: str | None = None) -> int:
    """Take the person out of a booking, through the one door. Raises Conflict while it is under way."""
    if is_anonymous(booking, passenger_id):
        return 0
    if not booking.terminal:
        raise Conflict(f"Booking {booking.booking_id} is under way.")
    changes = anonymous_parts(booking, passenger_id)
    after = msgspec.structs.replace(booking, version=booking.version + 1, updated_at=clock.now(), **changes)
    change(booking, after, BookingCommit(actor=system("erasure"), event=EventType.ANONYMISED))
    return 1


def _erase_trips(user_id: str, start: Cursor | None) -> Piece:
    page, position = trips.list_trips(user_id, limit=_A_PIECE, start=start)
    for trip in page:
        _erase_trip(trip)
    return len(page), position


def _erase_trip(trip: Trip) -> None:
    """Delete a trip made by hand; from a booked one remove what a person wrote and the record locators."""
    for share in shares.list_shares(trip.trip_id)[0]:
        _end_share(trip.trip_id, share.user_id)
    calendars.delete_calendar(calendar_id_of(trip.traveller_id, trip.trip_id))
    for item in items.list_itinerary(trip.trip_id):
        _erase_item(item)
    if trip.booking_id is None:
        trips.delete_trip(trip.trip_id)
    elif (trip.name, trip.notes) != (_ERASED_TRIP, None):
        after = msgspec.structs.replace(
            trip, name=_ERASED_TRIP, notes=None, version=trip.version + 1, updated_at=clock.now()
        )
        trips.replace_trip(trip, after)


def _erase_items(user_id: str, start: Cursor | None) -> Piece:
    page, position = items.list_items(user_id, status=None, now=clock.now(), limit=_A_PIECE, start=start)
    for item in page:
        _erase_item(item)
    return len(page), position


def _erase_item(item: Item) -> None:
    if not item.is_booked:
        items.remove_item(item.item_id)
    elif (item.description, item.encrypted_locator) != (None, None):
        after = msgspec.structs.replace(
            item, description=None, encrypted_locator=None, version=item.version + 1, updated_at=clock.now()
        )
        items.replace_item(item, after)


def _erase_shares(user_id: str, start: Cursor | None) -> Piece:
    trip_ids, position = shares.list_shared_trips(user_id, limit=_A_PIECE, start=start)
    for trip_id in trip_ids:
        _end_share(trip_id, user_id)
    return len(trip_ids), position


def _end_share(trip_id: str, user_id: str) -> None:
    calendars.delete_calendar(calendar_id_of(user_id, trip_id))
    shares.delete_share(trip_id, user_id)


def _erase_calendar(user_id: str, _start: Cursor | None) -> Piece:
    """Delete the calendar of all trips; those of single trips go with them."""
    calendar_id = calendar_id_of(user_id, None)
    is_open = calendars.find_calendar(calendar_id) is not None
    calendars.delete_calendar(calendar_id)
    return int(is_open), None


def _erase_documents(user_id: str, _start: Cursor | None) -> Piece:
    return documents.erase_documents(user_id), None


def _erase_consents(user_id: str, _start: Cursor | None) -> Piece:
    return consents.withdraw_all(user_id, ConsentChangeReason.ERASED), None


def _erase_employee(user_id: str, _start: Cursor | None) -> Piece:
    """Anonymise the employee record; the place in the management chain stays: those below keep whom they are to ask."""
    return int(employees.erase_employee(user_id)), None


def _erase_arrangements(user_id: str, start: Cursor | None) -> Piece:
    """Remove the right to book for others; their profiles stay."""
    return _erase_linked(user_id, Relation.ARRANGER, start)


def _erase_guests(user_id: str, start: Cursor | None) -> Piece:
    """Pass a guest's profile on to the first of their other arrangers, or delete it."""
    return _erase_linked(user_id, Relation.GUEST, start)


def _erase_linked(user_id: str, relation: Relation, start: Cursor | None) -> Piece:
    if not settings.current().passengers_enabled:
        return 0, None
    page, position = passengers.list_linked(user_id, relation=relation, limit=_A_PIECE, start=start)
    for linked in page:
        _take_off(user_id, linked.profile.passenger_id)
    return len(page), position


def _take_off(user_id: str, passenger_id: str) -> None:
    """Take the person off a profile that is another's: as one who may book, or as the keeper of a guest."""
    profile, encrypted = passengers.get_passenger(passenger_id)
    others = tuple(each for each in profile.arranger_ids if each != user_id)
    if profile.user_id == user_id and not others:
        passengers.delete_passenger(profile)
        return
    owner, others = (others[0], others[1:]) if profile.user_id == user_id else (profile.user_id, others)
    after = msgspec.structs.replace(
        profile, user_id=owner, arranger_ids=others, version=profile.version + 1, updated_at=clock.now()
    )
    passengers.replace_passenger(profile, after, encrypted)


def _erase_profile(user_id: str, _start: Cursor | None) -> Piece:
    passenger_id = profiles.own_profile_id(user_id)
    if passenger_id is None:
        return 0, None
    passengers.delete_passenger(passengers.get_passenger(passenger_id).profile)
    return 1, None


def _find_booked_by_others(user_id: str) -> Iterator[tuple[str, str]]:
    """Yield (profile, booking) of every booking that was made for the person's own profile."""
    passenger_id = profiles.own_profile_id(user_id)
    if passenger_id is not None:
        accesses, _ = passengers.list_accesses(passenger_id)
        yield from ((passenger_id, each.booking_id) for each in accesses if each.booking_id)


STEPS = (
    ErasureStep("bookings", _erase_bookings),
    ErasureStep("journeys", _erase_journeys),
    ErasureStep("quotes", _erase_quotes),
    ErasureStep("trips", _erase_trips),
    ErasureStep("items", _erase_items),
    ErasureStep("shares", _erase_shares),
    ErasureStep("calendar", _erase_calendar),
    ErasureStep("documents", _erase_documents),
    ErasureStep("consents", _erase_consents),
    ErasureStep("employee", _erase_employee),
    ErasureStep("arrangements", _erase_arrangements),
    ErasureStep("guests", _erase_guests),
    ErasureStep("profile", _erase_profile),
)
