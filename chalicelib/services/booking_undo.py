"""Ending a booking that is not bought: undo whatever may have been done, then close it.

The ending is fixed first, as a change of its own: from then on no step goes forward, so that nothing is bought behind
the undo's back. An undo that fails leaves the booking in `compensation_required`, where the sweeper tries again.
"""

from datetime import timedelta

import msgspec

from chalicelib import observability
from chalicelib.domain.booking import MOVES, Booking, Ending, Failure, State, move
from chalicelib.domain.progress import EventType
from chalicelib.errors import VersionConflict
from chalicelib.gateways import clock, suppliers
from chalicelib.models import bookings
from chalicelib.models.transitions import Record
from chalicelib.services.booking_changes import change, system
from chalicelib.services.booking_terms import release_holds, release_move

_ATTEMPTS = 5
_LONGEST_PAUSE = timedelta(hours=1)

_EVENTS = {
    Ending.DECLINED: EventType.DECLINED,
    Ending.EXPIRED: EventType.EXPIRED,
    Ending.CANCELLED: EventType.CANCELLED,
    Ending.FAILED: EventType.FAILED,
}


def end_booking(booking_id: str, ending: Ending, failure: Failure | None) -> Booking:
    """Undo and close the booking as `ending`, or as the ending that was fixed before; a closed one is left as it is.

    Raises what the supplier's undo raises: then nothing is closed, and ending it again is safe.
    """
    booking = _fix_ending(booking_id, ending, failure)
    if booking.terminal:
        return booking
    if booking.selected_option_id is not None:
        _cancel_orders(booking)
        release_holds(booking)
    return _close(booking_id)


def require_compensation(booking_id: str) -> Booking:
    """Note that the undo has failed once more, and when to try it next; loud enough for an alarm."""
    for _ in range(_ATTEMPTS):
        booking = bookings.get_booking(booking_id)
        if booking.terminal or State.COMPENSATION_REQUIRED not in MOVES[booking.state] | {booking.state}:
            return booking  # nothing has been done yet that would have to be undone: the sweeper only has to close it
        attempts = booking.undo_attempts + 1
        now = clock.now()
        pause = min(timedelta(minutes=1) * 2 ** min(attempts - 1, 10), _LONGEST_PAUSE)
        after = move(
            booking,
            State.COMPENSATION_REQUIRED,
            now,
            due_at=now + pause,
            undo_attempts=attempts,
            ending=booking.ending or Ending.FAILED,
        )
        record = Record(actor=system("escalate"), event=EventType.COMPENSATION_REQUIRED, data={"attempts": attempts})
        try:
            kept = change(booking, after, record)
        except VersionConflict:
            continue
        # The alarm counts lines with this event: infra/foundation.yaml, CompensationRequiredAlarm.
        observability.error("an undo failed", event="compensation_required", bookingId=booking_id, attempts=attempts)
        return kept
    raise VersionConflict("The booking keeps changing.")


def _fix_ending(booking_id: str, ending: Ending, failure: Failure | None) -> Booking:
    """Fix how the booking ends, unless it has ended or its ending is fixed; closed at once when nothing was chosen."""
    for _ in range(_ATTEMPTS):
        booking = bookings.get_booking(booking_id)
        if booking.terminal or booking.ending is not None:
            return booking
        try:
            if booking.selected_option_id is None:
                return _commit_close(msgspec.structs.replace(booking, ending=ending, failure=failure))
            after = move(booking, booking.state, clock.now(), ending=ending, failure=failure, waiting=None)
            record = Record(actor=system("compensate"), event=EventType.COMPENSATING, data={"ending": ending})
            return change(booking, after, record)
        except VersionConflict:
            continue
    raise VersionConflict("The booking keeps changing.")


def _cancel_orders(booking: Booking) -> None:
    supplier = suppliers.current()
    for component in range(len(booking.selected.components)):
        supplier.cancel(booking.supplier_key(component))


def _close(booking_id: str) -> Booking:
    for _ in range(_ATTEMPTS):
        booking = bookings.get_booking(booking_id)
        if booking.terminal:
            return booking
        try:
            return _commit_close(booking)
        except VersionConflict:
            continue
    raise VersionConflict("The booking keeps changing.")


def _commit_close(booking: Booking) -> Booking:
    """Close a booking whose ending is fixed and whose effects are undone."""
    ending = booking.ending or Ending.FAILED
    after = move(
        booking,
        State(ending),
        clock.now(),
        holds=(),
        orders=tuple(msgspec.structs.replace(order, status="cancelled") for order in booking.orders),
        budget=None,
        waiting=None,
    )
    data = {"code": booking.failure.code, "reason": booking.failure.detail} if booking.failure else {}
    record = Record(actor=system("compensate"), event=_EVENTS[ending], data=data, budget=release_move(booking.budget))
    return change(booking, after, record)
