"""Reading bookings: one, a page of one's own, the audit chain and whether it is whole, and what one may do next."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib import clock
from chalicelib.domain.bookings.audit import AuditEntry
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parties import PartyRole, is_party
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.bookings.revisions import MAX_REVISIONS
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.gateways import secrets
from chalicelib.models import booking_audit, booking_lists, bookings, locator_index
from chalicelib.models.bookings import BookingSummary
from chalicelib.services import record_locators
from chalicelib.services.authorization.bookings import (
    may_arrange,
    may_decide,
    may_see_locators,
    may_see_profile_ids,
    shown_booking,
    visible_booking,
)
from chalicelib.services.authorization.spending import may_spend
from chalicelib.services.bookings.overlaps import name_overlaps
from chalicelib.services.travel_credits import show_credits


class BookingOperation(StrEnum):
    """An operation that the caller may perform on a booking now."""

    SELECT = "select"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    RECALL = "recall"
    REVISE = "revise"
    CANCEL = "cancel"
    CHANGE = "change"
    DECIDE_SUPPLIER_CHANGE = "decide_supplier_change"


_SPENDING = frozenset(
    {
        BookingOperation.SELECT,
        BookingOperation.REVISE,
        BookingOperation.CHANGE,
        BookingOperation.DECIDE_SUPPLIER_CHANGE,
    }
)


def get_booking(identity: Identity, booking_id: str) -> Booking:
    """Return a booking that the caller may see. Raises NotFound, Conflict for who was asked to approve it once."""
    return shown_booking(identity, booking_id)


def list_bookings(
    identity: Identity,
    *,
    status: BookingStatus | None,
    role: PartyRole | None = None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[BookingSummary | UnreadableRow]:
    """List a page of the bookings that the caller asked for or travels by, newest first, and where the next page
    starts."""
    return booking_lists.list_bookings(identity.user_id, status=status, role=role, limit=limit, start=start)


def find_by_locator(
    identity: Identity,
    record_locator: str,
    *,
    status: BookingStatus | None,
    role: PartyRole | None = None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[BookingSummary]:
    """List a page of the bookings with an order of this record locator, as far as the caller may see record locators of
    them, the newest first, and where the next page starts; it may be short although more follow. Raises Unavailable."""
    key = secrets.locator_index_key()
    found, position = locator_index.list_bookings(
        record_locators.hash_locator(record_locator, key), limit=limit, start=start
    )
    seen = (bookings.summarise(each, identity.user_id) for each in _list_opened(identity, found))
    return ResultPage(
        [each for each in seen if status in (None, each.status) and role in {None, *each.roles}], position
    )


def _list_opened(identity: Identity, booking_ids: Sequence[str]) -> list[Booking]:
    return [each for each in booking_lists.list_readable(booking_ids) if may_see_locators(identity, each)]


def show_request(identity: Identity, booking: Booking) -> TripRequest:
    """Return what was asked for as the caller may see it: of the travellers' profiles only those that they may know."""
    if identity.may_arrange_for(booking.requester_id):
        return booking.request
    own = {each.passenger_id for each in booking.travellers if may_see_profile_ids(identity, booking, each.user_id)}
    shown = tuple(each for each in booking.request.passenger_ids if each in own)
    return msgspec.structs.replace(booking.request, passenger_ids=shown)


def show_options(identity: Identity, booking: Booking) -> tuple[Option, ...]:
    """Return the options as the caller may see them: with other trips of the travellers named that they may see, and
    with their own travel credits that would pay."""
    named = name_overlaps(identity, booking, booking.options)
    return show_credits(identity, booking, named) if booking.choosable else named


def list_record_locators(identity: Identity, booking: Booking) -> tuple[str | None, ...]:
    """Return the record locator of each order of a booking; None for whoever may not see it. Raises Unavailable."""
    if may_see_locators(identity, booking):
        return record_locators.reveal_orders(booking)
    return (None,) * len(booking.orders)


def operations(identity: Identity, booking: Booking) -> tuple[BookingOperation, ...]:
    """Return what the caller may do with the booking now: what is named here is accepted a moment later."""
    now = clock.now()
    decisions: tuple[BookingOperation, ...] = ()
    if not is_party(booking, identity.user_id):
        if identity.program is not None:
            return ()  # no program decides, whoever it acts for
        asked = booking.decidable and may_decide(identity, booking) and booking.may_approve(now)
        decisions = (BookingOperation.APPROVE, *_list_rounds_left(booking, BookingOperation.SEND_BACK)) if asked else ()
        if not may_arrange(identity, booking):
            return decisions
    own = _own_operations(booking, now)
    spends = not _SPENDING.isdisjoint(own) and may_spend(booking)
    return (*decisions, *(each for each in own if spends or each not in _SPENDING))


def _own_operations(booking: Booking, now: datetime) -> tuple[BookingOperation, ...]:
    """Return what its parties may do with the booking now, as long as its requester may spend on it."""
    if booking.choosable:
        return (*((BookingOperation.SELECT,) if booking.may_select(now) else ()), BookingOperation.CANCEL)
    if booking.revisable:
        return (*((BookingOperation.REVISE,) if booking.may_revise(now) else ()), BookingOperation.CANCEL)
    if booking.status is BookingStatus.BOOKED:
        return _with_what_is_booked(booking, now)
    if booking.is_delayed_unbought:
        return (BookingOperation.CANCEL,)
    return (*_list_rounds_left(booking, BookingOperation.RECALL), BookingOperation.CANCEL) if booking.decidable else ()


def _with_what_is_booked(booking: Booking, now: datetime) -> tuple[BookingOperation, ...]:
    """Return the operations on a booked trip: a quote while a part is left that has not begun."""
    left = any(each.status == "confirmed" and each.starts_at > now for each in parts_of(booking))
    asked = any(each.open_at(now) for each in booking.supplier_changes)
    return (
        *((BookingOperation.CHANGE,) if left else ()),
        *((BookingOperation.DECIDE_SUPPLIER_CHANGE,) if asked else ()),
    )


def list_audit_entries(
    identity: Identity, booking_id: str, *, limit: int, start: Cursor | None
) -> ResultPage[AuditEntry]:
    """List a page of a booking's audit chain from its beginning, and where the next page starts. Raises NotFound."""
    booking = visible_booking(identity, booking_id)
    entries, position = booking_audit.list_entries(booking_id, limit=limit, start=start)
    return ResultPage([_show_entry(identity, booking, each) for each in entries], position)


def _show_entry(identity: Identity, booking: Booking, entry: AuditEntry) -> AuditEntry:
    known = tuple(each for each in entry.subject_ids if may_see_profile_ids(identity, booking, each))
    return entry if known == entry.subject_ids else msgspec.structs.replace(entry, subject_ids=known)


def _list_rounds_left(booking: Booking, operation: BookingOperation) -> tuple[BookingOperation, ...]:
    return (operation,) if len(booking.revisions) < MAX_REVISIONS else ()
