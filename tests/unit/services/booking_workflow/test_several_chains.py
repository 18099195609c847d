"""Who is asked to approve a trip of several people: the management chain of each traveller, and nobody twice."""

from functools import partial

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus, ApprovalStepStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.identity import Identity
from chalicelib.domain.policies.approval_rules import ApprovalMode, ApprovalRules, ApprovalTier
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.errors import Conflict, NotFound
from chalicelib.services import employees
from chalicelib.services.booking_workflow.decisions import ApprovalOutcome
from chalicelib.services.budgets import budgets
from tests.simulation.approvals import EMIL, HOUR, approval_of, asked, away, cap, data_of, inbox
from tests.simulation.approvals import keep as keep_employee
from tests.simulation.arranging import ZORA, arrange, only
from tests.simulation.company import DORA
from tests.simulation.invariants import violations
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.unit.policy_samples import euros

# Clara is above Ben, who is above Anna and David, and above Dora, who is above Zora.
MANAGERS = {"clara": None, "ben": "clara", "dora": "clara", "anna": "ben", "david": "ben", "zora": "dora"}


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    with world.wire.quiet():
        for name, manager in MANAGERS.items():
            keep_employee(name, name=f"{name.title()} Somebody", manager_id=manager)


def publish(world: World, levels: int = 1, mode: ApprovalMode = "all", action: Action = Action.APPROVE) -> None:
    rules = ApprovalRules(
        tiers=(ApprovalTier(from_amount=0, levels=levels),),
        mode=mode,
        limit_seconds=8 * HOUR,
        escalate_after_seconds=2 * HOUR,
    )
    with world.wire.quiet():
        only(cap(action), approvals=rules)


def waiting(world: World, *travellers: str, identity: Identity = ANNA) -> str:
    booking_id = arrange(world, *travellers, identity=identity)
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED, identity)
    world.run()
    return booking_id


def ends(world: World, booking_id: str) -> BookingStatus:
    world.run()
    assert violations(world, ended=False) == []
    return world.booking(booking_id).status


CASES: dict[str, tuple[Identity, tuple[str, ...], list[str]]] = {
    "oneself": (ANNA, ("anna",), ["ben"]),
    "one of another chain": (ANNA, ("zora",), ["dora"]),
    "oneself and one of another chain": (ANNA, ("anna", "zora"), ["ben", "dora"]),
    "one of another chain and oneself": (ANNA, ("zora", "anna"), ["dora", "ben"]),
    "two of one manager": (ANNA, ("anna", "david"), ["ben"]),
    "a guest": (ANNA, ("grace",), ["ben"]),
    "a guest and one of another chain": (ANNA, ("grace", "zora"), ["ben", "dora"]),
    "a guest and oneself": (ANNA, ("grace", "anna"), ["ben"]),
    "one's own manager": (ANNA, ("ben",), ["clara"]),
    "a manager and one of theirs": (ZORA, ("ben", "david"), ["clara"]),
    "the top of the company": (ANNA, ("clara",), ["travel-managers"]),
    "the top and one of another chain": (ANNA, ("clara", "zora"), ["travel-managers", "dora"]),
    "two and a guest of a third's": (ZORA, ("anna", "grace", "david"), ["ben", "dora"]),
    "everybody of one chain": (ZORA, ("anna", "ben"), ["clara"]),
}


def size() -> tuple[int, int]:
    """Sets of travellers, and who are asked of their management chains."""
    return len(CASES), len({manager for _, _, managers in CASES.values() for manager in managers})


