"""A request that nobody can answer is marked so, whoever is in the pool and whyever they may not; and only such a
one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep, Pool
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.services import employees
from chalicelib.services.approvals import dead_ends
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.budgets import budgets
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.approvals import (
    EMIL,
    TIMED,
    TWO_LEVELS,
    approval_of,
    asked_for,
    away,
    company,
    data_of,
    keep,
    publish,
)
from tests.simulation.arranging import profile_of
from tests.simulation.cloud import accounts
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world as new_world
from tests.support.booked_samples import NOW, booking
from tests.support.tables import alarms
from tests.unit.policy_samples import euros

GUEST = Traveller(given_name="Gisele", family_name="Nunez")
NAMESAKES = ("Gisele Nunez", "NÚÑEZ Gisèle", "Gisèle Marie Núñez")


class Case(NamedTuple):
    """Who holds which role when `requester` asks, who has left, and what is said of it; nothing where one can
    answer."""

    managers: tuple[str, ...]
    approvers: tuple[str, ...] = ()
    requester: Identity = CLARA
    former: tuple[str, ...] = ()
    reason: str | None = None


EMPTY, NOBODY = "pool_empty", "no_eligible_approver"
CASES = {
    "no travel manager at all": Case((), requester=CLARA, reason=EMPTY),
    "the only travel manager asks": Case(("clara",), reason=NOBODY),
    "the only travel manager asks, approvers do not count": Case(("clara",), ("ben",), reason=NOBODY),
    "another travel manager": Case(("clara", "emil")),
    "the other travel manager has left": Case(("clara", "emil"), former=("emil",), reason=NOBODY),
    "two others, one of whom has left": Case(("clara", "emil", "olga"), former=("emil",)),
    "both others have left": Case(("clara", "emil", "olga"), former=("emil", "olga"), reason=NOBODY),
    "a requester without record: no approver": Case((), (), BEN, reason=EMPTY),
    "a requester without record: only themselves": Case((), ("ben",), BEN, reason=NOBODY),
    "a requester without record: another approver": Case((), ("ben", "dora"), BEN),
    "a requester without record: a travel manager": Case(("emil",), ("ben",), BEN),
    "a requester without record: a travel manager who left": Case(("emil",), ("ben",), BEN, ("emil",), NOBODY),
    "a requester without record: all have left": Case(("emil",), ("dora",), BEN, ("emil", "dora"), NOBODY),
}


def size() -> tuple[int, int]:
    """Pools, and how many of them are dead ends."""
    return len(CASES), sum(case.reason is not None for case in CASES.values())


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with new_world() as made:
        yield made


def hold(role: Role, *user_ids: str) -> None:
    """Let these hold a role, and nobody else."""
    accounts.MEMBERS[role.value] = user_ids


def blocked(world: World, booking_id: str) -> str | None:
    found = approval_of(world, booking_id).blocked
    return found.reason.value if found else None


def arrange(world: World, case: Case) -> str:
    hold(Role.TRAVEL_MANAGER, *case.managers)
    hold(Role.APPROVER, *case.approvers)
    with world.wire.quiet():
        if case.requester is CLARA:
            company(world)
        for each in case.former:
            keep(each, name=each.title())
            employees.deactivate_employee(CLARA, each, expected=None)
    publish(world, TIMED)
    return asked_for(world, case.requester)


@pytest.mark.parametrize("name", CASES)
def test_pool_in_which_nobody_may_decide_is_said_to_be_a_dead_end(world: World, name: str) -> None:
    case = CASES[name]
    world.sweeping = False

    booking_id = arrange(world, case)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    assert blocked(world, booking_id) == case.reason
    told = data_of(world, booking_id, "approval_blocked")
    assert [each["reason"] for each in told] == ([case.reason] if case.reason else [])


def test_pool_that_one_traveller_needs_is_a_dead_end_whoever_is_asked_for_the_others(world: World) -> None:
    """Clara, the only travel manager, has nobody above her, and Anna's manager may answer for Anna alone."""
    hold(Role.TRAVEL_MANAGER, "clara")
    company(world)
    publish(world, TIMED)
    with world.wire.quiet():
        profiles = tuple(profile_of(name) for name in ("anna", "clara"))
    booking_id = asked_for(world, ANNA, passenger_ids=profiles, cost_centre=None)

    assert [step.asked for step in approval_of(world, booking_id).open_steps] == ["ben", "travel-managers"]
    assert blocked(world, booking_id) == NOBODY

    hold(Role.TRAVEL_MANAGER, "clara", "emil")
    world.run(120)
    assert blocked(world, booking_id) is None


