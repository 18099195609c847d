"""The approvers of a booking, found in the management chain as it stands at that moment."""

from datetime import datetime
from functools import cache

from chalicelib import settings
from chalicelib.domain.approvals.approval import ApprovalRequest, ask_places
from chalicelib.domain.approvals.chain import find_first_places, find_following_place
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.employees import Find
from chalicelib.domain.passengers import PassengerKind
from chalicelib.errors import NotFound
from chalicelib.models import employees, passengers


def excluded_users_of(booking: Booking) -> tuple[str, ...]:
    """Return who asked for the booking, and who travels on a profile of their own: none of them decides on it."""
    travelling = (_person_of(passenger_id) for passenger_id in booking.request.passenger_ids)
    return tuple(dict.fromkeys([booking.requester_id, *(person for person in travelling if person)]))


def ask_first(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the first who are asked: all levels at once where any suffices or all are only notified,
    else the nearest."""
    one_by_one = approval.mode == "all" and approval.pending
    count = 1 if one_by_one else approval.levels
    places = find_first_places(booking.requester_id, count, approval.excluded_user_ids, now.date(), _make_reader())
    return ask_places(approval, places, now)


def ask_following(approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the next above asked as well, unless they are being asked already."""
    place = find_following_place(approval, now.date(), _make_reader())
    if place.pool is not None and any(step.pool is place.pool for step in approval.open_steps):
        return approval
    top = max((step.level for step in approval.steps), default=0)
    return ask_places(approval, (place,), now, level=top + 1)


def _person_of(passenger_id: str) -> str | None:
    if not settings.current().passengers_enabled:
        return None
    try:
        profile = passengers.get_passenger(passenger_id).profile
    except NotFound:
        return None  # forgotten meanwhile
    return profile.user_id if profile.kind is PassengerKind.EMPLOYEE else None


def _make_reader() -> Find:
    """Read each person once, however often the management chain contains them."""
    return cache(employees.find_employee)
