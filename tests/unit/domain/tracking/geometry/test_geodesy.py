from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.geometry.geodesy import (
    destination,
    geodesic_distance,
    metres_per_degree,
    points_between,
    project_onto,
    surface_distance,
    to_arc,
    to_cartesian,
    to_chord,
    to_degrees,
)

quick = settings(max_examples=30)
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
points = st.tuples(latitudes, longitudes)
bearings = st.floats(0, 360)

HEATHROW, SINGAPORE = (51.4706, -0.461941), (1.35019, 103.994003)
AUCKLAND, LOS_ANGELES = (-37.0081, 174.792), (33.942496, -118.408049)
# What lies under an airport at Madrid is near the north of New Zealand: the antipode of one is 15 km from the other.
MADRID, WEBER = (40.471926, -3.56264), (-40.40, 176.32)


def _truth(start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(Geodesic.WGS84.Inverse(*start, *end)["s12"])


def _beside(start: tuple[float, float], bearing: float, metres: float) -> tuple[float, float]:
    reached = Geodesic.WGS84.Direct(*start, bearing, metres)
    return float(reached["lat2"]), float(reached["lon2"])


@quick
@given(points, points)
def test_a_distance_of_any_length_is_the_geodesics(start: tuple[float, float], end: tuple[float, float]) -> None:
    assert geodesic_distance(*start, *end) == pytest.approx(_truth(start, end), abs=1e-3)


@quick
@given(points, st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_so_is_that_of_points_nearly_opposite_each_other(start: tuple[float, float], north: float, east: float) -> None:
    latitude, longitude = start
    end = (max(-90.0, min(90.0, -latitude + north)), (longitude + east) % 360 - 180)

    assert geodesic_distance(*start, *end) == pytest.approx(_truth(start, end), abs=1e-2)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (HEATHROW, SINGAPORE),
        (AUCKLAND, LOS_ANGELES),
        (MADRID, WEBER),
        ((0.0, 0.0), (0.0, 180.0)),
        ((0.0, 0.0), (0.0, 179.4)),
        ((90.0, 0.0), (-90.0, 0.0)),
        ((30.0, 10.0), (-30.0, -170.0)),
        ((0.0, 179.9), (0.0, -179.9)),
    ],
)
def test_known_distances_are_the_geodesics(start: tuple[float, float], end: tuple[float, float]) -> None:
    assert geodesic_distance(*start, *end) == pytest.approx(_truth(start, end), abs=1e-2)


@quick
@given(points, bearings, st.floats(0, 500_000))
def test_a_short_distance_by_vectors_is_the_geodesic_within_millionths(
    start: tuple[float, float], bearing: float, metres: float
) -> None:
    end = _beside(start, bearing, metres)

    assert surface_distance(to_cartesian(*start), to_cartesian(*end)) == pytest.approx(metres, rel=4e-6, abs=1e-3)


@quick
@given(points, bearings, st.floats(500_000, 10_000_000))
def test_a_long_distance_by_vectors_is_within_a_hundredth(
    start: tuple[float, float], bearing: float, metres: float
) -> None:
    end = _beside(start, bearing, metres)

    assert surface_distance(to_cartesian(*start), to_cartesian(*end)) == pytest.approx(metres, rel=1e-2)


@quick
@given(points)
def test_a_vector_is_its_point(point: tuple[float, float]) -> None:
    latitude, longitude = to_degrees(to_cartesian(*point))

    assert geodesic_distance(latitude, longitude, *point) < 1e-3


@quick
@given(st.floats(0, 20_000_000))
def test_a_chord_is_that_of_its_arc(metres: float) -> None:
    assert to_arc(to_chord(metres)) == pytest.approx(metres, rel=1e-6, abs=1e-6)


@quick
@given(st.floats(-89, 89), longitudes)
def test_a_degree_has_its_metres(latitude: float, longitude: float) -> None:
    north, east = metres_per_degree(latitude)

    assert _truth((latitude - 0.001, longitude), (latitude + 0.001, longitude)) == pytest.approx(north / 500, rel=1e-6)
    assert _truth((latitude, longitude), (latitude, longitude + 0.001)) == pytest.approx(east / 1000, rel=1e-6)


