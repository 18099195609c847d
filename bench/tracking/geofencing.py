"""How many positions a second a core follows through a person's geofences, and how long a point takes in a polygon,
beside shapely.

Positions are those of walks through a city, noisy and in batches as a worker gets them; geofences lie around that city,
some of them on the way. Time is CPU time of one process; storage is not in it.
"""

import random
import time
from collections.abc import Callable, Sequence
from math import cos, pi, sin
from statistics import median

import shapely

from chalicelib.domain.tracking.fix import DEGREE, Fix, Signal
from chalicelib.domain.tracking.geofencing.geofence_events import find_events
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.visits import NOWHERE, GeofenceIndex, follow_signals
from chalicelib.domain.tracking.geometry.rings import Point
from chalicelib.domain.tracking.geometry.shapes import Polygon
from tests.support.walks import BERLIN, Place, beside, make_fence, plan_stays, units, walk

ROUNDS = 5
POSITIONS, BATCH = 20_000, 50
FENCES, MANY_FENCES = 50, 500
LEAST_A_SECOND = 20_000
CORNERS = (4, 100, 1_000)
POINTS = 2_000


def measure() -> str:
    """Print what geofences and polygons take, with their targets; return a line for the summary."""
    print(f"\ngeofences: positions a second of CPU, batches of {BATCH}; median (least-greatest) of {ROUNDS} rounds")
    few, many = (_measure_following(count) for count in (FENCES, MANY_FENCES))
    met = median(few) >= LEAST_A_SECOND
    verdict = "met   " if met else "MISSED"
    print(f"  {verdict} with {FENCES} geofences: {_spread(few)}, at least {LEAST_A_SECOND:,}")
    print(f"         with {MANY_FENCES} geofences: {_spread(many)}")
    print(f"\npoint in polygon: microseconds of CPU a point; median (least-greatest) of {ROUNDS} rounds")
    for corners in CORNERS:
        print(_compare_polygons(corners))
    return f"{median(few):,.0f} positions a second with {FENCES} geofences, {'target met' if met else 'target MISSED'}"


def _measure_following(count: int) -> list[float]:
    """Return positions a second, round by round."""
    draw = random.Random(count)
    signals = walk_through_city(draw, POSITIONS)
    index = GeofenceIndex(fences_in_city(draw, count))
    batches = [signals[start : start + BATCH] for start in range(0, len(signals), BATCH)]
    return [len(signals) / _timed(lambda: _follow(index, batches)) for _ in range(ROUNDS)]


def _follow(index: GeofenceIndex, batches: Sequence[Sequence[Signal]]) -> None:
    state = NOWHERE
    for batch in batches:
        followed = follow_signals(index, batch, state)
        find_events(followed.visits, index.geofences)
        state = followed.state


def walk_through_city(draw: random.Random, count: int) -> list[Fix]:
    """Return so many noisy fixes of a person who goes from place to place and stays at each for a while."""
    every = 10
    stays = plan_stays([draw.choice(BERLIN) for _ in range(count * every // 2_700 + 1)])
    return walk(stays, draw, every=every, accuracy=15)[:count]


def fences_in_city(draw: random.Random, count: int) -> list[Geofence]:
    """Return so many geofences of three shapes: around the places that are visited, and elsewhere in the city."""
    fences = []
    for number in range(count):
        place = draw.choice(BERLIN)
        if number >= len(BERLIN):
            place = beside(place, draw.uniform(-9_000, 9_000), draw.uniform(-9_000, 9_000))
        shape = (_circle, _polygon, _corridor)[number % 3](place, draw)
        fences.append(make_fence(number, shape))
    return fences


def _circle(place: Place, draw: random.Random) -> dict[str, object]:
    return {"kind": "circle", "latitude": place[0], "longitude": place[1], "radiusMetres": draw.randrange(100, 1_000)}


def _polygon(place: Place, draw: random.Random) -> dict[str, object]:
    ring = [[longitude / DEGREE, latitude / DEGREE] for latitude, longitude in _outline(place, draw, 40, 500)]
    return {"kind": "polygon", "coordinates": [ring]}


def _corridor(place: Place, draw: random.Random) -> dict[str, object]:
    path = [place, *(beside(place, draw.uniform(0, 900) * number, 700 * number) for number in range(1, 8))]
    coordinates = [[longitude, latitude] for latitude, longitude in path]
    return {"kind": "corridor", "coordinates": coordinates, "halfWidthMetres": 60}


def _outline(place: Place, draw: random.Random, corners: int, metres: float) -> list[Point]:
    """Return a ring around a place, as a border is one: each corner is a little nearer or farther than the last."""
    found, reach = [], metres
    for number in range(corners):
        reach = min(metres, max(metres / 2, reach * draw.uniform(0.97, 1.03)))
        angle = 2 * pi * number / corners
        found.append(units(beside(place, reach * sin(angle), reach * cos(angle))))
    return found


def _compare_polygons(corners: int) -> str:
    draw = random.Random(corners)
    ring = _outline(BERLIN[0], draw, corners, 1_000)
    polygon, theirs = Polygon(ring), shapely.Polygon([(longitude, latitude) for latitude, longitude in ring])
    shapely.prepare(theirs)
    points = [units(beside(BERLIN[0], draw.uniform(-900, 900), draw.uniform(-900, 900))) for _ in range(POINTS)]
    if [polygon.contains(*point) for point in points] != [shapely.intersects_xy(theirs, x, y) for y, x in points]:
        raise AssertionError(f"A point is elsewhere than shapely says, in a polygon of {corners} corners.")
    ours, one_by_one, at_once = [], [], []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: [polygon.contains(*point) for point in points]) / POINTS * 1e6)
        one_by_one.append(_timed(lambda: [shapely.intersects_xy(theirs, x, y) for y, x in points]) / POINTS * 1e6)
        at_once.append(
            _timed(lambda: shapely.intersects_xy(theirs, [x for _, x in points], [y for y, _ in points])) / POINTS * 1e6
        )
    shapelys = f"shapely {_spread(one_by_one, 1)} one by one, {_spread(at_once, 2)} all at once"
    return f"         {corners:5} corners: {_spread(ours, 1)}; {shapelys}"


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _spread(values: Sequence[float], digits: int = 0) -> str:
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}-{max(values):,.{digits}f})"
