from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places.geo import EARTH_RADIUS, great_circle_distance, initial_bearing

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)

HEATHROW, KENNEDY = (51.4706, -0.46194), (40.639928, -73.778692)
AUCKLAND, LOS_ANGELES = (-37.0081, 174.792), (33.942496, -118.408049)


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [
        (HEATHROW, KENNEDY, 5_540),
        (AUCKLAND, LOS_ANGELES, 10_482),
        ((0.0, 0.0), (0.0, 180.0), pi * EARTH_RADIUS / 1000),
        ((90.0, 0.0), (-90.0, 77.0), pi * EARTH_RADIUS / 1000),
        ((0.0, 179.5), (0.0, -179.5), EARTH_RADIUS * pi / 180 / 1000),
    ],
)
def test_known_routes_have_their_known_length(
    start: tuple[float, float], end: tuple[float, float], kilometres: float
) -> None:
    assert great_circle_distance(*start, *end) / 1000 == pytest.approx(kilometres, rel=0.002)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_in_both_directions_and_never_beyond_half_the_globe(
    latitude1: float, longitude1: float, latitude2: float, longitude2: float
) -> None:
    there = great_circle_distance(latitude1, longitude1, latitude2, longitude2)
    back = great_circle_distance(latitude2, longitude2, latitude1, longitude1)

    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= pi * EARTH_RADIUS


@given(latitudes, longitudes)
def test_a_point_is_no_distance_from_itself(latitude: float, longitude: float) -> None:
    assert great_circle_distance(latitude, longitude, latitude, longitude) == 0


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0.0, 0.0), (10.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 10.0), 90),
        ((10.0, 0.0), (0.0, 0.0), 180),
        ((0.0, 0.0), (0.0, -10.0), 270),
        (HEATHROW, KENNEDY, 288),
    ],
)
def test_bearing_leaves_in_the_known_direction(
    start: tuple[float, float], end: tuple[float, float], expected: float
) -> None:
    assert initial_bearing(*start, *end) == pytest.approx(expected, abs=0.5)


@given(latitudes, longitudes, latitudes, longitudes)
def test_bearing_is_a_compass_direction(
    latitude1: float, longitude1: float, latitude2: float, longitude2: float
) -> None:
    assert 0 <= initial_bearing(latitude1, longitude1, latitude2, longitude2) < 360
