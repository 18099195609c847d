"""Reading bookings: one, a page of one's own, the audit chain and whether it is whole, and what one may do next."""

from enum import StrEnum

from chalicelib import clock
from chalicelib.domain.bookings.audit import AuditEntry
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.bookings.revisions import MAX_REVISIONS
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import booking_audit, bookings
from chalicelib.models.bookings import BookingSummary
from chalicelib.services import record_locators
from chalicelib.services.authorization.bookings import may_decide, may_see_locators, shown_booking, visible_booking
from chalicelib.services.authorization.spending import may_spend


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
    identity: Identity, *, status: BookingStatus | None, limit: int, start: Cursor | None
) -> ResultPage[BookingSummary]:
    """List a page of the caller's own bookings, newest first, and where the next page starts."""
    return bookings.list_bookings(identity.user_id, status=status, limit=limit, start=start)


def list_record_locators(identity: Identity, booking: Booking) -> tuple[str | None, ...]:
    """Return the record locator of each order of a booking; None for whoever may not see it. Raises Unavailable."""
    if may_see_locators(identity, booking):
        return record_locators.reveal_orders(booking)
    return (None,) * len(booking.orders)


def operations(identity: Identity, booking: Booking) -> tuple[BookingOperation, ...]:
    """Return what the caller may do with the booking now."""
    if booking.requester_id != identity.user_id:
        asked = booking.decidable and may_decide(identity, booking)
        return (BookingOperation.APPROVE, *_list_rounds_left(booking, BookingOperation.SEND_BACK)) if asked else ()
    return tuple(each for each in _own_operations(booking) if each not in _SPENDING or may_spend(booking))


def _own_operations(booking: Booking) -> tuple[BookingOperation, ...]:
    """Return what the requester may do with the booking now, as long as they may spend on it."""
    if booking.choosable:
        return (BookingOperation.SELECT, BookingOperation.CANCEL)
    if booking.revisable:
        return (BookingOperation.REVISE, BookingOperation.CANCEL)
    if booking.status is BookingStatus.BOOKED:
        return _with_what_is_booked(booking)
    if booking.is_delayed_unbought:
        return (BookingOperation.CANCEL,)
    return (*_list_rounds_left(booking, BookingOperation.RECALL), BookingOperation.CANCEL) if booking.decidable else ()


def _with_what_is_booked(booking: Booking) -> tuple[BookingOperation, ...]:
    """Return the operations on a booked trip: a quote while a part is left that has not begun."""
    now = clock.now()
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
    visible_booking(identity, booking_id)
    return booking_audit.list_entries(booking_id, limit=limit, start=start)


def _list_rounds_left(booking: Booking, operation: BookingOperation) -> tuple[BookingOperation, ...]:
    return (operation,) if len(booking.revisions) < MAX_REVISIONS else ()
