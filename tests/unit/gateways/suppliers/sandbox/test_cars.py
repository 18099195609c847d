"""Invented rentals in real places: the same for the same question, never to be taken for real ones, fit for whoever
asks."""

from datetime import date, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import Option, with_prices
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.gateways.suppliers.sandbox.cars import car_inventory_item, car_rentals, read_rental
from chalicelib.gateways.suppliers.sandbox.inventory_items import encode_id
from chalicelib.gateways.suppliers.sandbox.prices import CURRENCIES
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from tests.unit.gateways.suppliers.sandbox.car_samples import (
    BERLIN,
    BERLIN_AIRPORT,
    BOSTON,
    DUBLIN,
    EVERYWHERE,
    HAMBURG,
    LISBON,
    LONDON,
    MADRID,
    NOW,
    PALMA,
    PARIS,
    SUVA,
    TOKYO,
    car_query,
    cars,
    rentals,
)
from tests.unit.gateways.suppliers.sandbox.sandbox_world import sandbox_world

TIMES = [f"{hour:02}:{minute}" for hour in range(24) for minute in ("00", "30")]


def cheapest(found: list[CarOffer]) -> int:
    return min(car.price.amount for car in found)


def test_same_question_has_the_same_answer() -> None:
    with sandbox_world() as world:
        first = world.supplier.search_cars(car_query())

        assert world.supplier.search_cars(car_query()) == first
        assert [offer.offer_id for offer in first] == [offer.offer_id for offer in cars()]


@settings(max_examples=60, deadline=None)
@given(
    place=st.sampled_from(EVERYWHERE),
    pick_up_on=st.dates(date(2026, 11, 22), date(2027, 8, 1)),
    times=st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)),
    nights=st.integers(1, 90),
    category=st.sampled_from(CarCategory),
    automatic=st.booleans(),
    travellers=st.integers(1, 9),
    currency=st.sampled_from(sorted(CURRENCIES)),
)
def test_wherever_whenever_and_for_however_many_there_are_sound_cars(
    place: Place, pick_up_on: date, times: tuple[str, str], nights: int, currency: str, **asked: Any
) -> None:
    when = {"pick_up_on": pick_up_on, "pick_up_at": times[0]}
    until = {"drop_off_on": pick_up_on + timedelta(days=nights), "drop_off_at": times[1]}

    found = cars(pick_up=place, **when, **until, currency=currency, **asked)

    assert 3 <= len(found) <= 24
    assert len({car.offer_id for car in found}) == len(found)
    for car in found:
        zone = ZoneInfo(car.pick_up.timezone)
        begins, ends = (at.astimezone(zone) for at in (car.pick_up_at, car.drop_off_at))
        assert f"{begins:%Y-%m-%d %H:%M}" == f"{pick_up_on} {times[0]}" or begins.utcoffset() != ends.utcoffset()
        wall = ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
        assert car.days == ceil(wall / timedelta(days=1))
        assert car.pick_up == car.drop_off
        assert car.price.currency == car.daily.currency == currency
        assert 0 <= car.daily.amount * car.days - car.price.amount < car.days
        assert with_prices(Option(option_id="", components=(car,), rank=1, reasons=()), [car.price]).components == (
            car,
        )
        assert car.daily.amount > 0
        assert car.seats >= asked["travellers"]
        assert car.category.rank >= asked["category"].rank
        assert car.automatic or not asked["automatic"]
        assert (car.cancellation_fee is not None) == (car.refundability is Refundability.WITH_FEE)
        assert car.cancellation_fee is None or 0 < car.cancellation_fee.amount <= car.price.amount


@settings(max_examples=40, deadline=None)
@given(
    pick_up=st.sampled_from(EVERYWHERE),
    drop_off=st.sampled_from(EVERYWHERE),
    times=st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)),
    travellers=st.integers(1, 9),
)
def test_rental_is_made_again_from_its_id_alone(
    pick_up: Place, drop_off: Place, times: tuple[str, str], travellers: int
) -> None:
    for rental in rentals(
        pick_up=pick_up, drop_off=drop_off, pick_up_at=times[0], drop_off_at=times[1], travellers=travellers
    ):
        item = car_inventory_item(rental)

        assert read_rental(item.offer_id) == rental
        assert find_inventory_item(item.offer_id) == item


def test_id_that_stands_for_no_rental_is_not_found() -> None:
    there = ("c", "2027-03-03", "10:00", "Berlin", "DE", "BER", "52.5", "13.4", "Europe/Berlin")
    back = ("a", "2027-03-05", *there[2:])
    sound = ("0", "MBMR", "full", "EUR", *there, *back)

    def changed(index: int, text: str) -> str:
        return encode_id("c", *(text if place == index else part for place, part in enumerate(sound)))

    assert len(read_rental(encode_id("c", *sound)).days) == 2
    for wrong in (
        encode_id("s", *sound),
        encode_id("c", *sound[:-1]),
        changed(0, "9"),  # a company that is not there
        changed(1, "FVAR"),  # a car of other countries
        changed(4, "x"),
        changed(18, "QQQ"),
        changed(12, "Europe/Nowhere"),
        changed(14, "2027-03-02"),  # dropped off before it is picked up
        changed(14, "2028-03-05"),
    ):
        with pytest.raises(NotFound):
            read_rental(wrong)


def test_no_company_can_be_taken_for_a_real_one() -> None:
    assert len({car.company for car in cars()}) == 3
    assert all(car.company.endswith(" (sandbox)") for place in EVERYWHERE for car in cars(pick_up=place))


def test_of_each_company_and_station_there_is_a_choice_of_categories_from_the_one_asked_for_up() -> None:
    by_station: dict[tuple[str, str], set[int]] = {}
    for car in cars(category=CarCategory.COMPACT):
        by_station.setdefault((car.company, car.pick_up.name), set()).add(car.category.rank)

    assert all(ranks == {2, 3, 4} for ranks in by_station.values())


