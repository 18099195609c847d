"""Giving back at the sandbox: quoted first, taken back once on the terms quoted, every cent of the price told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.money import Money, split, total
from chalicelib.domain.offers.offers import FlightOffer, Offer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.errors import Conflict, Departed, KeyReused, NotFound, OrderCancelled, QuoteExpired
from chalicelib.gateways.suppliers.protocol import SupplierTerms
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, stay_query, taken, untouched


def bought(world: World, offer: Offer, *, days_later: int = 2) -> Money:
    """What was paid for an order with the key `o`, some days ago."""
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    price = world.supplier.order("h", key="o").price
    world.clock.turn(days=days_later)
    return price


def with_terms(world: World, refundability: Refundability) -> FlightOffer:
    return next(offer for offer in world.flights() if offer.refundability is refundability)


def quote(world: World, *parts: int, key: str = "q", until: datetime | None = None) -> SupplierTerms:
    return world.supplier.quote_cancel("o", parts, key=key, until=until or world.until(days=1))


def sums(terms: SupplierTerms) -> tuple[Money, Money]:
    return total((each.fee for each in terms.parts), "EUR"), total((each.refund for each in terms.parts), "EUR")


def sold(offer: Offer) -> list[int]:
    """How many are sold of each unit, part after part."""
    units = taken(offer.offer_id)
    return [units[unit][2] for part in find_inventory_item(offer.offer_id).parts for unit in part.units]


@given(whole=st.integers(0, 10**9), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_parts_always_add_up_to_the_whole(whole: int, weights: list[int]) -> None:
    parts = split(Money(amount=whole, currency="EUR"), weights)

    assert total(parts, "EUR").amount == whole
    assert all(part.amount >= 0 for part in parts)
    weight = sum(weights)
    if weight:
        assert all(abs(part.amount - whole * w / weight) < 1.001 for part, w in zip(parts, weights, strict=True))


@pytest.mark.parametrize("refundability", list(Refundability))
def test_fee_and_refund_of_every_part_add_up_to_what_was_paid_for_it(
    world: World, refundability: Refundability
) -> None:
    offer = with_terms(world, refundability)
    price = bought(world, offer)

    terms = quote(world, 0, 1)

    assert all(each.paid == each.fee + each.refund for each in terms.parts)
    assert total((each.paid for each in terms.parts), "EUR") == price
    fee, refund = sums(terms)
    assert {each.refund_to for each in terms.parts} == {"credit" if refundability is Refundability.NONE else "original"}
    assert fee.amount == {Refundability.FULL: 0}.get(refundability, 6_000)
    assert refund == price - fee


def test_a_quote_changes_nothing(world: World) -> None:
    offer = world.a_flight()
    bought(world, offer)
    before = taken(offer.offer_id)

    quote(world, 0, 1)

    assert taken(offer.offer_id) == before
    found = world.kept_order("o")
    assert found is not None
    assert (found.status, found.refund) == ("confirmed", None)


def test_a_part_is_refunded_once_on_the_terms_quoted(world: World) -> None:
    offer = with_terms(world, Refundability.WITH_FEE)
    bought(world, offer)
    terms = quote(world, 1)

    answers = [world.supplier.confirm_cancel("q") for _ in range(3)]

    assert answers == [terms] * 3
    parts = find_inventory_item(offer.offer_id).parts
    assert sold(offer) == [1] * len(parts[0].units) + [0] * len(parts[1].units)
    found = world.kept_order("o")
    assert found is not None
    assert found.status == "confirmed"


def test_part_by_part_comes_to_the_same_as_at_once(world: World) -> None:
    offer = with_terms(world, Refundability.WITH_FEE)
    bought(world, offer)
    at_once = sums(quote(world, 0, 1))

    first = quote(world, 1, key="q1")
    world.supplier.confirm_cancel("q1")
    second = quote(world, 0, key="q2")
    world.supplier.confirm_cancel("q2")

    assert tuple(a + b for a, b in zip(sums(first), sums(second), strict=True)) == at_once
    assert untouched(offer.offer_id)
    found = world.kept_order("o")
    assert found is not None
    assert (found.status, found.refund) == ("cancelled", at_once[1])


@pytest.mark.waits
def test_racing_confirmations_refund_once(world: World) -> None:
    offer = world.a_flight()
    bought(world, offer)
    quote(world, 0, 1)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(world.supplier.confirm_cancel, ["q"] * 6))

    assert len(set(map(repr, answers))) == 1
    assert untouched(offer.offer_id)


def test_of_two_quotes_for_one_part_one_is_confirmed(world: World) -> None:
    bought(world, world.a_flight())
    quote(world, 0, key="q1")
    quote(world, 0, 1, key="q2")
    world.supplier.confirm_cancel("q1")

    with pytest.raises(Conflict):
        world.supplier.confirm_cancel("q2")
    with pytest.raises(Conflict):
        quote(world, 0, key="q3")
    assert world.supplier.confirm_cancel("q1").parts[0].part_index == 0


def test_terms_expire_and_are_then_quoted_again(world: World) -> None:
    offer = with_terms(world, Refundability.WITH_FEE)
    bought(world, offer, days_later=0)
    free = quote(world, 0, until=world.until(hours=30))
    assert sums(free)[0].amount == 0
    world.clock.turn(hours=29)
    assert quote(world, 0) == free  # the void window is over, but these terms still stand
    world.clock.turn(hours=1)

    with pytest.raises(QuoteExpired):
        world.supplier.confirm_cancel("q")
    assert sums(quote(world, 0))[0].amount > 0


def test_a_confirmed_quote_is_the_same_for_ever(world: World) -> None:
    bought(world, world.a_flight())
    terms = quote(world, 0)
    world.supplier.confirm_cancel("q")
    world.clock.turn(days=30)

    assert quote(world, 0) == terms == world.supplier.confirm_cancel("q")


def test_nothing_is_refunded_of_what_has_begun(world: World) -> None:
    offer = world.a_flight()
    bought(world, offer)
    quote(world, 1, key="later", until=world.until(days=3))
    world.clock.time = offer.slices[0].departs_at

    with pytest.raises(Departed):
        quote(world, 0)
    home = quote(world, 1, key="home")
    assert home.expires_at <= offer.slices[1].departs_at
    world.clock.time = offer.slices[1].departs_at
    with pytest.raises(QuoteExpired):
        world.supplier.confirm_cancel("home")


def test_quotes_stand_no_longer_than_four_days_and_not_beyond_departure(world: World) -> None:
    offer = world.a_flight()
    bought(world, offer)

    assert quote(world, 0, until=world.until(days=30)).expires_at == world.clock.time + timedelta(days=4)
    world.clock.time = offer.slices[0].departs_at - timedelta(hours=1)
    assert quote(world, 0, key="late").expires_at == offer.slices[0].departs_at


def test_what_was_never_ordered_or_quoted_is_not_found(world: World) -> None:
    bought(world, world.a_flight())

    for parts in ((), (2,), (0, 5)):
        with pytest.raises(NotFound):
            quote(world, *parts)
    with pytest.raises(NotFound):
        world.supplier.quote_cancel("other", [0], key="q", until=world.until())
    with pytest.raises(NotFound):
        world.supplier.confirm_cancel("never")
    quote(world, 0)
    with pytest.raises(KeyReused):
        quote(world, 1)


def test_a_stay_is_one_part_and_a_non_refundable_rate_refunds_nothing(world: World) -> None:
    stay = next(s for s in world.supplier.search_stays(stay_query()) if s.refundability is Refundability.NONE)
    price = bought(world, stay)

    (part,) = quote(world, 0).parts

    assert (part.fee, part.refund.amount, part.refund_to) == (price, 0, "original")


def test_compensation_cancels_what_is_left_of_an_order(world: World) -> None:
    offer = with_terms(world, Refundability.FULL)
    price = bought(world, offer)
    quote(world, 0)
    world.supplier.confirm_cancel("q")

    refunds = [world.supplier.cancel("o") for _ in range(2)]

    assert refunds == [price, price]
    assert untouched(offer.offer_id)
    with pytest.raises(OrderCancelled):
        world.supplier.order("h", key="o")
