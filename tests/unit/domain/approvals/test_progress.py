"""Several management chains: each has to agree, and whoever is in several of them is asked once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.approvals.approval import (
    ApprovalRequest,
    ApprovalStatus,
    ApprovalStep,
    ApproverSlot,
    Pool,
    Ruling,
)
from chalicelib.domain.approvals.progress import (
    Chain,
    apply_ruling,
    ask_in_chain,
    awaits_managers,
    is_finished,
    list_chains,
    list_idle,
)
from chalicelib.domain.policies.approval_rules import ApprovalMode
from tests.unit.policy_samples import euros

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)


def pending(levels: int = 1, mode: ApprovalMode = "all") -> ApprovalRequest:
    return ApprovalRequest(
        hash="0" * 64,
        price=euros(9),
        status=ApprovalStatus.PENDING,
        deadline=NOW + timedelta(hours=8),
        levels=levels,
        mode=mode,
    )


def ask(
    approval: ApprovalRequest, traveller: str, *names: str, level: int = 1, agreed: bool = False
) -> ApprovalRequest:
    """The approval with these asked, one above the other, for a traveller."""
    for number, name in enumerate(names):
        place = ApproverSlot(pool=Pool(name)) if name in set(Pool) else ApproverSlot(approver_id=name)
        approval = ask_in_chain(approval, Chain(traveller), place, NOW, level=level + number, with_agreed=agreed)
    return approval


def ask_owner(approval: ApprovalRequest, cost_centre: str, owner: str) -> ApprovalRequest:
    place = ApproverSlot(approver_id=owner, cost_centre=cost_centre)
    return ask_in_chain(approval, Chain(cost_centre=cost_centre), place, NOW, level=1)


def say(approval: ApprovalRequest, by: str, status: ApprovalStatus = ApprovalStatus.APPROVED) -> ApprovalRequest:
    steps = tuple(step for step in approval.open_steps if step.asked == by)
    return apply_ruling(approval, steps, Ruling(by=by, at=NOW, status=status))


def asked(approval: ApprovalRequest) -> list[tuple[str, tuple[str, ...]]]:
    return [(step.asked, step.traveller_ids) for step in approval.open_steps]


def test_manager_of_several_travellers_is_asked_once_for_all_of_them() -> None:
    approval = ask(ask(ask(pending(), "anna", "ben"), "david", "ben"), "zora", "dora")

    assert asked(approval) == [("ben", ("anna", "david")), ("dora", ("zora",))]
    assert list_chains(approval) == (Chain("anna"), Chain("david"), Chain("zora"))


@pytest.mark.parametrize("first", ["ben", "dora"])
def test_all_chains_have_to_agree_in_any_order(first: str) -> None:
    approval = ask(ask(pending(), "anna", "ben"), "zora", "dora")
    second = "dora" if first == "ben" else "ben"

    half = say(approval, first)

    assert (half.status, [each for each, _ in asked(half)]) == (ApprovalStatus.PENDING, [second])
    assert list_idle(half) == ()
    done = say(half, second)
    assert (done.status, done.decided_by, done.open_steps) == (ApprovalStatus.APPROVED, second, ())


def test_one_decline_is_enough_whoever_else_is_asked() -> None:
    approval = ask(ask(pending(), "anna", "ben"), "zora", "dora")

    assert say(approval, "ben", ApprovalStatus.DECLINED).status is ApprovalStatus.DECLINED
    assert say(say(approval, "dora"), "ben", ApprovalStatus.DECLINED).status is ApprovalStatus.DECLINED


def test_chain_that_has_agreed_waits_for_the_levels_of_the_other() -> None:
    approval = say(ask(ask(pending(2), "anna", "ben"), "zora", "dora"), "ben")

    assert list_idle(approval) == (Chain("anna"),)
    above = ask(approval, "anna", "clara", level=2)
    assert say(above, "clara").pending
    assert list_idle(say(above, "dora")) == (Chain("zora"),)


def test_who_has_agreed_in_one_chain_counts_in_the_other_and_is_not_asked_again() -> None:
    """Anna's manager is the manager of Zora's manager."""
    approval = say(say(ask(ask(pending(2), "anna", "clara"), "zora", "dora"), "clara"), "dora")
    joined = ask(approval, "zora", "clara", level=2, agreed=True)

    assert joined.open_steps == ()
    assert (is_finished(joined, Chain("zora")), is_finished(joined, Chain("anna"))) == (True, False)
    above = say(ask(joined, "anna", "travel-managers", level=2), "travel-managers")
    assert above.status is ApprovalStatus.APPROVED


def test_where_any_level_suffices_each_chain_needs_one() -> None:
    approval = ask(ask(pending(2, "any"), "anna", "ben", "clara"), "zora", "dora", "clara")
    assert asked(approval) == [("ben", ("anna",)), ("clara", ("anna", "zora")), ("dora", ("zora",))]

    assert say(approval, "clara").status is ApprovalStatus.APPROVED
    half = say(approval, "ben")
    assert asked(half) == [("clara", ("anna", "zora")), ("dora", ("zora",))]
    assert say(half, "dora").status is ApprovalStatus.APPROVED


def test_pool_at_the_end_of_a_chain_speaks_for_that_chain_alone() -> None:
    approval = ask(ask(pending(3), "anna", "travel-managers"), "zora", "dora")

    half = say(approval, "travel-managers")

    assert (half.pending, is_finished(half, Chain("anna")), is_finished(half, Chain("zora"))) == (True, True, False)


def test_all_owners_agree_before_the_managers_are_asked() -> None:
    approval = ask_owner(ask_owner(pending(2), "OPS", "olga"), "BOARD", "boris")

    half = say(approval, "olga")
    assert (half.pending, awaits_managers(half)) == (True, False)
    both = say(half, "boris")
    assert (both.pending, awaits_managers(both)) == (True, True)
    last = say(ask(ask(both, "anna", "ben", level=2), "zora", "dora", level=2), "ben")
    assert (last.pending, say(last, "dora").status) == (True, ApprovalStatus.APPROVED)


def test_owner_of_two_cost_centres_answers_for_both_at_once() -> None:
    approval = say(ask_owner(ask_owner(pending(), "OPS", "olga"), "BOARD", "olga"), "olga")

    assert (approval.status, [step.decided_by for step in approval.steps]) == (
        ApprovalStatus.APPROVED,
        ["olga", "olga"],
    )


def test_owner_is_asked_as_owner_and_not_as_manager() -> None:
    approval = ask(ask_owner(pending(2), "OPS", "olga"), "anna", "olga", level=2)

    assert [(step.approver_id, step.cost_centre, step.traveller_ids) for step in approval.steps] == [
        ("olga", "OPS", ()),
        ("olga", None, ("anna",)),
    ]


TREES = st.lists(st.lists(st.sampled_from("pqrstuv"), min_size=1, max_size=4, unique=True), min_size=1, max_size=5)


@settings(max_examples=80, deadline=None)
@given(TREES, st.integers(1, 4), st.sampled_from(["all", "any"]), st.data())
def test_every_chain_is_heard_and_nobody_twice(
    chains: Sequence[list[str]], levels: int, mode: ApprovalMode, data: st.DataObject
) -> None:
    """Whoever answers first, it is approved when of each chain as many have agreed as have to, and not before."""
    approval, spoken = pending(levels, mode), set[str]()
    travellers = {f"traveller {number}": [*chain, "travel-managers"] for number, chain in enumerate(chains)}
    for traveller, chain in travellers.items():
        approval = ask(approval, traveller, *(chain[:levels] if mode == "any" else chain[:1]))

    for _ in range(60):
        if not approval.pending:
            break
        by = data.draw(st.sampled_from(sorted({step.asked for step in approval.open_steps})))
        assert by not in spoken
        spoken.add(by)
        approval = _go_on(say(approval, by), travellers)

    needed = 1 if mode == "any" else levels
    for chain in travellers.values():
        most = len(chain[:needed]) if mode == "all" else 1
        heard = [each for each in chain if each in spoken]
        assert "travel-managers" in heard or len(heard) >= most
    assert approval.status is ApprovalStatus.APPROVED
    assert len({step.asked for step in approval.steps}) == len(approval.steps)


def _go_on(approval: ApprovalRequest, travellers: dict[str, list[str]]) -> ApprovalRequest:
    """Ask the next in each chain of which nobody is asked, as the service does."""
    while approval.pending and (idle := list_idle(approval)):
        for chain in idle:
            line = travellers[chain.traveller_id or ""]
            known = [_place(step, line) for step in approval.steps if chain.traveller_id in step.traveller_ids]
            following = line[max(known) + 1]
            approval = ask(approval, chain.traveller_id or "", following, level=len(known) + 1, agreed=True)
        last = next(step for step in approval.steps if step.decided_by)
        approval = apply_ruling(approval, (), Ruling(by=last.decided_by or "", at=NOW, status=ApprovalStatus.APPROVED))
    return approval


def _place(step: ApprovalStep, line: list[str]) -> int:
    return line.index(step.asked)
