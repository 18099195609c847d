"""Erasing a person's data, step by step. A step does a piece at a time and says how much it changed and where it goes
on; done again it finds nothing left to do."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.feeds import feed_of_person
from chalicelib.domain.mentions import BOOKING, CALENDAR, ITEM
from chalicelib.domain.privacy.anonymity import anonymise, anonymise_all, names_until
from chalicelib.domain.privacy.consents import ConsentChangeReason
from chalicelib.domain.trips.calendar import calendar_id_of
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, NotFound
from chalicelib.models import (
    approval_history,
    bookings,
    calendars,
    conversations,
    items,
    mentions,
    passengers,
    person_feeds,
    quotes,
    shares,
    trips,
    websocket_connections,
)
from chalicelib.models.passengers import Relation
from chalicelib.services import accounts, employees
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.documents import documents
from chalicelib.services.policy_documents import uploaders
from chalicelib.services.privacy import consents, positions
from chalicelib.services.privacy.subjects import erased_subjects, list_named
from chalicelib.services.reports import counting

Piece = tuple[int, Cursor | None]

_A_PIECE = 25
_ERASED_TRIP = "Erased trip"
_ERASED_ITEM = "Erased item"


class ErasureStep(NamedTuple):
    """A part of what is held about a person, and how a piece of it is erased."""

    name: str
    erase: Callable[[str, Cursor | None], Piece]


def live_bookings(subjects: frozenset[str]) -> Iterator[str]:
    """Yield ids of bookings that are under way and name one of these people."""
    for booking in _named_bookings(subjects):
        if not booking.terminal:
            yield booking.booking_id


def _named_bookings(subjects: frozenset[str]) -> Iterator[Booking]:
    start: Cursor | None = None
    while True:
        page, start = list_named(sorted(subjects), BOOKING, limit=100, start=start)
        yield from bookings.get_bookings(page)
        if start is None:
            return


def _erase_bookings(subject: str, start: Cursor | None) -> Piece:
    """Take the person out of every booking that names them, whoever made it."""
    subjects = erased_subjects(subject)
    page, position = list_named(sorted(subjects), BOOKING, limit=_A_PIECE, start=start)
    found = bookings.get_bookings(page)
    return sum(_anonymise(booking, subjects) for booking in found), position


def _erase_reports(subject: str, start: Cursor | None) -> Piece:
    """Count the bookings that named the person once more: in the reports they are nobody's in particular from now on,
    and not only when the events of the step before have come."""
    page, position = list_named(sorted(erased_subjects(subject)), BOOKING, limit=_A_PIECE, start=start)
    return sum(counting.count_booking(booking_id) for booking_id in page), position


def _anonymise(booking: Booking, subjects: frozenset[str]) -> int:
    """Take people out of a booking, through the one door. Raises Conflict while it is under way."""
    changes = anonymise(booking, subjects)
    if not changes:
        return 0
    if not booking.terminal:
        raise Conflict(f"Booking {booking.booking_id} is under way.")
    _commit_anonymous(booking, changes, "erasure")
    return 1


def end_names(booking_id: str, now: datetime) -> bool:
    """Take everybody's name out of a booking whose journey is long over; whether there was one. Raises NotFound,
    VersionConflict when the booking keeps changing."""

    def attempt() -> bool:
        booking = bookings.get_booking(booking_id)
        until = names_until(booking, timedelta(days=settings.current().names_kept_days))
        if until is None or until > now:
            return False
        _commit_anonymous(booking, anonymise_all(booking), "retention")
        return True

    return until_kept(attempt)


def _commit_anonymous(booking: Booking, changes: Mapping[str, Any], step: str) -> None:
    if "orders" in changes:
        _erase_locators(booking)
    after = msgspec.structs.replace(booking, version=booking.version + 1, updated_at=clock.now(), **changes)
    change(booking, after, BookingCommit(actor=system(step), event=EventType.ANONYMISED))


def _erase_locators(booking: Booking) -> None:
    """Take the record locators out of the itinerary that a booking made, whoever's trip it is."""
    for item in items.list_itinerary(booking.trip_id) if booking.trip_id else ():
        if item.booking_id == booking.booking_id and item.encrypted_locator is not None:
            after = msgspec.structs.replace(
                item, encrypted_locator=None, version=item.version + 1, updated_at=clock.now()
            )
            items.replace_item(item, after, erasing=True)


def _erase_approvals(user_id: str, _start: Cursor | None) -> Piece:
    """Forget what the person was asked to approve; the bookings keep that they decided."""
    gone = approval_history.forget_person(user_id, _A_PIECE)
    return gone, {"userId": {"S": user_id}} if gone == _A_PIECE else None


