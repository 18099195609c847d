"""Who is to be asked next: up a management chain, past those who cannot decide, to the travel managers at its end.

Nobody is asked about their own trip, nobody with the name of a traveller, nobody who has left, nobody twice, nobody who
has decided at another level. Who is out of office is represented by their delegate, and that one's delegate, if need
be; where nobody who may decide stands in, the next in it is asked.
"""

from collections.abc import Collection
from datetime import date

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStep, ApprovalStepStatus, ApproverSlot, Pool
from chalicelib.domain.approvals.progress import Chain, steps_of
from chalicelib.domain.employees import LONGEST_CHAIN, Employee, Find
from chalicelib.domain.names import may_be_one_person

MOST_STAND_INS = 5
_PASSED_OVER = frozenset({ApprovalStepStatus.ESCALATED, ApprovalStepStatus.REASSIGNED})


def find_first_places(
    traveller_id: str, count: int, barred: Collection[str], today: date, find: Find, names: Collection[str] = ()
) -> tuple[ApproverSlot, ...]:
    """Return the first `count` places up the traveller's management chain, nearest first; fewer where it ends, and then
    its
    end is the last. A traveller of whom there is no record is anybody's who may approve. Nobody who has one of `names`
    is asked: those of travellers of whom no more is known."""
    if find(traveller_id) is None:
        return (ApproverSlot(pool=Pool.APPROVERS),)
    places: list[ApproverSlot] = []
    taken = {traveller_id, *barred}
    above: str | None = traveller_id
    while len(places) < count and above is not None:
        place = find_next_place(above, taken, today, find, names)
        places.append(place)
        taken |= {each for each in (place.approver_id, place.delegator_id) if each}
        above = place.delegator_id or place.approver_id
    return tuple(places)


def find_following_place(
    approval: ApprovalRequest,
    today: date,
    find: Find,
    names: Collection[str] = (),
    *,
    chain: Chain = Chain(),  # noqa: B008 - a value
    after_silence: bool = False,
) -> ApproverSlot:
    """Return the place above the highest that has been asked in the chain; the travel managers in the place of a silent
    owner of a cost centre. `after_silence`: nobody who has agreed in another chain, but somebody to answer now."""
    if chain.cost_centre is not None:
        return ApproverSlot(pool=Pool.TRAVEL_MANAGERS, cost_centre=chain.cost_centre)
    steps = steps_of(approval, chain)
    barring = [step for step in approval.steps if _bars(step, steps, after_silence=after_silence)]
    taken = _find_taken(approval, barring)
    top = max(enumerate(steps), key=lambda each: (each[1].level, each[0]), default=None)
    if top is None or top[1].chain_member_id is None:
        return ApproverSlot(pool=Pool.TRAVEL_MANAGERS)
    return find_next_place(top[1].chain_member_id, taken, today, find, names)


def find_replacement(
    approval: ApprovalRequest, step: ApprovalStep, today: date, find: Find, names: Collection[str] = ()
) -> ApproverSlot | None:
    """Return who is to be asked in the place of an open step that nobody may answer any more, because they have left, a
    delegation has ended, or who would stand in has decided already; None while somebody may."""
    member_id = step.chain_member_id
    if step.pool is not None or member_id is None:
        return None
    taken = _find_taken(approval, [each for each in approval.steps if each is not step])
    member = find(member_id)
    acting = _find_representative(member, taken, today, find, names) if member else None
    if acting is None:
        if step.cost_centre is not None:
            return ApproverSlot(pool=Pool.TRAVEL_MANAGERS, cost_centre=step.cost_centre)
        return find_next_place(member_id, taken | set(step.people), today, find, names)
    still = step.approver_id == member_id or is_delegate_on(step.approver_id or "", member_id, today, find)
    return None if still else msgspec.structs.replace(acting, cost_centre=step.cost_centre)


def is_delegate_on(user_id: str, person_id: str, today: date, find: Find) -> bool:
    """Return whether the user is the delegate of the person today, or their delegate's delegate; none of whom has
    left."""
    acting, seen = find(person_id), {person_id}
    for _ in range(MOST_STAND_INS):
        delegate_id = acting.delegate_on(today) if acting and acting.active else None
        if delegate_id is None or delegate_id in seen:
            return False
        seen.add(delegate_id)
        acting = find(delegate_id)
        if delegate_id == user_id:
            return acting is not None and acting.active
    return False


def find_owner_place(
    owner_id: str | None,
    cost_centre: str,
    barred: Collection[str],
    today: date,
    find: Find,
    names: Collection[str] = (),
) -> ApproverSlot:
    """Return who is asked as the owner of a cost centre: they, or who stands in for them; the travel managers where
    neither may be asked."""
    owner = find(owner_id) if owner_id else None
    place = _find_representative(owner, barred, today, find, names) if owner else None
    return msgspec.structs.replace(place or ApproverSlot(pool=Pool.TRAVEL_MANAGERS), cost_centre=cost_centre)


def find_next_place(
    above: str, taken: Collection[str], today: date, find: Find, names: Collection[str] = ()
) -> ApproverSlot:
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
        place = _find_representative(here, taken, today, find, names)
        if place is not None:
            return place
    return ApproverSlot(pool=Pool.TRAVEL_MANAGERS)


def _bars(step: ApprovalStep, own: Collection[ApprovalStep], *, after_silence: bool) -> bool:
    """Return whether whoever is named in a step cannot be asked next in a chain of which `own` are the steps: they were
    asked in it, or passed over in another. Whoever is asked in another one still, or has agreed there, may be."""
    if step in own or step.cost_centre is not None or step.status in _PASSED_OVER:
        return True
    return after_silence and step.status is ApprovalStepStatus.APPROVED


def _find_taken(approval: ApprovalRequest, steps: Collection[ApprovalStep]) -> set[str]:
    """Return whom one may not ask: who is excluded, who is or was asked in one of `steps`, and who decided there."""
    ruled = {step.decided_by for step in steps if step.decided_by}
    return ruled | {*approval.excluded_user_ids, *(person for step in steps for person in step.people)}


def _find_representative(
    manager: Employee, taken: Collection[str], today: date, find: Find, names: Collection[str]
) -> ApproverSlot | None:
    """Return the manager, or who stands in for them; None when neither may be asked."""
    if not _may_be_asked(manager, taken, names):
        return None
    acting: Employee | None = manager
    seen = {manager.user_id}
    for _ in range(MOST_STAND_INS + 1):
        if acting is None or not _may_be_asked(acting, taken, names):
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


def _may_be_asked(person: Employee, taken: Collection[str], names: Collection[str]) -> bool:
    return (
        person.active
        and person.user_id not in taken
        and not any(may_be_one_person(person.name, each) for each in names)
    )
