"""Cars are sold on the promises on which flights and rooms are: once for each key, never more than there are, returned
on the terms of their rate."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.errors import (
    Departed,
    HoldExpired,
    HoldReleased,
    InvalidInput,
    NotFound,
    OrderCancelled,
    SoldOut,
    SupplierTimeout,
    SupplierUnavailable,
)
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.notices import cancel_part, move_part
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent, set_seats_left
from tests.unit.gateways.suppliers.sandbox.car_samples import BERLIN, PARIS, car_query
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, taken, untouched

NOTHING = Money(amount=0, currency="EUR")


def a_car(world: World, refundability: Refundability | None = None) -> CarOffer:
    """The first car of this rate."""
    found = world.supplier.search_cars(car_query(pick_up=BERLIN if refundability is None else PARIS))
    return next(car for car in found if refundability in (None, car.refundability))


def hold(world: World, car: CarOffer, key: str = "h", travellers: int = 1) -> Money:
    return world.supplier.hold(car, key=key, travellers=[ANNA] * travellers, until=world.until()).price


def bought(world: World, car: CarOffer) -> Money:
    hold(world, car)
    return world.supplier.order("h", key="o").price


def test_one_car_is_held_and_bought_for_all_travellers_on_each_day(world: World) -> None:
    car = a_car(world)

    assert hold(world, car, travellers=4) == car.price
    assert [(held, sold) for _, held, sold in taken(car.offer_id).values()] == [(1, 0)] * car.days
    order = world.supplier.order("h", key="o")

    assert (order.price, order.status) == (car.price, "confirmed")
    assert [(held, sold) for _, held, sold in taken(car.offer_id).values()] == [(0, 1)] * car.days


def test_more_than_it_seats_get_no_car(world: World) -> None:
    car = a_car(world)

    with pytest.raises(InvalidInput, match=f"{car.seats} seats"):
        hold(world, car, travellers=car.seats + 1)
    assert untouched(car.offer_id)


def test_same_keys_hold_and_buy_once(world: World) -> None:
    car = a_car(world)

    for _ in range(3):
        hold(world, car)
        orders = [world.supplier.order("h", key="o") for _ in range(2)]
        assert orders[0] == orders[1]

    assert all(sold == 1 for _, _, sold in taken(car.offer_id).values())


def test_last_car_is_sold_once_for_every_day_on_which_it_is_away(world: World) -> None:
    car = a_car(world)
    later = car_query(pick_up_on=date(2027, 3, 4), drop_off_on=date(2027, 3, 6))
    overlapping = next(
        each
        for each in world.supplier.search_cars(later)
        if (each.acriss, each.pick_up, each.company) == (car.acriss, car.pick_up, car.company)
    )
    set_seats_left(car.offer_id, 1)
    hold(world, car, "first")

    for late in (car, overlapping):
        with pytest.raises(SoldOut):
            hold(world, late, "second")
    assert car.offer_id not in {each.offer_id for each in world.supplier.search_cars(car_query())}
    assert overlapping.offer_id not in {each.offer_id for each in world.supplier.search_cars(later)}

    world.clock.turn(hours=2)
    renewed = next(each for each in world.supplier.search_cars(later) if each.offer_id == overlapping.offer_id)
    hold(world, renewed, "second")


def test_car_that_comes_back_is_there_for_whoever_takes_it_then(world: World) -> None:
    car = a_car(world)
    set_seats_left(car.offer_id, 0)

    assert not any(each.offer_id == car.offer_id for each in world.supplier.search_cars(car_query()))
    after = world.supplier.search_cars(car_query(pick_up_on=date(2027, 3, 5), drop_off_on=date(2027, 3, 6)))
    assert any((each.acriss, each.pick_up, each.company) == (car.acriss, car.pick_up, car.company) for each in after)


def test_changed_price_is_said_when_it_is_held_and_charged(world: World) -> None:
    car = a_car(world)
    set_price_percent(car.offer_id, 120)

    held = hold(world, car)

    assert held.amount == pytest.approx(car.price.amount * 1.2, abs=1)
    set_price_percent(car.offer_id, 100)
    assert world.supplier.price(car, hold_key="h") == car.price
    assert world.supplier.order("h", key="o").price == car.price


@pytest.mark.parametrize("kind", ["error", "timeout", "timeout_after_effect"])
def test_call_that_failed_is_made_again_with_the_same_key_and_takes_one_car(world: World, kind: str) -> None:
    car = a_car(world)
    arm_fault("hold", kind)
    arm_fault("order", kind)

    calls: list[Callable[[], Money]] = [lambda: hold(world, car), lambda: world.supplier.order("h", key="o").price]
    for call in calls:
        with pytest.raises((SupplierTimeout, SupplierUnavailable)):
            call()
        assert call() == car.price

    assert all((held, sold) == (0, 1) for _, held, sold in taken(car.offer_id).values())


def test_faults_find_a_search_by_day_and_place(world: World) -> None:
    arm_fault("search", "sold_out", match="car 2027-03-03 Berlin, DE to Berlin, DE")

    assert world.supplier.search_cars(car_query(pick_up_on=date(2027, 3, 4)))
    assert world.supplier.search_cars(car_query()) == ()
    assert world.supplier.search_cars(car_query())


def test_calls_that_arrive_in_the_wrong_order_take_nothing(world: World) -> None:
    car = a_car(world)

    world.supplier.release("h")
    with pytest.raises(HoldReleased):
        hold(world, car)
    assert world.supplier.cancel("o") == NOTHING
    hold(world, car, "h2")
    with pytest.raises(OrderCancelled):
        world.supplier.order("h2", key="o")
    world.supplier.release("h2")

    assert untouched(car.offer_id)


def test_hold_runs_out_and_ends_at_the_pick_up_at_latest(world: World) -> None:
    car = a_car(world)
    hold(world, car)
    world.clock.turn(hours=1)

    with pytest.raises(HoldExpired):
        world.supplier.order("h", key="o")

    world.clock.time = car.pick_up_at - timedelta(hours=2)
    last_minute = a_car(world)
    assert last_minute.offer_id == car.offer_id
    held = world.supplier.hold(last_minute, key="late", travellers=[ANNA], until=world.until(days=2))
    assert held.expires_at == car.pick_up_at


@pytest.mark.parametrize("refundability", list(Refundability))
def test_car_is_void_for_a_day_and_then_refunded_by_its_rate(world: World, refundability: Refundability) -> None:
    car = a_car(world, refundability)
    price = bought(world, car)
    (void,) = world.supplier.quote_cancel("o", [0], key="void", until=world.until(hours=30)).parts
    assert (void.fee, void.refund) == (NOTHING, price)
    world.clock.turn(hours=24)

    (terms,) = world.supplier.quote_cancel("o", [0], key="q", until=world.until()).parts

    fee = {Refundability.NONE: price, Refundability.WITH_FEE: car.cancellation_fee, Refundability.FULL: NOTHING}
    assert (terms.paid, terms.fee, terms.refund_to) == (price, fee[refundability], "original")
    assert terms.refund == price - terms.fee
    assert world.supplier.confirm_cancel("q") == world.supplier.confirm_cancel("q")
    assert world.supplier.cancel("o") == terms.refund
    assert untouched(car.offer_id)


def test_car_that_was_picked_up_is_not_returned_for_money(world: World) -> None:
    car = a_car(world)
    bought(world, car)
    world.clock.time = car.pick_up_at

    with pytest.raises(Departed):
        world.supplier.quote_cancel("o", [0], key="q", until=world.until())


def test_car_that_its_company_cancels_is_refunded_whole_and_one_has_no_times_to_move(world: World) -> None:
    price = bought(world, a_car(world, Refundability.NONE))
    world.clock.turn(days=2)

    with pytest.raises(NotFound):
        move_part("o", 0, timedelta(hours=1), world.clock.time)
    cancel_part("o", 0, world.clock.time)

    (terms,) = world.supplier.quote_cancel("o", [0], key="q", until=world.until()).parts
    assert (terms.fee, terms.refund) == (NOTHING, price)


def test_rental_is_one_part(world: World) -> None:
    bought(world, a_car(world))

    with pytest.raises(NotFound):
        world.supplier.quote_cancel("o", [1], key="q", until=world.until())