@pytest.mark.parametrize("name", NAMESAKES)
def test_namesake_of_a_guest_who_travels_answers_nothing(world: World, name: str) -> None:
    hold(Role.TRAVEL_MANAGER, "clara", "gisela")
    keep("gisela", name=name)
    company(world)
    publish(world, TIMED)
    own = Traveller(given_name="Clara", family_name="Rossi")

    booking_id = asked_for(world, CLARA, travellers=(own, GUEST))

    assert blocked(world, booking_id) == NOBODY


def test_who_has_decided_at_the_level_before_answers_nothing(world: World) -> None:
    hold(Role.TRAVEL_MANAGER, "ben")
    company(world, ben={"manager_id": None})
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    assert blocked(world, booking_id) is None

    world.decide(booking_id, "approved", BEN)
    world.run(120)

    assert [each.pool for each in approval_of(world, booking_id).open_steps] == ["travel-managers"]
    assert blocked(world, booking_id) == NOBODY


def test_dead_end_ends_by_itself_once_somebody_holds_the_role_and_comes_back_when_they_lose_it(world: World) -> None:
    booking_id = arrange(world, CASES["the only travel manager asks"])

    hold(Role.TRAVEL_MANAGER, "clara", "emil")
    sweep(world)
    assert blocked(world, booking_id) is None
    hold(Role.TRAVEL_MANAGER, "clara")
    sweep(world)
    sweep(world)
    assert blocked(world, booking_id) == NOBODY
    hold(Role.TRAVEL_MANAGER, "clara", "emil")
    sweep(world)
    world.decide(booking_id, "approved", EMIL)
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert len(data_of(world, booking_id, "approval_blocked")) == 2
    assert len(data_of(world, booking_id, "approval_unblocked")) == 2


def sweep(world: World) -> None:
    world._sweep(None)
    world.run(1)


def test_requester_hears_of_it_live_and_it_is_gone_when_the_request_is(world: World) -> None:
    hold(Role.TRAVEL_MANAGER, "clara")
    company(world)
    publish(world, TIMED)
    booking_id = world.ask(CLARA)
    world.run()
    connection = world.listen(booking_id, CLARA)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED, CLARA)
    world.run(5)

    told = [message["event"]["type"] for to, message in world.wire.pushed if to == connection]
    assert "booking.approval_blocked" in told
    revisions.recall(CLARA, booking_id, None)
    world.run(5)
    assert world.booking(booking_id).approval_request is None


def test_pool_that_cannot_be_asked_marks_nothing_and_is_asked_again(world: World) -> None:
    world.wire.refusals["cognito-idp.ListUsersInGroup"] = ['{"__type": "InternalErrorException"}'] * 2
    booking_id = arrange(world, CASES["the only travel manager asks"])
    assert blocked(world, booking_id) is None

    world.wire.refusals.clear()
    sweep(world)

    assert blocked(world, booking_id) == NOBODY


def test_what_silence_approves_is_no_dead_end(world: World) -> None:
    hold(Role.TRAVEL_MANAGER, "clara")
    company(world)
    publish(world, TIMED, Action.PASSIVE)

    booking_id = asked_for(world, CLARA)

    assert (blocked(world, booking_id), world.booking(booking_id).approval_outlook) == (None, None)


def test_named_approver_is_no_dead_end_whoever_is_in_the_pools(world: World) -> None:
    hold(Role.TRAVEL_MANAGER)
    hold(Role.APPROVER)
    company(world)
    publish(world, TIMED)

    booking_id = asked_for(world, ANNA)

    assert blocked(world, booking_id) is None
    assert not any("ListUsersInGroup" in str(call) for call in world.wire.calls)


def test_dead_end_rings_an_alarm() -> None:
    (alarm,) = alarms("ApprovalsBlocked")

    assert (alarm["Threshold"], alarm["Statistic"]) == (1, "Sum")


def test_recalled_and_requested_again_is_looked_at_again(world: World) -> None:
    booking_id = arrange(world, CASES["the only travel manager asks"])
    revisions.recall(CLARA, booking_id, None)
    world.run(60)
    hold(Role.TRAVEL_MANAGER, "clara", "emil")
    revisions.revise_booking(CLARA, booking_id, RevisionRequest(), operation_id="1")
    world.run(60)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED, CLARA)
    world.run(60)

    assert blocked(world, booking_id) is None


