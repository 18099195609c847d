from itertools import pairwise
from math import cos, pi, radians, sin

import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.boxes import ALL_AROUND, Box, Grid, box_around
from chalicelib.domain.tracking.geometry.geodesy import metres_per_degree
from chalicelib.domain.tracking.geometry.rings import Point, Ring
from chalicelib.domain.tracking.geometry.shapes import Circle, Corridor, Polygon

POLE = 90 * DEGREE
quick = settings(max_examples=40)

latitudes = st.integers(-POLE, POLE)
longitudes = st.integers(-ALL_AROUND // 2, ALL_AROUND // 2)
bearings = st.floats(0, 360)
turns = st.integers(0, ALL_AROUND)
stars = st.lists(st.integers(1_000, 20_000_000), min_size=3, max_size=30)


def _star(reaches: list[int], center: Point = (0, 0)) -> list[Point]:
    """Return the corners of a simple ring: each as far from the center as said, all around it."""
    step = 2 * pi / len(reaches)
    return [
        (center[0] + round(reach * sin(number * step)), center[1] + round(reach * cos(number * step)))
        for number, reach in enumerate(reaches)
    ]


def _turned(corners: list[Point], units: int) -> list[Point]:
    half = ALL_AROUND // 2
    return [(latitude, (longitude + units + half) % ALL_AROUND - half) for latitude, longitude in corners]


def _beside(latitude: int, longitude: int, bearing: float, metres: float) -> Point:
    reached = Geodesic.WGS84.Direct(latitude / DEGREE, longitude / DEGREE, bearing, metres)
    return round(reached["lat2"] * DEGREE), round(reached["lon2"] * DEGREE)


def _flat(corners: list[Point]) -> list[tuple[int, int]]:
    return [(longitude, latitude) for latitude, longitude in corners]


@quick
@given(stars, st.lists(st.tuples(st.integers(-20_000_000, 20_000_000), st.integers(-20_000_000, 20_000_000))), turns)
def test_a_polygon_holds_what_shapely_says_wherever_it_lies(reaches: list[int], asked: list[Point], units: int) -> None:
    corners = _star(reaches)
    truth = shapely.Polygon(_flat(corners))
    assume(truth.is_valid)
    polygon = Polygon(_turned(corners, units))

    for latitude, longitude in (*asked, *corners, (0, 0)):
        at = _turned([(latitude, longitude)], units)[0]
        assert polygon.contains(*at) == shapely.covers(truth, shapely.Point(longitude, latitude))


@quick
@given(stars, st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40))))
def test_positions_in_line_with_corners_are_held_right(reaches: list[int], asked: list[Point]) -> None:
    corners = _star([1 + reach % 37 for reach in reaches])
    truth = shapely.Polygon(_flat(corners))
    assume(truth.is_valid)
    polygon = Polygon(corners)

    for latitude, longitude in asked:
        assert polygon.contains(latitude, longitude) == shapely.covers(truth, shapely.Point(longitude, latitude))


