"""What may be reserved of a budget before anybody has approved it: limited for each person, seen, and given back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.money import Money
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import ReservationLimit
from chalicelib.models import budgets
from chalicelib.services.booking_workflow import decisions
from tests.simulation.invariants import violations
from tests.simulation.stages import NEEDS_APPROVAL, planned
from tests.simulation.world import ANNA, CLARA, DAVID, World


def sales() -> Budget:
    return budgets.get_budget("SALES-EU", "2027")


@pytest.fixture(autouse=True)
def everything_needs_approval(world: World) -> None:
    with world.wire.quiet():
        world.publish(NEEDS_APPROVAL)


def test_one_person_reserves_a_part_of_the_budget_at_most(world: World) -> None:
    booking_id = planned(world)
    price = world.option(booking_id, Outcome.APPROVAL_REQUIRED).price
    budgets.change_limit(sales(), price + Money(amount=price.amount // 2, currency=price.currency))

    with pytest.raises(ReservationLimit):
        world.choose(booking_id, Outcome.APPROVAL_REQUIRED)

    assert (sales().reserved.amount, sales().awaiting_approval.amount) == (0, 0)
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def test_what_awaits_approval_is_seen_and_ends_with_the_approval(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    chosen = sales()
    world.run()
    asked = sales()

    world.decide(booking_id, "approved")
    world.run()

    price = world.booking(booking_id).price
    assert price is not None
    assert (chosen.awaiting_approval, asked.awaiting_approval, asked.reserved) == (price, price, price)
    assert (sales().awaiting_approval.amount, sales().reserved.amount, sales().committed) == (0, 0, price)
    assert violations(world) == []


@pytest.mark.parametrize("end", ["declined", "expired", "cancelled"])
def test_what_awaits_approval_is_released_with_every_other_end(world: World, end: str) -> None:
    booking_id = planned(world)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    if end == "declined":
        world.decide(booking_id, "declined")
    elif end == "cancelled":
        decisions.cancel_booking(ANNA, booking_id)
    world.run(200_000)

    assert world.booking(booking_id).status == end
    assert (sales().awaiting_approval.amount, sales().reserved.amount) == (0, 0)
    assert violations(world) == []


def test_limit_is_each_persons_own_and_room_comes_back(world: World) -> None:
    first, second, davids = planned(world), planned(world), planned(world, identity=DAVID)
    price = world.option(first, Outcome.APPROVAL_REQUIRED).price
    budgets.change_limit(sales(), price * 3)
    world.choose(first, Outcome.APPROVAL_REQUIRED)
    world.run()

    with pytest.raises(ReservationLimit):
        world.choose(second, Outcome.APPROVAL_REQUIRED)
    world.choose(davids, Outcome.APPROVAL_REQUIRED, identity=DAVID)
    world.run()
    world.decide(first, "approved", CLARA)
    world.run()

    world.choose(second, Outcome.APPROVAL_REQUIRED)
    assert sales().awaiting_approval == price * 2


@pytest.mark.waits
def test_limit_holds_for_twenty_choices_at_once(world: World) -> None:
    bookings = [world.ask() for _ in range(20)]
    world.run()
    price = world.option(bookings[0], Outcome.APPROVAL_REQUIRED).price
    budgets.change_limit(sales(), price * 6)

    def choose(booking_id: str) -> bool:
        try:
            world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
        except ReservationLimit:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        chosen = list(pool.map(choose, bookings))

    assert sum(chosen) == 3
    assert sales().awaiting_approval == price * 3