@pytest.mark.parametrize("name", CASES)
def test_each_traveller_has_their_own_manager_asked_and_nobody_is_asked_twice(world: World, name: str) -> None:
    requester, travellers, managers = CASES[name]
    publish(world)
    booking_id = waiting(world, *travellers, identity=requester)

    assert asked(world, booking_id) == managers
    assert not {requester.user_id, *travellers} & set(managers)
    people = {each.user_id: each for each in (BEN, CLARA, DORA)}
    for number, manager in enumerate(managers):
        assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL, number
        by = people.get(manager, EMIL)
        assert inbox(world, by) == [booking_id]
        world.decide(booking_id, "approved", by)
        assert ends(world, booking_id) is not BookingStatus.DECLINED
        assert inbox(world, by) == []
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_arrangers_manager_has_no_say_in_the_trips_of_others(world: World) -> None:
    publish(world)
    booking_id = waiting(world, "zora")

    with pytest.raises(NotFound):
        world.decide(booking_id, "approved", BEN)


@pytest.mark.parametrize("by", [BEN, DORA])
def test_one_manager_who_declines_ends_it_for_all(world: World, by: Identity) -> None:
    publish(world)
    booking_id = waiting(world, "anna", "zora")

    world.decide(booking_id, "declined", by)

    assert ends(world, booking_id) is BookingStatus.DECLINED
    assert {step.status for step in approval_of(world, booking_id).steps} == {
        ApprovalStepStatus.DECLINED,
        ApprovalStepStatus.SKIPPED,
    }


def test_chains_that_meet_ask_whom_they_share_once(world: World) -> None:
    publish(world, levels=2)
    booking_id = waiting(world, "anna", "zora")
    assert asked(world, booking_id) == ["ben", "dora"]

    world.decide(booking_id, "approved", BEN)
    assert asked(world, booking_id) == ["dora", "clara"]
    world.decide(booking_id, "approved", DORA)
    assert asked(world, booking_id) == ["clara"]
    assert [each["approvers"] for each in data_of(world, booking_id, "approval_step_decided")] == [["clara"], []]
    world.decide(booking_id, "approved", CLARA)

    assert ends(world, booking_id) is BookingStatus.BOOKED
    assert [step.traveller_ids for step in approval_of(world, booking_id).steps] == [
        ("anna",),
        ("zora",),
        ("anna", "zora"),
    ]


def test_who_has_agreed_for_one_is_not_asked_for_another_at_a_higher_level(world: World) -> None:
    """Ben travels, so that Clara is asked at his first level, and at Zora's second."""
    publish(world, levels=2)
    booking_id = waiting(world, "ben", "zora")
    assert asked(world, booking_id) == ["clara", "dora"]

    world.decide(booking_id, "approved", CLARA)
    assert asked(world, booking_id) == ["dora", "travel-managers"]
    world.decide(booking_id, "approved", DORA)
    assert asked(world, booking_id) == ["travel-managers"]
    with pytest.raises(Conflict):
        world.decide(booking_id, "declined", CLARA)
    world.decide(booking_id, "approved", EMIL)

    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_any_level_of_each_chain_suffices_where_the_policy_says_so(world: World) -> None:
    publish(world, levels=2, mode="any")
    booking_id = waiting(world, "anna", "zora")
    assert asked(world, booking_id) == ["ben", "clara", "dora"]

    world.decide(booking_id, "approved", BEN)
    assert asked(world, booking_id) == ["clara", "dora"]
    world.decide(booking_id, "approved", DORA)

    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_travel_manager_who_is_not_asked_decides_for_all(world: World) -> None:
    publish(world)
    booking_id = waiting(world, "anna", "zora")

    world.decide(booking_id, "approved", EMIL)

    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_silence_in_one_chain_passes_on_in_that_chain_alone(world: World) -> None:
    publish(world)
    booking_id = waiting(world, "anna", "zora")
    world.decide(booking_id, "approved", BEN)
    world.run(3 * HOUR)

    assert asked(world, booking_id) == ["clara"]
    (escalated,) = data_of(world, booking_id, "approval_escalated")
    assert (escalated["previousApprovers"], escalated["approvers"]) == (["dora"], ["clara"])
    world.decide(booking_id, "approved", CLARA)
    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_silence_in_two_chains_asks_whom_they_share_once(world: World) -> None:
    publish(world)
    booking_id = waiting(world, "anna", "zora")
    world.run(3 * HOUR)

    assert asked(world, booking_id) == ["clara"]
    assert approval_of(world, booking_id).open_steps[0].traveller_ids == ("anna", "zora")
    world.decide(booking_id, "approved", CLARA)
    assert ends(world, booking_id) is BookingStatus.BOOKED


