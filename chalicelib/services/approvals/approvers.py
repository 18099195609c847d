"""The approvers of a booking, found in the management chain as it stands at that moment."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from chalicelib.domain.approvals.approval import ApprovalRequest, ApproverSlot, Pool, ask_places, reassign
from chalicelib.domain.approvals.chain import (
    find_first_places,
    find_following_place,
    find_owner_place,
    find_place_after_owner,
    find_replacement,
)
from chalicelib.domain.authorization.deciding import barred_users_of, unidentified_names
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.employees import Find
from chalicelib.models import employees


def excluded_users_of(booking: Booking) -> tuple[str, ...]:
    """Return who asked for the booking, and who travels and is a user: none of them decides on it. That was fixed when
    the booking was taken in, whatever has become of profiles since."""
    return barred_users_of(booking)


def ask_first(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the first who are asked: all levels at once where any suffices or all are only notified,
    else the nearest."""
    one_by_one = approval.mode == "all" and approval.pending
    count = 1 if one_by_one else approval.levels
    places = find_first_places(
        booking.requester_id,
        count,
        approval.excluded_user_ids,
        now.date(),
        _make_reader(),
        unidentified_names(booking),
    )
    return ask_places(approval, places, now)


def ask_owners(
    booking: Booking, approval: ApprovalRequest, owners: Mapping[str, str | None], now: datetime
) -> ApprovalRequest:
    """Return the approval with the `owners` of cost centres asked, before anybody of the management chain."""
    barred, names, find = approval.excluded_user_ids, unidentified_names(booking), _make_reader()
    for cost_centre, owner_id in owners.items():
        place = find_owner_place(owner_id, cost_centre, barred, now.date(), find, names)
        approval = ask_places(approval, (place,), now)
    return approval


def ask_travel_managers(approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the travel managers asked, and nobody else: what they decide on cannot be judged, and
    only they can say what is not known."""
    return ask_places(approval, (ApproverSlot(pool=Pool.TRAVEL_MANAGERS),), now)


def ask_following(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the next above asked as well, unless they are being asked already."""
    today, find, names = now.date(), _make_reader(), unidentified_names(booking)
    _, highest = max(enumerate(approval.steps), key=lambda each: (each[1].level, each[0]), default=(0, None))
    if highest is not None and highest.cost_centre is not None:
        place = find_place_after_owner(approval, highest, booking.requester_id, today, find, names)
    else:
        place = find_following_place(approval, today, find, names)
    if place.pool is not None and any(step.pool is place.pool for step in approval.open_steps):
        return approval
    top = max((step.level for step in approval.steps), default=0)
    return ask_places(approval, (place,), now, level=top + 1)


def replace_approvers(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with somebody else asked in each open step that nobody may answer any more; the same when
    there is none."""
    find, names = _make_reader(), unidentified_names(booking)
    for step in approval.open_steps:
        place = find_replacement(approval, step, now.date(), find, names)
        if place is not None:
            approval = reassign(approval, step, place, now)
    return approval


def _make_reader() -> Find:
    """Read each person once, however often the management chain contains them."""
    return cache(employees.find_employee)
