"""Who may see which booking: what is somebody else's does not exist for the caller."""

from chalicelib.domain.booking import Booking, State
from chalicelib.domain.identity import Identity, Role
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models import bookings


def visible_booking(identity: Identity, booking_id: str) -> Booking:
    """A booking that the caller may read: their own, one that waits for or got their approval or that they sent back,
    or any for a travel manager. Raises NotFound for every other."""
    booking = bookings.get_booking(booking_id)
    if not (_is_own(identity, booking) or _is_asked(identity, booking) or identity.has(Role.TRAVEL_MANAGER)):
        raise NotFound(f"There is no booking {booking_id}.")
    return booking


def own_booking(identity: Identity, booking_id: str) -> Booking:
    """A booking that the caller asked for. Raises NotFound when it is not there for them, NotAllowed when they may
    only read it."""
    booking = visible_booking(identity, booking_id)
    if not _is_own(identity, booking):
        raise NotAllowed("Only the traveller who asked for this booking may do that.")
    return booking


def approvable_booking(identity: Identity, booking_id: str) -> Booking:
    """A booking that the caller may decide on. Raises NotFound when it is not there for them, NotAllowed when it is
    their own or they are no approver."""
    booking = visible_booking(identity, booking_id)
    if _is_own(identity, booking):
        raise NotAllowed("Nobody approves their own booking.")
    if not identity.has(Role.APPROVER, Role.TRAVEL_MANAGER):
        raise NotAllowed("Only an approver may decide on a booking.")
    return booking


def _is_own(identity: Identity, booking: Booking) -> bool:
    return booking.employee_id == identity.user_id


def _is_asked(identity: Identity, booking: Booking) -> bool:
    if not identity.has(Role.APPROVER):
        return False
    if any(each.by == identity.user_id for each in booking.revisions):
        return True
    if booking.approval is None:
        return False
    return booking.state is State.AWAITING_APPROVAL or booking.approval.decided_by == identity.user_id
