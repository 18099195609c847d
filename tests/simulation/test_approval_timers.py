"""What silence does where approval is waited for: reminder, next level, consent or expiry; in virtual time."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus, ApprovalStepStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.verdict import Action, ApprovalKind
from chalicelib.errors import Conflict, NotAllowed
from chalicelib.gateways import workflow
from chalicelib.services.approvals.timers import keep_up
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.booking_workflow.expiry import expire_wait
from chalicelib.services.bookings.queries import operations
from chalicelib.services.operations import sweeper
from chalicelib.services.operations.reconciliation import reconcile_booking
from tests.simulation.approvals import (
    HOUR,
    TIMED,
    approval_of,
    asked,
    asked_for,
    company,
    data_of,
    inbox,
    left,
    named,
    publish,
)
from tests.simulation.crashes import READS
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, money
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world as new_world
from tests.support.connection import Cut
from tests.support.daily_share import share

ONE_CUT_IN = 7


def test_silent_approver_is_reminded_then_escalated_and_the_next_level_decides(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    assert (asked(world, booking_id), inbox(world, BEN), inbox(world, CLARA)) == (["ben"], [booking_id], [])

    world.run(HOUR - 60)
    assert "approval_reminded" not in event_types(world, booking_id)
    world.run(120)
    assert data_of(world, booking_id, "approval_reminded")[0]["reminded"] == ["ben"]
    world.run(HOUR)

    assert data_of(world, booking_id, "approval_escalated")[0] | {"hash": "", "deadline": ""} == {
        "hash": "",
        "deadline": "",
        "previousApprovers": ["ben"],
        "approvers": ["clara"],
        "policyVersion": 2,
        "clauses": ["3.2"],
    }
    assert (asked(world, booking_id), inbox(world, BEN), inbox(world, CLARA)) == (["clara"], [], [booking_id])
    assert operations(BEN, world.booking(booking_id)) == ()
    with pytest.raises(Conflict, match="Others are asked instead"):
        world.decide(booking_id, "approved", BEN)
    world.decide(booking_id, "approved", CLARA)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED
    statuses = [(step.level, step.status) for step in approval_of(world, booking_id).steps]
    assert statuses == [(1, ApprovalStepStatus.ESCALATED), (2, ApprovalStepStatus.APPROVED)]
    assert event_types(world, booking_id).count("approval_reminded") == 1
    assert inbox(world, CLARA) == []


def test_silence_after_the_last_level_expires_at_the_deadline_and_releases_all(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    deadline = approval_of(world, booking_id).deadline

    world.run(9 * HOUR)

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (BookingStatus.EXPIRED, "deadline_passed")
    assert deadline <= booking.updated_at <= deadline + timedelta(minutes=2)
    assert money(world) == (0, 0)
    kinds = [kind for kind in event_types(world, booking_id) if kind.startswith("approval")]
    assert kinds == [
        *("approval_reminded", "approval_escalated"),  # Ben
        *("approval_reminded", "approval_escalated"),  # Clara
        *("approval_reminded", "approval_expired"),  # the travel managers, above whom there is nobody
    ]
    assert [named(step) for step in approval_of(world, booking_id).steps] == ["ben", "clara", "travel-managers"]


@pytest.mark.parametrize("sweeping_", [True, False])
def test_silence_approves_where_the_rule_is_passive(world: World, sweeping_: bool) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR), Action.PASSIVE)
    booking_id = asked_for(world)
    world.sweeping = sweeping_
    approval = approval_of(world, booking_id)
    assert (approval.kind, world.booking(booking_id).status) == (ApprovalKind.PASSIVE, BookingStatus.AWAITING_APPROVAL)

    world.run(4 * HOUR - 30)
    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    world.run(30 + (120 if sweeping_ else 240))  # without the sweeper the workflow itself ends the wait, with grace

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    done = approval_of(world, booking_id)
    assert (done.status, done.decided_by, done.reason) == (
        ApprovalStatus.APPROVED,
        None,
        "Nobody objected before the deadline.",
    )
    assert booking.price is not None
    assert money(world) == (0, booking.price.amount)


def test_objection_before_the_deadline_refuses_what_is_passive(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR), Action.PASSIVE)
    booking_id = asked_for(world)

    world.decide(booking_id, "declined")
    world.run(5 * HOUR)

    assert world.booking(booking_id).status is BookingStatus.DECLINED


def test_last_minute_cancellation_goes_before_approval_by_silence(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR), Action.PASSIVE)
    booking_id = asked_for(world)
    world.sweeping = False
    world.run(left(world, booking_id) - 1)
    waiting = world.booking(booking_id).waiting
    assert waiting is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "notify_workflow", lambda _: False)
        decisions.cancel_booking(ANNA, booking_id)
    workflow.expire(waiting.task_token)
    world.run(600)

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_nothing_can_be_decided_once_the_deadline_has_been_said_to_have_passed(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR))
    booking_id = asked_for(world)
    world.sweeping = False
    world.clock.time = approval_of(world, booking_id).deadline
    with world.wire.quiet():
        assert expire_wait(booking_id, "approval").outcome == "expired"
        assert expire_wait(booking_id, "approval").outcome == "expired"
    world.clock.time -= timedelta(seconds=5)  # another machine's clock is behind

    with pytest.raises(Conflict):
        world.decide(booking_id, "approved")
    assert event_types(world, booking_id).count("approval_expired") == 1
    assert inbox(world, BEN) == []


def test_expiry_that_comes_late_or_early_changes_nothing(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR), Action.PASSIVE)
    booking_id = asked_for(world)

    with world.wire.quiet():
        assert expire_wait(booking_id, "approval").outcome == "approval_required"
    assert approval_of(world, booking_id).pending
    world.decide(booking_id, "approved")
    world.run()
    version = world.booking(booking_id).version
    with world.wire.quiet():
        assert expire_wait(booking_id, "approval").outcome == "ended"
    assert world.booking(booking_id).version == version


@pytest.mark.waits
def test_reminder_and_escalation_happen_once_however_many_sweep_at_once(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    world.sweeping = False
    for after, kind in ((HOUR, "approval_reminded"), (HOUR, "approval_escalated")):
        world.run(after)
        booking = world.booking(booking_id)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: reconcile_booking(booking_id), range(6)))
        assert keep_up(booking) is None  # what was read before
        assert event_types(world, booking_id).count(kind) == 1
    assert asked(world, booking_id) == ["clara"]


@pytest.mark.waits
def test_decision_and_escalation_at_once_have_one_winner(world: World) -> None:
    company(world)
    publish(world, TIMED)
    for _ in range(4):
        booking_id = asked_for(world)
        world.sweeping = False
        world.run(2 * HOUR)

        def decide(booking_id: str = booking_id) -> bool:
            try:
                world.decide(booking_id, "approved")
            except (NotAllowed, Conflict):
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            approved, _ = pool.map(
                lambda do: do(), [decide, lambda booking_id=booking_id: reconcile_booking(booking_id)]
            )
        world.sweeping = True
        world.run(300)

        kinds = event_types(world, booking_id)
        assert (kinds.count("approved"), kinds.count("approval_escalated")) == (int(approved), int(not approved))
        assert world.booking(booking_id).status is (
            BookingStatus.BOOKED if approved else BookingStatus.AWAITING_APPROVAL
        )


def test_sweep_that_was_long_away_passes_it_on_without_a_late_reminder(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    world.sweeping = False
    world.run(3 * HOUR)

    with world.wire.quiet():
        swept = sweeper.sweep()

    assert (swept.escalated, swept.reminded) == (1, 0)
    assert asked(world, booking_id) == ["clara"]


def _silently(world: World, action: Action) -> str:
    company(world)
    publish(world, msgspec.structs.replace(TIMED, limit_seconds=3 * HOUR), action)
    return asked_for(world)


def _cut(action: Action, number: int, cut: Cut) -> tuple[list[str], BookingStatus, Counter[str]]:
    """Nobody decides, and the `number`-th call after the wait has begun is cut: what does not hold, how it ends."""
    with new_world(model=True) as world:
        booking_id = _silently(world, action)
        first = len(world.wire.calls) + number
        world.wire.scissors = lambda call: cut if call.number == first else None
        world.run(4 * HOUR)
        return violations(world), world.booking(booking_id).status, Counter(event_types(world, booking_id))


@pytest.mark.parametrize(
    ("action", "status"), [(Action.APPROVE, BookingStatus.EXPIRED), (Action.PASSIVE, BookingStatus.BOOKED)]
)
def test_silence_comes_to_the_same_whatever_call_is_cut(action: Action, status: BookingStatus) -> None:
    with new_world(model=True) as world:
        booking_id = _silently(world, action)
        begun = len(world.wire.calls)
        world.run(4 * HOUR)
        calls = world.wire.calls[begun:]
        usual = Counter(event_types(world, booking_id))
    cuts = [
        (number, cut)
        for number, call in enumerate(calls)
        for cut in Cut
        # What pushes an event is cut on other paths, and what reads alike on both of these.
        if call.within != "notifications"
        and (call.operation not in READS or (cut is Cut.LOST and action is not Action.PASSIVE))
    ]
    wrong = []
    for number, cut in share(cuts, lambda each: calls[each[0]].kind, one_in=ONE_CUT_IN):
        found, ended, kinds = _cut(action, number, cut)
        same = all(kinds[kind] == usual[kind] for kind in usual if kind.startswith("approval"))
        if found or ended is not status or not same:
            wrong.append(f"{calls[number]} {cut}: {ended}, {found}, {kinds - usual}")

    assert wrong == []
    assert len(calls) > 30
