"""Routes by the great circle: as long as they are, as quick as people know them to be, drawn anywhere on the globe."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.tracking.estimates import LONGEST_PIECE_METRES, estimate_route, length_of
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.geodesy import geodesic_distance
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import MapSource, TravelMode

POINTS = st.tuples(st.integers(-90 * DEGREE, 90 * DEGREE), st.integers(-180 * DEGREE, 180 * DEGREE))
CITIES = {
    "Berlin": (52.5200, 13.4050), "Munich": (48.1374, 11.5755), "Paris": (48.8566, 2.3522), "Lyon": (45.7640, 4.8357),
    "London": (51.5074, -0.1278), "Manchester": (53.4808, -2.2426), "Helsinki": (60.1699, 24.9384),
    "Turku": (60.4518, 22.2666), "Chicago": (41.8781, -87.6298), "Detroit": (42.3314, -83.0458),
    "Madrid": (40.4168, -3.7038), "Valencia": (39.4699, -0.3763), "Potsdam": (52.3906, 13.0645),
    "Heathrow": (51.4700, -0.4543),
}  # fmt: skip
# By road: kilometres and minutes without congestion, as route planners have them.
DRIVES = [
    ("Berlin", "Munich", 585, 345),
    ("Paris", "Lyon", 465, 275),
    ("London", "Manchester", 335, 230),
    ("Helsinki", "Turku", 168, 115),
    ("Chicago", "Detroit", 455, 265),
    ("Madrid", "Valencia", 357, 220),
    ("Berlin", "Potsdam", 35, 45),
    ("London", "Heathrow", 27, 45),
]
# Between airports: minutes in timetables, of both directions the mean.
FLIGHTS = [("HEL", "ARN", 60), ("FRA", "JFK", 500), ("LHR", "SIN", 790), ("MUC", "BER", 70), ("SFO", "SYD", 860)]


@pytest.mark.parametrize(("start", "end", "kilometres", "minutes"), DRIVES)
def test_a_drive_is_about_as_long_as_planners_have_it(start: str, end: str, kilometres: int, minutes: int) -> None:
    route = estimate_route([point_at(*CITIES[start]), point_at(*CITIES[end])], TravelMode.CAR)

    assert route.distance_metres / 1000 == pytest.approx(kilometres, rel=0.25)
    assert route.duration_seconds / 60 == pytest.approx(minutes, rel=0.25)


@pytest.mark.parametrize(("start", "end", "minutes"), FLIGHTS)
def test_a_flight_is_about_as_long_as_in_timetables(start: str, end: str, minutes: int) -> None:
    origin, destination = find_airport(start), find_airport(end)
    route = estimate_route(
        [point_at(origin.latitude, origin.longitude), point_at(destination.latitude, destination.longitude)],
        TravelMode.FLIGHT,
    )

    assert route.duration_seconds / 60 == pytest.approx(minutes, rel=0.12, abs=15)


@settings(max_examples=30)
@given(st.lists(POINTS, min_size=2, max_size=4), st.sampled_from(TravelMode))
def test_an_estimate_says_that_it_is_one_and_goes_through_its_points(points: list[Point], mode: TravelMode) -> None:
    route = estimate_route(points, mode)

    assert (route.source, route.mode, route.is_estimate) == (MapSource.OFFLINE, mode, True)
    assert (route.path[0], route.path[-1]) == (points[0], points[-1])
    passed = iter(route.path)
    assert all(point in passed for point in points)
    assert route.distance_metres >= round(length_of(points) * 0.999)


@settings(max_examples=30)
@given(POINTS, POINTS)
def test_a_line_is_drawn_in_short_pieces_along_the_shortest_path(start: Point, end: Point) -> None:
    path = estimate_route([start, end], TravelMode.FLIGHT).path

    direct = geodesic_distance(start[0] / DEGREE, start[1] / DEGREE, end[0] / DEGREE, end[1] / DEGREE)
    assert length_of(path) == pytest.approx(direct, rel=0.006, abs=0.1)
    assert all(
        Arc(vector_of(one), vector_of(other)).metres <= LONGEST_PIECE_METRES * 1.01 for one, other in pairwise(path)
    )


@settings(max_examples=25)
@given(st.floats(0, 200_000), st.floats(0, 200_000), st.sampled_from(TravelMode))
def test_what_is_farther_takes_longer(one: float, other: float, mode: TravelMode) -> None:
    near, far = sorted([one, other])
    durations = [
        estimate_route([point_at(0, 0), point_at(0, metres / 111_320)], mode).duration_seconds for metres in (near, far)
    ]

    assert durations == sorted(durations)


@pytest.mark.parametrize("mode", TravelMode)
def test_whoever_stays_where_they_are_needs_no_time(mode: TravelMode) -> None:
    route = estimate_route([point_at(60.17, 24.94)] * 2, mode)

    assert (route.distance_metres, route.duration_seconds) == (0, 0)
