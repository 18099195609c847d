"""Routes that nobody looked up on a map: by the great circle, and by what is known of how long ways take."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.offers.block_time import block_time
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import points_between, surface_distance, to_degrees
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import MapRoute, MapSource, TravelMode

# Longest piece of a path that is drawn straight: on a map in Mercator's projection the great circle is 1 km off there.
LONGEST_PIECE_METRES = 100_000.0


class _Pace(NamedTuple):
    """How one gets along on the ground."""

    detour: float
    """How much longer roads are than the great circle. Ballou, Rahardja, Sakai 2002, "Selected country circuity factors
    for road travel distance estimation": 1.2 in the United States, 1.3 to 1.6 in Europe's countries; paths of
    pedestrians cut corners."""
    speeds: tuple[tuple[float, float], ...]
    """Metres of road, and the metres a second at which they are done, one after another; the last goes on."""
    start_seconds: float
    """Before one moves: to the car, out of the car park."""


_TOWN, _COUNTRY_ROAD, _MOTORWAY = 32 / 3.6, 70 / 3.6, 104 / 3.6
_PACES = {
    # The first and the last 6 km are in town, as much as 15 km on either side on country roads, the rest on motorways;
    # all with what lights, queues and rests take: the mean of what planners say of pairs of cities.
    TravelMode.CAR: _Pace(1.3, ((12_000, _TOWN), (30_000, _COUNTRY_ROAD), (float("inf"), _MOTORWAY)), 180),
    TravelMode.BICYCLE: _Pace(1.3, ((float("inf"), 16 / 3.6),), 60),
    # Bohannon 1997, "Comfortable and maximum walking speed of adults": 1.3 to 1.4 m/s, of which crossings take some.
    TravelMode.FOOT: _Pace(1.25, ((float("inf"), 1.3),), 0),
}


def estimate_route(points: Sequence[Point], mode: TravelMode) -> MapRoute:
    """Return a route through two or more points by the great circles between them; for a flight its distance is theirs,
    with a stop at each point between the ends."""
    pieces = [surface_distance(vector_of(start), vector_of(end)) for start, end in pairwise(points)]
    if mode is TravelMode.FLIGHT:
        metres, seconds = sum(pieces), sum(block_time(piece) for piece in pieces if piece > 0)
    else:
        pace = _PACES[mode]
        metres = sum(pieces) * pace.detour
        seconds = _seconds_for(metres, pace)
    return MapRoute(
        source=MapSource.OFFLINE,
        mode=mode,
        is_estimate=True,
        distance_metres=round(metres),
        duration_seconds=round(seconds),
        path=draw_great_circle(points),
    )


def draw_great_circle(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the shortest path through points, with as many between them that it may be drawn by straight pieces."""
    return tuple(_drawn(points))


def length_of(path: Sequence[Point]) -> float:
    """Return metres along a path."""
    return sum(surface_distance(vector_of(start), vector_of(end)) for start, end in pairwise(path))


def _drawn(points: Sequence[Point]) -> Iterator[Point]:
    yield points[0]
    for start, end in pairwise(points):
        between = [*points_between(vector_of(start), vector_of(end), LONGEST_PIECE_METRES)][1:-1]
        yield from (point_at(*to_degrees(each)) for each in between)
        yield end


def _seconds_for(metres: float, pace: _Pace) -> float:
    if metres == 0:
        return 0.0
    seconds, left = pace.start_seconds, metres
    for reach, speed in pace.speeds:
        done = min(left, reach)
        seconds += done / speed
        left -= done
    return seconds