@quick
@given(points, bearings, st.floats(0, 10_000_000))
def test_a_destination_is_as_far_as_asked(start: tuple[float, float], bearing: float, metres: float) -> None:
    end = destination(*start, bearing, metres)

    assert -90 <= end[0] <= 90
    assert -180 <= end[1] < 180
    assert _truth(start, end) == pytest.approx(metres, rel=6e-3, abs=1e-3)


@quick
@given(points, points, st.floats(100_000, 2_000_000))
def test_points_of_the_shortest_path_are_near_each_other_and_add_up_to_it(
    start: tuple[float, float], end: tuple[float, float], longest: float
) -> None:
    path = list(points_between(to_cartesian(*start), to_cartesian(*end), longest))
    gaps = [surface_distance(one, other) for one, other in pairwise(path)]

    assert (path[0], path[-1]) == (to_cartesian(*start), to_cartesian(*end))
    assert max(gaps, default=0) <= longest * 1.01
    length = sum(geodesic_distance(*to_degrees(one), *to_degrees(other)) for one, other in pairwise(path))
    # Where the ends are nearly opposite each other, the ellipsoid's shortest path goes by the poles instead.
    assert _truth(start, end) - 1 <= length <= _truth(start, end) + 35_000
    if _truth(start, end) < 15_000_000:
        assert length == pytest.approx(_truth(start, end), rel=1e-4, abs=1)


@pytest.mark.parametrize(
    "opposite", [((0.0, 0.0), (0.0, 180.0)), ((90.0, 0.0), (-90.0, 0.0)), ((45.0, 90.0), (-45.0, -90.0))]
)
def test_opposite_points_have_a_path_too(opposite: tuple[tuple[float, float], tuple[float, float]]) -> None:
    start, end = (to_cartesian(*each) for each in opposite)

    path = list(points_between(start, end, 1_000_000))

    assert len(path) == 22
    assert all(surface_distance(one, other) < 1_000_000 for one, other in pairwise(path))


@quick
@given(points, bearings, st.floats(1_000, 400_000), st.floats(0, 1), st.floats(0, 50_000), st.booleans())
def test_a_point_beside_a_path_is_as_far_along_and_away_as_it_was_put(
    start: tuple[float, float], bearing: float, length: float, part: float, away: float, is_left: bool
) -> None:
    end = _beside(start, bearing, length)
    there = Geodesic.WGS84.Direct(*start, bearing, length * part)
    point = _beside((there["lat2"], there["lon2"]), there["azi2"] + (-90 if is_left else 90), away)

    found = project_onto(to_cartesian(*point), to_cartesian(*start), to_cartesian(*end))

    # In the middle, the great ellipse is 66 metres beside a geodesic of 1,000 km, as the length squared.
    beside = 1 + 70 * (length / 1e6) ** 2
    assert found.away == pytest.approx(away, rel=1e-3, abs=beside)
    assert found.along == pytest.approx(length * part, rel=3e-3, abs=10)
    if away > beside:
        assert found.is_left == is_left


@quick
@given(points, bearings, st.floats(1_000, 400_000), st.floats(1, 50_000))
def test_beyond_its_end_a_path_is_as_far_as_its_end(
    start: tuple[float, float], bearing: float, length: float, beyond: float
) -> None:
    end, point = _beside(start, bearing, length), _beside(start, bearing, length + beyond)

    found = project_onto(to_cartesian(*point), to_cartesian(*start), to_cartesian(*end))

    assert found.away == pytest.approx(beyond, rel=1e-5, abs=0.01)
    assert found.along == pytest.approx(length, rel=1e-5)


@quick
@given(points, points)
def test_a_path_of_one_point_is_as_far_as_that(here: tuple[float, float], there: tuple[float, float]) -> None:
    stopped = to_cartesian(*here)

    found = project_onto(to_cartesian(*there), stopped, stopped)

    assert found == (0.0, surface_distance(to_cartesian(*there), stopped), False)
