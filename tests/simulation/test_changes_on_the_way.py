"""What changes between the choice and the purchase: seats sell out, prices rise, policies and budgets change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action
from chalicelib.errors import BudgetExceeded
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent, set_seats_left
from chalicelib.models import budgets
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.outcomes import event_types, flight_of, money
from tests.simulation.stages import FORBIDDEN, NEEDS_APPROVAL, planned, waiting_for_approval
from tests.simulation.world import ANNA, DAVID, World
from tests.unit.policy_samples import euros


def test_seat_that_is_gone_brings_new_options_without_it(world: World) -> None:
    booking_id = planned(world)
    gone = world.choose(booking_id)
    set_seats_left(flight_of(gone), 0)

    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round, booking.selected_option_id) == (BookingStatus.AWAITING_SELECTION, 2, None)
    assert gone.selected_option_id not in {option.option_id for option in booking.options}
    assert money(world) == (0, 0)
    world.choose(booking_id)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_stay_that_is_sold_out_releases_the_flight(world: World) -> None:
    booking_id = planned(world, stay=RequestedStay())
    chosen = world.choose(booking_id)
    set_seats_left(chosen.selected.stays[0].offer_id, 0)

    world.run()

    assert world.booking(booking_id).round == 2
    assert money(world) == (0, 0)


def test_nothing_to_be_had_three_times_fails(world: World) -> None:
    booking_id = planned(world)
    arm_fault("hold", "sold_out", times=99)

    for _ in range(3):
        world.choose(booking_id)
        world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round) == (BookingStatus.FAILED, 3)
    assert booking.failure is not None
    assert booking.failure.code == "no_offers"


def test_no_offer_at_all_fails_and_says_so(world: World) -> None:
    arm_fault("search", "sold_out", times=9)

    booking_id = planned(world)

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (BookingStatus.FAILED, "no_offers")


@pytest.mark.parametrize(("percent", "status"), [(101, BookingStatus.BOOKED), (104, BookingStatus.AWAITING_SELECTION)])
def test_price_that_rises_at_the_hold_is_chosen_again_beyond_what_is_tolerated(
    world: World, percent: int, status: BookingStatus
) -> None:
    booking_id = planned(world)
    chosen = world.choose(booking_id)
    arm_fault("hold", "price_change", percent=percent)

    world.run()

    booking = world.booking(booking_id)
    assert booking.status is status
    if status is BookingStatus.BOOKED:
        assert booking.price is not None
        assert chosen.price is not None
        assert booking.price.amount > chosen.price.amount
        assert money(world) == (0, booking.price.amount)
    else:
        assert "price_changed" in event_types(world, booking_id)


def test_price_that_rises_after_approval_voids_it_and_requests_it_again(world: World) -> None:
    booking_id = waiting_for_approval(world)
    first = world.booking(booking_id).approval_request
    assert first is not None
    set_price_percent(flight_of(world.booking(booking_id)), 150)

    world.decide(booking_id, "approved")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.orders) == (BookingStatus.AWAITING_APPROVAL, ())
    assert booking.approval_request is not None
    assert booking.approval_request.status is ApprovalStatus.PENDING
    assert booking.approval_request.price.amount > first.price.amount
    (voided,) = booking.approval_request.voided
    assert (voided.hash, voided.decided_by) == (first.hash, "ben")
    assert voided.reason == f"the price changed from {first.price} to {booking.approval_request.price}"
    assert money(world) == (booking.approval_request.price.amount, 0)

    world.decide(booking_id, "approved")
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_policy_that_changes_after_approval_voids_it(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.publish(TotalCap(clause="3.2", action=Action.APPROVE, amounts=(euros(2),)))

    world.decide(booking_id, "approved")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.orders) == (BookingStatus.AWAITING_APPROVAL, ())
    assert booking.approval_request is not None
    assert [voided.reason for voided in booking.approval_request.voided] == ["the travel policy changed to version 3"]


def test_policy_that_comes_to_require_approval_holds_up_the_purchase(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.publish(NEEDS_APPROVAL)

    world.run()

    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL


def test_policy_that_comes_to_forbid_it_declines(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.publish(FORBIDDEN)

    world.decide(booking_id, "approved")
    world.run()

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert money(world) == (0, 0)


def test_approval_that_the_policy_no_longer_requires_is_no_hindrance(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.publish()

    world.decide(booking_id, "approved")
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_price_rise_that_the_budget_cannot_bear_declines(world: World) -> None:
    booking_id = waiting_for_approval(world)
    booking = world.booking(booking_id)
    assert booking.price is not None
    budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), booking.price)
    set_price_percent(flight_of(booking), 110)

    world.decide(booking_id, "approved")
    world.run()

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert money(world) == (0, 0)


def test_expired_hold_brings_new_options_instead_of_a_purchase(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.decide(booking_id, "approved")
    world.clock.turn(days=4)

    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round, booking.orders) == (BookingStatus.AWAITING_SELECTION, 2, ())


def test_order_that_the_supplier_charges_more_for_is_cancelled(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    arm_fault("order", "price_change", percent=120)

    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.FAILED
    assert booking.failure is not None
    assert booking.failure.code == "price_changed"
    assert money(world) == (0, 0)


def test_what_the_supplier_charges_less_is_left_in_the_budget(world: World) -> None:
    booking_id = planned(world)
    agreed = world.choose(booking_id).price
    arm_fault("order", "price_change", percent=90)

    world.run()

    booking = world.booking(booking_id)
    assert agreed is not None
    assert booking.price is not None
    assert booking.status is BookingStatus.BOOKED
    assert booking.price.amount == round(agreed.amount * 0.9)
    assert money(world) == (0, booking.price.amount)


def first_option(world: World, booking_id: str) -> str:
    return world.booking(booking_id).options[0].option_id


def test_last_seat_goes_to_one_of_two(world: World) -> None:
    first, second = planned(world), planned(world, identity=DAVID)
    set_seats_left(world.booking(first).options[0].flights[0].offer_id, 1)
    decisions.select_option(ANNA, first, first_option(world, first))
    decisions.select_option(DAVID, second, first_option(world, second))

    world.run()

    statuses = sorted(world.booking(booking_id).status for booking_id in (first, second))
    assert statuses == [BookingStatus.AWAITING_SELECTION, BookingStatus.BOOKED]


def test_last_seat_goes_to_one_of_two_in_whatever_order_things_happen(world: World) -> None:
    world.shuffled = True
    for _ in range(3):
        first, second = planned(world), planned(world, identity=DAVID)
        option = world.booking(first).options[0]
        set_seats_left(option.flights[0].offer_id, 1)
        decisions.select_option(ANNA, first, option.option_id)
        decisions.select_option(DAVID, second, first_option(world, second))
        world.run()
        statuses = sorted(world.booking(booking_id).status for booking_id in (first, second))
        assert statuses == [BookingStatus.AWAITING_SELECTION, BookingStatus.BOOKED]


@pytest.mark.waits
def test_twenty_choices_at_once_against_money_for_three(world: World) -> None:
    bookings = [world.ask() for _ in range(20)]
    world.run()
    option = world.booking(bookings[0]).options[0]
    budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), option.price * 3 + euros(1))

    def choose(booking_id: str) -> bool:
        try:
            decisions.select_option(ANNA, booking_id, option.option_id)
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        chosen = list(pool.map(choose, bookings))
    reserved = money(world)
    world.run()

    assert sum(chosen) == 3
    assert reserved == (3 * option.price.amount, 0)
    assert money(world) == (0, 3 * option.price.amount)
    statuses = [world.booking(booking_id).status for booking_id in bookings]
    assert (statuses.count(BookingStatus.BOOKED), statuses.count(BookingStatus.AWAITING_SELECTION)) == (3, 17)
    assert budgets.get_budget("SALES-EU", "2027").remaining == euros(1)


def test_offers_that_expire_before_the_hold_bring_new_options(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.clock.time += timedelta(hours=2)

    world.run()

    assert world.booking(booking_id).round == 2