@pytest.mark.parametrize(
    ("managers", "expected"), [((), EMPTY), (("anna",), NOBODY), (("clara",), None), (("anna", "clara"), None)]
)
def test_each_whose_approval_is_needed_has_to_be_heard(
    world: World, managers: tuple[str, ...], expected: str | None
) -> None:
    hold(Role.TRAVEL_MANAGER, *managers)
    hold(Role.APPROVER, "ben")
    by_name = ApprovalStep(level=1, requested_at=NOW, approver_id="ben", traveller_ids=("anna",))
    by_pool = ApprovalStep(level=1, requested_at=NOW, pool=Pool.TRAVEL_MANAGERS, traveller_ids=("david",))
    asked = ApprovalRequest(
        hash="h", status=ApprovalStatus.PENDING, price=euros(9), deadline=NOW + timedelta(hours=1), steps=(by_name,)
    )
    both = msgspec.structs.replace(asked, steps=(by_name, by_pool))
    booked = booking(BookingStatus.AWAITING_APPROVAL, requester_id="anna")

    assert dead_ends.RoleHolders().find_block(booked, asked, NOW) is None
    block = dead_ends.RoleHolders().find_block(booked, both, NOW)
    assert (block.reason.value if block else None) == expected


@pytest.mark.parametrize("name", CASES)
def test_dead_end_is_foreseen_when_the_options_are_shown(world: World, name: str) -> None:
    case = CASES[name]
    booking_id = arrange(world, case)
    foreseen = world.booking(booking_id).approval_outlook

    assert (foreseen.reason.value if foreseen else None) == case.reason


def test_nothing_is_foreseen_where_no_option_requires_approval(world: World) -> None:
    hold(Role.TRAVEL_MANAGER)
    hold(Role.APPROVER)
    booking_id = world.ask(ANNA)
    world.run()

    assert {each.verdict.outcome for each in world.booking(booking_id).options if each.verdict} == {Outcome.COMPLIANT}
    assert world.booking(booking_id).approval_outlook is None
    assert not any("ListUsersInGroup" in str(call) for call in world.wire.calls)


class Charged(NamedTuple):
    """Who travels when Anna asks, what the owner of the cost centre is, who holds the role, and what is foreseen."""

    travellers: tuple[str, ...]
    managers: tuple[str, ...]
    delegate: str | None = None
    action: Action = Action.NOTIFY
    reason: str | None = None


CHARGED = {
    "the owner stays at home": Charged(("anna",), ()),
    "the owner stays at home, and the only travel manager travels": Charged(("anna", "clara"), ("clara",)),
    "the owner travels, and nobody holds the role": Charged(("anna", "zora"), (), reason=EMPTY),
    "the owner travels, and so does the only travel manager": Charged(
        ("anna", "zora", "clara"), ("clara",), reason=NOBODY
    ),
    "the owner travels, and the requester is the only travel manager": Charged(
        ("anna", "zora"), ("anna",), reason=NOBODY
    ),
    "the owner travels, and a travel manager does not": Charged(("anna", "zora"), ("clara",)),
    "the owner is away, and who stands in travels": Charged(("anna", "ben"), (), "ben", reason=EMPTY),
    "the owner is away, and who stands in asks": Charged(("anna",), ("anna",), "anna", reason=NOBODY),
    "the owner is away, and who stands in may decide": Charged(("anna",), (), "ben"),
    "the owner agrees, the chain of one who travels has nobody": Charged(
        ("anna", "clara"), ("clara",), action=Action.APPROVE, reason=NOBODY
    ),
    "the owner agrees, and every chain has somebody": Charged(("anna", "ben"), (), action=Action.APPROVE),
    "the owner agrees, and a travel manager for the top of the company": Charged(
        ("anna", "clara"), ("emil",), action=Action.APPROVE
    ),
}


@pytest.mark.parametrize("name", CHARGED)
def test_dead_end_is_foreseen_of_owners_of_cost_centres_and_of_each_travellers_chain(world: World, name: str) -> None:
    case = CHARGED[name]
    hold(Role.TRAVEL_MANAGER, *case.managers)
    hold(Role.APPROVER)
    company(world)
    publish(world, TIMED, case.action)
    with world.wire.quiet():
        delegation = away(world, case.delegate) if case.delegate else None
        keep("zora", name="Zora", cost_centre="BOARD", delegate=delegation)
        budgets.set_budget(CLARA, BudgetKey("BOARD", "2027"), euros(20_000), None, expected=None, owner_id="zora")
        profiles = tuple(profile_of(each) for each in case.travellers)
    booking_id = world.ask(ANNA, passenger_ids=profiles, cost_centre="BOARD")
    world.run()

    booking = world.booking(booking_id)
    foreseen = booking.approval_outlook
    assert (foreseen.reason.value if foreseen else None) == case.reason

    option = next(each for each in booking.options if each.verdict and each.verdict.outcome is not Outcome.DENIED)
    decisions.select_option(ANNA, booking_id, option.option_id)
    world.run(1)
    if case.action is Action.NOTIFY:  # then the owner alone is asked, and what was foreseen comes to pass
        assert blocked(world, booking_id) == case.reason