def _erase_feed(user_id: str, _start: Cursor | None) -> Piece:
    """Forget which events concerned the person; the events stay with their bookings."""
    gone = person_feeds.forget_feed(feed_of_person(user_id), _A_PIECE)
    return gone, {"feed": {"S": user_id}} if gone == _A_PIECE else None


def _erase_quotes(user_id: str, start: Cursor | None) -> Piece:
    """Delete the quotes; what was confirmed stands in the bookings' receipts."""
    page, position = quotes.list_quotes(user_id, limit=_A_PIECE, start=start)
    for quote in page:
        quotes.delete_quote(quote)
    return len(page), position


def _erase_trips(user_id: str, start: Cursor | None) -> Piece:
    page, position = trips.list_trips(user_id, limit=_A_PIECE, start=start)
    return sum(
        _remove_from_trip(trip, user_id) if trip.parties != (user_id,) else _erase_trip(trip) for trip in page
    ), position


def _remove_from_trip(trip: Trip, user_id: str) -> int:
    """Take from a trip of several what the person may have written, and whom they gave access; the others keep the
    journey, and what they wrote on it themselves."""
    calendars.delete_calendar(calendar_id_of(user_id, trip.trip_id))
    given = [share for share in shares.list_shares(trip.trip_id)[0] if share.shared_by == user_id]
    for share in given:
        _end_share(trip.trip_id, share.user_id)
    written = [item for item in items.list_itinerary(trip.trip_id) if item.created_by == user_id]
    changed = sum(_silence_item(item) for item in written) + _silence_trip(trip)
    return int(bool(given or changed))


def _silence_trip(trip: Trip) -> int:
    if (trip.name, trip.notes) == (_ERASED_TRIP, None):
        return 0
    after = msgspec.structs.replace(
        trip, name=_ERASED_TRIP, notes=None, version=trip.version + 1, updated_at=clock.now()
    )
    trips.replace_trip(trip, after, erasing=True)
    return 1


def _erase_trip(trip: Trip) -> int:
    """Delete a trip made by hand; from a booked one remove what a person wrote and the record locators."""
    changed = 0
    for share in shares.list_shares(trip.trip_id)[0]:
        _end_share(trip.trip_id, share.user_id)
        changed = 1
    calendars.delete_calendar(calendar_id_of(trip.traveller_id, trip.trip_id))
    for item in items.list_itinerary(trip.trip_id):
        changed |= _erase_item(item)
    if trip.booking_id is None:
        trips.delete_trip(trip)
        return 1
    return _silence_trip(trip) or changed


def _erase_items(user_id: str, start: Cursor | None) -> Piece:
    page, position = items.list_items(user_id, status=None, now=clock.now(), limit=_A_PIECE, start=start)
    return sum(_erase_item(item) for item in page if not _belongs_to_others_too(item, user_id)), position


def _belongs_to_others_too(item: Item, user_id: str) -> bool:
    """Return whether an item is on a trip of several: what the person wrote there goes with their part of the trip."""
    trip = trips.find_trip(item.trip_id) if item.trip_id else None
    return trip is not None and trip.parties != (user_id,)


def _erase_item(item: Item) -> int:
    if not item.is_booked:
        items.remove_item(item.item_id)
        return 1
    if (item.description, item.encrypted_locator) == (None, None):
        return 0
    after = msgspec.structs.replace(
        item, description=None, encrypted_locator=None, version=item.version + 1, updated_at=clock.now()
    )
    items.replace_item(item, after, erasing=True)
    return 1


def _erase_items_for_others(user_id: str, start: Cursor | None) -> Piece:
    """Take what the person wrote out of items that they added to trips of others; time and place stay for those."""
    page, position = mentions.list_things(user_id, ITEM, limit=_A_PIECE, start=start)
    found = [item for item_id in page if (item := items.find_item(item_id)) is not None]
    return sum(_silence_item(item) for item in found), position


def _silence_item(item: Item) -> int:
    if (item.name, item.description, item.encrypted_locator) == (_ERASED_ITEM, None, None):
        return 0
    after = msgspec.structs.replace(
        item,
        name=_ERASED_ITEM,
        description=None,
        encrypted_locator=None,
        version=item.version + 1,
        updated_at=clock.now(),
    )
    items.replace_item(item, after, erasing=True)
    return 1


def _erase_shares(user_id: str, start: Cursor | None) -> Piece:
    trip_ids, position = shares.list_shared_trips(user_id, limit=_A_PIECE, start=start)
    for trip_id in trip_ids:
        _end_share(trip_id, user_id)
    return len(trip_ids), position


def _end_share(trip_id: str, user_id: str) -> None:
    calendars.delete_calendar(calendar_id_of(user_id, trip_id))
    shares.delete_share(trip_id, user_id)


def _erase_calendar(user_id: str, start: Cursor | None) -> Piece:
    """Delete the calendar of all trips, and those of single trips that did not go with them."""
    found, position = mentions.list_things(user_id, CALENDAR, limit=_A_PIECE, start=start)
    return sum(map(_close_calendar, {*found, calendar_id_of(user_id, None)})), position


