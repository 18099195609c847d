"""When people look at a booking, and until when they may decide what it waits for."""

from datetime import datetime

from chalicelib.domain.bookings.booking import Booking

LOOKS_EVERY = 4.0  # seconds; twice as long, and so on, while nothing changes
LOOKS_AT_LEAST_EVERY = 900.0


class Patience:
    """How long somebody waits before the next look: the longer, the longer nothing has changed."""

    def __init__(self, shortest: float = LOOKS_EVERY) -> None:
        self._shortest = shortest
        self._seen, self._pause = -1, shortest

    def until_next(self, booking: Booking | None, *, busy: bool) -> float:
        version = booking.version if booking is not None else 0
        again = booking is not None and not busy and version == self._seen
        self._pause = min(2 * self._pause, LOOKS_AT_LEAST_EVERY) if again else self._shortest
        self._seen = version
        return self._pause


def last_moment(booking: Booking) -> datetime | None:
    """Until when one may decide what the booking waits for."""
    if booking.choosable:
        return booking.options_expire_at
    if booking.decidable and booking.approval_request is not None:
        return booking.approval_request.deadline
    if booking.revisable and booking.last_revision is not None:
        return booking.last_revision.revise_until
    return None
