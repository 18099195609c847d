"""Buying what is held and giving it back: once for each key, in whatever order the calls arrive."""

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.terms import Refundability
from chalicelib.errors import (
    Conflict,
    KeyReused,
    NotFound,
    OrderCancelled,
)
from tests.unit.gateways.suppliers.sandbox.sandbox_world import (
    World,
    bought,
    hold,
    offer_with,
    taken,
    untouched,
)


def test_order_turns_the_held_seat_into_a_sold_one(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)

    order = world.supplier.order("k1", key="o1")

    assert order.price == offer.price
    assert order.status == "confirmed"
    assert len(order.record_locator) == 6
    assert all((held, sold) == (0, 1) for _, held, sold in taken(offer.offer_id).values())
    found = world.kept_hold("k1")
    assert found is not None
    assert found.status == "ordered"


def test_same_key_orders_once(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)

    first = world.supplier.order("k1", key="o1")
    world.clock.turn(days=3)

    assert world.supplier.order("k1", key="o1") == first
    kept = world.kept_order("o1")
    assert kept is not None
    assert (kept.order_id, kept.record_locator, kept.price) == (first.order_id, first.record_locator, first.price)
    assert all(sold == 1 for _, _, sold in taken(offer.offer_id).values())


def test_hold_is_bought_by_one_key_only(world: World) -> None:
    hold(world, world.a_flight())
    world.supplier.order("k1", key="o1")

    with pytest.raises(Conflict):
        world.supplier.order("k1", key="o2")


def test_order_key_that_bought_another_hold_is_refused(world: World) -> None:
    one, other = world.flights()[:2]
    hold(world, one, "k1")
    hold(world, other, "k2")
    world.supplier.order("k1", key="o1")

    with pytest.raises(KeyReused):
        world.supplier.order("k2", key="o1")


def test_order_without_a_hold_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.supplier.order("k1", key="o1")


def test_release_leaves_what_was_bought_as_it_is(world: World) -> None:
    offer = world.a_flight()
    bought(world, offer)

    world.supplier.release("h")

    assert all(sold == 1 for _, _, sold in taken(offer.offer_id).values())


def test_cancelled_order_releases_seats_and_refunds_money_once(world: World) -> None:
    offer = offer_with(world, Refundability.FULL)
    price = bought(world, offer)

    assert world.supplier.cancel("o") == price
    assert world.supplier.cancel("o") == price

    assert untouched(offer.offer_id)
    found = world.kept_order("o")
    assert found is not None
    assert (found.status, found.refund) == ("cancelled", price)


def test_cancelled_order_cannot_be_made_again(world: World) -> None:
    bought(world, world.a_flight())
    world.supplier.cancel("o")

    with pytest.raises(OrderCancelled):
        world.supplier.order("h", key="o")


def test_cancel_before_the_order_refuses_the_late_order_and_keeps_the_hold(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)

    assert world.supplier.cancel("o1") == Money(amount=0, currency="EUR")
    assert world.supplier.cancel("o1") == Money(amount=0, currency="EUR")

    with pytest.raises(OrderCancelled):
        world.supplier.order("k1", key="o1")
    world.supplier.release("k1")
    assert untouched(offer.offer_id)


@pytest.mark.parametrize("refundability", list(Refundability))
def test_order_is_void_for_a_day_and_then_refunded_by_its_terms(world: World, refundability: Refundability) -> None:
    offer = offer_with(world, refundability)
    price = bought(world, offer)
    fee = offer.cancellation_fee or Money(amount=0, currency="EUR")
    world.clock.turn(hours=24)

    refund = world.supplier.cancel("o")

    nothing = Money(amount=0, currency="EUR")
    expected = {Refundability.NONE: nothing, Refundability.WITH_FEE: price - fee, Refundability.FULL: price}
    assert refund == expected[refundability]
    assert untouched(offer.offer_id)


def test_order_within_a_day_is_void_whatever_its_terms(world: World) -> None:
    offer = offer_with(world, Refundability.NONE)
    price = bought(world, offer)
    world.clock.turn(hours=23)

    assert world.supplier.cancel("o") == price
