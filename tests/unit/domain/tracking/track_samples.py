"""Points and tracks of which the tests of this folder try many."""

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
from chalicelib.domain.tracking.points import Point

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
        longitude = (longitude + east + 180 * DEGREE) % (360 * DEGREE) - 180 * DEGREE
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
