"""The approvers of a booking, found in the management chains of its travellers as they stand at that moment."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStep, ApproverSlot, Pool, mark_reassigned
from chalicelib.domain.approvals.chain import (
    find_first_places,
    find_following_place,
    find_owner_place,
    find_replacement,
)
from chalicelib.domain.approvals.progress import (
    Chain,
    ask_in_chain,
    awaits_managers,
    chains_of,
    list_idle,
    steps_of,
)
from chalicelib.domain.authorization.deciding import barred_users_of, unidentified_names
from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.employees import LONGEST_CHAIN, Find
from chalicelib.models import employees


def excluded_users_of(booking: Booking) -> tuple[str, ...]:
    """Return who asked for the booking, and who travels and is a user: none of them decides on it. That was fixed when
    the booking was taken in, whatever has become of profiles since."""
    return barred_users_of(booking)


def ask_first(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the first who are asked in each management chain: all levels at once where any suffices
    or all are only notified, else the nearest."""
    one_by_one = approval.mode == "all" and approval.pending
    count = 1 if one_by_one else approval.levels
    return _ask_managers(booking, approval, now, count)


def ask_owners(
    booking: Booking, approval: ApprovalRequest, owners: Mapping[str, Sequence[str | None]], now: datetime
) -> ApprovalRequest:
    """Return the approval with the `owners` of cost centres asked, before anybody of a management chain; all of them,
    where a cost centre has another owner in another period."""
    barred, names, find = approval.excluded_user_ids, unidentified_names(booking), _make_reader()
    for cost_centre, owner_id in ((each, owner_id) for each, of_periods in owners.items() for owner_id in of_periods):
        place = find_owner_place(owner_id, cost_centre, barred, now.date(), find, names)
        approval = ask_in_chain(approval, Chain(cost_centre=cost_centre), place, now, level=1)
    return approval


def ask_travel_managers(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the travel managers asked, and nobody else: what they decide on cannot be judged, and
    only they can say what is not known."""
    for user_id in _list_asked_for(booking):
        approval = ask_in_chain(approval, Chain(user_id), ApproverSlot(pool=Pool.TRAVEL_MANAGERS), now, level=1)
    return approval


def ask_following(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with the next above asked in each chain that has yet to agree and of which nobody is asked,
    and the management chains once the owners of cost centres have agreed. There may be none: all have agreed."""
    find = _make_reader()
    for _ in range(LONGEST_CHAIN):
        if awaits_managers(approval):
            approval = _ask_managers(booking, approval, now, 1)
        idle = list_idle(approval)
        if not idle:
            break
        for chain in idle:
            approval = _ask_above(booking, approval, chain, now, find)
    return approval


def ask_after_silence(
    booking: Booking, approval: ApprovalRequest, silent: Collection[ApprovalStep], now: datetime
) -> ApprovalRequest:
    """Return the approval with the next above asked in each chain of those who were silent, unless they are being asked
    already."""
    find = _make_reader()
    for chain in dict.fromkeys(chain for step in silent for chain in chains_of(step)):
        approval = _ask_above(booking, approval, chain, now, find, after_silence=True)
    return approval


def replace_approvers(booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with somebody else asked in each open step that nobody may answer any more; the same when
    there is none."""
    find, names = _make_reader(), unidentified_names(booking)
    for step in approval.open_steps:
        place = find_replacement(approval, step, now.date(), find, names)
        if place is not None:
            approval = mark_reassigned(approval, step)
            for chain in chains_of(step):
                approval = ask_in_chain(approval, chain, place, now, level=step.level)
    return approval


def _ask_managers(booking: Booking, approval: ApprovalRequest, now: datetime, count: int) -> ApprovalRequest:
    """Return the approval with the first `count` levels asked in the management chain of each traveller; guests, and
    travellers who are no users, follow the requester."""
    find, names = _make_reader(), unidentified_names(booking)
    owners = {each for step in approval.steps for each in (*step.people, step.decided_by) if each}
    first = 1 + bool(approval.steps)
    for user_id in _list_asked_for(booking):
        barred = {*approval.excluded_user_ids, *owners}
        for number, place in enumerate(find_first_places(user_id, count, barred, now.date(), find, names)):
            approval = ask_in_chain(approval, Chain(user_id), place, now, level=first + number)
    return approval


def _list_asked_for(booking: Booking) -> tuple[str, ...]:
    """Return whose management chains have to agree."""
    return tuple(dict.fromkeys(each.user_id or booking.requester_id for each in travellers_of(booking)))


def _ask_above(
    booking: Booking,
    approval: ApprovalRequest,
    chain: Chain,
    now: datetime,
    find: Find,
    *,
    after_silence: bool = False,
) -> ApprovalRequest:
    names = unidentified_names(booking)
    place = find_following_place(approval, now.date(), find, names, chain=chain, after_silence=after_silence)
    top = max((step.level for step in steps_of(approval, chain)), default=0)
    return ask_in_chain(approval, chain, place, now, level=top + 1, with_agreed=not after_silence)


def _make_reader() -> Find:
    """Read each person once, however often the management chains contain them."""
    return cache(employees.find_employee)
