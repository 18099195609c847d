"""Who may see which booking, and decide on it, now: what is somebody else's does not exist for the caller.

The facts are the booking's own, fixed when it was taken in, and the employee records as they are at this moment. Each
question takes the records that were read for the one before (`people`), so that a commit can name all it relies on.
"""

from collections.abc import Mapping

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStep, Pool
from chalicelib.domain.authorization.deciding import find_bar, has_ruled
from chalicelib.domain.bookings.approval_history import explain_end
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.bookings.parties import is_party
from chalicelib.domain.bookings.revisions import ReturnCause
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.verdict import ApprovalKind
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.models import approval_history, bookings
from chalicelib.services.authorization.delegates import is_delegate_of
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.roles import with_current_roles

# Who belongs to a pool: whoever holds one of these roles.
POOL_ROLES: Mapping[Pool, tuple[Role, ...]] = {
    Pool.APPROVERS: (Role.APPROVER, Role.TRAVEL_MANAGER),
    Pool.TRAVEL_MANAGERS: (Role.TRAVEL_MANAGER,),
}


def visible_booking(identity: Identity, booking_id: str, people: People | None = None) -> Booking:
    """Return a booking that the caller may read: one that they asked for or travel by, one that they are asked or
    notified of or have decided on, or any for the travel desk and travel managers. Raises NotFound for every other,
    NotAllowed for who has left."""
    people = people or People()
    people.require_active(identity.user_id)
    booking = bookings.get_booking(booking_id)
    if not _may_see(identity, booking, people):
        raise NotFound(f"There is no booking {booking_id}.")
    return booking


def shown_booking(identity: Identity, booking_id: str, people: People | None = None) -> Booking:
    """Return a booking that the caller may read. Raises what `visible_booking` raises; but Conflict, with what became
    of it, for who was asked to approve it once: what comes of it since is not theirs to see."""
    try:
        return visible_booking(identity, booking_id, people)
    except NotFound:
        if not approval_history.was_asked(list_histories(identity), booking_id):
            raise
    raise _not_asked_any_more(bookings.get_booking(booking_id))


def may_see_booking(user_id: str, groups: frozenset[str], booking: Booking) -> bool:
    """Return whether a person whose token names these roles may read the booking now; nobody may who has left. Raises
    Unavailable."""
    people = People()
    identity = with_current_roles(Identity(user_id=user_id, email="", name="", groups=groups))
    return people.is_active(user_id) and _may_see(identity, booking, people)


def sees_booking(identity: Identity, booking: Booking, people: People) -> bool:
    """Return whether somebody may read the booking by the roles that they hold now; nobody may who has left."""
    return people.is_active(identity.user_id) and _may_see(identity, booking, people)


def show_to_listener(identity: Identity, booking: Booking, event: Event) -> Event | None:
    """Return an event as somebody may hear of it whose token names these roles; None when they may not see the booking
    now. Raises Unavailable."""
    if not may_see_booking(identity.user_id, identity.groups, booking):
        return None
    return show_event(with_current_roles(identity), booking, event)


def show_event(identity: Identity, booking: Booking, event: Event) -> Event:
    """Return an event of a booking as the caller may see it: of those who travel, only whom they may know."""
    known = tuple(each for each in event.traveller_ids if may_see_profile_ids(identity, booking, each))
    return msgspec.structs.replace(event, traveller_ids=known)


def arrangeable_booking(identity: Identity, booking_id: str, people: People | None = None) -> Booking:
    """Return a booking that the caller asked for or travels by, or any for the travel desk. Raises NotFound when it is
    not there for them, NotAllowed when they may only read it, or have left."""
    booking = visible_booking(identity, booking_id, people)
    if not may_arrange(identity, booking):
        raise NotAllowed("Only the requester and the travellers of this booking, and the travel desk, may do that.")
    return booking


def may_arrange(identity: Identity, booking: Booking) -> bool:
    """Return whether the caller may choose, change and cancel: who asked for the booking, who travels by it, and the
    travel desk."""
    return is_party(booking, identity.user_id) or identity.has(Role.TRAVEL_DESK)


def approvable_booking(identity: Identity, booking_id: str, people: People | None = None) -> Booking:
    """Return a booking that the caller may decide on, or has decided on. Raises NotFound when it is not there for them,
    NotAllowed when they have a part in it, or see it as the travel desk alone, Conflict with what became of it when
    they were asked and are no more."""
    people = people or People()
    booking = shown_booking(identity, booking_id, people)
    bar = _find_bar(identity, booking, people)
    if bar is not None:
        raise NotAllowed(bar)
    if not (may_decide(identity, booking, people) or _has_decided(identity, booking.approval_request)):
        if identity.has(Role.TRAVEL_DESK) and not approval_history.was_asked(list_histories(identity), booking_id):
            raise NotAllowed("You are not asked to approve this booking: the travel desk approves nothing.")
        raise _not_asked_any_more(booking)
    return booking


