"""Everything that is held about a person, section by section, a page at a time. Nothing of it is copied anywhere."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.domain.assistant.conversation import AssistantMessage, Conversation
from chalicelib.domain.bookings.approval_history import RecordStatus
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.mentions import is_traveller
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.mentions import BOOKING, ITEM
from chalicelib.domain.passengers import AccessReason
from chalicelib.domain.policy_documents.document import PolicyDocumentVersion
from chalicelib.domain.privacy.anonymity import only_of, remarks_of
from chalicelib.domain.privacy.requests import Export
from chalicelib.domain.trips.calendar import calendar_id_of
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.models import (
    approval_history,
    booking_audit,
    booking_events,
    booking_lists,
    bookings,
    calendars,
    consents,
    conversations,
    documents,
    employees,
    items,
    mentions,
    passengers,
    policy_documents,
    privacy,
    quotes,
    shares,
    travel_credits,
    trips,
)
from chalicelib.models.passengers import Relation
from chalicelib.services import passengers as profiles
from chalicelib.services import record_locators
from chalicelib.services.privacy import positions as position_traces
from chalicelib.services.privacy.export_entries import ExportEntry, Walk, export_entry
from chalicelib.services.privacy.subjects import list_named

_MOST_AT_ONCE = 25
_MOST_READS = 20
_MOST_EVENTS = 500


def read_entries(export: Export, *, limit: int, start: Cursor | None) -> ResultPage[ExportEntry]:
    """List a page of what is held about the person of an export, and where it goes on.

    A page may hold fewer than `limit` entries although more follow. To read the profile is recorded for its person.
    """
    names = list(_SECTIONS)
    place, after = _place(start)
    found: list[ExportEntry] = []
    for _ in range(_MOST_READS):
        if place == len(names) or len(found) == limit:
            break
        walk = Walk(export, min(limit - len(found), _MOST_AT_ONCE), after)
        entries, after = _SECTIONS[names[place]](walk)
        found += entries
        place += after is None
    return ResultPage(found, _position(place, after) if place < len(names) else None)


def _place(start: Cursor | None) -> tuple[int, Cursor | None]:
    if start is None:
        return 0, None
    return int(start["section"]["N"]), msgspec.json.decode(start["after"]["S"], type=Cursor | None)


def _position(place: int, after: Cursor | None) -> Cursor:
    return {"section": {"N": str(place)}, "after": {"S": msgspec.json.encode(after).decode()}}


def _profile(walk: Walk) -> ResultPage[ExportEntry]:
    """Return the person's own profile with its secrets, as far as they can be read; whoever reads it is recorded
    first."""
    passenger_id = passengers.find_own(walk.user_id)
    if passenger_id is None:
        return ResultPage([], None)
    profiles.note_access(walk.export.requested_by, passenger_id, AccessReason.EXPORTED)
    profile, secrets = profiles.reveal_for_export(passenger_id)
    whole = {**msgspec.to_builtins(profile), **(msgspec.to_builtins(secrets) if secrets else {})}
    return ResultPage([ExportEntry(section="profile", id=passenger_id, data=whole)], None)


def _profile_uses(walk: Walk) -> ResultPage[ExportEntry]:
    passenger_id = passengers.find_own(walk.user_id)
    if passenger_id is None:
        return ResultPage([], None)
    found, position = passengers.list_accesses(passenger_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("profileUses", each.access_id, each) for each in found], position)


def _others(walk: Walk) -> ResultPage[ExportEntry]:
    """Return profiles of other people that the person may use: which, but not what is in them, for that is theirs."""
    found, position = passengers.list_linked(walk.user_id, relation=None, limit=walk.limit, start=walk.start)
    return ResultPage(
        [
            ExportEntry(section="arrangedProfiles", id=profile.passenger_id, data={"relation": relation.value})
            for profile, relation in found
            if relation is not Relation.OWN
        ],
        position,
    )


def _bookings(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = booking_lists.list_bookings(
        walk.user_id, status=None, role=PartyRole.REQUESTER, limit=walk.limit, start=walk.start
    )
    ids = [each.key if isinstance(each, UnreadableRow) else each.booking_id for each in page]
    whole = [msgspec.structs.replace(bookings.get_booking(each), waiting=None) for each in ids]
    return ResultPage([export_entry("bookings", each.booking_id, _with_locators(each)) for each in whole], position)


def _with_locators(booking: Booking) -> dict[str, Any]:
    """Return a booking with the record locators of its orders readable: they are the person's own."""
    shown: dict[str, Any] = msgspec.to_builtins(booking)
    for order, locator in zip(shown["orders"], record_locators.reveal_orders(booking), strict=True):
        del order["encryptedLocator"], order["locatorHash"]
        order["recordLocator"] = locator
    return shown