@quick
@given(stars, st.lists(st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-9_000_000, 9_000_000)), min_size=5))
def test_what_is_in_a_hole_is_outside(reaches: list[int], asked: list[Point]) -> None:
    hole = _star([200_000 + reach // 10 for reach in reaches])
    outside = _star([8_000_000] * 12)
    truth = shapely.Polygon(_flat(outside), [_flat(hole)])
    polygon = Polygon(outside, [hole])

    for latitude, longitude in (*asked, *hole, *outside, (0, 0)):
        assert polygon.contains(latitude, longitude) == shapely.covers(truth, shapely.Point(longitude, latitude))


@quick
@given(
    st.lists(st.integers(1, 89 * DEGREE), min_size=4, max_size=20), turns, st.booleans(), st.booleans(),
    st.lists(st.tuples(latitudes, longitudes), min_size=5),
)  # fmt: skip
def test_a_ring_around_a_pole_holds_what_is_on_its_side(
    heights: list[int], units: int, is_north: bool, is_eastwards: bool, asked: list[Point]
) -> None:
    step = ALL_AROUND // len(heights)
    half = ALL_AROUND // 2
    sign = 1 if is_north else -1
    flat = [(number * step - half, sign * height) for number, height in enumerate(heights)]
    ends = [(half, flat[0][1]), (half, sign * (POLE + 1)), (-half, sign * (POLE + 1))]
    truth = shapely.Polygon([*flat, *ends])
    corners = _turned([(latitude, longitude) for longitude, latitude in flat], units)
    polygon = Polygon(corners if is_eastwards else corners[::-1])

    for latitude, longitude in (*asked, (sign * POLE, 0), (-sign * POLE, 0)):
        at = _turned([(latitude, longitude)], units)[0]
        flat_longitude = min(max(longitude, -half + 1), half - 1)
        if flat_longitude == longitude:
            assert polygon.contains(*at) == shapely.covers(truth, shapely.Point(longitude, latitude))


@quick
@given(
    st.lists(st.integers(100_000, 2_000_000), min_size=3, max_size=12), st.integers(-80, 80), turns,
    st.lists(st.tuples(st.integers(-2_500_000, 2_500_000), st.integers(-2_500_000, 2_500_000)), min_size=4, max_size=4),
    st.floats(1, 3_000),
)  # fmt: skip
def test_a_polygon_grows_and_shrinks_by_metres(
    reaches: list[int], degrees: int, units: int, asked: list[Point], margin: float
) -> None:
    corners = _star(reaches, (degrees * DEGREE, 0))
    truth = shapely.Polygon(_flat(corners))
    assume(truth.is_valid)
    polygon = Polygon(_turned(corners, units))

    for north, east in asked:
        latitude, longitude = degrees * DEGREE + north, east
        scale_north, scale_east = (each / DEGREE for each in metres_per_degree(latitude / DEGREE))
        plane = shapely.transform(truth, lambda pairs, scale=(scale_east, scale_north): pairs * scale)
        away = plane.boundary.distance(shapely.Point(longitude * scale_east, latitude * scale_north))
        assume(abs(away - margin) > 1e-3)
        is_inside = shapely.covers(truth, shapely.Point(longitude, latitude))
        at = _turned([(latitude, longitude)], units)[0]
        assert polygon.is_within(*at, margin) == (is_inside or away < margin)
        assert polygon.is_within(*at, -margin) == (is_inside and away > margin)
        assert polygon.is_within(*at, 0) == is_inside


@quick
@given(latitudes, longitudes, st.floats(20, 200_000), bearings, st.floats(0, 2))
def test_a_circle_holds_what_is_as_near_as_its_radius(
    latitude: int, longitude: int, radius: float, bearing: float, part: float
) -> None:
    doubt = 0.5 + 4e-6 * radius * part
    assume(abs(part - 1) * radius > doubt)
    point = _beside(latitude, longitude, bearing, radius * part)
    circle = Circle((latitude, longitude), radius)

    assert circle.contains(*point) == (part < 1)
    assert circle.is_within(*point, radius * (part - 1) + doubt)
    assert not circle.is_within(*point, radius * (part - 1) - doubt)


@quick
@given(
    latitudes, longitudes, bearings, st.floats(1_000, 3_000_000), st.floats(50, 50_000), st.floats(0, 1), st.booleans()
)
def test_a_corridor_holds_what_is_as_near_to_its_path_as_it_is_wide(
    latitude: int, longitude: int, bearing: float, length: float, half_width: float, part: float, is_left: bool
) -> None:
    end = _beside(latitude, longitude, bearing, length)
    there = Geodesic.WGS84.Direct(latitude / DEGREE, longitude / DEGREE, bearing, length * part)
    on_path = round(there["lat2"] * DEGREE), round(there["lon2"] * DEGREE)
    across = there["azi2"] + (-90 if is_left else 90)
    corridor = Corridor([(latitude, longitude), end], half_width)
    # A great ellipse and the geodesic are apart in the middle: 66 metres at 1,000 km, with its square.
    doubt = 1 + 70 * (length / 1e6) ** 2 + half_width * 1e-3

    assert corridor.contains(*_beside(*on_path, across, half_width - doubt)) or doubt > half_width
    assert not corridor.contains(*_beside(*on_path, across, half_width + doubt))
    assert corridor.is_within(*_beside(*on_path, across, half_width + doubt), 2 * doubt)
    assert corridor.is_within(*_beside(*on_path, across, half_width + 9_000), 9_000 + doubt + 90)


@quick
@given(
    st.floats(-85, 85),
    longitudes,
    st.lists(st.tuples(st.integers(-3_000, 3_000), st.integers(-3_000, 3_000)), min_size=2, max_size=6, unique=True),
    st.floats(30, 400),
)
def test_a_small_corridor_is_the_buffer_of_its_path_in_the_plane(
    degrees: float, longitude: int, path: list[Point], half_width: float
) -> None:
    latitude = round(degrees * DEGREE)
    north, east = metres_per_degree(degrees)
    corners = [(latitude + round(y / north * DEGREE), longitude + round(x / east * DEGREE)) for x, y in path]
    corridor = Corridor(corners, half_width)
    truth = shapely.LineString(path)

    for x, y in ((x0 + dx, y0 + dy) for x0, y0 in path for dx in (-500, 90) for dy in (-30, 333)):
        away = truth.distance(shapely.Point(x, y))
        at = latitude + round(y / north * DEGREE), longitude + round(x / east * DEGREE)
        # A degree eastwards has other metres 3 km to the north.
        if abs(away - half_width) > 40:
            assert corridor.contains(*at) == (away < half_width)


def test_a_corridor_over_the_pole_holds_the_pole_and_not_its_surroundings() -> None:
    corridor = Corridor([(80 * DEGREE, 10 * DEGREE), (80 * DEGREE, -170 * DEGREE)], 1_000)

    assert corridor.contains(POLE, 0)
    assert corridor.contains(85 * DEGREE, 10 * DEGREE)
    assert not corridor.contains(85 * DEGREE, 12 * DEGREE)
    assert not corridor.contains(79 * DEGREE, 10 * DEGREE)


@quick
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 500_000), bearings, st.floats(0, 1))
def test_a_box_around_a_point_holds_its_surroundings(
    latitude: float, longitude: float, metres: float, bearing: float, part: float
) -> None:
    reached = Geodesic.WGS84.Direct(latitude, longitude, bearing, metres * part)

    box = box_around(latitude, longitude, metres)

    assert box.holds(round(reached["lat2"] * DEGREE), round(reached["lon2"] * DEGREE))