def is_involved(identity: Identity, booking: Booking, people: People | None = None) -> bool:
    """Return whether the caller asked for the booking, travels by it, or may be one of those who travel."""
    return _find_bar(identity, booking, people or People()) is not None


def may_see_locators(identity: Identity, booking: Booking) -> bool:
    """Return whether the caller may see what opens the booking's orders at the supplier: who asked for it, who travels
    by it, the travel desk and travel managers; nobody only because they decide on it."""
    return is_party(booking, identity.user_id) or identity.has(Role.TRAVEL_DESK, Role.TRAVEL_MANAGER, Role.SYSTEM)


def may_see_profile_ids(identity: Identity, booking: Booking, user_id: str | None) -> bool:
    """Return whether the caller may see as which user, and by which profile, somebody travels: the requester, who named
    them, the traveller, the travel desk and travel managers; no co-traveller, and nobody only because they decide on
    it."""
    return user_id == identity.user_id or identity.may_arrange_for(booking.requester_id)


def may_decide(identity: Identity, booking: Booking, people: People | None = None) -> bool:
    """Return whether the caller may decide now; a travel manager always may, but not where they have a part, nor where
    they have decided at another level."""
    people = people or People()
    if is_involved(identity, booking, people) or not people.is_active(identity.user_id):
        return False
    if booking.approval_request is None:
        return identity.has(Role.TRAVEL_MANAGER, Role.APPROVER)
    approval = booking.approval_request
    if approval.pending and has_ruled(approval, identity.user_id):
        return False
    if identity.has(Role.TRAVEL_MANAGER):
        return True
    steps = approval.open_steps if approval.pending else approval.steps
    return any(is_asked_in(identity, step, people) for step in steps)


def open_steps_of(
    identity: Identity, approval: ApprovalRequest, people: People | None = None
) -> tuple[ApprovalStep, ...]:
    """Return the steps in which the caller is asked: what they say counts in each."""
    if has_ruled(approval, identity.user_id):
        return ()
    return tuple(step for step in approval.open_steps if is_asked_in(identity, step, people))


def open_step_of(identity: Identity, approval: ApprovalRequest, people: People | None = None) -> ApprovalStep | None:
    """Return the step in which the caller is asked: before all others the one that names them."""
    asked = open_steps_of(identity, approval, people)
    return min(asked, key=lambda step: (identity.user_id not in step.people, step.level), default=None)


def is_asked_in(identity: Identity, step: ApprovalStep, people: People | None = None) -> bool:
    """Return whether a step asks the caller: by name, as one of a pool, or as who is the delegate, now, of the person
    whose step it is."""
    if step.pool is not None:
        return identity.has(*POOL_ROLES[step.pool])
    person = step.chain_member_id
    if person is None or person == identity.user_id:
        return person is not None
    return is_delegate_of(identity.user_id, person, clock.now(), people)


def _find_bar(identity: Identity, booking: Booking, people: People) -> str | None:
    return find_bar(booking, identity.user_id, people.names_of(identity))


def _may_see(identity: Identity, booking: Booking, people: People) -> bool:
    return (
        is_party(booking, identity.user_id)
        or identity.has(Role.TRAVEL_DESK, Role.TRAVEL_MANAGER, Role.SYSTEM)
        or _is_asked(identity, booking, people)
    )


def _not_asked_any_more(booking: Booking) -> Conflict:
    ended = explain_end(booking) or "Others are asked instead: your time to answer was over, or you could no more."
    return Conflict(f"You are not asked to approve this booking any more. {ended}")


def list_histories(identity: Identity) -> list[str]:
    """Return whose approval history is the caller's: their own, and that of the pools they belong to now."""
    pools = [pool for pool, roles in POOL_ROLES.items() if identity.has(*roles)]
    return [approval_history.of_person(identity.user_id), *map(approval_history.of_pool, pools)]


def _is_asked(identity: Identity, booking: Booking, people: People) -> bool:
    approval = booking.approval_request
    sent_back = any(
        each.returned_by == identity.user_id for each in booking.revisions if each.cause is ReturnCause.SENT_BACK
    )
    if sent_back or _has_decided(identity, approval):
        return True
    if approval is None:
        return False
    if booking.status is not BookingStatus.AWAITING_APPROVAL and approval.kind is not ApprovalKind.NOTIFY:
        return False
    return any(is_asked_in(identity, step, people) for step in approval.steps or approval.open_steps)


def _has_decided(identity: Identity, approval: ApprovalRequest | None) -> bool:
    if approval is None:
        return False
    return identity.user_id in (approval.decided_by, *(step.decided_by for step in approval.steps))
