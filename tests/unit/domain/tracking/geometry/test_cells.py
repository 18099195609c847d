from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry import cells
from chalicelib.domain.tracking.geometry.boxes import ALL_AROUND, cell_at, middle_of
from chalicelib.domain.tracking.geometry.cells import ShapeIndex
from chalicelib.domain.tracking.geometry.geodesy import destination
from chalicelib.domain.tracking.geometry.rings import Point
from chalicelib.domain.tracking.geometry.shapes import Circle, Corridor, Polygon, Shape

POLE = 90 * DEGREE
HALF_AROUND = ALL_AROUND // 2
CELL = 1 << 14
latitudes = st.integers(-POLE, POLE) | st.sampled_from([-POLE, POLE - CELL, POLE, 0])
longitudes = st.integers(-HALF_AROUND, HALF_AROUND) | st.sampled_from([-HALF_AROUND, HALF_AROUND - 1, -1, 0])
places = st.tuples(latitudes, longitudes)
reaches = st.sampled_from([20, 60, 150, 500, 4_000, 80_000, 500_000])


def _around(place: Point, draw: Random, reach: float, count: int) -> list[Point]:
    """Return places around one, about as far from it as said, one after the other from north by east."""
    found = []
    for number in range(count):
        metres = reach * draw.uniform(0.8, 1.2)
        latitude, longitude = destination(place[0] / DEGREE, place[1] / DEGREE, 360 * number / count, metres)
        found.append((round(latitude * DEGREE), round(longitude * DEGREE)))
    return found


def _shapes(place: Point, draw: Random, reach: float) -> dict[str, Shape]:
    """Return one of each kind whose edge is about so far from a place."""
    width = min(reach, 100_000)
    return {
        "circle": Circle(place, reach),
        "corridor": Corridor([place, *_around(place, draw, 5 * width, 2)], width),
        "polygon": Polygon(_around(place, draw, reach, 7)),
        "ring": Polygon(_around(place, draw, 2 * reach, 5), [_around(place, draw, reach, 4)]),
    }


def _near(place: Point, draw: Random, count: int) -> list[Point]:
    """Return places of the cells around one."""
    latitudes = (place[0] + draw.randint(-CELL, CELL) for _ in range(count))
    return [(max(-POLE, min(each, POLE)), place[1] + draw.randint(-CELL, CELL)) for each in latitudes]


@settings(max_examples=60)
@given(places, reaches, st.integers(0, 10**6).map(Random))
def test_a_position_is_held_by_exactly_the_shapes_that_contain_it(place: Point, reach: float, draw: Random) -> None:
    shapes = _shapes(place, draw, reach)
    index = ShapeIndex(shapes)

    for spot in (place, *_around(place, draw, reach, 6)):
        for at in _near(spot, draw, 8) * 2:
            assert index.holding(*at) == tuple(key for key, shape in shapes.items() if shape.contains(*at))


def _circles_at_edge(place: Point, bearing: float, radius: float) -> tuple[Circle, Circle]:
    """Return two circles in a direction from a place: one that holds hardly more, and one that hardly holds it not."""
    near, far = 0.9 * radius, 1.1 * radius
    while far - near > 0.1:
        middle = (near + far) / 2
        near, far = (middle, far) if _circle(place, bearing, middle, radius).contains(*place) else (near, middle)
    return _circle(place, bearing, near, radius), _circle(place, bearing, far, radius)


def _circle(place: Point, bearing: float, metres: float, radius: float) -> Circle:
    latitude, longitude = destination(place[0] / DEGREE, place[1] / DEGREE, bearing, metres)
    return Circle((round(latitude * DEGREE), round(longitude * DEGREE)), radius)


@pytest.mark.parametrize("degrees", [-89.99, -45, 0, 60, 89.99])
@pytest.mark.parametrize("radius", [20, 500, 500_000])
@pytest.mark.parametrize("bearing", [45, 135, 225, 315])
def test_the_corner_of_a_cell_is_held_by_what_holds_no_more_of_it_and_not_by_what_holds_all_but_that(
    degrees: float, radius: float, bearing: float
) -> None:
    south, west = (round(each * DEGREE) // CELL * CELL for each in (degrees + 90, 10))
    corner = south - POLE + (CELL - 1) * (bearing in (45, 315)), west + (CELL - 1) * (bearing < 180)
    touching, _ = _circles_at_edge(corner, bearing, radius)
    _, beside = _circles_at_edge(corner, bearing + 180, radius)

    assert (touching.contains(*corner), beside.contains(*corner)) == (True, False)
    index = ShapeIndex({"touching": touching, "beside": beside})
    assert [index.holding(*corner) for _ in range(3)] == [("touching",)] * 3


@given(places)
def test_every_place_is_less_than_a_cell_from_the_middle_of_its_own(place: Point) -> None:
    middle = middle_of(cell_at(*place))

    assert cell_at(*middle) == cell_at(*place)
    assert abs(middle[0] - place[0]) <= CELL / 2
    assert abs((middle[1] - place[1] + HALF_AROUND) % ALL_AROUND - HALF_AROUND) <= CELL / 2


def test_no_more_cells_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST_REMEMBERED", 3)
    index = ShapeIndex({"here": Circle((0, 0), 500)})

    for number in (*range(-9, 10), 0):
        for _ in range(3):
            assert index.holding(number * CELL, 0) == (("here",) if abs(number) < 3 else ())
        assert len(index._cells) <= 3
