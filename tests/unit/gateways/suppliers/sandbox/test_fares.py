"""Fares and room rates move the way travellers know them to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.fares import (
    Advance,
    FareBrand,
    advance_class,
    distance_fare,
    room_rate,
    seat_fare,
    ticket_fare,
)

DAY = date(2027, 3, 3)
METRES = st.integers(150_000, 20_000_000)
DEMAND = st.floats(0, 1, exclude_max=True)


@given(one=METRES, other=METRES)
def test_farther_costs_more_but_less_a_kilometre(one: int, other: int) -> None:
    near, far = sorted((one, other))

    assert distance_fare(near) <= distance_fare(far)
    assert distance_fare(near) / near >= distance_fare(far) / far


@given(metres=METRES, demand=DEMAND, low_cost=st.booleans(), advance=st.sampled_from(Advance))
def test_every_cabin_costs_more_than_the_one_below(
    metres: int, demand: float, low_cost: bool, advance: Advance
) -> None:
    fares = [seat_fare(metres, cabin, DAY, advance, demand, low_cost=low_cost) for cabin in Cabin]

    assert fares == sorted(set(fares))


@given(metres=METRES, demand=DEMAND)
def test_buying_later_costs_more(metres: int, demand: float) -> None:
    fares = [seat_fare(metres, Cabin.ECONOMY, DAY, advance, demand, low_cost=False) for advance in Advance]

    assert fares == sorted(fares, reverse=True)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, "l"),
        (0, "l"),
        (3, "l"),
        (4, "w"),
        (7, "w"),
        (8, "t"),
        (14, "t"),
        (15, "m"),
        (31, "n"),
        (60, "n"),
        (61, "e"),
    ],
)
def test_advance_class_is_by_whole_days(days: int, expected: str) -> None:
    assert advance_class(days) is Advance(expected)


def test_connection_and_return_are_cheaper_than_their_single_flights() -> None:
    single = ticket_fare([[10_000]], FareBrand.LIGHT)
    connection = ticket_fare([[5_000, 5_000]], FareBrand.LIGHT)
    there_and_back = ticket_fare([[10_000], [10_000]], FareBrand.LIGHT)

    assert connection < single == 10_000
    assert single < there_and_back < 2 * single


def test_freedom_to_cancel_costs_more() -> None:
    fares = [ticket_fare([[10_000]], brand) for brand in FareBrand]

    assert fares == sorted(set(fares))


def test_room_costs_more_with_stars_nearness_level_and_demand() -> None:
    def rate(stars: int = 3, kilometres: float = 1, level: float = 1.0, demand: float = 0.5) -> float:
        return room_rate(stars, kilometres, DAY, level, demand, southern=False)

    assert [rate(stars=stars) for stars in range(1, 6)] == sorted({rate(stars=stars) for stars in range(1, 6)})
    assert rate(kilometres=5) < rate(kilometres=1)
    assert rate(level=0.7) < rate(level=1.5)
    assert rate(demand=0.1) < rate(demand=0.9)


def test_seasons_are_reversed_in_the_south() -> None:
    january, july = date(2027, 1, 13), date(2027, 7, 14)

    assert room_rate(3, 1, january, 1, 0.5, southern=True) == room_rate(3, 1, july, 1, 0.5, southern=False)
    assert room_rate(3, 1, january, 1, 0.5, southern=True) > room_rate(3, 1, january, 1, 0.5, southern=False)