def test_nine_are_driven_in_a_van_and_five_in_no_mini() -> None:
    assert all(car.acriss[1] == "V" for car in cars(travellers=9))
    assert {car.category for car in cars(travellers=4)} >= {CarCategory.MINI}
    assert all(car.category is not CarCategory.MINI for car in cars(travellers=5))


def test_gearbox_is_what_the_country_drives_unless_an_automatic_is_asked_for() -> None:
    assert any(not car.automatic for car in cars())
    assert all(car.automatic for car in cars(automatic=True))
    assert all(car.automatic for car in [*cars(pick_up=TOKYO), *cars(pick_up=BOSTON)])


@pytest.mark.parametrize(
    "closed",
    [
        {"pick_up_at": "23:00"},
        {"drop_off_at": "05:30"},
        {"drop_off_on": date(2027, 3, 6), "drop_off_at": "14:30"},  # a Saturday afternoon
        {"pick_up_on": date(2027, 2, 28)},  # a Sunday
    ],
    ids=["late pick-up", "early drop-off", "Saturday", "Sunday"],
)
def test_while_the_centre_is_closed_the_airport_alone_is_offered(closed: dict[str, Any]) -> None:
    assert {car.pick_up.name for car in cars()} == {"Berlin Brandenburg Airport", "Berlin centre"}

    assert {car.pick_up.name for car in cars(**closed)} == {"Berlin Brandenburg Airport"}


def test_whoever_asks_at_an_airport_gets_the_car_there() -> None:
    found = cars(pick_up=BERLIN_AIRPORT)

    assert {(car.pick_up.name, car.pick_up.city) for car in found} == {("Berlin Brandenburg Airport", "Berlin")}


def test_airport_of_a_city_and_the_airport_alone_share_their_cars() -> None:
    at_airport = {car.offer_id for car in cars() if car.pick_up.name == "Berlin Brandenburg Airport"}
    units = {unit for offer_id in at_airport for unit in find_inventory_item(offer_id).units}

    assert units == {unit for car in cars(pick_up=BERLIN_AIRPORT) for unit in find_inventory_item(car.offer_id).units}


def test_another_city_costs_a_fee_and_another_country_a_higher_one() -> None:
    there_and_back = cheapest(cars())

    home = cheapest(cars(drop_off=HAMBURG)) - there_and_back
    abroad = cheapest(cars(drop_off=PARIS)) - there_and_back

    assert 3_000 < home < abroad
    assert all(
        (car.pick_up.country, car.drop_off.country) == ("DE", "FR") and car.drop_off.city == "Paris"
        for car in cars(drop_off=PARIS)
    )


def test_airport_and_centre_of_one_city_are_left_for_each_other_for_nothing() -> None:
    found = cars(pick_up=BERLIN_AIRPORT, drop_off=BERLIN)

    assert {car.drop_off.name for car in found} == {"Berlin Brandenburg Airport", "Berlin centre"}
    assert cheapest(found) == cheapest(cars(pick_up=BERLIN_AIRPORT))


@pytest.mark.parametrize(
    ("pick_up", "drop_off"),
    [(BERLIN, LISBON), (MADRID, PALMA), (LONDON, DUBLIN), (LONDON, BERLIN), (BOSTON, SUVA)],
    ids=["no neighbour", "island", "other island", "over the water", "another world"],
)
def test_where_a_car_cannot_be_left_there_are_none(pick_up: Place, drop_off: Place) -> None:
    assert cars(pick_up=pick_up, drop_off=drop_off) == []


@pytest.mark.parametrize(
    "dates",
    [
        {"drop_off_on": date(2027, 3, 3)},
        {"drop_off_on": date(2027, 3, 2)},
        {"pick_up_on": date(2026, 11, 20), "drop_off_on": date(2026, 11, 21)},
        {"pick_up_on": date(2026, 11, 19), "drop_off_on": date(2026, 11, 21)},
        {"pick_up_on": date(2027, 11, 10), "drop_off_on": date(2027, 11, 17)},
    ],
    ids=["no time", "backwards", "within the hour", "yesterday", "too far ahead"],
)
def test_what_cannot_be_driven_has_no_offers(dates: dict[str, Any]) -> None:
    assert cars(**dates) == []


def test_begun_day_counts_whole() -> None:
    assert {car.days for car in cars()} == {2}
    assert {car.days for car in cars(drop_off_at="10:30")} == {3}
    assert {car.days for car in cars(drop_off_on=date(2027, 3, 3), drop_off_at="12:00")} == {1}


@pytest.mark.parametrize("night", [date(2027, 3, 28), date(2027, 10, 31)], ids=["23 hours", "25 hours"])
def test_day_on_which_clocks_change_is_one_day(night: date) -> None:
    found = cars(pick_up_on=night - timedelta(days=1), drop_off_on=night)

    assert {car.days for car in found} == {1}


def test_more_than_ninety_days_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        car_rentals(car_query(drop_off_on=date(2027, 6, 2)), NOW)

    assert [error.pointer for error in refused.value.errors] == ["/dropOffOn"]
    assert cars(drop_off_on=date(2027, 6, 1), drop_off_at="20:00")


def test_saver_rate_is_cheaper_for_the_same_car() -> None:
    by_car: dict[tuple[str, str, str], list[CarOffer]] = {}
    for car in cars():
        by_car.setdefault((car.company, car.acriss, car.pick_up.name), []).append(car)

    pairs = [found for found in by_car.values() if len(found) == 2]

    assert pairs
    assert all(saver.refundability is Refundability.NONE and saver.price < free.price for free, saver in pairs)
