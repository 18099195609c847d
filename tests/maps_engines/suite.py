"""The contract of maps on real engines, and what two that know nothing of each other have in common.

`make maps-engines` runs it; `make test` does not, for it has no engines.
"""

import random
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

import pytest

from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import MapRoute, MapSource, TravelMode
from chalicelib.errors import NotFound
from chalicelib.gateways.maps.offline import OfflinePlaces
from chalicelib.gateways.maps.osrm import OsrmRoads
from chalicelib.gateways.maps.registry import Maps
from chalicelib.gateways.maps.traces import distance_between
from chalicelib.gateways.maps.valhalla import ValhallaRoads
from tests.maps_engines.engines import RUNNING, Engines
from tests.unit.gateways.maps import contract
from tests.unit.gateways.maps.contract import walked_along

PAIRS, SEED = 60, 20261130


@pytest.fixture(scope="session")
def engines(pytestconfig: pytest.Config) -> Engines:
    return pytestconfig.stash[RUNNING]


@pytest.fixture(scope="session")
def osrm(engines: Engines) -> Maps:
    return Maps(OfflinePlaces(), OsrmRoads(engines.osrm))


@pytest.fixture(scope="session")
def valhalla(engines: Engines) -> Maps:
    return Maps(OfflinePlaces(), ValhallaRoads(engines.valhalla))


class TestOsrm(contract.Contract):
    source = MapSource.OSRM

    @pytest.fixture
    def maps(self, osrm: Maps) -> Maps:
        return osrm


class TestOsrmOnFoot(TestOsrm):
    mode = TravelMode.FOOT


class TestValhalla(contract.Contract):
    source = MapSource.VALHALLA

    @pytest.fixture
    def maps(self, valhalla: Maps) -> Maps:
        return valhalla


class TestValhallaOnFoot(TestValhalla):
    mode = TravelMode.FOOT


@pytest.fixture(scope="session")
def pairs(osrm: Maps) -> list[tuple[Point, Point]]:
    """Points of paths in the centre, some hundred metres apart. In the middle of a block, each engine would begin at a
    path of its own choice."""
    chance = random.Random(SEED)
    drawn = [point_at(chance.uniform(60.1655, 60.1725), chance.uniform(24.930, 24.953)) for _ in range(2 * PAIRS)]
    roads = [osrm.nearest_road(point, TravelMode.FOOT) for point in drawn]
    points = [point_at(road.latitude, road.longitude) for road in roads if road is not None]
    return [pair for pair in pairwise(points) if distance_between(*pair) > 300][:PAIRS]


Pairs = Sequence[tuple[Point, Point]]


def routes_of(maps: Maps, pairs: Pairs, mode: TravelMode, said: Callable[[str, object], None]) -> list[MapRoute | None]:
    """A route for each pair, None where there is none; how long one takes is said."""
    found: list[MapRoute | None] = []
    milliseconds = []
    for pair in pairs:
        began = time.perf_counter()
        try:
            found.append(maps.route(pair, mode))
        except NotFound:
            found.append(None)
        milliseconds.append((time.perf_counter() - began) * 1000)
    said("figure", f"{maps.roads.source} {median(milliseconds):.1f} ms a route")
    return found


def test_two_engines_walk_about_as_far(
    osrm: Maps, valhalla: Maps, pairs: Pairs, record_property: Callable[[str, object], None]
) -> None:
    one, other = (routes_of(maps, pairs, TravelMode.FOOT, record_property) for maps in (osrm, valhalla))
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    apart = [abs(a.distance_metres / b.distance_metres - 1) for a, b in both]

    assert len(both) >= 0.9 * len(pairs) > 0.5 * PAIRS
    record_property("figure", f"{len(both)} walks apart by {median(apart):.1%} (median)")
    assert median(apart) < 0.06  # each has its own taste in paths: one minds stairs, the other likes parks


@pytest.mark.parametrize("mode", [TravelMode.CAR, TravelMode.FOOT])
def test_what_one_engine_plans_the_other_recognizes(
    osrm: Maps, valhalla: Maps, pairs: Pairs, mode: TravelMode, record_property: Callable[[str, object], None]
) -> None:
    """A track along a route of one engine lies on roads of the other, which has them from the same map."""
    shares = []
    for planning, matching in ((osrm, valhalla), (valhalla, osrm)):
        for pair in pairs[:15]:
            try:
                route = planning.route(pair, mode)
            except NotFound:
                continue
            match = matching.match(walked_along(route.path, 20), mode)
            shares.append(sum(point is not None for point in match.points) / len(match.points))

    record_property("figure", f"{sum(shares) / len(shares):.1%} of {len(shares)} tracks by {mode} matched")
    assert sum(shares) / len(shares) > 0.95
