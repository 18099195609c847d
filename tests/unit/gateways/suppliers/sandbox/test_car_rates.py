"""What a rental costs: more for a better car, for longer and at the airport, less a day by the week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.gateways.suppliers.sandbox.car_fleets import CarModel
from chalicelib.gateways.suppliers.sandbox.car_rates import FREE_WITHIN, day_factor, first_day_rate, one_way_fee

TUESDAY = date(2027, 3, 2)
DEMAND = st.floats(0, 1, exclude_max=True)


def first_day(acriss: str, *, costs_more_automatic: bool = True, at_airport: bool = False) -> float:
    model = CarModel(acriss, 5, "A car")
    return first_day_rate(model, costs_more_automatic=costs_more_automatic, at_airport=at_airport)


def whole(days: int, begins: date = TUESDAY) -> float:
    return sum(day_factor(begins + timedelta(days=number), number, 0.5, southern=False) for number in range(days))


def test_each_category_costs_more_than_the_one_below_it() -> None:
    rates = [first_day(f"{letter}DMR") for letter in "MECISFP"]

    assert rates == sorted(rates)
    assert len(set(rates)) == len(CarCategory)


def test_van_estate_automatic_and_airport_cost_more() -> None:
    usual = first_day("CDMR")

    assert usual < first_day("CWMR") < first_day("CVMR")
    assert usual < first_day("CDAR") < first_day("CDAH")
    assert usual == first_day("CDAR", costs_more_automatic=False)
    assert usual < first_day("CDMR", at_airport=True)


@given(days=st.integers(1, 90), begins=st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_longer_rental_never_costs_less_and_never_more_than_as_many_first_days(days: int, begins: date) -> None:
    assert whole(days, begins) < whole(days + 1, begins)
    first_days = (day_factor(begins + timedelta(days=number), 0, 0.5, southern=False) for number in range(days))
    assert whole(days, begins) <= sum(first_days) + 1e-9


def test_week_is_cheaper_a_day_than_three_days_and_a_weekend_than_the_days_of_work() -> None:
    assert whole(7) / 7 < whole(3) / 3
    assert whole(2, date(2027, 3, 6)) < whole(2)


@given(demand=DEMAND, number=st.integers(0, 90))
def test_summer_is_the_season_of_each_half_of_the_world(demand: float, number: int) -> None:
    july, january = date(2027, 7, 6), date(2027, 1, 5)

    assert day_factor(january, number, demand, southern=False) < day_factor(july, number, demand, southern=False)
    assert day_factor(july, number, demand, southern=True) < day_factor(january, number, demand, southern=True)


@given(metres=st.integers(0, 20_000_000), further=st.integers(0, 1_000_000))
def test_leaving_it_further_away_never_costs_less_and_abroad_always_more(metres: int, further: int) -> None:
    for abroad in (False, True):
        assert one_way_fee(metres, abroad=abroad) <= one_way_fee(metres + further, abroad=abroad)
    assert one_way_fee(metres, abroad=False) < one_way_fee(metres, abroad=True)


@pytest.mark.parametrize(("metres", "fee"), [(0, 0), (FREE_WITHIN, 0), (255_000, 6_060), (4_000_000, 40_000)])
def test_fee_within_a_country(metres: int, fee: float) -> None:
    assert one_way_fee(metres, abroad=False) == fee
