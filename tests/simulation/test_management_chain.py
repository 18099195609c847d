"""Who is asked for approval, and who may not give it: levels, delegates, travel managers, and never the traveller."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStepStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.services import employees
from chalicelib.services.approvals import inbox as approval_inbox
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.bookings.queries import BookingOperation, get_booking, operations
from tests.simulation.approvals import (
    EMIL,
    HOUR,
    TIMED,
    TWO_LEVELS,
    approval_of,
    asked,
    asked_for,
    away,
    company,
    data_of,
    inbox,
    keep,
    publish,
)
from tests.simulation.outcomes import money
from tests.simulation.world import BEN, CLARA, DAVID, World


def test_delegate_decides_for_who_is_away(world: World) -> None:
    company(world, ben={"delegate": away(world, "david")})
    publish(world, TIMED)
    booking_id = asked_for(world)

    assert asked(world, booking_id) == ["david for ben"]
    with world.wire.quiet():
        (task,), _ = approval_inbox.list_approvals(DAVID, scope="mine", limit=9, start=None)
        assert (task.booking_id, task.delegator_id, task.requester_name) == (booking_id, "ben", "Anna")
    assert operations(DAVID, world.booking(booking_id)) == (BookingOperation.APPROVE, BookingOperation.SEND_BACK)
    world.decide(booking_id, "approved", DAVID)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert approval_of(world, booking_id).decided_by == "david"


def test_later_delegate_decides_on_what_waits_already(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    with pytest.raises(NotFound):
        get_booking(DAVID, booking_id)

    with world.wire.quiet():
        employees.set_delegate(BEN, away(world, "david"), expected=None)

    assert inbox(world, DAVID) == inbox(world, BEN) == [booking_id]
    world.decide(booking_id, "approved", DAVID)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_two_levels_are_asked_one_after_the_other_and_both_have_to_approve(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    assert (asked(world, booking_id), inbox(world, CLARA)) == (["ben"], [])

    world.decide(booking_id, "approved", BEN)
    world.decide(booking_id, "approved", BEN)
    world.run(HOUR)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    assert (asked(world, booking_id), inbox(world, BEN), inbox(world, CLARA)) == (["clara"], [], [booking_id])
    (step,) = data_of(world, booking_id, "approval_step_decided")
    assert (step["level"], step["decision"], step["approvers"]) == (1, "approved", ["clara"])
    approval_hash = approval_of(world, booking_id).hash
    with pytest.raises(Conflict, match="already decided"):
        world.decide(booking_id, "declined", BEN)
    with pytest.raises(Conflict, match="already decided"):
        revisions.send_back(BEN, booking_id, approval_hash=approval_hash, comment="After all, no.")
    world.decide(booking_id, "approved", CLARA)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert [step.decided_by for step in approval_of(world, booking_id).steps] == ["ben", "clara"]


def test_second_level_may_decline_what_the_first_approved(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    world.decide(booking_id, "approved", BEN)

    world.decide(booking_id, "declined", CLARA)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert money(world) == (0, 0)


def test_price_decides_how_many_levels_are_needed(world: World) -> None:
    company(world)
    tiers = (ApprovalTier(from_amount=0, levels=1), ApprovalTier(from_amount=10_000_000, levels=2))
    publish(world, ApprovalRules(tiers=tiers))
    booking_id = asked_for(world)

    assert approval_of(world, booking_id).levels == 1
    world.decide(booking_id, "approved", BEN)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


@pytest.mark.parametrize(
    ("decision", "status"), [("approved", BookingStatus.BOOKED), ("declined", BookingStatus.DECLINED)]
)
def test_any_of_two_levels_decides_for_both(
    world: World, decision: decisions.ApprovalOutcome, status: BookingStatus
) -> None:
    company(world)
    publish(world, msgspec.structs.replace(TWO_LEVELS, mode="any"))
    booking_id = asked_for(world)
    assert asked(world, booking_id) == ["ben", "clara"]
    assert inbox(world, BEN) == inbox(world, CLARA) == [booking_id]

    world.decide(booking_id, decision, CLARA)

    with pytest.raises(Conflict):
        world.decide(booking_id, "approved" if decision == "declined" else "declined", BEN)
    world.run()
    assert world.booking(booking_id).status is status


@pytest.mark.waits
def test_two_of_any_at_once_have_one_winner(world: World) -> None:
    company(world)
    publish(world, msgspec.structs.replace(TWO_LEVELS, mode="any"))
    for _ in range(3):
        booking_id = asked_for(world)

        def decide(by: Identity, decision: Any, booking_id: str = booking_id) -> bool:
            try:
                world.decide(booking_id, decision, by)
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda each: decide(*each), [(BEN, "approved"), (CLARA, "declined")]))
        world.run()

        assert sorted(said) == [False, True]
        assert world.booking(booking_id).status is (BookingStatus.BOOKED if said[0] else BookingStatus.DECLINED)


def test_nobody_approves_their_own_at_any_level(world: World) -> None:
    company(world, clara={"delegate": away(world, "ben")})
    publish(world, TWO_LEVELS)
    bens, claras = asked_for(world, BEN), asked_for(world, CLARA)

    assert asked(world, bens) == ["travel-managers"]  # Ben stands in for Clara, and it is his own
    assert asked(world, claras) == ["travel-managers"]
    for booking_id, own in ((bens, BEN), (claras, CLARA)):
        assert booking_id not in inbox(world, own)
        assert operations(own, world.booking(booking_id)) == (BookingOperation.RECALL, BookingOperation.CANCEL)
        with pytest.raises(NotAllowed, match="your own"):
            world.decide(booking_id, "approved", own)
    assert set(inbox(world, EMIL)) == {bens, claras}
    world.decide(claras, "approved", EMIL)
    world.decide(bens, "approved", EMIL)
    world.run()
    assert [world.booking(each).status for each in (bens, claras)] == [BookingStatus.BOOKED, BookingStatus.BOOKED]


def test_who_travels_decides_no_more_than_who_asked(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "chalicelib.services.booking_workflow.terms.excluded_users_of", lambda _: ("anna", "ben", "clara")
        )
        booking_id = asked_for(world)

    assert asked(world, booking_id) == ["travel-managers"]
    for one in (BEN, CLARA):
        assert inbox(world, one) == []
    with pytest.raises(NotAllowed, match="your own"):
        world.decide(booking_id, "approved", CLARA)
    with pytest.raises(NotFound):
        world.decide(booking_id, "approved", BEN)
    world.decide(booking_id, "approved", EMIL)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_travel_manager_decides_over_everybody_who_is_asked(world: World) -> None:
    company(world)
    publish(world, msgspec.structs.replace(TWO_LEVELS, tiers=(ApprovalTier(from_amount=0, levels=5),)))
    booking_id = asked_for(world)
    assert (inbox(world, EMIL), inbox(world, EMIL, "all")) == ([], [booking_id])

    world.decide(booking_id, "approved", EMIL)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert [(step.asked, step.status) for step in approval_of(world, booking_id).steps] == [
        ("ben", ApprovalStepStatus.SKIPPED)
    ]


def test_others_see_nothing_of_what_is_not_addressed_to_them(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    eva = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"traveller", "approver"}))

    assert inbox(world, eva) == inbox(world, DAVID) == []
    for one in (eva, DAVID):
        with pytest.raises(NotFound):
            world.decide(booking_id, "approved", one)
        with pytest.raises(NotAllowed):
            inbox(world, one, "all")


def test_who_has_left_since_is_skipped_when_their_turn_comes(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    with world.wire.quiet():
        keep("emil", name="Emil")
        keep("clara", name="Clara", manager_id="emil")
        employees.deactivate_employee(EMIL, "clara", expected=None)

    world.decide(booking_id, "approved", BEN)

    assert asked(world, booking_id) == ["emil"]
