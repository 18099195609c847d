"""Who may see which booking, and decide on it: what is somebody else's does not exist for the caller."""

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStep, Pool
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.verdict import ApprovalKind
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models import bookings
from chalicelib.services.authorization.delegates import is_delegate_of


def visible_booking(identity: Identity, booking_id: str) -> Booking:
    """Return a booking that the caller may read: their own, one that they are asked or notified of or have decided on,
    or any for a travel manager. Raises NotFound for every other."""
    booking = bookings.get_booking(booking_id)
    if not (_is_own(identity, booking) or identity.has(Role.TRAVEL_MANAGER) or _is_asked(identity, booking)):
        raise NotFound(f"There is no booking {booking_id}.")
    return booking


def own_booking(identity: Identity, booking_id: str) -> Booking:
    """Return a booking that the caller asked for. Raises NotFound when it is not there for them, NotAllowed when they
    may only read it."""
    booking = visible_booking(identity, booking_id)
    if not _is_own(identity, booking):
        raise NotAllowed("Only the requester of this booking may do that.")
    return booking


def approvable_booking(identity: Identity, booking_id: str) -> Booking:
    """Return a booking that the caller may decide on, or has decided on. Raises NotFound when it is not there for them,
    NotAllowed when they have a part in it, or when somebody else is asked."""
    booking = visible_booking(identity, booking_id)
    if is_involved(identity, booking):
        raise NotAllowed("You cannot approve your own booking.")
    if not (may_decide(identity, booking) or _has_decided(identity, booking.approval_request)):
        raise NotAllowed("You are not an approver of this booking.")
    return booking


def is_involved(identity: Identity, booking: Booking) -> bool:
    """Return whether the caller asked for the booking, or travels by it."""
    return _is_own(identity, booking) or (
        booking.approval_request is not None and identity.user_id in booking.approval_request.excluded_user_ids
    )


def may_decide(identity: Identity, booking: Booking) -> bool:
    """Return whether the caller may decide now; a travel manager always may, but not where they have a part."""
    if is_involved(identity, booking):
        return False
    if identity.has(Role.TRAVEL_MANAGER) or booking.approval_request is None:
        return identity.has(Role.TRAVEL_MANAGER, Role.APPROVER)
    approval = booking.approval_request
    steps = approval.open_steps if approval.pending else approval.steps
    return any(is_asked_in(identity, step) for step in steps)


def open_step_of(identity: Identity, approval: ApprovalRequest) -> ApprovalStep | None:
    """Return the step in which the caller is asked: before all others the one that names them."""
    asked = [step for step in approval.open_steps if is_asked_in(identity, step)]
    return min(asked, key=lambda step: (identity.user_id not in step.people, step.level), default=None)


def is_asked_in(identity: Identity, step: ApprovalStep) -> bool:
    """Return whether a step asks the caller: by name, as one of a pool, or as the delegate of the person named."""
    if step.pool is Pool.APPROVERS:
        return identity.has(Role.APPROVER, Role.TRAVEL_MANAGER)
    if step.pool is Pool.TRAVEL_MANAGERS:
        return identity.has(Role.TRAVEL_MANAGER)
    if identity.user_id in step.people:
        return True
    return any(is_delegate_of(identity.user_id, person, clock.now()) for person in step.people)


def _is_own(identity: Identity, booking: Booking) -> bool:
    return booking.requester_id == identity.user_id


def _is_asked(identity: Identity, booking: Booking) -> bool:
    approval = booking.approval_request
    if any(each.returned_by == identity.user_id for each in booking.revisions) or _has_decided(identity, approval):
        return True
    if approval is None:
        return False
    if booking.status is not BookingStatus.AWAITING_APPROVAL and approval.kind is not ApprovalKind.NOTIFY:
        return False
    return any(is_asked_in(identity, step) for step in approval.steps or approval.open_steps)


def _has_decided(identity: Identity, approval: ApprovalRequest | None) -> bool:
    if approval is None:
        return False
    return identity.user_id in (approval.decided_by, *(step.decided_by for step in approval.steps))
