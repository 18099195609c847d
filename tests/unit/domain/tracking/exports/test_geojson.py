"""GeoJSON, read by shapely; and what a map would draw of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from chalicelib.domain.tracking.exports.geojson import (
    CutPathGeometry,
    PathGeometry,
    PointGeometry,
    bounding_box,
    fix_feature,
    path_geometry,
    track_feature,
)
from chalicelib.domain.tracking.fix import DEGREE, Fix, make_fix
from chalicelib.domain.tracking.geometry.points import Point, point_at
from tests.unit.domain.tracking.track_samples import fixes, points, walks

few = settings(max_examples=25)
MONDAY = 1_796_000_000
tracks = walks(most=12, longest_step=200_000) | st.lists(points, max_size=8)
# Close to the antimeridian and on it, from both sides.
around_the_date_line = st.lists(
    st.tuples(
        st.integers(-5, 5), st.sampled_from([-180, -179, 179, 180, -90, 90]).map(lambda degrees: degrees * DEGREE)
    ),
    max_size=8,
)


def paths_of(points: Sequence[Point]) -> list[tuple[tuple[float, float], ...]]:
    match path_geometry(points):
        case None:
            return []
        case PointGeometry(coordinates=position):
            return [(position,)]
        case PathGeometry(coordinates=positions):
            return [positions]
        case CutPathGeometry(coordinates=paths):
            return list(paths)


def as_point(position: tuple[float, float]) -> Point:
    """Reads a position, with one name for each place on the antimeridian."""
    longitude, latitude = (round(value * DEGREE) for value in position)
    return latitude, 180 * DEGREE if longitude == -180 * DEGREE else longitude


@few
@given(tracks | around_the_date_line)
def test_no_map_draws_a_step_across_the_world(track: list[Point]) -> None:
    for path in paths_of(track):
        assert all(abs(one[0] - other[0]) <= 180 for one, other in pairwise(path))
        assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in path)


@few
@given(tracks | around_the_date_line)
def test_every_point_is_in_it_to_the_last_digit_and_in_order(track: list[Point]) -> None:
    drawn = iter([as_point(position) for path in paths_of(track) for position in path])

    for latitude, longitude in track:
        assert (latitude, 180 * DEGREE if longitude == -180 * DEGREE else longitude) in drawn


@few
@given(tracks | around_the_date_line)
def test_a_path_goes_on_where_the_one_before_it_was_cut(track: list[Point]) -> None:
    for before, after in pairwise(paths_of(track)):
        assert before[-1][1] == after[0][1]
        assert abs(before[-1][0]) == abs(after[0][0]) == 180


@few
@given(fixes(tracks | around_the_date_line))
def test_every_position_has_its_time(track: list[Fix]) -> None:
    feature = msgspec.json.decode(msgspec.json.encode(track_feature(track)))

    times, geometry = feature["properties"]["coordinateProperties"]["times"], feature["geometry"]
    if geometry is None:
        assert times == []
        return
    nested = geometry["type"] == "MultiLineString"
    assert [len(each) for each in times] if nested else len(times)
    flat = [at for each in times for at in each] if nested else times
    assert flat == sorted(flat)
    assert set(flat) >= {fix.moment.isoformat().replace("+00:00", "Z") for fix in track}
    if nested:
        assert [len(each) for each in times] == [len(path) for path in geometry["coordinates"]]


@few
@given(tracks | around_the_date_line)
def test_an_independent_reader_takes_it(track: list[Point]) -> None:
    geometry = path_geometry(track)
    if geometry is None:
        return

    read = shape(msgspec.json.decode(msgspec.json.encode(geometry)))

    lines = read.geoms if read.geom_type == "MultiLineString" else [read]
    assert [tuple(line.coords) for line in lines] == paths_of(track)


@few
@given(st.lists(points, min_size=1, max_size=8) | walks(most=12, longest_step=200_000))
@example([(0, -1), (0, 180 * DEGREE)])
@example([(0, 1), (0, -180 * DEGREE)])
def test_the_box_holds_the_track(track: list[Point]) -> None:
    west, south, east, north = bounding_box(track)

    for latitude, longitude in track:
        assert south <= latitude / DEGREE <= north
        # The antimeridian has two names.
        names = {longitude / DEGREE, -longitude / DEGREE} if abs(longitude) == 180 * DEGREE else {longitude / DEGREE}
        assert any(west <= degrees <= east if west <= east else degrees >= west or degrees <= east for degrees in names)


def test_a_flight_across_the_date_line_is_cut_there() -> None:
    tokyo, honolulu = point_at(35.5533, 139.7811), point_at(21.3187, -157.9225)

    before, after = paths_of([tokyo, honolulu])

    assert before == ((139.7811, 35.5533), (180.0, 26.3633636))
    assert after == ((-180.0, 26.3633636), (-157.9225, 21.3187))
    assert bounding_box([tokyo, honolulu]) == (139.7811, 21.3187, -157.9225, 35.5533)


def test_no_position_is_no_geometry_and_one_is_a_point() -> None:
    fix = make_fix(device="dev_1", at=MONDAY, latitude=60.1699, longitude=24.9384)

    assert msgspec.json.decode(msgspec.json.encode(track_feature([]))) == {
        "type": "Feature",
        "geometry": None,
        "properties": {"coordinateProperties": {"times": []}},
    }
    assert track_feature([fix]).geometry == PointGeometry(coordinates=(24.9384, 60.1699))
    assert track_feature([fix]).bbox == (24.9384, 60.1699, 24.9384, 60.1699)


@pytest.mark.parametrize("longitude", [180.0, -180.0])
def test_a_walk_along_the_date_line_is_one_path(longitude: float) -> None:
    assert len(paths_of([point_at(-16.0 - step / 100, longitude) for step in range(5)])) == 1


def test_a_fix_goes_with_all_that_its_device_said() -> None:
    fix = make_fix(
        device="dev_1", at=MONDAY, latitude=60.1699, longitude=24.9384, accuracy_metres=4.5,
        speed_metres_per_second=1.25, heading_degrees=270.5, altitude_metres=-3.1, battery_percent=80,
    )  # fmt: skip

    properties = fix_feature(fix).properties

    assert properties.at == datetime.fromtimestamp(MONDAY, UTC)
    assert (properties.accuracy_metres, properties.speed_metres_per_second) == (4.5, 1.25)
    assert (properties.heading_degrees, properties.altitude_metres) == (270.5, -3.1)
    assert (properties.device, properties.battery_percent) == ("dev_1", 80)