def _named(walk: Walk) -> ResultPage[ExportEntry]:
    """Return what others keep about the person: bookings that they made for them, and what the person wrote in others'
    bookings and on others' trips."""
    profile_id = passengers.find_own(walk.user_id)
    subjects = frozenset({walk.user_id, *([profile_id] if profile_id else [])})
    found, position = list_named(sorted(subjects), BOOKING, limit=walk.limit, start=walk.start)
    others = [each for each in bookings.get_bookings(found) if each.requester_id != walk.user_id]
    return ResultPage(
        [
            ExportEntry(section="bookingsByOthers", id=each.booking_id, data=_entry_of(each, subjects))
            for each in others
        ],
        position,
    )


def _entry_of(booking: Booking, subjects: frozenset[str]) -> dict[str, Any]:
    """Return what of somebody else's booking is about a person: all of a trip that they travel on but the names of the
    others; else what they wrote themselves."""
    data: dict[str, Any] = {"requesterId": booking.requester_id, "remarks": remarks_of(booking, subjects)}
    if any(is_traveller(each, subjects) for each in booking.travellers):
        shown = _with_locators(only_of(booking, subjects))
        events = booking_events.list_events(booking.booking_id, after=0, limit=_MOST_EVENTS)
        entries = booking_audit.list_entries(booking.booking_id)[0]
        heard = [msgspec.structs.replace(each, traveller_ids=_only(each.traveller_ids, subjects)) for each in events]
        noted = [msgspec.structs.replace(each, subject_ids=_only(each.subject_ids, subjects)) for each in entries]
        data |= {"booking": shown, "events": msgspec.to_builtins(heard), "audit": msgspec.to_builtins(noted)}
    return data


def _only(user_ids: tuple[str, ...], subjects: frozenset[str]) -> tuple[str, ...]:
    return tuple(each for each in user_ids if each in subjects)


def _items_by_person(walk: Walk) -> ResultPage[ExportEntry]:
    """Return what the person added to trips of others."""
    found, position = mentions.list_things(walk.user_id, ITEM, limit=walk.limit, start=walk.start)
    kept = [item for item_id in found if (item := items.find_item(item_id)) is not None]
    return ResultPage(
        [export_entry("itemsForOthers", each.item_id, record_locators.reveal_item(each)) for each in kept], position
    )


def _audit(walk: Walk) -> ResultPage[ExportEntry]:
    found, position = booking_audit.list_by_requester(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("audit", each.audit_id, each) for each in found], position)


def _approvals(walk: Walk) -> ResultPage[ExportEntry]:
    """Return what the person was asked to approve, and what became of it."""
    whose = [approval_history.of_person(walk.user_id)]
    found, position = approval_history.list_records(whose, RecordStatus, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("approvals", each.booking_id, each) for each in found], position)


def _quotes(walk: Walk) -> ResultPage[ExportEntry]:
    found, position = quotes.list_quotes(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("quotes", each.quote_id, each) for each in found], position)


def _credits(walk: Walk) -> ResultPage[ExportEntry]:
    found, position = travel_credits.list_credits(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("credits", each.credit_id, each) for each in found], position)


