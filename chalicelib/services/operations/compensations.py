"""Failed compensations, for the operators: what waits, the longest first, and trying it again at once.

An operator sees ids, errors and times; no journey, no traveller's name, nothing of a booking that needed no operator.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Failure, move
from chalicelib.domain.bookings.compensation import OpenCompensation
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Cursor, Value
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, NotFound
from chalicelib.models import booking_lists, bookings
from chalicelib.services.bookings.commits import actor_of, change, request_reconciliation


class PendingCompensation(Value, frozen=True):
    """A hold not yet released, or an order not yet cancelled, with the ids to ask its supplier about."""

    kind: Annotated[str, msgspec.Meta(examples=["hold"], description="`hold` or `order`")]
    idempotency_key: Annotated[str, msgspec.Meta(description="The idempotency key under which it was made")]
    supplier: Annotated[str | None, msgspec.Meta(description="Null if the supplier never answered")]
    supplier_reference_id: Annotated[str | None, msgspec.Meta(description="The supplier's id; null if unknown")]
    error: Annotated[str, msgspec.Meta(description="Name of the last error", examples=["SupplierTimeout"])]
    attempts: Annotated[int, msgspec.Meta(description="How often it was tried")]
    first_failed_at: Annotated[datetime, msgspec.Meta(description="When it first failed")]
    last_failed_at: Annotated[datetime, msgspec.Meta(description="When it last failed")]


class Compensation(Value, frozen=True):
    """A booking whose compensation has failed: `compensation_required` until it succeeds, then its final status."""

    booking_id: str
    requester_id: Annotated[str, msgspec.Meta(description="Who requested the booking, by their id")]
    status: Annotated[
        BookingStatus,
        msgspec.Meta(description="`compensation_required`, or what it ends in once compensation has succeeded"),
    ]
    waiting_since: Annotated[datetime, msgspec.Meta(description="Since when compensation has been failing")]
    attempts: Annotated[int, msgspec.Meta(description="Attempts to compensate the booking as a whole")]
    next_attempt_at: Annotated[
        datetime | None, msgspec.Meta(description="Next automatic retry; null if nothing is left to compensate")
    ]
    failure: Annotated[Failure | None, msgspec.Meta(description="Why the booking failed")]
    pending_compensations: Annotated[
        tuple[PendingCompensation, ...], msgspec.Meta(description="What is still to be released or cancelled")
    ]


def list_compensations(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[Compensation]:
    """List a page of failed compensations, the longest waiting first, and where the next page starts.

    What has been compensated in this moment is left out, so that a page may be short although more follow. Raises
    NotAllowed.
    """
    identity.require(Role.OPERATOR)
    ids, position = bookings.uncompensated_bookings(limit=limit, start=start)
    waiting = [each for each in booking_lists.list_readable(ids) if each.status is BookingStatus.COMPENSATION_REQUIRED]
    return ResultPage(
        [_show(booking, booking.compensation_since or booking.updated_at) for booking in waiting], position
    )


def get_compensation(identity: Identity, booking_id: str) -> Compensation:
    """Return what is left to compensate of a booking, also when that is nothing any more. Raises NotAllowed,
    NotFound."""
    return _show(*_get_escalated(identity, booking_id))


def retry_compensation(identity: Identity, booking_id: str) -> Compensation:
    """Have a booking's compensation retried now; asking again before it was tried changes nothing.

    Raises NotAllowed, NotFound, Conflict when nothing is left to compensate.
    """

    def attempt() -> Compensation:
        booking, since = _get_escalated(identity, booking_id)
        if booking.status is not BookingStatus.COMPENSATION_REQUIRED:
            raise Conflict(f"This booking is {booking.status}: nothing is left to compensate.")
        redriven = _make_due(identity, booking)
        request_reconciliation(booking_id)
        return _show(redriven, since)

    return until_kept(attempt)


def _make_due(identity: Identity, booking: Booking) -> Booking:
    """Return the booking as one that the sweeper reconciles next, should the queue lose the message."""
    now = clock.now()
    if booking.due_at is not None and booking.due_at <= now:
        return booking
    after = move(booking, BookingStatus.COMPENSATION_REQUIRED, now, due_at=now)
    record = BookingCommit(actor=actor_of(identity), event=EventType.COMPENSATION_REDRIVEN)
    return change(booking, after, record)


def _get_escalated(identity: Identity, booking_id: str) -> tuple[Booking, datetime]:
    """Return a booking whose compensation has failed at least once, and since when; operators see no other."""
    identity.require(Role.OPERATOR)
    booking = bookings.find_booking(booking_id)
    if booking is None or booking.compensation_since is None:
        raise NotFound(f"There is no failed compensation of a booking {booking_id}.")
    return booking, booking.compensation_since


def _show(booking: Booking, since: datetime) -> Compensation:
    return Compensation(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        status=booking.status,
        waiting_since=since,
        attempts=booking.compensation_attempts,
        next_attempt_at=booking.due_at if booking.status is BookingStatus.COMPENSATION_REQUIRED else None,
        failure=booking.failure,
        pending_compensations=tuple(_pending(booking, each) for each in booking.pending_compensations),
    )


def _pending(booking: Booking, left: OpenCompensation) -> PendingCompensation:
    supplier, supplier_id = _at_the_supplier(booking, left)
    return PendingCompensation(
        kind=left.kind,
        idempotency_key=left.key,
        supplier=supplier,
        supplier_reference_id=supplier_id,
        error=left.error,
        attempts=left.attempts,
        first_failed_at=left.first_failed_at,
        last_failed_at=left.last_failed_at,
    )


def _at_the_supplier(booking: Booking, left: OpenCompensation) -> tuple[str | None, str | None]:
    """Return whose it is and what the supplier calls it, as far as the supplier ever said."""
    for hold in booking.holds:
        if left.kind == "hold" and hold.component_index == left.component_index:
            return hold.supplier, hold.hold_id
    for order in booking.orders:
        if left.kind == "order" and order.component_index == left.component_index:
            return order.supplier, order.order_id
    return None, None
