"""Answers of an engine with one number that cannot be, wherever in it: no route is longer than the globe, before it
began, or off it, and none is without a path."""

import json
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from typing import Any

import msgspec
import pytest

from chalicelib.domain.tracking.exports.polyline import encode_polyline
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.maps import MapRoute, TracePoint, TravelMode
from chalicelib.errors import Unavailable
from chalicelib.gateways.maps.osrm import OsrmRoads
from chalicelib.gateways.maps.protocol import RoadFinder
from chalicelib.gateways.maps.valhalla import ValhallaRoads
from tests.support.converse import send
from tests.support.map_stand_in import MapStandIn
from tests.support.osrm_engine import OsrmEngine
from tests.support.valhalla_engine import ValhallaEngine

TOWN = [point_at(60.1695, 24.9525), point_at(60.1687, 24.9316)]
SHAPE = encode_polyline(TOWN, 6)
IMPOSSIBLE = [-1e300, -1, 181, 1e19, 1e308]
_HERE = {"location": [24.9525, 60.1695]}
_EDGES = [{"begin_shape_index": 0, "end_shape_index": 1}]
_POINT = {"lat": 60.1695, "lon": 24.9525, "type": "matched", "edge_index": 0, "begin_route_discontinuity": True}
ANSWERS: dict[str, dict[str, Any]] = {
    "osrm": {
        "route": {"routes": [{"distance": 1.0, "duration": 1.0, "geometry": SHAPE}]},
        "match": {
            "matchings": [{"confidence": 0.5, "geometry": SHAPE}],
            "tracepoints": [{**_HERE, "matchings_index": 0}] * 2,
        },
        "nearest": {"waypoints": [{**_HERE, "distance": 3.0, "name": "Kaivokatu"}]},
    },
    "valhalla": {
        "route": {"trip": {"legs": [{"shape": SHAPE}], "summary": {"time": 1.0, "length": 1.0}}},
        "match": {"shape": SHAPE, "matched_points": [_POINT] * 2, "edges": _EDGES, "confidence_score": 0.5},
        "nearest": [{"edges": [{"correlated_lat": 60.1695, "correlated_lon": 24.9525, "edge_info": {"names": []}}]}],
    },
}


@pytest.fixture(params=sorted(ANSWERS))
def engine(request: pytest.FixtureRequest) -> Iterator[MapStandIn]:
    with closing(OsrmEngine() if request.param == "osrm" else ValhallaEngine()) as made:
        yield made


def ask(engine: MapStandIn, what: str, body: Any) -> object:
    engine.replies.append(send(200, json.dumps(body).encode()))
    is_osrm = isinstance(engine, OsrmEngine)
    roads: RoadFinder = OsrmRoads({TravelMode.CAR: engine.url}) if is_osrm else ValhallaRoads(engine.url)
    match what:
        case "route":
            return roads.route(TOWN, TravelMode.CAR)
        case "match":
            return roads.match([TracePoint(point=point) for point in TOWN], TravelMode.CAR)
        case _:
            return roads.nearest_road(TOWN[0], TravelMode.CAR)


def numbers_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each number in an answer."""
    if isinstance(value, dict | list):
        for place, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers_in(each, (*path, place))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def put(body: Any, path: tuple[Any, ...], number: float) -> Any:
    changed = inner = deepcopy(body)
    for place in path[:-1]:
        inner = inner[place]
    inner[path[-1]] = number
    return changed


@pytest.mark.parametrize("what", ["route", "match", "nearest"])
def test_no_number_of_an_engine_makes_an_answer_that_cannot_be(engine: MapStandIn, what: str) -> None:
    good = ANSWERS["osrm" if isinstance(engine, OsrmEngine) else "valhalla"][what]
    assert ask(engine, what, good)

    for path in numbers_in(good):
        for number in IMPOSSIBLE:
            try:
                found = ask(engine, what, put(good, path, number))
            except Unavailable:
                continue
            msgspec.json.encode(found)
            assert not isinstance(found, MapRoute) or min(found.distance_metres, found.duration_seconds) >= 0


def test_a_route_without_a_path_is_none(engine: MapStandIn) -> None:
    is_osrm = isinstance(engine, OsrmEngine)
    good = ANSWERS["osrm" if is_osrm else "valhalla"]["route"]
    without = json.loads(json.dumps(good).replace(json.dumps(SHAPE), '""'))

    with pytest.raises(Unavailable, match="unreadable"):
        ask(engine, "route", without)
