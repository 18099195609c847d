"""Fares of trains: by distance, operator, class, days ahead and day of the week."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.fares import Advance
from chalicelib.gateways.suppliers.sandbox.rail_fares import RailFare, rail_ticket_fare, ride_fare
from chalicelib.gateways.suppliers.sandbox.rail_lines import all_lines

WEDNESDAY = date(2027, 3, 3)
OPERATORS = sorted({line.operator for line in all_lines().values()})
CLASSES = (Cabin.ECONOMY, Cabin.FIRST)


def fare(
    metres: int,
    operator: str = "DB",
    cabin: Cabin = Cabin.ECONOMY,
    day: date = WEDNESDAY,
    advance: Advance = Advance.TWO_MONTHS,
    demand: float = 0.5,
) -> float:
    return ride_fare(metres, operator, cabin, day, advance, demand)


@settings(max_examples=100)
@given(
    metres=st.integers(1_000, 2_500_000),
    more=st.integers(1_000, 500_000),
    operator=st.sampled_from(OPERATORS),
    cabin=st.sampled_from(CLASSES),
    demand=st.floats(0, 0.999),
)
def test_fare_rises_with_distance_ever_slower(
    metres: int, more: int, operator: str, cabin: Cabin, demand: float
) -> None:
    near, far = (fare(each, operator, cabin, demand=demand) for each in (metres, metres + more))

    assert near < far
    assert far / (metres + more) < near / metres


@pytest.mark.parametrize("operator", OPERATORS)
def test_second_class_ticket_costs_from_some_cents_to_some_half_a_euro_a_kilometre(operator: str) -> None:
    cheapest = rail_ticket_fare([fare(400_000, operator, advance=Advance.EARLY, demand=0.0)], RailFare.SAVER)
    dearest = rail_ticket_fare([fare(400_000, operator, advance=Advance.LAST_DAYS, demand=0.99)], RailFare.FLEXIBLE)

    assert 2 <= cheapest / 400 < dearest / 400 <= 60


def test_british_trains_cost_more_and_polish_ones_less_than_german_ones() -> None:
    assert fare(300_000, "PKP Intercity") < fare(300_000, "DB") < fare(300_000, "LNER")


def test_later_purchase_costs_more() -> None:
    fares = [fare(300_000, advance=advance) for advance in Advance]

    assert fares == sorted(fares, reverse=True)
    assert len(set(fares)) == len(fares)


def test_friday_and_sunday_cost_more_than_the_days_between() -> None:
    monday = WEDNESDAY - timedelta(days=2)
    _, tuesday, wednesday, _, friday, saturday, sunday = (
        fare(300_000, day=monday + timedelta(days=i)) for i in range(7)
    )

    assert min(friday, sunday) > max(tuesday, wednesday, saturday)


def test_journey_with_changes_costs_less_than_its_trains() -> None:
    assert rail_ticket_fare([1_000, 2_000], RailFare.STANDARD) == pytest.approx(2_640)
    assert rail_ticket_fare([3_000], RailFare.STANDARD) == pytest.approx(3_000)
