"""Places along paths, against every arc of the path tried one by one."""

import pytest
from hypothesis import given, settings

from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.paths import Path
from chalicelib.domain.tracking.geometry.points import Point, point_at
from tests.unit.domain.tracking.track_samples import points, straight, walks

few = settings(max_examples=25)


@few
@given(walks(most=100, longest_step=50_000), points)
def test_the_nearest_place_of_a_path_is_found_and_nothing_much_farther(track: list[Point], outside: Point) -> None:
    path = Path(track)
    near = point_at(track[-1][0] / 1e7, (track[-1][1] / 1e7 + 180.01) % 360 - 180)

    for seen in (near, outside, track[len(track) // 2]):
        vector = vector_of(seen)
        arcs = [Arc(vector_of(a), vector_of(b)) for a, b in zip(track, track[1:] or track, strict=False)]
        nearest = min(arc.foot_of(vector).distance_metres for arc in arcs)
        for after in (0.0, path.metres / 2, path.metres):
            along = path.locate(vector, after)
            assert 0 <= along.metres <= path.metres * 1.000001
            assert nearest <= along.away_metres <= nearest + max(40, nearest / 2)


def test_where_a_path_comes_by_twice_what_was_before_decides() -> None:
    road = straight((60.0, 24.0), (60.2, 24.0), 50)
    there_and_back = Path([*road, *reversed(road)])
    middle = vector_of(point_at(60.1, 24.0))

    going, coming = (there_and_back.locate(middle, there_and_back.metres * share) for share in (0.2, 0.7))

    assert going.metres == pytest.approx(there_and_back.metres / 4, rel=1e-3)
    assert coming.metres == pytest.approx(there_and_back.metres * 3 / 4, rel=1e-3)


def test_a_path_of_one_point_has_no_length() -> None:
    path = Path([point_at(60.0, 24.0)])

    assert path.metres == 0
    assert path.locate(vector_of(point_at(60.0, 24.0))) == (0, 0)
