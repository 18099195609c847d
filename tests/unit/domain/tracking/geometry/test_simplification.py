"""Simplified tracks: what is left out lies within the tolerance of what is kept, wherever on the globe."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import make_fix
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.geometry.simplification import kept_points, simplify_points, simplify_track
from tests.unit.domain.tracking.track_samples import points, walks

few = settings(max_examples=60)
tolerances = st.sampled_from([0.0, 0.5, 10.0, 150.0, 5_000.0])


def errors_of(track: list[Point], tolerance: float) -> list[float]:
    """How far each point that is left out is from the arc between the points kept around it."""
    kept = [index for index, is_kept in enumerate(kept_points(track, tolerance)) if is_kept]
    return [
        Arc(vector_of(track[first]), vector_of(track[last])).foot_of(vector_of(track[index])).distance_metres
        for first, last in pairwise(kept)
        for index in range(first + 1, last)
    ]


def reference(track: list[Point], tolerance: float) -> list[Point]:
    """The algorithm as it was published, calling itself."""
    if len(track) < 3:
        return track
    arc = Arc(vector_of(track[0]), vector_of(track[-1]))
    distances = [arc.foot_of(vector_of(point)).distance_metres for point in track[1:-1]]
    if max(distances) <= tolerance:
        return [track[0], track[-1]]
    split = distances.index(max(distances)) + 1
    return [*reference(track[: split + 1], tolerance)[:-1], *reference(track[split:], tolerance)]


@few
@given(walks() | st.lists(points, min_size=1, max_size=20), tolerances)
def test_the_error_is_within_the_tolerance(track: list[Point], tolerance: float) -> None:
    assert all(error <= tolerance for error in errors_of(track, tolerance))


@few
@given(walks(), tolerances)
def test_the_ends_and_the_order_are_kept(track: list[Point], tolerance: float) -> None:
    kept = simplify_points(track, tolerance)

    assert (kept[0], kept[-1]) == (track[0], track[-1])
    rest = iter(track)
    assert all(point in rest for point in kept)


@few
@given(walks(), tolerances)
def test_it_is_the_published_algorithm(track: list[Point], tolerance: float) -> None:
    assert simplify_points(track, tolerance) == reference(track, tolerance)


@few
@given(walks(), tolerances, tolerances)
def test_a_wider_tolerance_keeps_some_of_the_same_points(track: list[Point], one: float, other: float) -> None:
    few_kept, more_kept = kept_points(track, max(one, other)), kept_points(track, min(one, other))

    assert all(more or not less for less, more in zip(few_kept, more_kept, strict=True))
    assert simplify_points(simplify_points(track, one), one) == simplify_points(track, one)


def test_a_flight_over_the_pole_and_the_antimeridian_is_its_two_ends() -> None:
    track = [
        point_at(60.0, 10.0),
        point_at(75.0, 10.0),
        point_at(90.0, 0.0),
        point_at(75.0, -170.0),
        point_at(60, -170),
    ]

    assert simplify_points(track, 1.0) == [track[0], track[-1]]


def test_a_track_that_splits_off_a_point_at_a_time_is_drawn_to_the_tolerance_too() -> None:
    spikes = [point_at((0.5 - index / 3_000) * (index % 2), index / 3_000) for index in range(1_200)]

    assert max(errors_of(spikes, 20.0), default=0.0) <= 20.0


@pytest.mark.parametrize("tolerance", [-1.0, 0.0, float("nan"), float("inf")])
def test_any_tolerance_comes_to_an_end(tolerance: float) -> None:
    track = [point_at(60.17, 24.94), point_at(60.18, 24.95), point_at(60.17, 24.96)]

    kept = simplify_points(track, tolerance)

    assert kept == (track if tolerance <= 0 else [track[0], track[-1]])


def test_no_fix_and_one_fix_stay_as_they_are() -> None:
    fix = make_fix(device="dev_1", at=1_796_000_000, latitude=60.1699, longitude=24.9384)

    assert simplify_track([], 10.0) == []
    assert simplify_track([fix], 10.0) == [fix]
