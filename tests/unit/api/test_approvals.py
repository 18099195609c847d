"""The approver's inbox over HTTP: what is in it, for whom, and in which order."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from chalicelib.api import approvals
from chalicelib.domain.approval import Approval, ApprovalStatus
from chalicelib.domain.booking import Booking, Decision, State, Waiting
from chalicelib.domain.policy import Outcome, Verdict
from chalicelib.models import bookings
from tests.support.booked_samples import NOW, booking
from tests.support.tables import make_tables
from tests.support.turning_clock import turning_clock
from tests.unit.api.harness import Api, PoolKeys
from tests.unit.api.people import Person
from tests.unit.policy_samples import euros, flight, option

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The inbox alone, over its tables in moto, at the time of the samples."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws(), turning_clock():
        make_tables("bookings", "budgets", "idempotency")
        yield Api(approvals.blueprint)


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "anna")


@pytest.fixture
def approver(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "ben", "traveller", "approver")


def waiting(number: int, employee_id: str, minutes: int, decision: Decision | None = None, **changes: Any) -> Booking:
    """A booking that waits for leave until `minutes` from now."""
    dear = msgspec.structs.replace(
        option(flight("dear", euros(900))),
        option_id="opt_dear",
        verdict=Verdict(outcome=Outcome.APPROVAL_REQUIRED, policy_version=1, violations=()),
    )
    cheap = msgspec.structs.replace(
        option(flight("cheap", euros(300))),
        option_id="opt_cheap",
        verdict=Verdict(outcome=Outcome.COMPLIANT, policy_version=1, violations=()),
    )
    deadline = NOW + timedelta(minutes=minutes)
    kept = booking(
        State.AWAITING_APPROVAL,
        booking_id=f"bkg_01JQZX5V9D7R8M3T2K6W00000{number}",
        employee_id=employee_id,
        due_at=deadline,
        options=(dear, cheap),
        selected_option_id="opt_dear",
        price=euros(900),
        approval=Approval(hash="0" * 64, status=ApprovalStatus.PENDING, price=euros(900), deadline=deadline),
        waiting=Waiting(on="approval", task_token="token", decision=decision, entered_at=NOW),
        **changes,
    )
    bookings.to_row(kept).save()
    return kept


def test_inbox_shows_what_others_wait_for_the_most_urgent_first(anna: Person, approver: Person) -> None:
    later = waiting(1, anna.user_id, 60)
    sooner = waiting(2, anna.user_id, 5)
    waiting(3, approver.user_id, 30)
    waiting(4, anna.user_id, 20, Decision.REJECTED)

    tasks = approver.walk("/v1/approvals")

    assert [task["bookingId"] for task in tasks] == [sooner.booking_id, later.booking_id]
    assert tasks[0]["price"] == {"amount": 90_000, "currency": "EUR"}
    assert tasks[0]["cheapestCompliant"] == {"optionId": "opt_cheap", "price": {"amount": 30_000, "currency": "EUR"}}
    assert tasks[0]["budgetLeft"] is None
    assert "taskToken" not in str(tasks)


def test_inbox_is_walked_page_by_page(anna: Person, approver: Person) -> None:
    expected = [waiting(number, anna.user_id, number).booking_id for number in range(1, 6)]

    assert [task["bookingId"] for task in approver.walk("/v1/approvals?limit=2")] == expected


def test_traveller_has_no_inbox(anna: Person) -> None:
    assert anna.send("GET", "/v1/approvals").status_code == 403
