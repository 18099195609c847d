"""What fares include: more for more money, less with low-cost airlines, and said with every offer."""

from itertools import pairwise

import pytest

from chalicelib.domain.offers.terms import BagAllowance, SeatSelection
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.airlines import all_airlines
from chalicelib.gateways.suppliers.sandbox.fare_terms import (
    REFUNDS,
    bag_allowance,
    brands_of,
    fare_name,
    seat_selection,
)
from chalicelib.gateways.suppliers.sandbox.fares import FareBrand
from tests.unit.gateways.suppliers.sandbox.flight_checks import offers
from tests.unit.gateways.suppliers.sandbox.sandbox_world import flight_query

LOW_COST = {airline.designator for airline in all_airlines() if airline.low_cost}
SEATS = list(SeatSelection)
kinds = pytest.mark.parametrize("low_cost", [True, False], ids=["low-cost", "network"])


@kinds
@pytest.mark.parametrize("cabin", Cabin)
def test_more_expensive_brand_includes_no_less(cabin: Cabin, low_cost: bool) -> None:
    for cheap, dear in pairwise(brands_of(cabin)):
        some, more = (bag_allowance(cabin, brand, low_cost=low_cost) for brand in (cheap, dear))
        assert (some.cabin, some.checked) <= (more.cabin, more.checked)
        seat, better = (seat_selection(cabin, brand, low_cost=low_cost) for brand in (cheap, dear))
        assert SEATS.index(seat) <= SEATS.index(better)


@pytest.mark.parametrize("brand", FareBrand)
def test_low_cost_airline_includes_no_more_than_a_network_carrier(brand: FareBrand) -> None:
    low_cost, network = (bag_allowance(Cabin.ECONOMY, brand, low_cost=kind) for kind in (True, False))

    assert low_cost.cabin <= network.cabin
    assert low_cost.checked <= network.checked


def test_better_cabin_includes_more_bags_and_a_seat() -> None:
    bags = [bag_allowance(cabin, FareBrand.FLEX, low_cost=False).checked for cabin in Cabin]

    assert bags == sorted(bags)
    assert {seat_selection(cabin, FareBrand.STANDARD, low_cost=False) for cabin in Cabin} == {SeatSelection.INCLUDED}


def test_every_offer_says_its_fare_its_bags_and_the_choice_of_a_seat() -> None:
    found = [offer for cabin in Cabin for offer in offers(flight_query(cabin=cabin))]

    for offer in found:
        [brand] = [brand for brand in FareBrand if offer.fare_brand == fare_name(offer.cabin, brand)]
        low_cost = offer.carriers[0] in LOW_COST
        assert offer.refundability is REFUNDS[brand]
        assert offer.bags == bag_allowance(offer.cabin, brand, low_cost=low_cost)
        assert offer.seat_selection is seat_selection(offer.cabin, brand, low_cost=low_cost)
    assert {offer.carriers[0] in LOW_COST for offer in found} == {True, False}


def test_light_fare_of_a_low_cost_airline_is_for_what_goes_under_the_seat() -> None:
    light = [each for each in offers(flight_query()) if each.fare_brand == "Economy Light"]

    mine = [(each.bags, each.seat_selection) for each in light if each.carriers[0] in LOW_COST]
    theirs = [(each.bags, each.seat_selection) for each in light if each.carriers[0] not in LOW_COST]

    assert set(mine) == {(BagAllowance(cabin=0, checked=0), SeatSelection.FOR_A_FEE)}
    assert set(theirs) == {(BagAllowance(cabin=1, checked=0), SeatSelection.FOR_A_FEE)}


def test_fares_are_named_by_cabin_and_brand() -> None:
    assert fare_name(Cabin.PREMIUM_ECONOMY, FareBrand.FLEX) == "Premium Economy Flex"
