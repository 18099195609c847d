"""CO2 by the published factors."""

import pytest

from chalicelib.domain.offers.emissions import flight_co2_grams, rail_co2_grams
from chalicelib.domain.trip_requests.trip_request import Cabin


@pytest.mark.parametrize(
    ("kilometres", "cabin", "kilograms"),
    [
        (1_000, Cabin.ECONOMY, 125.76),
        (1_000, Cabin.BUSINESS, 188.63),
        (6_000, Cabin.ECONOMY, 702.24),
        (6_000, Cabin.PREMIUM_ECONOMY, 1_123.56),
        (6_000, Cabin.BUSINESS, 2_036.4),
        (6_000, Cabin.FIRST, 2_808.84),
    ],
)
def test_co2_is_the_published_factor_times_the_distance(kilometres: int, cabin: Cabin, kilograms: float) -> None:
    assert flight_co2_grams(kilometres * 1_000, cabin, 1) == round(kilograms * 1_000)


def test_co2_is_for_all_travellers_together() -> None:
    assert flight_co2_grams(1_000_000, Cabin.ECONOMY, 3) == 3 * flight_co2_grams(1_000_000, Cabin.ECONOMY, 1)


@pytest.mark.parametrize(("is_international", "grams"), [(False, 35_460), (True, 4_460)])
def test_co2_of_a_train_is_by_whether_it_crosses_a_border(*, is_international: bool, grams: int) -> None:
    assert rail_co2_grams(1_000_000, 1, is_international=is_international) == grams
    assert rail_co2_grams(1_000_000, 3, is_international=is_international) == 3 * grams
