"""The approver's inbox over HTTP: what is in it, for whom, and in which order."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.api import approvals
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep, Ruling
from chalicelib.domain.approvals.progress import apply_ruling
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Decision, Waiting
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.employees import Delegation, EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import MissingNight, MissingNightReason
from chalicelib.domain.verdict import Action, Outcome, Verdict, Violation
from chalicelib.models import booking_commits
from chalicelib.services.bookings.commits import person
from chalicelib.services.employees import put_employee
from chalicelib.services.policies import publish_policy
from tests.simulation.cloud.empty import empty_cloud
from tests.support.booked_samples import NOW, booking
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.policy_samples import euros, flight, option, seeded_document

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def api() -> Iterator[Api]:
    """The inbox alone, over its tables, at the time of the samples."""
    with empty_cloud(), turning_clock():
        yield Api(approvals.blueprint)


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "anna")


@pytest.fixture
def approver(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "ben", "traveller", "approver")


def identity_of(user_id: str, *groups: str) -> Identity:
    return Identity(user_id=user_id, email=f"{user_id}@example.com", name=user_id, groups=frozenset(groups))


def keep_employee(user_id: str, delegate_of: str | None = None) -> None:
    """Somebody who is kept; who stands in for `delegate_of` today."""
    manager = identity_of("clara", "travel-manager")
    put_employee(manager, user_id, EmployeeDetails(name=user_id), expected=None)
    if delegate_of:
        away = Delegation(delegate_id=user_id, first_day=NOW.date(), until=NOW.date())
        put_employee(manager, delegate_of, EmployeeDetails(name=delegate_of, delegate=away), expected=None)


def waiting(
    number: int,
    requester_id: str,
    minutes: int,
    decision: Decision | None = None,
    steps: tuple[ApprovalStep, ...] = (),
    violations: tuple[Violation, ...] = (),
    **changes: Any,
) -> Booking:
    """A booking that waits for approval until `minutes` from now."""
    dear = msgspec.structs.replace(
        option(flight("dear", euros(900))),
        option_id="opt_dear",
        verdict=Verdict(outcome=Outcome.APPROVAL_REQUIRED, policy_version=1, violations=violations),
    )
    cheap = msgspec.structs.replace(
        option(flight("cheap", euros(300))),
        option_id="opt_cheap",
        verdict=Verdict(outcome=Outcome.COMPLIANT, policy_version=1, violations=()),
    )
    bedless = msgspec.structs.replace(
        cheap,
        option_id="opt_bedless",
        components=(flight("bedless", euros(200)),),
        missing_nights=(MissingNight(night=date(2027, 3, 3), reason=MissingNightReason.NOT_OFFERED),),
    )
    deadline = NOW + timedelta(minutes=minutes)
    kept = booking(
        BookingStatus.AWAITING_APPROVAL,
        booking_id=f"bkg_01JQZX5V9D7R8M3T2K6W00000{number}",
        requester_id=requester_id,
        due_at=deadline,
        options=(dear, bedless, cheap),
        selected_option_id="opt_dear",
        price=euros(900),
        approval_request=ApprovalRequest(
            hash="0" * 64, status=ApprovalStatus.PENDING, price=euros(900), deadline=deadline, steps=steps
        ),
        waiting=Waiting(on="approval", task_token="token", decision=decision, entered_at=NOW),
        **changes,
    )
    return booking_commits.commit(
        None, kept, BookingCommit(actor=person(requester_id), event=EventType.AWAITING_APPROVAL)
    )


def test_inbox_shows_what_others_wait_for_the_most_urgent_first(anna: Person, approver: Person) -> None:
    later = waiting(1, anna.user_id, 60)
    sooner = waiting(2, anna.user_id, 5)
    waiting(3, approver.user_id, 30)
    waiting(4, anna.user_id, 20, Decision.DECLINED)

    tasks = approver.walk("/v1/approvals")

    assert [task["bookingId"] for task in tasks] == [sooner.booking_id, later.booking_id]
    assert tasks[0]["price"] == {"amount": 90_000, "currency": "EUR"}
    assert tasks[0]["cheapestCompliant"] == {
        "optionId": "opt_cheap",
        "price": {"amount": 30_000, "currency": "EUR"},
        "missingNights": [],
    }
    assert tasks[0]["remainingBudgets"][0]["remaining"] is None
    assert "taskToken" not in str(tasks)


def test_inbox_is_walked_page_by_page(anna: Person, approver: Person) -> None:
    expected = [waiting(number, anna.user_id, number).booking_id for number in range(1, 6)]

    assert [task["bookingId"] for task in approver.walk("/v1/approvals?limit=2")] == expected


def test_travellers_inbox_holds_what_names_them_and_nothing_else(anna: Person, approver: Person) -> None:
    waiting(1, "david", 60)
    named = waiting(2, "david", 60, steps=(ApprovalStep(level=1, requested_at=NOW, approver_id=anna.user_id),))

    assert [task["bookingId"] for task in anna.walk("/v1/approvals")] == [named.booking_id]
    assert named.booking_id not in {task["bookingId"] for task in approver.walk("/v1/approvals")}


def test_everything_is_shown_to_a_travel_manager_who_asks_for_it(api: Api, anna: Person, pool_keys: PoolKeys) -> None:
    clara = Person(api, pool_keys, "clara", "travel-manager")
    steps = (ApprovalStep(level=1, requested_at=NOW, approver_id="ben"),)
    everything = [waiting(number, "anna", number, steps=steps).booking_id for number in range(1, 5)]
    pooled = waiting(5, "anna", 5).booking_id
    own = waiting(6, "clara", 6).booking_id

    assert [task["bookingId"] for task in clara.walk("/v1/approvals?limit=2")] == [pooled]
    assert [task["bookingId"] for task in clara.walk("/v1/approvals?scope=all&limit=2")] == [*everything, pooled]
    assert own not in str(clara.walk("/v1/approvals?scope=all"))
    assert anna.send("GET", "/v1/approvals?scope=all").status_code == 403


def test_inbox_says_for_whom_one_decides_and_which_clauses_are_broken(api: Api, pool_keys: PoolKeys) -> None:
    clara = Person(api, pool_keys, "clara", "travel-manager")
    publish_policy(identity_of("clara", "travel-manager"), seeded_document())
    keep_employee("ben")
    keep_employee("dora", delegate_of="ben")
    keep_employee("dora", delegate_of="emil")
    step = ApprovalStep(level=1, requested_at=NOW, approver_id="ben")
    broken = Violation(rule="total_cap", clause="3.2", expected="less", actual="more", action=Action.APPROVE)
    waiting(1, "anna", 9, steps=(step,), violations=(broken,), policy_version=1)
    waiting(2, "anna", 19, steps=(msgspec.structs.replace(step, approver_id="dora", delegator_id="emil"),))

    first, second = Person(api, pool_keys, "dora").walk("/v1/approvals")

    assert (first["delegatorId"], second["delegatorId"]) == ("ben", "emil")
    assert [(clause["number"], bool(clause["text"])) for clause in first["clauses"]] == [("3.2", True)]
    assert clara.walk("/v1/approvals") == []
    assert [task["delegatorId"] for task in Person(api, pool_keys, "ben").walk("/v1/approvals")] == [None]
    assert [task["delegatorId"] for task in Person(api, pool_keys, "emil").walk("/v1/approvals")] == [None]


def test_history_shows_what_one_was_asked_and_nothing_of_what_came_since(
    api: Api, anna: Person, pool_keys: PoolKeys
) -> None:
    ben = Person(api, pool_keys, "ben")
    clara = Person(api, pool_keys, "clara", "travel-manager")
    keep_employee("anna")
    step = ApprovalStep(level=1, requested_at=NOW, approver_id="ben")
    open_one = waiting(1, "anna", 60, steps=(step,))
    before = waiting(2, "anna", 60, steps=(step,))
    conclude(before, Decision.CANCELLED)
    approved = waiting(3, "anna", 60, steps=(step,))
    conclude(approved, Decision.APPROVED)

    assert [task["bookingId"] for task in ben.walk("/v1/approvals?status=open")] == [open_one.booking_id]
    (ended,) = ben.walk("/v1/approvals?status=ended")
    (decided,) = ben.walk("/v1/approvals?status=decided")
    assert (ended["bookingId"], ended["outcome"], ended["decision"]) == (before.booking_id, "cancelled", None)
    assert (decided["bookingId"], decided["outcome"], decided["endedBy"]) == (approved.booking_id, "approved", "ben")
    assert decided["decision"] == "approved"
    assert decided["requesterName"] == "anna"
    assert [t["bookingId"] for t in clara.walk("/v1/approvals?scope=all&status=ended&limit=1")] == [before.booking_id]
    assert clara.walk("/v1/approvals?status=ended") == []
    assert anna.walk("/v1/approvals?status=ended") == []
    assert anna.send("GET", "/v1/approvals?scope=all&status=ended").status_code == 403
    assert ben.send("GET", "/v1/approvals?status=lost").status_code == 400


def conclude(booked: Booking, decision: Decision) -> None:
    """Ben approves what he is asked, or its requester cancels it."""
    approval, wait = booked.approval_request, booked.waiting
    assert approval is not None
    assert wait is not None
    if decision is Decision.APPROVED:
        ruling = Ruling(by="ben", at=NOW, status=ApprovalStatus.APPROVED)
        approval = apply_ruling(approval, (approval.steps[0],), ruling)
    after = msgspec.structs.replace(
        booked,
        version=booked.version + 1,
        approval_request=approval,
        waiting=msgspec.structs.replace(wait, decision=decision),
    )
    booking_commits.commit(booked, after, BookingCommit(actor=person("ben"), event=EventType.APPROVED))
