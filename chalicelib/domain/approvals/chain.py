"""Who is to be asked next: up the management chain, past those who cannot decide, to the travel managers at its end.

Nobody is asked about their own trip, nobody who has left, nobody twice. Who is out of office is represented by their
delegate, and that one's delegate, if need be; where nobody who may decide stands in, the next in it is asked.
"""

from collections.abc import Collection
from datetime import date

from chalicelib.domain.approvals.approval import ApprovalRequest, ApproverSlot, Pool
from chalicelib.domain.employees import LONGEST_CHAIN, Employee, Find

MOST_STAND_INS = 5


def find_first_places(
    traveller_id: str, count: int, barred: Collection[str], today: date, find: Find
) -> tuple[ApproverSlot, ...]:
    """Return the first `count` places up the traveller's management chain, nearest first; fewer where it ends, and then
    its
    end is the last. A traveller of whom there is no record is anybody's who may approve."""
    if find(traveller_id) is None:
        return (ApproverSlot(pool=Pool.APPROVERS),)
    places: list[ApproverSlot] = []
    taken = {traveller_id, *barred}
    above: str | None = traveller_id
    while len(places) < count and above is not None:
        place = find_next_place(above, taken, today, find)
        places.append(place)
        taken |= {each for each in (place.approver_id, place.delegator_id) if each}
        above = place.delegator_id or place.approver_id
    return tuple(places)


def find_following_place(approval: ApprovalRequest, today: date, find: Find) -> ApproverSlot:
    """Return the place above the highest that has been asked for `approval`."""
    taken = {*approval.excluded_user_ids, *(person for step in approval.steps for person in step.people)}
    top = max(approval.steps, key=lambda step: step.level, default=None)
    if top is None or top.chain_member_id is None:
        return ApproverSlot(pool=Pool.TRAVEL_MANAGERS)
    return find_next_place(top.chain_member_id, taken, today, find)


def find_next_place(above: str, taken: Collection[str], today: date, find: Find) -> ApproverSlot:
    """Return the nearest place above the person `above` whom one may ask, other than those who are `taken` already."""
    here = find(above)
    seen = {above}
    for _ in range(LONGEST_CHAIN):
        manager_id = here.manager_id if here else None
        if manager_id is None or manager_id in seen:
            break
        seen.add(manager_id)
        here = find(manager_id)
        if here is None:
            break
        place = _find_representative(here, taken, today, find)
        if place is not None:
            return place
    return ApproverSlot(pool=Pool.TRAVEL_MANAGERS)


def _find_representative(manager: Employee, taken: Collection[str], today: date, find: Find) -> ApproverSlot | None:
    """Return the manager, or who stands in for them; None when neither may be asked."""
    if not manager.active or manager.user_id in taken:
        return None
    acting: Employee | None = manager
    seen = {manager.user_id}
    for _ in range(MOST_STAND_INS + 1):
        if acting is None or not acting.active or acting.user_id in taken:
            return None
        delegate = acting.delegate_on(today)
        if delegate is None:
            absent = manager.user_id if acting is not manager else None
            return ApproverSlot(approver_id=acting.user_id, delegator_id=absent)
        if delegate in seen:
            return None
        seen.add(delegate)
        acting = find(delegate)
    return None
