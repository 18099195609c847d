"""Verifying audit chains: one booking's by whoever may read it, and all that were ever anchored, a page at a time."""

from datetime import datetime

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.domain.bookings import anchors as rules
from chalicelib.domain.bookings import audit
from chalicelib.domain.bookings.anchors import Receipt, Unproven
from chalicelib.domain.bookings.audit import Verification
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Unavailable
from chalicelib.gateways import anchors
from chalicelib.models import booking_audit, bookings
from chalicelib.services.authorization.bookings import visible_booking


def verify_audit(identity: Identity, booking_id: str) -> Verification:
    """Walk the whole chain of a booking, compare it with its latest anchor, and name the first entry that breaks it.

    Raises NotFound, Unavailable.
    """
    return _verify(visible_booking(identity, booking_id))


def verify_anchored(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[Verification]:
    """Verify a page of the bookings that were ever anchored, those too that are gone from the tables, and return where
    the next page starts. Raises NotAllowed, Unavailable."""
    identity.require(Role.TRAVEL_MANAGER, Role.OPERATOR, Role.SYSTEM)
    return verify_page(limit=limit, after=start["bookingId"]["S"] if start else "")


def verify_page(*, limit: int, after: str) -> ResultPage[Verification]:
    """Verify the bookings that were ever anchored, from the one after `after`. Raises Unavailable."""
    found = anchors.list_anchored(after=after, most=limit)
    position: Cursor | None = {"bookingId": {"S": found[-1]}} if len(found) == limit else None
    return ResultPage([_verify_anchored(booking_id) for booking_id in found], position)


def _verify_anchored(booking_id: str) -> Verification:
    """Verify one of many: what cannot be read of it is its flaw, and keeps no other from being verified."""
    try:
        booking = bookings.find_booking(booking_id)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one row is, the others are verified
        observability.error("booking cannot be read", bookingId=booking_id, error=type(error).__name__)
        return audit.report_lost(booking_id, None, "the booking cannot be read")
    if booking is not None:
        return _verify(booking)
    receipt, flaw = _find_receipt(booking_id)
    return audit.report_lost(booking_id, receipt, flaw or "the booking is gone, and was anchored")


def _verify(booking: Booking) -> Verification:
    while True:
        receipt, flaw = _find_receipt(booking.booking_id)
        try:
            entries, _ = booking_audit.list_entries(booking.booking_id)
        except (msgspec.MsgspecError, ValueError):
            return _report_unreadable(booking, receipt)
        now_there = bookings.find_booking(booking.booking_id)
        if now_there is None or now_there.version == booking.version:
            return _judge(booking, entries, receipt, flaw, clock.now())
        booking = now_there  # it has changed between the reads


def _report_unreadable(booking: Booking, receipt: Receipt | None) -> Verification:
    lost = audit.report_lost(booking.booking_id, receipt, "it cannot be read")
    return msgspec.structs.replace(
        lost,
        version=booking.version,
        head=booking.audit_head,
        first_broken_entry_id=booking_audit.find_unreadable(booking.booking_id),
    )


def _judge(
    booking: Booking, entries: list[audit.AuditEntry], receipt: Receipt | None, flaw: str | None, now: datetime
) -> Verification:
    found = audit.verify(
        booking.booking_id, entries, booking.audit_head, version=booking.version, now=now, anchor=receipt
    )
    if flaw is None or not found.intact:
        return found
    first = audit.audit_id(booking.booking_id, 1)
    return msgspec.structs.replace(found, intact=False, first_broken_entry_id=first, reason=flaw)


def _find_receipt(booking_id: str) -> tuple[Receipt | None, str | None]:
    """Return a booking's latest receipt, if it proves what it says; else what is wrong with it."""
    stored = anchors.find_receipt(booking_id)
    if stored is None:
        return None, None
    try:
        receipt = stored.read()
        rules.prove(receipt, booking_id, stage=settings.current().stage, number=stored.number)
    except Unproven as error:
        return None, f"{error}, by which it was anchored"
    except msgspec.MsgspecError:
        return None, "its receipt cannot be read, by which it was anchored"
    if not anchors.is_signed(receipt.signed):
        return None, "its receipt is not signed by the stage's key, by which it was anchored"
    return receipt, None
