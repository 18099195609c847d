"""Points and tracks of which the tests of this folder try many."""

from bisect import bisect_right
from itertools import accumulate

from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import (
    CIRCLE_CDEG,
    DEGREE,
    LEAST_ALTITUDE_DM,
    MOST_ACCURACY_DM,
    MOST_ALTITUDE_DM,
    MOST_SPEED_CM_S,
    Fix,
)
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import surface_distance
from chalicelib.domain.tracking.geometry.points import Point, point_at

latitudes = st.integers(-90 * DEGREE, 90 * DEGREE)
longitudes = st.integers(-180 * DEGREE, 180 * DEGREE)
points: st.SearchStrategy[Point] = st.tuples(latitudes, longitudes)


@st.composite
def walks(draw: st.DrawFn, most: int = 40, longest_step: int = 20_000, furthest_north: int = 85) -> list[Point]:
    """The points of somebody who walks or drives, a step of at most about 200 m after the other, anywhere: also across
    the antimeridian and close to a pole."""
    latitude = draw(st.integers(-furthest_north * DEGREE, furthest_north * DEGREE))
    longitude = draw(st.sampled_from([0, 179 * DEGREE + 9_990_000, -180 * DEGREE]) | longitudes)
    steps = st.integers(-longest_step, longest_step)
    track = [(latitude, longitude)]
    for north, east in draw(st.lists(st.tuples(steps, steps), max_size=most)):
        latitude += north
        longitude = _around(longitude + east)
        track.append((latitude, longitude))
    return track


def optional(least: int, most: int) -> st.SearchStrategy[int | None]:
    """What a device may know, and may not."""
    return st.none() | st.integers(least, most)


@st.composite
def fixes(draw: st.DrawFn, places: st.SearchStrategy[list[Point]] | None = None) -> list[Fix]:
    """A track in canonical order, with all that devices say or do not, and gaps."""
    at, track = 1_796_000_000, []
    for latitude, longitude in draw(walks() if places is None else places):
        at += draw(st.sampled_from([1, 10, 60, 4_000]))
        track.append(
            Fix(
                at=at,
                device="dev_1",
                latitude=latitude,
                longitude=longitude,
                accuracy_dm=draw(optional(0, MOST_ACCURACY_DM)),
                speed_cm_s=draw(optional(0, MOST_SPEED_CM_S)),
                heading_cdeg=draw(optional(0, CIRCLE_CDEG - 1)),
                altitude_dm=draw(optional(LEAST_ALTITUDE_DM, MOST_ALTITUDE_DM)),
                battery=draw(optional(0, 100)),
            )
        )
    return track


def straight(start: tuple[float, float], end: tuple[float, float], steps: int) -> list[Point]:
    """Points evenly from one place to another not far away, given in degrees; across the antimeridian, a longitude
    beyond 180."""
    between = (
        point_at(*(one + (other - one) * step / steps for one, other in zip(start, end, strict=True)))
        for step in range(steps + 1)
    )
    return [(latitude, _around(longitude)) for latitude, longitude in between]


def report(point: Point, at: int, accuracy_metres: int | None = 5, device: str = "dev_1") -> Fix:
    """A fix of a phone."""
    accuracy_dm = None if accuracy_metres is None else accuracy_metres * 10
    return Fix(at=at, device=device, latitude=point[0], longitude=point[1], accuracy_dm=accuracy_dm)


def drive(path: list[Point], begins_at: int, seconds: int, every: int = 10) -> list[Fix]:
    """The fixes of somebody who follows a path of short steps at one speed, from its first point to its last."""
    vectors = [vector_of(point) for point in path]
    metres = list(accumulate(map(surface_distance, vectors, vectors[1:]), initial=0.0))
    fixes = []
    for second in (*range(0, seconds, every), seconds):
        done = metres[-1] * second / seconds
        step = min(max(bisect_right(metres, done), 1), len(path) - 1)
        length = metres[step] - metres[step - 1]
        share = (done - metres[step - 1]) / length if length else 1.0
        (latitude, longitude), (north, east) = path[step - 1], path[step]
        here = latitude + round((north - latitude) * share), longitude + round(_around(east - longitude) * share)
        fixes.append(report((here[0], _around(here[1])), begins_at + second))
    return fixes


def _around(longitude: int) -> int:
    """A longitude, or how far one is from another, the short way around the globe."""
    return (longitude + 180 * DEGREE) % (360 * DEGREE) - 180 * DEGREE
