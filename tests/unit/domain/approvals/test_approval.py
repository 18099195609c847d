"""What a decision, a reminder, an escalation and the deadline make of an approval."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.approvals import approval as approvals
from chalicelib.domain.approvals.approval import (
    ApprovalRequest,
    ApprovalStatus,
    ApprovalStepStatus,
    ApproverSlot,
    Pool,
    Ruling,
)
from chalicelib.domain.approvals.progress import apply_ruling
from chalicelib.domain.money import Money
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.verdict import ApprovalKind
from tests.unit.policy_samples import euros, policy

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
BEN, CLARA = ApproverSlot(approver_id="ben"), ApproverSlot(approver_id="clara")
MANAGERS = ApproverSlot(pool=Pool.TRAVEL_MANAGERS)
PATIENCE = {"remind_after_seconds": 3600, "escalate_after_seconds": 7200}


def pending(*places: ApproverSlot, **changes: Any) -> ApprovalRequest:
    usual: dict[str, Any] = {"status": ApprovalStatus.PENDING, "deadline": NOW + timedelta(hours=8), **PATIENCE}
    return approvals.ask_places(ApprovalRequest(hash="0" * 64, price=euros(9), **(usual | changes)), places, NOW)


def after(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def ruling(by: str, status: Any = ApprovalStatus.APPROVED) -> Ruling:
    return Ruling(by=by, at=after(1), status=status, comment="so be it")


def test_one_level_is_decided_by_the_one_who_is_asked() -> None:
    asked = pending(BEN)

    done = apply_ruling(asked, (asked.steps[0],), ruling("ben"))

    assert (done.status, done.decided_by, done.decided_at, done.comment) == ("approved", "ben", after(1), "so be it")
    assert (done.steps[0].status, done.steps[0].decided_by, done.open_steps) == (ApprovalStepStatus.APPROVED, "ben", ())


def test_first_of_two_levels_leaves_it_open_and_a_refusal_ends_it() -> None:
    asked = pending(BEN, levels=2)

    half = apply_ruling(asked, (asked.steps[0],), ruling("ben"))
    refused = apply_ruling(asked, (asked.steps[0],), ruling("ben", ApprovalStatus.DECLINED))

    assert (half.status, half.decided_by, half.open_steps) == (ApprovalStatus.PENDING, None, ())
    assert (refused.status, refused.decided_by) == (ApprovalStatus.DECLINED, "ben")


def test_end_of_the_management_chain_decides_whatever_levels_are_missing() -> None:
    asked = pending(MANAGERS, levels=5)

    assert apply_ruling(asked, (asked.steps[0],), ruling("clara")).status is ApprovalStatus.APPROVED


def test_any_is_decided_by_the_first_also_when_they_refuse() -> None:
    asked = pending(BEN, CLARA, mode="any", levels=2)

    refused = apply_ruling(asked, (asked.steps[1],), ruling("clara", ApprovalStatus.DECLINED))

    assert refused.status is ApprovalStatus.DECLINED
    assert [step.status for step in refused.steps] == [ApprovalStepStatus.SKIPPED, ApprovalStepStatus.DECLINED]


def test_timers_come_in_their_order_and_none_after_the_deadline() -> None:
    asked = pending(BEN)

    assert asked.next_timer == after(1)
    reminded = approvals.record_reminders(asked, after(1))
    assert (reminded.steps[0].reminded_at, reminded.next_timer) == (after(1), after(2))
    assert approvals.record_reminders(reminded, after(1)) == reminded
    slow = pending(BEN, remind_after_seconds=8 * 3600, escalate_after_seconds=9 * 3600)
    assert (slow.next_timer, slow.steps[0].remind_at, slow.steps[0].escalate_at) == (after(8), None, None)


def test_travel_managers_have_nobody_above_to_pass_it_to() -> None:
    assert pending(MANAGERS).steps[0].escalate_at is None


def test_who_is_escalated_past_is_asked_no_more() -> None:
    asked = pending(BEN)

    assert approvals.to_escalate(asked, after(1.9)) == ()
    assert approvals.drop_silent(asked, after(1.9)) == asked
    passed = approvals.drop_silent(asked, after(2))
    assert ([step.status for step in passed.steps], passed.open_steps) == ([ApprovalStepStatus.ESCALATED], ())
    again = approvals.ask_places(passed, (CLARA,), after(2), level=2)
    assert [(step.approver_id, step.level) for step in again.open_steps] == [("clara", 2)]
    assert again.next_timer == after(3)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(ApprovalKind.PASSIVE, ApprovalStatus.APPROVED), (ApprovalKind.HARD, ApprovalStatus.EXPIRED)],
)
def test_deadline_approves_only_where_silence_means_approval(kind: ApprovalKind, status: ApprovalStatus) -> None:
    done = approvals.expire(pending(BEN, kind=kind), after(8))

    assert (done.status, done.decided_by, done.decided_at) == (status, None, after(8))
    assert done.reason
    assert [step.status for step in done.steps] == [ApprovalStepStatus.SKIPPED]


def test_who_is_only_notified_has_nothing_to_decide() -> None:
    bare = ApprovalRequest(
        hash="0" * 64,
        status=ApprovalStatus.NOTIFIED,
        price=euros(9),
        deadline=after(8),
        kind=ApprovalKind.NOTIFY,
    )

    notified = approvals.ask_places(bare, (BEN,), NOW)

    assert (notified.steps[0].status, notified.open_steps, notified.next_timer) == (
        ApprovalStepStatus.NOTIFIED,
        (),
        after(8),
    )


def test_approval_kept_before_there_were_steps_is_anybodys_who_may_approve() -> None:
    kept = msgspec.to_builtins(
        ApprovalRequest(hash="0" * 64, status=ApprovalStatus.PENDING, price=euros(9), deadline=after(8))
    )
    later_on = ("kind", "mode", "levels", "steps", "excludedUserIds", "reason", "acceptedPrice")
    for later in (*later_on, "remindAfterSeconds", "escalateAfterSeconds"):
        del kept[later]

    old = msgspec.convert(kept, ApprovalRequest)

    (step,) = old.open_steps
    assert (step.pool, step.people) == (Pool.APPROVERS, ())
    assert apply_ruling(old, (step,), ruling("ben")).status is ApprovalStatus.APPROVED


TIERS = (ApprovalTier(from_amount=0, levels=1), ApprovalTier(from_amount=100_000, levels=3))


@pytest.mark.parametrize(
    ("price", "levels"),
    [
        (euros(999), 1),
        (euros(1000), 3),
        (Money(amount=108_600, currency="USD"), 1),  # 999.12 EUR at 0.92
        (Money(amount=108_700, currency="USD"), 3),
        (Money(amount=1, currency="CHF"), 3),  # nobody knows what it is worth
    ],
)
def test_price_says_how_far_up_the_management_chain_it_has_to_go(price: Money, levels: int) -> None:
    held = msgspec.structs.replace(policy(), approvals=ApprovalRules(tiers=TIERS))

    assert held.levels_for(price) == levels
    assert policy().levels_for(price) == 1


@pytest.mark.parametrize(
    ("percent", "amount", "approved", "price", "tolerated"),
    [
        (0, None, euros(100), euros(100), True),
        (0, None, euros(100), euros(80), True),
        (0, None, Money(amount=10_000, currency="EUR"), Money(amount=10_001, currency="EUR"), False),
        (5, None, euros(100), euros(105), True),
        (5, None, euros(100), Money(amount=10_501, currency="EUR"), False),
        (5, 300, euros(100), euros(103), True),
        (5, 300, euros(100), euros(104), False),
        (5, None, euros(100), Money(amount=1, currency="USD"), False),
        (5, 460, Money(amount=10_000, currency="USD"), Money(amount=10_500, currency="USD"), True),
        (5, 459, Money(amount=10_000, currency="USD"), Money(amount=10_500, currency="USD"), False),
        (5, 999, Money(amount=10_000, currency="CHF"), Money(amount=10_100, currency="CHF"), False),
        (5, 999, Money(amount=10_000, currency="CHF"), Money(amount=9_000, currency="CHF"), True),
    ],
)
def test_rise_is_tolerated_up_to_the_lesser_of_percent_and_amount(
    percent: int, amount: int | None, approved: Money, price: Money, tolerated: bool
) -> None:
    rules = ApprovalRules(tolerance_percent=percent, tolerance_amount=amount)
    held = msgspec.structs.replace(policy(), approvals=rules)

    assert held.tolerates(approved, price) is tolerated
