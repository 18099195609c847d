"""Bookings that wait for a person although nobody may spend on them any more: their requester or a traveller has left.

Nothing is bought for them, so they end at once, and give back what is held and reserved for them. What is bought
already stays as it is.
"""

from collections.abc import Iterator

from chalicelib import clock, observability
from chalicelib.domain.authorization.reasons import reason_of
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Decision, Ending, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.mentions import parties_of
from chalicelib.domain.mentions import BOOKING
from chalicelib.domain.value import Cursor
from chalicelib.models import booking_lists, mentions
from chalicelib.services.authorization.spending import find_right_ended
from chalicelib.services.booking_workflow.decisions import ChangedMeanwhile, commit_and_notify, record_decision
from chalicelib.services.bookings.commits import request_reconciliation, system

# What may still come to wait for a person, or does; the steps that buy ask for the right themselves.
_OPEN = frozenset(
    {
        BookingStatus.REQUESTED,
        BookingStatus.PLANNING,
        BookingStatus.AWAITING_SELECTION,
        BookingStatus.HOLDING,
        BookingStatus.AWAITING_APPROVAL,
        BookingStatus.REVISING,
    }
)
_A_PAGE = 100


def request_endings(user_id: str) -> None:
    """Ask that bookings of somebody who may have left be looked at now; what is lost of that is left to the sweeper."""
    try:
        for booking in list_open(user_id):
            request_reconciliation(booking.booking_id)
    except Exception as error:  # noqa: BLE001 - the change is committed, whatever keeps this from being asked for
        observability.warning("bookings left to the sweeper", subjectId=user_id, error=type(error).__name__)


def list_open(user_id: str) -> Iterator[Booking]:
    """Yield the bookings that the person asked for, or travels by, for which nothing is being bought yet."""
    start: Cursor | None = None
    while True:
        ids, start = mentions.list_things(user_id, BOOKING, limit=_A_PAGE, start=start)
        for booking in booking_lists.list_readable(ids):
            if booking.status in _OPEN and not booking.beyond_workflow and user_id in parties_of(booking):
                yield booking
        if start is None:
            return


def end_without_right(booking: Booking) -> bool:
    """Fix that a booking ends which waits for a person, if the right to spend on it has ended, and notify the workflow;
    whether that was so. Whoever decides in this moment is first."""
    if booking.ending is not None or not (booking.choosable or booking.decidable or booking.revisable):
        return False
    ended = find_right_ended(booking)
    if ended is None:
        return False
    failure = reason_of(ended)
    # The outcome is fixed, so that neither a decision nor the workflow's own idea of the end makes it another.
    fixed = {**record_decision(booking, Decision.CANCELLED), "ending": Ending.CANCELLED, "failure": failure}
    data = {"ending": Ending.CANCELLED, "code": failure.code, "reason": failure.detail}
    record = BookingCommit(actor=system("right_ended"), event=EventType.COMPENSATING, data=data)
    try:
        commit_and_notify(booking, move(booking, booking.status, clock.now(), **fixed), record)
    except ChangedMeanwhile:
        return False
    return True