def _close_calendar(calendar_id: str) -> int:
    is_open = calendars.find_calendar(calendar_id) is not None
    calendars.delete_calendar(calendar_id)
    return int(is_open)


def _erase_documents(user_id: str, _start: Cursor | None) -> Piece:
    return documents.erase_documents(user_id), None


def _erase_consents(user_id: str, _start: Cursor | None) -> Piece:
    return consents.withdraw_all(user_id, ConsentChangeReason.ERASED), None


def _erase_uploader(user_id: str, start: Cursor | None) -> Piece:
    """Forget that the person uploaded policy documents, which stay."""
    return uploaders.erase_uploader(user_id, limit=_A_PIECE, start=start)


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
    page, position = passengers.list_linked(user_id, relation=relation, limit=_A_PIECE, start=start)
    for linked in page:
        _take_off(user_id, linked.profile.passenger_id)
    return len(page), position


def _take_off(user_id: str, passenger_id: str) -> None:
    """Take the person off a profile that is another's: as one who may book, or as the keeper of a guest, whom the first
    keeps who is not erased too."""
    profile, encrypted = passengers.get_passenger(passenger_id)
    owner, others = profile.user_id, [each for each in profile.arranger_ids if each != user_id]
    if owner == user_id:
        erased = mentions.find_erased(others)
        others = [each for each in others if each not in erased]
        if not others:
            passengers.delete_passenger(profile)
            return
        owner = others.pop(0)
    after = msgspec.structs.replace(
        profile, user_id=owner, arranger_ids=tuple(others), version=profile.version + 1, updated_at=clock.now()
    )
    passengers.replace_passenger(profile, after, encrypted, erasing=True)


def _erase_profile(user_id: str, _start: Cursor | None) -> Piece:
    passenger_id = passengers.find_own(user_id)
    if passenger_id is None:
        return 0, None
    passengers.delete_passenger(passengers.get_passenger(passenger_id).profile)
    return 1, None


def _erase_guest(passenger_id: str, _start: Cursor | None) -> Piece:
    try:
        profile = passengers.get_passenger(passenger_id).profile
    except NotFound:
        return 0, None
    passengers.delete_passenger(profile)
    return 1, None


def _erase_connections(user_id: str, _start: Cursor | None) -> Piece:
    """Forget the open connections, which know the person by name; they get nothing more, and end with their token."""
    mine = websocket_connections.list_of_person(user_id)
    for connection_id in mine:
        websocket_connections.forget_connection(connection_id)
    return len(mine), None


def _erase_conversations(user_id: str, _start: Cursor | None) -> Piece:
    """Delete the conversations with the assistant, with every message."""
    gone = conversations.forget_person(user_id, _A_PIECE)
    return gone, {"userId": {"S": user_id}} if gone == _A_PIECE else None


def _erase_account(user_id: str, _start: Cursor | None) -> Piece:
    return accounts.erase_account(user_id), None


STEPS = (
    ErasureStep("bookings", _erase_bookings),
    ErasureStep("reports", _erase_reports),
    ErasureStep("approvals", _erase_approvals),
    ErasureStep("feed", _erase_feed),
    ErasureStep("quotes", _erase_quotes),
    ErasureStep("trips", _erase_trips),
    ErasureStep("items", _erase_items),
    ErasureStep("itemsForOthers", _erase_items_for_others),
    ErasureStep("shares", _erase_shares),
    ErasureStep("calendar", _erase_calendar),
    ErasureStep("documents", _erase_documents),
    ErasureStep("policyDocuments", _erase_uploader),
    ErasureStep("consents", _erase_consents),
    ErasureStep("trackingPreferences", positions.erase_preferences),
    ErasureStep("trackingDevices", positions.erase_devices),
    ErasureStep("trackShares", positions.erase_shares),
    ErasureStep("geofences", positions.erase_geofences),
    ErasureStep("positions", positions.erase_positions),
    ErasureStep("geofenceEvents", positions.erase_geofence_events),
    ErasureStep("trackingEvents", positions.erase_tracking_events),
    ErasureStep("positionLooks", positions.erase_looks),
    ErasureStep("looksTaken", positions.erase_looks_taken),
    ErasureStep("employee", _erase_employee),
    ErasureStep("arrangements", _erase_arrangements),
    ErasureStep("guests", _erase_guests),
    ErasureStep("profile", _erase_profile),
    ErasureStep("conversations", _erase_conversations),
    ErasureStep("connections", _erase_connections),
    ErasureStep("account", _erase_account),
)
GUEST_STEPS = (
    ErasureStep("bookings", _erase_bookings),
    ErasureStep("reports", _erase_reports),
    ErasureStep("profile", _erase_guest),
)
