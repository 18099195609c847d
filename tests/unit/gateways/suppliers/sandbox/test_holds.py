"""Holding, pricing, buying and giving back: once for each key, in whatever order the calls arrive."""

from datetime import timedelta

import pytest

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.errors import (
    HoldExpired,
    HoldReleased,
    InvalidInput,
    KeyReused,
    NotFound,
    OfferExpired,
    SoldOut,
)
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.protocol import CarSupplier, FlightSupplier, RailSupplier, StaySupplier
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item, set_price_percent, set_seats_left
from tests.unit.gateways.suppliers.sandbox.car_samples import car_query
from tests.unit.gateways.suppliers.sandbox.rail_samples import rail_query
from tests.unit.gateways.suppliers.sandbox.sandbox_world import (
    ANNA,
    World,
    flight_query,
    hold,
    stay_query,
    taken,
    untouched,
)


def test_sandbox_keeps_the_protocols_of_all_kinds_of_supplier(world: World) -> None:
    flights: FlightSupplier = world.supplier
    rail: RailSupplier = world.supplier
    stays: StaySupplier = world.supplier
    cars: CarSupplier = world.supplier

    offers: list[Offer] = [
        *flights.search_flights(flight_query()),
        *rail.search_rail(rail_query()),
        *stays.search_stays(stay_query()),
        *cars.search_cars(car_query()),
    ]

    assert {type(offer) for offer in offers} == {FlightOffer, RailOffer, StayOffer, CarOffer}
    assert all(registry.for_offer(offer) is registry.for_component("flight") for offer in offers)
    assert {offer.supplier for offer in offers} == {"sandbox"}, "the name under which it is found again"


def test_hold_takes_one_seat_of_every_flight_at_the_offered_price(world: World) -> None:
    offer = world.a_flight()

    held = world.supplier.hold(offer, key="k1", travellers=[ANNA], until=world.until())

    assert held.price == offer.price
    assert held.expires_at == world.until()
    assert held.status == "held"
    assert all((held, sold) == (1, 0) for _, held, sold in taken(offer.offer_id).values())


def test_same_key_holds_once(world: World) -> None:
    offer = world.a_flight()

    first = world.supplier.hold(offer, key="k1", travellers=[ANNA], until=world.until())
    again = world.supplier.hold(offer, key="k1", travellers=[ANNA], until=world.until(hours=2))

    assert again == first
    assert all(held == 1 for _, held, _ in taken(offer.offer_id).values())


def test_key_that_holds_another_offer_is_refused(world: World) -> None:
    one, other = world.flights()[:2]
    hold(world, one)

    with pytest.raises(KeyReused):
        hold(world, other)


def test_hold_for_another_number_of_travellers_than_offered_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.supplier.hold(world.a_flight(), key="k1", travellers=[ANNA, ANNA], until=world.until())


def test_hold_that_would_end_before_now_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.supplier.hold(world.a_flight(), key="k1", travellers=[ANNA], until=world.clock.time)


def test_hold_ends_no_later_than_seventy_two_hours_from_now(world: World) -> None:
    held = world.supplier.hold(world.a_flight(), key="k1", travellers=[ANNA], until=world.until(days=30))

    assert held.expires_at == world.until(hours=72)


def test_offer_cannot_be_held_after_its_time(world: World) -> None:
    offer = world.a_flight()
    world.clock.time = offer.expires_at

    with pytest.raises(OfferExpired):
        hold(world, offer)
    assert untouched(offer.offer_id)


def test_offer_that_the_sandbox_never_made_is_not_found(world: World) -> None:
    for offer_id in ("", "sbx-f-", "sbx-f-!!!!", "sbx-f-YWJj", "sbx-s-YWJj", "other-f-YWJj", "sbx-x-YWJj"):
        with pytest.raises(NotFound):
            find_inventory_item(offer_id)


def test_last_seat_goes_to_the_first_and_the_next_finds_it_sold_out(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 1)
    hold(world, offer, "first")

    with pytest.raises(SoldOut):
        hold(world, offer, "second")

    assert world.kept_hold("second") is None
    assert all(left == 0 and held == 1 for left, held, _ in taken(offer.offer_id).values())


def test_flight_without_seats_is_no_longer_offered(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 0)

    offers = world.flights()

    assert offer.offer_id not in {other.offer_id for other in offers}
    assert len(offers) >= 8


