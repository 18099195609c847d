"""Tracks in pieces: whatever their length and wherever they lead, each point is answered for once and in its place."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.estimates import length_of
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import MapMatch, MapSource, MatchedPoint, TracePoint
from chalicelib.gateways.maps.traces import drop_repeats, match_in_pieces, match_thinned

MOST_POINTS, MOST_METRES = 5, 3_000.0
START = (60 * DEGREE, 25 * DEGREE)
STEPS = st.lists(st.tuples(st.integers(-100_000, 100_000), st.integers(-100_000, 100_000)), min_size=1, max_size=40)
JUMPS = st.sets(st.integers(0, 39), max_size=3)


def trace_of(steps: Sequence[tuple[int, int]], jumps: set[int]) -> list[TracePoint]:
    """A track by steps of a kilometre or two at most, and of a degree where it jumps."""
    points = [START]
    for place, (north, east) in enumerate(steps):
        far = DEGREE if place in jumps else 0
        points.append((points[-1][0] + north - far, points[-1][1] + east + far))
    return [TracePoint(point=point) for point in points]


class Follower:
    """Whoever finds every point on a road that leads straight on, and keeps the pieces that it was given."""

    def __init__(self) -> None:
        self.pieces: list[list[Point]] = []

    def match(self, piece: Sequence[TracePoint]) -> MapMatch:
        points = [each.point for each in piece]
        self.pieces.append(points)
        return MapMatch(
            source=MapSource.OSRM,
            points=tuple(MatchedPoint(point=point, distance_metres=0.0) for point in points),
            paths=(drop_repeats(points),),
            confidence=1 / len(self.pieces),
        )


@settings(max_examples=30)
@given(STEPS, JUMPS)
def test_pieces_are_no_longer_than_is_taken_and_every_point_is_answered_for(
    steps: list[tuple[int, int]], jumps: set[int]
) -> None:
    trace, follower = trace_of(steps, jumps), Follower()
    match = match_in_pieces(MapSource.OSRM, trace, follower.match, most_points=MOST_POINTS, most_metres=MOST_METRES)

    assert all(2 <= len(piece) <= MOST_POINTS for piece in follower.pieces)
    assert all(length_of(piece) <= MOST_METRES for piece in follower.pieces)
    assert len(match.points) == len(trace)
    found = [None if point is None else point.point for point in match.points]
    assert all(point in (None, asked.point) for point, asked in zip(found, trace, strict=True))
    given_away = {point for piece in follower.pieces for point in piece}
    assert [point is not None for point in found] == [asked.point in given_away for asked in trace]
    assert match.confidence == (1 / len(follower.pieces) if follower.pieces else 0.0)


@settings(max_examples=30)
@given(STEPS)
def test_a_track_without_jumps_is_one_path_again(steps: list[tuple[int, int]]) -> None:
    trace = trace_of(steps, set())
    match = match_in_pieces(MapSource.OSRM, trace, Follower().match, most_points=MOST_POINTS, most_metres=MOST_METRES)

    (path,) = match.paths
    assert path == drop_repeats([each.point for each in trace])
    assert None not in match.points


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(-2_000, 2_000), st.integers(-2_000, 2_000)), min_size=1, max_size=40))
def test_points_between_those_that_were_asked_for_lie_on_the_path(steps: list[tuple[int, int]]) -> None:
    trace, follower = trace_of(steps, set()), Follower()
    match = match_thinned(trace, follower.match, apart_metres=20.0, reach_metres=50.0)

    ((first, *_, last),) = follower.pieces
    assert (first, last) == (trace[0].point, trace[-1].point)
    assert len(match.points) == len(trace)
    # Whoever was left out was within the step of one that was asked for.
    assert all(point is not None and point.distance_metres <= 20.5 for point in match.points)
