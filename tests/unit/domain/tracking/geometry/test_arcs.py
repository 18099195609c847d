"""Shortest paths, against points taken along them one by one and against distances measured otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.geo import EARTH_RADIUS
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.geodesy import (
    Vector,
    geodesic_distance,
    surface_distance,
    to_cartesian,
    to_degrees,
)
from chalicelib.domain.tracking.geometry.points import Point, point_at
from tests.unit.domain.tracking.track_samples import points, walks

few = settings(max_examples=25)
FAR = 2.5 * EARTH_RADIUS  # of longer arcs the chord is too close to the centre to be divided


def between(one: Vector, other: Vector, fraction: float) -> Vector:
    """A point of the arc, by way of the chord: close to `fraction` of it."""
    x, y, z = (a + (b - a) * fraction for a, b in zip(one, other, strict=True))
    return to_cartesian(*to_degrees((x, y, z)))


@few
@given(points, points, points)
def test_no_point_of_an_arc_is_nearer_than_its_foot(one: Point, other: Point, outside: Point) -> None:
    start, end, point = vector_of(one), vector_of(other), vector_of(outside)
    arc = Arc(start, end)
    if arc.metres > FAR:
        return

    foot = arc.foot_of(point)

    tried = [surface_distance(between(start, end, step / 100), point) for step in range(101)]
    assert 0 <= foot.fraction <= 1
    if min(tried) > 2 * EARTH_RADIUS:  # on the other side of the globe, lengths of chords say little of arcs
        return
    assert foot.distance_metres <= min(tried) * 1.015 + 1
    assert foot.distance_metres >= min(tried) * 0.985 - arc.metres / 25 - 1


@few
@given(walks(most=4))
def test_short_arcs_lose_no_precision(track: list[Point]) -> None:
    start, end = vector_of(track[0]), vector_of(track[-1])
    arc = Arc(start, end)

    for fraction in (0.0, 0.25, 0.5, 1.0):
        x, y, z = (a + (b - a) * fraction for a, b in zip(start, end, strict=True))
        foot = arc.foot_of((x, y, z))
        assert foot.distance_metres < 1e-6
        if arc.metres > 1:
            assert foot.fraction == pytest.approx(fraction, abs=1e-6)


@pytest.mark.parametrize("north", [0.000001, 0.00001, 0.01, 5.0])
@pytest.mark.parametrize("east", [0.0000005, 0.0003, 0.2])
def test_who_is_abreast_of_a_meridian_is_as_far_from_it_as_along_their_parallel(north: float, east: float) -> None:
    arc = Arc(vector_of(point_at(-north / 2, 179.9999999)), vector_of(point_at(north / 2, 179.9999999)))

    foot = arc.foot_of(vector_of(point_at(0, -180 + east - 1e-7)))

    assert foot.distance_metres == pytest.approx(geodesic_distance(0, 0, 0, east), rel=1e-5, abs=1e-6)
    assert foot.fraction == pytest.approx(0.5, abs=1e-3)


@given(points, st.sampled_from(["itself", "opposite"]))
@few
def test_where_no_arc_is_the_shortest_the_ends_count(point: Point, end: str) -> None:
    start, seen_from = vector_of(point), vector_of((0, 0))
    other = start if end == "itself" else (-start[0], -start[1], -start[2])

    foot = Arc(start, other).foot_of(seen_from)

    nearest = min(surface_distance(start, seen_from), surface_distance(other, seen_from))
    assert foot.distance_metres == pytest.approx(nearest)