def test_released_seats_can_be_held_by_another(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 1)
    hold(world, offer, "first")

    world.supplier.release("first")
    world.supplier.release("first")

    assert all(left == 1 and held == 0 for left, held, _ in taken(offer.offer_id).values())
    hold(world, offer, "second")


def test_released_hold_cannot_be_held_or_bought_again(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)
    world.supplier.release("k1")

    with pytest.raises(HoldReleased):
        hold(world, offer)
    with pytest.raises(HoldReleased):
        world.supplier.order("k1", key="o1")
    assert untouched(offer.offer_id)


def test_release_before_the_hold_refuses_the_late_hold(world: World) -> None:
    offer = world.a_flight()
    world.supplier.release("k1")

    with pytest.raises(HoldReleased):
        hold(world, offer)

    assert untouched(offer.offer_id)
    assert world.kept_hold("k1") is None


def test_expired_hold_counts_for_nothing_though_nobody_released_it(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 1)
    hold(world, offer, "first")
    world.clock.turn(hours=1)
    found_again = {other.offer_id: other for other in world.flights()}

    hold(world, found_again[offer.offer_id], "second")

    assert all(left == 0 and held == 1 for left, held, _ in taken(offer.offer_id).values())
    found = world.kept_hold("first")
    assert found is not None
    assert found.status == "expired"


def test_hold_in_its_last_second_still_keeps_its_seat(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 1)
    world.supplier.hold(offer, key="first", travellers=[ANNA], until=world.until(seconds=1))

    with pytest.raises(SoldOut):
        hold(world, offer, "second")
    world.clock.turn(seconds=1)
    hold(world, offer, "second")


def test_expired_hold_cannot_be_bought_priced_or_held_again(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)
    world.clock.turn(hours=1)

    with pytest.raises(HoldExpired):
        world.supplier.order("k1", key="o1")
    with pytest.raises(HoldExpired):
        world.supplier.price(offer, hold_key="k1")
    with pytest.raises(HoldExpired):
        hold(world, offer)


def test_released_after_its_expiry_returns_the_seat_once(world: World) -> None:
    offer = world.a_flight()
    hold(world, offer)
    world.clock.turn(hours=1)

    world.supplier.release("k1")
    world.supplier.release("k1")

    assert untouched(offer.offer_id)


def test_price_that_moved_since_the_search_is_the_price_of_the_hold(world: World) -> None:
    offer = world.a_flight()
    set_price_percent(offer.offer_id, 125)

    held = hold(world, offer)

    assert held == world.supplier.price(offer, hold_key="k1")
    assert held.amount == (offer.price.amount * 125 + 50) // 100
    assert world.a_flight().price == held


def test_price_that_moves_during_the_hold_is_charged_only_when_it_was_announced(world: World) -> None:
    one, other = world.flights()[0], world.flights(destinations=("LCY",))[0]
    hold(world, one, "k1")
    hold(world, other, "k2")
    set_price_percent(one.offer_id, 110)
    set_price_percent(other.offer_id, 110)

    announced = world.supplier.price(one, hold_key="k1")

    assert announced.amount > one.price.amount
    assert world.supplier.order("k1", key="o1").price == announced
    assert world.supplier.order("k2", key="o2").price == other.price
    assert world.supplier.price(one, hold_key="k1") == announced


def test_price_of_an_unknown_hold_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.supplier.price(world.a_flight(), hold_key="nobody's")


def test_stay_takes_a_room_every_night_and_releases_it(world: World) -> None:
    offer = world.supplier.search_stays(stay_query(rooms=2))[0]
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    world.supplier.order("h", key="o")

    nights = taken(offer.offer_id)
    assert len(nights) == offer.nights == 2
    assert all((held, sold) == (0, 2) for _, held, sold in nights.values())
    world.supplier.cancel("o")
    assert untouched(offer.offer_id)


def test_a_month_of_nights_is_held_and_bought_in_one_piece(world: World) -> None:
    query = stay_query(check_out=stay_query().check_in + timedelta(days=60))
    offer = world.supplier.search_stays(query)[0]

    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    world.supplier.order("h", key="o")

    assert all(sold == 1 for _, _, sold in taken(offer.offer_id).values())


def test_stay_sold_out_on_one_night_is_not_offered(world: World) -> None:
    last_night = world.supplier.search_stays(stay_query(check_in=stay_query().check_in + timedelta(days=1)))[0]
    set_seats_left(last_night.offer_id, 0)

    names = {offer.name for offer in world.supplier.search_stays(stay_query())}

    assert last_night.name not in names
    assert len(names) == 9
