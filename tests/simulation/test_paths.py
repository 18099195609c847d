"""The ways a booking can go when nothing fails: bought, refused, called off, expired."""

from datetime import timedelta

import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.trips.item import ItemKind
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.errors import BudgetExceeded, Conflict, InvalidInput, NotAllowed
from chalicelib.models import budgets
from chalicelib.services import record_locators
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.trip_requests.fields import RequestedStay
from chalicelib.services.trips import trips
from tests.simulation.cloud.wire import Call
from tests.simulation.outcomes import event_types, money
from tests.simulation.stages import FORBIDDEN, NEEDS_APPROVAL, may_charge, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, World


def test_compliant_flight_is_bought_without_asking_anybody(world: World) -> None:
    booking_id = planned(world)
    world.listen(booking_id)

    world.choose(booking_id)
    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert booking.price is not None
    assert money(world) == (0, booking.price.amount)
    assert event_types(world, booking_id) == [
        "requested",
        "policy_retrieved",
        "options_planned",
        "options_evaluated",
        "awaiting_selection",
        "selected",
        "held",
        "repriced",
        "ordered",
        "booked",
    ]


def test_flight_and_stay_become_one_trip_with_every_item(world: World) -> None:
    booking_id = planned(world, stay=RequestedStay())

    world.choose(booking_id)
    world.run()

    booking = world.booking(booking_id)
    assert booking.trip_id is not None
    found = trips.get_trip(ANNA, booking.trip_id)
    trip, itinerary = found.trip, trips.list_itinerary(ANNA, found)
    assert trip.price == booking.price
    assert {item.kind for item in itinerary} == {ItemKind.FLIGHT, ItemKind.STAY}
    starts = [item.starts_at for item in itinerary if item.starts_at]
    assert (starts, len(starts)) == (sorted(starts), len(itinerary))
    assert trip.starts_at == itinerary[0].starts_at
    assert {item.record_locator for item in itinerary} == set(record_locators.reveal_orders(booking))


def test_one_way_trip_is_booked(world: World) -> None:
    booking_id = planned(world, return_on=None)

    world.choose(booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_what_needs_approval_is_bought_only_after_it(world: World) -> None:
    booking_id = waiting_for_approval(world)
    assert world.booking(booking_id).orders == ()

    world.decide(booking_id, "approved")
    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert booking.approval_request is not None
    assert (booking.approval_request.status, booking.approval_request.decided_by) == (
        ApprovalStatus.APPROVED,
        BEN.user_id,
    )
    assert booking.approval_request.voided == ()


def test_declined_approval_releases_everything(world: World) -> None:
    booking_id = waiting_for_approval(world)

    world.decide(booking_id, "declined")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (
        BookingStatus.DECLINED,
        "declined_by_approver",
    )
    assert money(world) == (0, 0)


def test_nobody_approves_their_own_booking(world: World) -> None:
    world.publish(NEEDS_APPROVAL)
    booking_id = world.ask(BEN)
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED, BEN)
    world.run()

    with pytest.raises(NotAllowed):
        world.decide(booking_id, "approved", BEN)


def test_policy_that_allows_nothing_declines(world: World) -> None:
    world.publish(FORBIDDEN)

    booking_id = planned(world)

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (BookingStatus.DECLINED, "denied_by_policy")


