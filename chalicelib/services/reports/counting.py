"""Counting a booking into the reports, after each of its changes: in place of what it was counted for before."""

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.reports.contribution import Contribution, contribution_of
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import VersionConflict
from chalicelib.models import bookings, reports
from chalicelib.services.reports.copying import ask_for_copy

# All bookings of a month are counted into the same row of the company.
_TURNS = 12
_PAUSE = 0.02  # seconds, longer from turn to turn


def count_booking(booking_id: str) -> bool:
    """Count a booking as it stands now; whether that changes what it counts for. Safe twice, late and in any order.

    Raises Unavailable, and VersionConflict when others keep counting into the same figures: then it is still to be
    done. A booking that is not there counts for nothing.
    """

    def attempt() -> bool:
        booking = bookings.find_booking(booking_id)
        contribution = contribution_of(booking) if booking else None
        if booking is None or contribution is None:
            return False
        return _replace(booking, contribution)

    changes = until_kept(attempt, VersionConflict, attempts=_TURNS, pause=_PAUSE)
    ask_for_copy(booking_id)  # also where nothing changes: who counted it before may have died before it asked
    return changes


def _replace(booking: Booking, contribution: Contribution) -> bool:
    """Count the booking for this, unless that or something later is what it is counted for. Raises VersionConflict."""
    counted = reports.find_counted(contribution.month, booking.booking_id)
    if counted is not None and counted.version > booking.version:
        return False
    changes = counted is None or counted.contribution != contribution
    # That nothing changes is written down as well: an earlier version that comes later must not change it back.
    if counted is None or changes or counted.version != booking.version:
        reports.replace_counted(
            counted,
            contribution,
            month=contribution.month,
            booking_id=booking.booking_id,
            version=booking.version,
        )
    return changes
