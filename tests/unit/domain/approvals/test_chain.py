"""Who is asked: up the line, past those who cannot decide, never the traveller, never twice, and always to an end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.approvals import approval as approvals
from chalicelib.domain.approvals.approval import (
    ApprovalRequest,
    ApprovalStatus,
    ApprovalStepStatus,
    ApproverSlot,
    Pool,
    Ruling,
)
from chalicelib.domain.approvals.chain import find_first_places, find_following_place
from chalicelib.domain.approvals.progress import apply_ruling
from chalicelib.domain.employees import Delegation, Employee
from tests.unit.policy_samples import euros

TODAY = date(2027, 1, 4)
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
MANAGERS = ApproverSlot(pool=Pool.TRAVEL_MANAGERS)


def person(name: str, manager: str | None = None, *, away: str | None = None, active: bool = True) -> Employee:
    delegate = away and Delegation(delegate_id=away, first_day=TODAY, until=TODAY)
    return Employee(
        user_id=name,
        name=name,
        email=None,
        manager_id=manager,
        grade=1,
        cost_centre=None,
        delegate=delegate or None,
        active=active,
        version=1,
        created_at=NOW,
        updated_at=NOW,
    )


def company(*people: Employee) -> dict[str, Employee]:
    return {each.user_id: each for each in people}


def asked(people: Mapping[str, Employee], count: int = 1, barred: tuple[str, ...] = ()) -> list[str]:
    return [_named(place) for place in find_first_places("anna", count, barred, TODAY, people.get)]


def _named(place: ApproverSlot) -> str:
    name = place.approver_id or str(place.pool)
    return f"{name} for {place.delegator_id}" if place.delegator_id else name


ANNA, BEN, CLARA = person("anna", "ben"), person("ben", "clara"), person("clara")


def test_management_chain_is_asked_from_the_manager_upward_and_ends_with_the_travel_managers() -> None:
    people = company(ANNA, BEN, CLARA)

    assert asked(people, 1) == ["ben"]
    assert asked(people, 2) == ["ben", "clara"]
    assert asked(people, 5) == ["ben", "clara", "travel-managers"]


def test_traveller_without_a_record_is_anybodys_who_may_approve() -> None:
    assert asked({}, 3) == ["approvers"]


def test_traveller_at_the_top_is_the_travel_managers() -> None:
    assert asked(company(person("anna"))) == ["travel-managers"]
    assert asked(company(person("anna", "nobody"))) == ["travel-managers"]


def test_who_has_left_is_skipped() -> None:
    assert asked(company(ANNA, person("ben", "clara", active=False), CLARA), 2) == ["clara", "travel-managers"]


def test_delegate_takes_the_place_of_who_is_away() -> None:
    assert asked(company(ANNA, person("ben", "clara", away="dora"), CLARA, person("dora")), 2) == [
        "dora for ben",
        "clara",
    ]


def test_delegate_of_a_delegate_takes_it_when_both_are_away() -> None:
    people = company(ANNA, person("ben", "clara", away="dora"), CLARA, person("dora", away="emil"), person("emil"))

    assert asked(people) == ["emil for ben"]


def test_delegate_of_other_days_takes_no_place() -> None:
    later = Delegation(delegate_id="dora", first_day=TODAY + timedelta(days=1), until=TODAY + timedelta(days=9))
    people = company(ANNA, msgspec.structs.replace(BEN, delegate=later), CLARA, person("dora"))

    assert asked(people) == ["ben"]


def test_delegate_who_travels_who_requested_or_who_has_left_is_skipped() -> None:
    for dora, barred in ((person("dora"), ("dora",)), (person("dora", active=False), ()), (None, ())):
        people = company(ANNA, person("ben", "clara", away="dora"), CLARA, *([dora] if dora else []))
        assert asked(people, barred=barred) == ["clara"]
    assert asked(company(ANNA, person("ben", "clara", away="anna"), CLARA)) == ["clara"]


def test_two_who_are_each_others_delegates_are_delegates_of_nobody() -> None:
    people = company(ANNA, person("ben", "clara", away="dora"), CLARA, person("dora", away="ben"))

    assert asked(people) == ["clara"]


def test_manager_who_travels_too_is_skipped() -> None:
    assert asked(company(ANNA, BEN, CLARA), barred=("ben",)) == ["clara"]


def test_nobody_is_a_delegate_and_decides_for_themselves_as_well() -> None:
    people = company(ANNA, BEN, person("clara", "dora", away="ben"), person("dora"))

    assert asked(people, 2) == ["ben", "dora"]


def test_who_is_skipped_is_followed_by_the_next_above() -> None:
    people = company(ANNA, BEN, CLARA)
    pending = ApprovalRequest(
        hash="0" * 64, status=ApprovalStatus.PENDING, price=euros(1), deadline=NOW + timedelta(days=1)
    )
    first = approvals.ask_places(pending, (ApproverSlot(approver_id="ben"),), NOW)

    assert _named(find_following_place(first, TODAY, people.get)) == "clara"
    second = approvals.ask_places(first, (ApproverSlot(approver_id="clara"),), NOW, level=2)
    assert find_following_place(second, TODAY, people.get) == MANAGERS
    anybody = approvals.ask_places(pending, (ApproverSlot(pool=Pool.APPROVERS),), NOW)
    assert find_following_place(anybody, TODAY, people.get) == MANAGERS


NAMES = ["anna", "b", "c", "d", "e", "f", "g"]
_NAME = st.sampled_from(NAMES)


@st.composite
def companies(draw: st.DrawFn) -> dict[str, Employee]:
    """Any company, also one whose lines go in circles, which only a fault could have kept."""
    people: dict[str, Employee] = {}
    for name in NAMES:
        if draw(st.booleans()) or name == "anna":
            people[name] = person(
                name,
                draw(st.none() | _NAME | st.just("gone")),
                away=draw(st.none() | _NAME | st.just("gone")),
                active=draw(st.integers(0, 3)) > 0,
            )
    return people


@given(companies(), st.integers(1, 5), st.lists(_NAME, max_size=2))
def test_nobody_is_asked_about_their_own_nobody_who_left_and_nobody_twice(
    people: dict[str, Employee], count: int, barred: list[str]
) -> None:
    places = find_first_places("anna", count, barred, TODAY, people.get)

    named = [place.approver_id for place in places if place.approver_id]
    assert 1 <= len(places) <= count
    assert not {"anna", *barred} & set(named)
    assert len(set(named)) == len(named)
    assert all(people[name].active for name in named)
    assert all(people[name].delegate_on(TODAY) is None for name in named)
    assert all(place.pool is None for place in places[:-1])


def _chain_to_the_end(people: dict[str, Employee], levels: int, mode: Any) -> ApprovalRequest:
    """An approval that everybody who is asked agrees to, as far as it goes."""
    pending = ApprovalRequest(
        hash="0" * 64,
        status=ApprovalStatus.PENDING,
        price=euros(1),
        deadline=NOW + timedelta(days=1),
        mode=mode,
        levels=levels,
        excluded_user_ids=("anna",),
    )
    places = find_first_places("anna", levels if mode == "any" else 1, (), TODAY, people.get)
    approval = approvals.ask_places(pending, places, NOW)
    for turn in range(20):
        if not approval.pending:
            return approval
        (step, *_) = approval.open_steps
        ruling = Ruling(by=step.approver_id or "a manager", at=NOW, status=ApprovalStatus.APPROVED)
        approval = apply_ruling(approval, (step,), ruling)
        if approval.pending:
            assert turn < levels
            following = find_following_place(approval, TODAY, people.get)
            approval = approvals.ask_places(approval, (following,), NOW, level=step.level + 1)
    raise AssertionError("it never came to an end")


@given(companies(), st.integers(1, 5))
def test_all_asks_one_level_after_the_other(people: dict[str, Employee], levels: int) -> None:
    approval = _chain_to_the_end(people, levels, "all")

    assert approval.status is ApprovalStatus.APPROVED
    assert [step.level for step in approval.steps] == list(range(1, len(approval.steps) + 1))
    assert all(step.status is ApprovalStepStatus.APPROVED for step in approval.steps)
    assert len(approval.steps) == levels or approval.steps[-1].pool is not None


@given(companies(), st.integers(1, 5))
def test_any_asks_all_at_once_and_the_first_decides(people: dict[str, Employee], levels: int) -> None:
    approval = _chain_to_the_end(people, levels, "any")

    first, *others = approval.steps
    assert (approval.status, first.status) == (ApprovalStatus.APPROVED, ApprovalStepStatus.APPROVED)
    assert all(step.status is ApprovalStepStatus.SKIPPED for step in others)
    assert len(approval.steps) == levels or approval.steps[-1].pool is not None
