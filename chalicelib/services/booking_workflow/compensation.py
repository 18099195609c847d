"""Ending a booking that is not bought: compensate whatever may have been done, then close it.

The outcome is fixed first, as a change of its own: from then on no step goes forward, so that nothing is bought behind
the compensation's back. A compensation that fails leaves the booking in `compensation_required`, where the sweeper
retries it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import MOVES, Booking, BookingStatus, Ending, Failure, move
from chalicelib.domain.bookings.budget_shares import release_moves
from chalicelib.domain.bookings.compensation import CompensationFailure, pause_after, pending_after
from chalicelib.domain.bookings.events import EventType
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Unavailable, VersionConflict
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.protocol import Supplier
from chalicelib.models import bookings
from chalicelib.services.bookings.commits import change, system

# The order first: a hold that has become an order cannot be released.
_COMPENSATIONS: tuple[tuple[Literal["order", "hold"], Callable[[Supplier, str], object]], ...] = (
    ("order", lambda supplier, key: supplier.cancel(key)),
    ("hold", lambda supplier, key: supplier.release(key)),
)

_EVENTS = {
    Ending.DECLINED: EventType.DECLINED,
    Ending.EXPIRED: EventType.EXPIRED,
    Ending.CANCELLED: EventType.CANCELLED,
    Ending.FAILED: EventType.FAILED,
}


class CompensationFailed(Unavailable):
    """Something could not be released or cancelled; everything else was."""

    def __init__(self, failures: Sequence[CompensationFailure]) -> None:
        super().__init__(f"{len(failures)} holds and orders of the booking could not be compensated.")
        self.failures = tuple(failures)


def end_booking(booking_id: str, ending: Ending, failure: Failure | None) -> Booking:
    """Compensate and close the booking as `ending`, or as the ending that was fixed before; one that is closed, or
    bought, is left as it is.

    Raises CompensationFailed when a supplier did not compensate its part: then nothing is closed, and ending it
    again is safe.
    """
    booking = _fix_ending(booking_id, ending, failure)
    if booking.terminal or booking.amendment is not None:
        return booking
    failures = list(_compensate(booking)) if booking.selected_option_id is not None else []
    if failures:
        raise CompensationFailed(failures)
    return _close(booking_id)


def end_or_escalate(booking_id: str, ending: Ending, failure: Failure | None) -> Booking:
    """End the booking as `end_booking` does; when its compensation fails, leave it in `compensation_required` with what
    is not compensated.

    Raises Unavailable and VersionConflict, which say nothing about the compensation: then it is to be asked for again.
    """
    try:
        return end_booking(booking_id, ending, failure)
    except CompensationFailed as error:
        return require_compensation(booking_id, error.failures)
    except (Unavailable, VersionConflict):
        raise
    except Exception as error:  # noqa: BLE001 - not even a bug may keep a failed compensation from being seen
        observability.error(
            "booking not finished after its compensation", bookingId=booking_id, error=type(error).__name__
        )
        return require_compensation(booking_id, None)


def require_compensation(booking_id: str, failures: Sequence[CompensationFailure] | None) -> Booking:
    """Note that the compensation has failed once more, in what, and when to try it next; loud enough for an alarm.

    Without `failures` it is not known what is compensated: what was not before may still not be.
    """

    def attempt() -> Booking:
        booking = bookings.get_booking(booking_id)
        if booking.terminal or BookingStatus.COMPENSATION_REQUIRED not in MOVES[booking.status] | {booking.status}:
            return (
                booking  # nothing has been done yet that would have to be compensated: the sweeper only has to close it
            )
        attempts = booking.compensation_attempts + 1
        now = clock.now()
        known = booking.pending_compensations
        after = move(
            booking,
            BookingStatus.COMPENSATION_REQUIRED,
            now,
            due_at=now + pause_after(attempts),
            compensation_attempts=attempts,
            compensation_since=booking.compensation_since or now,
            pending_compensations=known if failures is None else pending_after(known, failures, now),
            ending=None if booking.amendment else booking.ending or Ending.FAILED,
        )
        left = [{"kind": each.kind, "key": each.key, "error": each.error} for each in after.pending_compensations]
        data = {"attempts": attempts, "pendingCompensations": left}
        record = BookingCommit(actor=system("escalate"), event=EventType.COMPENSATION_REQUIRED, data=data)
        kept = change(booking, after, record)
        # CompensationRequiredAlarm counts lines with this event: infra/foundation/logs.py.
        observability.error(
            "compensation failed", event="compensation_required", bookingId=booking_id, attempts=attempts
        )
        return kept

    return until_kept(attempt)


def _fix_ending(booking_id: str, ending: Ending, failure: Failure | None) -> Booking:
    """Fix the outcome of the booking, unless it has ended or its outcome is fixed; closed at once when nothing was
    chosen."""

    def attempt() -> Booking:
        booking = bookings.get_booking(booking_id)
        if booking.beyond_workflow:
            return booking
        if booking.selected_option_id is None:
            return _commit_close(msgspec.structs.replace(booking, ending=ending, failure=failure))
        after = move(booking, booking.status, clock.now(), ending=ending, failure=failure, waiting=None)
        record = BookingCommit(actor=system("compensate"), event=EventType.COMPENSATING, data={"ending": ending})
        return change(booking, after, record)

    return until_kept(attempt)


def _compensate(booking: Booking) -> Iterator[CompensationFailure]:
    """Cancel and release everything that this round may have bought or held; what fails keeps nothing else back."""
    for component_index, offer in enumerate(booking.selected.components):
        key = booking.component_key(component_index)
        for kind, compensate in _COMPENSATIONS:
            try:
                compensate(registry.for_offer(offer), key)
            except Exception as error:  # noqa: BLE001 - whatever it is, the rest is still to be given back
                name = type(error).__name__
                observability.error(
                    "compensation failed at the supplier", bookingId=booking.booking_id, key=key, kind=kind
                )
                yield CompensationFailure(component_index=component_index, kind=kind, key=key, error=name)


def _close(booking_id: str) -> Booking:
    def attempt() -> Booking:
        booking = bookings.get_booking(booking_id)
        return booking if booking.terminal else _commit_close(booking)

    return until_kept(attempt)


def _commit_close(booking: Booking) -> Booking:
    """Close a booking whose ending is fixed and whose effects are compensated."""
    ending = booking.ending or Ending.FAILED
    after = move(
        booking,
        BookingStatus(ending),
        clock.now(),
        holds=(),
        orders=tuple(msgspec.structs.replace(order, status="cancelled") for order in booking.orders),
        budgets=(),
        credits=(),
        waiting=None,
        pending_compensations=(),
    )
    data = {"code": booking.failure.code, "reason": booking.failure.detail} if booking.failure else {}
    record = BookingCommit(
        actor=system("compensate"), event=_EVENTS[ending], data=data, budgets=release_moves(booking.budgets)
    )
    return change(booking, after, record)
