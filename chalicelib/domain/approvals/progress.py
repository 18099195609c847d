"""How far an approval is: which management chains and which owners of cost centres have to agree to it, and who has.

Each traveller's management chain is asked for itself, and all have to agree. Who is asked in several of them is asked
once, and what they say counts in each. Owners of cost centres come before all management chains.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.domain.approvals.approval import (
    ApprovalRequest,
    ApprovalStatus,
    ApprovalStep,
    ApprovalStepStatus,
    ApproverSlot,
    Ruling,
    ask_places,
    conclude,
    rule_steps,
    skip_steps,
)

_ASKED = frozenset({ApprovalStepStatus.PENDING, ApprovalStepStatus.NOTIFIED})


class Chain(NamedTuple):
    """Whose approval is one: that of a traveller's management chain, or of the owner of a cost centre. Neither is named
    in approvals from before there were several."""

    traveller_id: str | None = None
    cost_centre: str | None = None


def chains_of(step: ApprovalStep) -> tuple[Chain, ...]:
    """Return for whom a step asks."""
    if step.cost_centre is not None:
        return (Chain(cost_centre=step.cost_centre),)
    return tuple(Chain(each) for each in step.traveller_ids) or (Chain(),)


def list_chains(approval: ApprovalRequest) -> tuple[Chain, ...]:
    """Return whose approval is asked for, in the order in which they were first asked."""
    return tuple(dict.fromkeys(chain for step in approval.steps for chain in chains_of(step)))


def steps_of(approval: ApprovalRequest, chain: Chain) -> tuple[ApprovalStep, ...]:
    """Return the steps that ask for the chain."""
    return tuple(step for step in approval.steps if chain in chains_of(step))


def is_finished(approval: ApprovalRequest, chain: Chain) -> bool:
    """Return whether the chain has agreed: as many levels of it as have to, one after another, or any where any
    suffices, or the pool at its end. A level that was silent counts once the one above it has agreed."""
    steps = steps_of(approval, chain)
    agreed = [step for step in steps if step.status is ApprovalStepStatus.APPROVED]
    if any(step.pool is not None for step in agreed) or (approval.mode == "any" and agreed):
        return True
    if not agreed or any(step.pending for step in steps):
        return False
    silent = sum(step.status is ApprovalStepStatus.ESCALATED for step in steps)
    return len(agreed) + silent >= _levels_of(approval, chain)


def awaits_managers(approval: ApprovalRequest) -> bool:
    """Return whether the owners of cost centres have agreed, and the management chains, which have to as well, have yet
    to be asked. Where a pool agreed in the place of an owner they have not."""
    owners = [step for step in approval.steps if step.cost_centre is not None]
    if not owners or approval.levels == 1 or len(owners) < len(approval.steps):
        return False
    by_pool = any(step.pool is not None and step.status is ApprovalStepStatus.APPROVED for step in owners)
    return not by_pool and all(is_finished(approval, chain) for chain in list_chains(approval))


def list_idle(approval: ApprovalRequest) -> tuple[Chain, ...]:
    """Return the chains that have yet to agree, and of which nobody is asked."""
    return tuple(
        chain
        for chain in list_chains(approval)
        if not is_finished(approval, chain) and not any(step.pending for step in steps_of(approval, chain))
    )


def apply_ruling(approval: ApprovalRequest, steps: tuple[ApprovalStep, ...], ruling: Ruling) -> ApprovalRequest:
    """Return the approval after a ruling of one who is asked in these open steps.

    It is decided when it was refused, or when all chains have agreed; else it is still pending, and whoever comes next
    is to be asked.
    """
    after = rule_steps(approval, steps, ruling)
    if ruling.status is ApprovalStatus.DECLINED or not approval.steps:
        return conclude(after, ruling)
    return conclude_if_agreed(after, ruling)


def conclude_if_agreed(approval: ApprovalRequest, ruling: Ruling) -> ApprovalRequest:
    """Return the approval as decided by this ruling if nobody has to be heard any more; else without those whose chains
    have agreed without them."""
    finished = {chain for chain in list_chains(approval) if is_finished(approval, chain)}
    if finished == set(list_chains(approval)) and not awaits_managers(approval):
        return conclude(approval, ruling)
    return skip_steps(approval, [step for step in approval.open_steps if finished.issuperset(chains_of(step))])


def ask_in_chain(
    approval: ApprovalRequest,
    chain: Chain,
    place: ApproverSlot,
    now: datetime,
    *,
    level: int,
    with_agreed: bool = False,
) -> ApprovalRequest:
    """Return the approval with somebody asked in a chain; who is asked in another one already is not asked again: what
    they say counts in this one, too, and so does, `with_agreed`, what they have said."""
    asked = () if chain.traveller_id is None else (chain.traveller_id,)
    heard = _ASKED | {ApprovalStepStatus.APPROVED} if with_agreed else _ASKED
    same = _find_same(approval, chain, place, heard)
    if same is None:
        return ask_places(approval, (place,), now, level=level, traveller_ids=asked)
    joined = msgspec.structs.replace(same, traveller_ids=tuple(dict.fromkeys([*same.traveller_ids, *asked])))
    steps = tuple(joined if each is same else each for each in approval.steps)
    return msgspec.structs.replace(approval, steps=steps)


def _find_same(
    approval: ApprovalRequest, chain: Chain, place: ApproverSlot, heard: Collection[ApprovalStepStatus]
) -> ApprovalStep | None:
    """Return the step, of such a status, that asks whoever has this place; an owner's is never the same as a
    manager's."""
    people = {each for each in (place.approver_id, place.delegator_id) if each}
    for step in approval.steps:
        if step.status not in heard or step.cost_centre != chain.cost_centre:
            continue
        is_pool = place.pool is not None and step.pool is place.pool
        if is_pool or step.approver_id in people or step.decided_by in people or step.chain_member_id in people:
            return step
    return None


def _levels_of(approval: ApprovalRequest, chain: Chain) -> int:
    """Return how many levels of the chain have to agree: one owner, and managers for the rest."""
    if chain.cost_centre is not None:
        return 1
    return approval.levels - any(step.cost_centre is not None for step in approval.steps)