def test_denied_option_cannot_be_chosen(world: World) -> None:
    cheapest = min(option.price for option in world.booking(planned(world)).options)
    world.publish(TotalCap(clause="3.2", action=Action.DENY, amounts=(cheapest,)))
    booking_id = planned(world)

    with pytest.raises(InvalidInput):
        world.choose(booking_id, Outcome.DENIED)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def test_cancelled_before_the_choice(world: World) -> None:
    booking_id = planned(world)

    decisions.cancel_booking(ANNA, booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_cancelled_while_approval_is_awaited(world: World) -> None:
    booking_id = waiting_for_approval(world)

    decisions.cancel_booking(ANNA, booking_id)
    decisions.cancel_booking(ANNA, booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.CANCELLED
    assert money(world) == (0, 0)
    with pytest.raises(Conflict, match="the booking was cancelled"):  # it is not the approver's any more
        world.decide(booking_id, "approved")


def test_what_is_cancelled_cannot_be_chosen_any_more(world: World) -> None:
    booking_id = planned(world)
    option = world.option(booking_id, Outcome.COMPLIANT)
    decisions.cancel_booking(ANNA, booking_id)

    with pytest.raises(Conflict):
        decisions.select_option(ANNA, booking_id, option.option_id)


def test_bought_booking_cannot_be_cancelled_by_the_traveller(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.run()

    with pytest.raises(Conflict):
        decisions.cancel_booking(ANNA, booking_id)


@pytest.mark.parametrize("sweeping", [True, False])
def test_choice_that_never_comes_expires(world: World, sweeping: bool) -> None:
    world.sweeping = sweeping
    booking_id = planned(world)
    deadline = world.booking(booking_id).options_expire_at
    assert deadline is not None

    world.run(seconds=3600)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.EXPIRED
    assert deadline <= booking.updated_at
    assert (booking.updated_at - deadline).total_seconds() <= 240


@pytest.mark.parametrize("sweeping", [True, False])
def test_approval_that_never_comes_expires_before_the_hold_does(world: World, sweeping: bool) -> None:
    world.sweeping = sweeping
    world.sweep_every = timedelta(minutes=30)
    booking_id = waiting_for_approval(world)
    held_until = min(hold.expires_at for hold in world.booking(booking_id).holds)

    world.run(seconds=2 * 86_400)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.EXPIRED
    assert booking.updated_at < held_until
    assert money(world) == (0, 0)


def test_choosing_twice_is_choosing_once_and_another_is_refused(world: World) -> None:
    booking_id = planned(world)
    first, second = world.booking(booking_id).options[:2]

    decisions.select_option(ANNA, booking_id, first.option_id)
    decisions.select_option(ANNA, booking_id, first.option_id)
    with pytest.raises(Conflict):
        decisions.select_option(ANNA, booking_id, second.option_id)
    world.run()

    assert world.booking(booking_id).selected_option_id == first.option_id
    assert event_types(world, booking_id).count("selected") == 1


def test_choice_beyond_the_budget_is_refused_and_may_be_made_again(world: World) -> None:
    booking_id = planned(world)
    cheap, *_, dear = sorted(world.booking(booking_id).options, key=lambda option: option.price.amount)
    budget = budgets.get_budget("SALES-EU", "2027")
    budgets.change_limit(budget, cheap.price)

    with pytest.raises(BudgetExceeded):
        decisions.select_option(ANNA, booking_id, dear.option_id)
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    decisions.select_option(ANNA, booking_id, cheap.option_id)
    world.run()

    assert (
        money(world) == (0, cheap.price.amount) or world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    )


def test_cost_centre_without_a_budget_books_with_approval_and_without_money(world: World) -> None:
    may_charge("NOBODY")
    booking_id = planned(world, cost_centre="NOBODY")

    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    world.decide(booking_id, "approved")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.budgets) == (BookingStatus.BOOKED, ())


def test_no_policy_in_force_fails_and_says_so(world: World) -> None:
    world.clock.turn(days=-400)

    booking_id = planned(world, depart_on=world.clock.time.date(), return_on=None)

    booking = world.booking(booking_id)
    assert (booking.status, booking.failure and booking.failure.code) == (BookingStatus.FAILED, "policy_missing")


def test_choice_that_is_late_by_the_time_it_is_written_does_not_count(world: World) -> None:
    booking_id = planned(world)
    before = world.booking(booking_id)
    assert before.options_expire_at is not None
    world.clock.time = before.options_expire_at - timedelta(seconds=1)

    def slow(call: Call) -> None:
        if call.params.get("IndexName") == "user-created":  # reading the credits
            world.clock.turn(seconds=20)

    world.wire.scissors = slow
    with pytest.raises(Conflict, match="expired"):
        world.choose(booking_id)

    assert world.booking(booking_id) == before