def _trips(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = trips.list_trips(walk.user_id, limit=walk.limit, start=walk.start)
    found = []
    for trip in page:
        is_alone = trip.parties == (walk.user_id,)
        given = [
            msgspec.to_builtins(share)
            for share in shares.list_shares(trip.trip_id)[0]
            if is_alone or share.shared_by == walk.user_id
        ]
        is_open = calendars.find_calendar(calendar_id_of(walk.user_id, trip.trip_id)) is not None
        data = {
            "trip": msgspec.to_builtins(trip.as_seen_by(walk.user_id)),
            "items": _list_booked(trip, walk.user_id),
            "shares": given,
            "calendarOpen": is_open,
        }
        found.append(ExportEntry(section="trips", id=trip.trip_id, data=data))
    return ResultPage(found, position)


def _list_booked(trip: Trip, user_id: str) -> list[Any]:
    """Return the journey of a trip whose items stand with another traveller; one's own items are a section."""
    if trip.traveller_id == user_id or user_id not in trip.travellers:
        return []
    booked = [each for each in items.list_itinerary(trip.trip_id) if each.is_booked]
    return [msgspec.to_builtins(record_locators.reveal_item(each)) | {"userId": user_id} for each in booked]


def _items(walk: Walk) -> ResultPage[ExportEntry]:
    now = clock.now()
    page, position = items.list_items(walk.user_id, status=None, now=now, limit=walk.limit, start=walk.start)
    return ResultPage(
        [export_entry("items", each.item_id, record_locators.reveal_item(each)) for each in page], position
    )


def _list_shared(walk: Walk) -> ResultPage[ExportEntry]:
    trip_ids, position = shares.list_shared_trips(walk.user_id, limit=walk.limit, start=walk.start)
    right = shares.find_shares(trip_ids, walk.user_id) if trip_ids else {}
    return ResultPage([export_entry("sharedWithMe", trip_id, share) for trip_id, share in right.items()], position)


def _calendar(walk: Walk) -> ResultPage[ExportEntry]:
    """Return the calendar of all trips, without its token; those of single trips are exported with them."""
    found = calendars.find_calendar(calendar_id_of(walk.user_id, None))
    if found is None:
        return ResultPage([], None)
    return ResultPage(
        [ExportEntry(section="calendar", id=found.calendar_id, data={"createdAt": found.created_at.isoformat()})], None
    )


def _documents(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = documents.list_documents(walk.user_id, kind=None, trip_id=None, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("documents", each.document_id, each) for each in page], position)


def _uploads(walk: Walk) -> ResultPage[ExportEntry]:
    """Return which versions of policy documents the person uploaded, an entry a document; what is in them is the
    company's."""
    page, position = policy_documents.list_documents(readable=False, limit=walk.limit, start=walk.start)
    uploaded = ((each, [made for made in each.versions if made.uploaded_by == walk.user_id]) for each in page)
    return ResultPage(
        [
            ExportEntry(
                section="policyDocuments",
                id=document.document_id,
                data={"title": document.title, "versions": [_upload(each) for each in versions]},
            )
            for document, versions in uploaded
            if versions
        ],
        position,
    )


def _upload(made: PolicyDocumentVersion) -> dict[str, Any]:
    return {"version": made.version, **msgspec.to_builtins(made.file), "uploadedAt": made.created_at.isoformat()}


def _employee(walk: Walk) -> ResultPage[ExportEntry]:
    found = employees.find_employee(walk.user_id)
    return ResultPage(([] if found is None else [export_entry("employee", walk.user_id, found)]), None)


def _consents(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = consents.list_history(walk.user_id, None, limit=walk.limit, start=walk.start, latest_first=False)
    return ResultPage([export_entry("consents", f"{each.purpose}/{each.version}", each) for each in page], position)


def _conversations(walk: Walk) -> ResultPage[ExportEntry]:
    """Return conversations with the assistant and their messages."""
    page, position = conversations.list_everything(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("conversations", _nameexport_entry(each), each) for each in page], position)


def _nameexport_entry(kept: Conversation | AssistantMessage) -> str:
    return kept.message_id if isinstance(kept, AssistantMessage) else kept.conversation_id


def _exports(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = privacy.list_exports(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("exports", each.export_id, each) for each in page], position)


def _erasures(walk: Walk) -> ResultPage[ExportEntry]:
    page, position = privacy.list_erasures(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("erasures", each.erasure_id, each) for each in page], position)


_SECTIONS: Mapping[str, Callable[[Walk], ResultPage[ExportEntry]]] = {
    "employee": _employee,
    "profile": _profile,
    "profileUses": _profile_uses,
    "arrangedProfiles": _others,
    "bookings": _bookings,
    "bookingsByOthers": _named,
    "approvals": _approvals,
    "quotes": _quotes,
    "credits": _credits,
    "audit": _audit,
    "trips": _trips,
    "items": _items,
    "itemsForOthers": _items_by_person,
    "sharedWithMe": _list_shared,
    "calendar": _calendar,
    "documents": _documents,
    "policyDocuments": _uploads,
    "consents": _consents,
    **position_traces.SECTIONS,
    "conversations": _conversations,
    "exports": _exports,
    "erasures": _erasures,
}