boxes = st.builds(
    lambda south, height, west, width: Box(south, min(POLE, south + height), west, width),
    latitudes, st.integers(0, POLE), longitudes, st.one_of(st.integers(0, 10**6), st.integers(0, ALL_AROUND)),
)  # fmt: skip


@quick
@given(st.lists(boxes, max_size=12), st.lists(st.tuples(latitudes, longitudes), max_size=12))
def test_the_grid_finds_every_box_that_holds_a_position(found: list[Box], asked: list[Point]) -> None:
    grid = Grid((box, number) for number, box in enumerate(found))

    for at in (
        *asked,
        *((box.south, box.west) for box in found),
        *((box.north, box.west + box.width) for box in found),
    ):
        holding = {number for number, box in enumerate(found) if box.holds(*at)}
        near = grid.near(*at)
        assert holding <= set(near)
        assert len(near) == len(set(near))
        assert near == grid.near(*at)


def test_the_grid_passes_over_what_is_far_away() -> None:
    grid = Grid((box_around(45 + number * 0.1, 7, 500), number) for number in range(300))

    assert all(len(grid.near(round((45 + number * 0.1) * DEGREE), 7 * DEGREE)) == 1 for number in range(300))


@quick
@given(stars, turns)
def test_a_star_does_not_cross_itself_and_one_with_swapped_corners_does_as_shapely_says(
    reaches: list[int], units: int
) -> None:
    corners = _star([reach + 100_000 for reach in reaches])
    swapped = [corners[1], corners[0], *corners[2:]]

    assert Ring(_turned(corners, units)).find_crossing() is None
    truth = shapely.LinearRing(_flat(swapped))
    crossing = Ring(_turned(swapped, units)).find_crossing()
    if crossing is not None:
        assert not truth.is_simple
    elif not truth.is_simple:
        # One corner lies on another edge: nothing is enclosed twice, which is no harm.
        edges = [shapely.LineString(pair) for pair in pairwise([*_flat(swapped), _flat(swapped)[0]])]
        assert any(edge.distance(shapely.Point(corner)) < 2 for edge in edges for corner in _flat(swapped))


@pytest.mark.parametrize(
    ("corners", "depth"),
    [
        ([(0, 0), (0, 100_000), (100_000, 100_000), (100_000, 0)], 552),
        ([(0, 0), (0, 100_000), (0, 50_000)], 0),
    ],
)
def test_a_ring_is_about_so_deep(corners: list[Point], depth: float) -> None:
    assert Ring(corners).measure_depth() == pytest.approx(depth, abs=6)


def test_a_circle_is_measured_in_every_latitude() -> None:
    for degrees in (0, 52.5, 69.9, 78.2, 90):
        circle = Circle((round(degrees * DEGREE), 15 * DEGREE), 1_000)
        for bearing in range(0, 360, 45):
            assert circle.contains(*_beside(round(degrees * DEGREE), 15 * DEGREE, bearing, 999.9))
            assert not circle.contains(*_beside(round(degrees * DEGREE), 15 * DEGREE, bearing, 1_000.1))


def test_a_narrow_polygon_near_the_pole_grows_by_metres_too() -> None:
    degrees_east = radians(1) * 6_399_593 * cos(radians(89.9))
    polygon = Polygon([(898_000_000, 0), (898_000_000, DEGREE), (899_000_000, DEGREE), (899_000_000, 0)])

    beside = 899_000_000, round(DEGREE + 100 / degrees_east * DEGREE)

    assert not polygon.contains(*beside)
    assert polygon.is_within(*beside, 101)
    assert not polygon.is_within(*beside, 99)


@pytest.mark.parametrize("latitude", [0, 520_000_000, -689_000_000])
@pytest.mark.parametrize(("north", "east"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_polygon_grows_and_shrinks_on_each_of_its_sides(latitude: int, north: int, east: int) -> None:
    side = 200_000
    polygon = Polygon([(latitude + y, x) for y, x in ((-side, -side), (-side, side), (side, side), (side, -side))])
    scale_north, scale_east = (each / DEGREE for each in metres_per_degree(latitude / DEGREE))

    for metres in (90, -90):
        at = latitude + north * (side + round(metres / scale_north)), east * (side + round(metres / scale_east))
        sign = 1 if metres > 0 else -1
        assert polygon.contains(*at) == (metres < 0)
        assert polygon.is_within(*at, 91 * sign) == (metres > 0)
        assert polygon.is_within(*at, 89 * sign) == (metres < 0)
