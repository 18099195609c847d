"""What was approved and what is bought: a price within what is tolerated, and everything that is asked again."""

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.verdict import Action, ApprovalKind
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent
from chalicelib.services import policies
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.booking_workflow import terms as booking_workflow_terms
from chalicelib.services.bookings.queries import get_booking
from tests.simulation.approvals import HOUR, TWO_LEVELS, approval_of, asked, asked_for, company, data_of, inbox, publish
from tests.simulation.outcomes import flight_of, money
from tests.simulation.world import ANNA, BEN, DAVID, World


@pytest.mark.parametrize(
    ("percent", "status"),
    [(95, BookingStatus.BOOKED), (103, BookingStatus.BOOKED), (106, BookingStatus.AWAITING_APPROVAL)],
)
def test_price_within_what_is_tolerated_keeps_the_approval_and_beyond_it_is_asked_again(
    world: World, percent: int, status: BookingStatus
) -> None:
    company(world)
    publish(world, ApprovalRules(tolerance_percent=5))
    booking_id = asked_for(world)
    first = approval_of(world, booking_id)
    set_price_percent(flight_of(world.booking(booking_id)), percent)

    world.decide(booking_id, "approved")
    world.run()

    booking, approval = world.booking(booking_id), approval_of(world, booking_id)
    assert booking.status is status
    assert booking.price is not None
    assert booking.price != first.price
    if status is BookingStatus.BOOKED:
        assert (approval.hash, approval.price, approval.accepted_price) == (first.hash, first.price, booking.price)
        assert data_of(world, booking_id, "repriced")[0]["approvedPrice"] == msgspec.to_builtins(first.price)
        assert money(world) == (0, booking.price.amount)
    else:
        (voided,) = approval.voided
        assert voided.reason == f"the price changed from {first.price} to {booking.price}"
        assert (booking.orders, asked(world, booking_id)) == ((), ["ben"])


def test_tolerated_rise_that_needs_a_higher_level_is_asked_again(world: World) -> None:
    company(world)
    publish(world, ApprovalRules())
    booking_id = asked_for(world)
    price = approval_of(world, booking_id).price.amount
    tiers = (ApprovalTier(from_amount=0, levels=1), ApprovalTier(from_amount=price + 1, levels=2))
    decisions.cancel_booking(ANNA, booking_id)
    publish(world, ApprovalRules(tiers=tiers, tolerance_percent=50))
    booking_id = asked_for(world)
    assert approval_of(world, booking_id).levels == 1
    set_price_percent(flight_of(world.booking(booking_id)), 103)

    world.decide(booking_id, "approved", BEN)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    assert approval_of(world, booking_id).levels == 2


def test_tolerated_price_under_another_policy_is_asked_again(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(tolerance_percent=50))
    booking_id = asked_for(world)
    set_price_percent(flight_of(world.booking(booking_id)), 101)
    publish(world, ApprovalRules(tolerance_percent=50))

    world.decide(booking_id, "approved")
    world.run()

    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    assert approval_of(world, booking_id).voided


def test_approval_by_silence_is_no_decision_where_one_comes_to_be_needed(world: World) -> None:
    """The same price and the same version, but the verdict is graver on a later day."""
    company(world)
    publish(world, ApprovalRules(limit_seconds=4 * HOUR), Action.PASSIVE)
    booking_id = asked_for(world)
    with world.wire.quiet():
        booking = world.booking(booking_id)
    approval = approval_of(world, booking_id)
    assert approval.kind is ApprovalKind.PASSIVE
    assert booking.selected.verdict is not None
    given = msgspec.structs.replace(approval, status=ApprovalStatus.APPROVED)
    graver = msgspec.structs.replace(booking.selected.verdict, approval_kind=ApprovalKind.HARD)
    option = msgspec.structs.replace(booking.selected, verdict=graver)
    terms = booking_workflow_terms.Terms(option=option, policy=policies.get_policy(), shares=())
    agreed = msgspec.structs.replace(booking, approval_request=given)

    assert not booking_workflow_terms.covers(agreed, terms)
    assert booking_workflow_terms.covers(agreed, msgspec.structs.replace(terms, option=booking.selected))
    voided = booking_workflow_terms.void(agreed, given, terms, world.clock.time)
    assert voided.reason == "the travel policy now requires more approval than was given"


def test_approvers_are_notified_of_what_needs_no_approval_any_more_and_it_is_bought_at_once(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS, Action.NOTIFY)
    booking_id = asked_for(world)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    (notified,) = data_of(world, booking_id, "approvers_notified")
    assert notified["notified"] == ["ben", "clara"]
    approval = approval_of(world, booking_id)
    assert (approval.status, approval.kind) == (ApprovalStatus.NOTIFIED, ApprovalKind.NOTIFY)
    assert inbox(world, BEN) == []
    assert get_booking(BEN, booking_id).status is BookingStatus.BOOKED  # who is told may look
    with pytest.raises(NotFound):
        get_booking(DAVID, booking_id)
    with pytest.raises(Conflict):
        world.decide(booking_id, "declined", BEN)