@pytest.mark.parametrize(("said", "status"), [(None, BookingStatus.BOOKED), ("declined", BookingStatus.DECLINED)])
def test_passive_approval_needs_the_objection_of_one(
    world: World, said: ApprovalOutcome | None, status: BookingStatus
) -> None:
    publish(world, action=Action.PASSIVE)
    booking_id = waiting(world, "anna", "zora")
    if said:
        world.decide(booking_id, said, DORA)
    world.run(9 * HOUR)

    assert world.booking(booking_id).status is status


def test_managers_of_all_chains_are_notified_once(world: World) -> None:
    publish(world, levels=2, action=Action.NOTIFY)
    booking_id = arrange(world, "anna", "zora")
    world.run()
    world.choose(booking_id)
    world.run()

    (notified,) = data_of(world, booking_id, "approvers_notified")
    assert notified["notified"] == ["ben", "clara", "dora"]
    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_who_leaves_is_replaced_in_their_chain(world: World) -> None:
    publish(world)
    booking_id = waiting(world, "anna", "zora")
    with world.wire.quiet():
        employees.deactivate_employee(CLARA, "dora", expected=None)
    world.run(HOUR)

    assert asked(world, booking_id) == ["ben", "clara"]
    assert approval_of(world, booking_id).open_steps[1].traveller_ids == ("zora",)


def test_delegate_of_two_managers_is_asked_once_for_both(world: World) -> None:
    with world.wire.quiet():
        for name in ("ben", "dora"):
            change = partial(msgspec.structs.replace, delegate=away(world, "david"))
            employees.rewrite_employee(CLARA, name, change, expected=None)
    publish(world)
    booking_id = waiting(world, "anna", "zora")

    assert asked(world, booking_id) == ["david for ben"]
    world.decide(booking_id, "approved", DAVID)
    assert ends(world, booking_id) is BookingStatus.BOOKED


def test_owners_of_all_cost_centres_are_asked_before_the_managers(world: World) -> None:
    """Two travellers are charged to cost centres that neither they nor who asked may charge by themselves any more."""
    with world.wire.quiet():
        for name, centre, owner in (("anna", "OPS", "david"), ("zora", "BOARD", "emil")):
            keep_employee(owner, name=f"{owner.title()} Owner", manager_id="ben")
            budgets.set_budget(CLARA, BudgetKey(centre, "2027"), euros(50_000), None, expected=None, owner_id=owner)
            change = partial(msgspec.structs.replace, cost_centre=centre)
            employees.rewrite_employee(CLARA, name, change, expected=None)
    publish(world)
    booking_id = arrange(world, "anna", "zora")
    with world.wire.quiet():
        for name in ("anna", "zora"):
            change = partial(msgspec.structs.replace, cost_centre="SALES-EU")
            employees.rewrite_employee(CLARA, name, change, expected=None)
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()

    assert [(step.asked, step.cost_centre) for step in approval_of(world, booking_id).open_steps] == [
        ("david", "OPS"),
        ("emil", "BOARD"),
    ]
    world.decide(booking_id, "approved", EMIL)
    assert asked(world, booking_id) == ["david"]
    world.decide(booking_id, "approved", DAVID)
    assert asked(world, booking_id) == ["ben", "dora"]
    world.decide(booking_id, "approved", DORA)
    world.decide(booking_id, "approved", BEN)
    assert ends(world, booking_id) is BookingStatus.BOOKED
    assert approval_of(world, booking_id).status is ApprovalStatus.APPROVED
