"""Points and tracks of which the tests of this folder try many."""

from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import DEGREE
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
