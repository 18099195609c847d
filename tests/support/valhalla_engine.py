"""A stand-in of `valhalla_service` on the loopback, which knows the streets of `street_grid`: actions, limits, codes of
errors and answers are those of its HTTP API, release 3."""

import json
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

import polyline

from tests.support.converse import Reply, send
from tests.support.map_stand_in import JsonObject, MapStandIn
from tests.support.street_grid import METRES_A_SECOND, OnStreet, Spot, length_of, metres_between, path, snap

_PROFILES = {"auto": "driving", "bicycle": "cycling", "pedestrian": "walking"}
_MOST_METRES = {"auto": 5_000_000.0, "bicycle": 500_000.0, "pedestrian": 250_000.0}
MOST_POINTS_OF_A_TRACE, LONGEST_TRACE = 16_000, 200_000.0
SEARCH_CUTOFF = 35_000.0


class Refused(Exception):
    """What the engine answers with its own code."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status


class ValhallaEngine(MapStandIn):
    """The stand-in of one engine."""

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        try:
            return send(200, json.dumps(_serve(handler.path, body)).encode())
        except Refused as refused:
            reason = {400: "Bad Request", 404: "Not Found"}[refused.status]
            answered = {
                "error_code": refused.code,
                "error": str(refused),
                "status_code": refused.status,
                "status": reason,
            }
            return send(refused.status, json.dumps(answered).encode())


def _serve(action: str, body: bytes) -> JsonObject | list[JsonObject]:
    try:
        given: JsonObject = json.loads(body or b"{}")
    except ValueError:
        raise Refused(100, "Failed to parse json request") from None
    actions: dict[str, Callable[[JsonObject], JsonObject | list[JsonObject]]] = {
        "/route": _route,
        "/trace_attributes": _trace,
        "/locate": _locate,
    }
    if action not in actions:
        raise Refused(106, "Try any of: '/locate' '/route' '/trace_attributes'", 404)
    if given.get("costing") not in _PROFILES:
        raise Refused(124, "No edge/node costing provided")
    return actions[action](given)


def _route(given: JsonObject) -> JsonObject:
    locations = given.get("locations") or []
    if len(locations) < 2:
        raise Refused(120, "Insufficient number of locations provided")
    if len(locations) > 20:
        raise Refused(150, "Exceeded max locations: 20")
    spots = [(each["lat"], each["lon"]) for each in locations]
    farthest = _MOST_METRES[given["costing"]]
    if length_of(spots) > farthest:
        raise Refused(154, f"Path distance exceeds the max distance limit: {farthest:.0f} meters")
    snapped = [
        snap(spot, each.get("search_cutoff", SEARCH_CUTOFF)) for spot, each in zip(spots, locations, strict=True)
    ]
    on_streets = [on for on in snapped if on is not None]
    if len(on_streets) < len(snapped):
        raise Refused(171, "No suitable edges near location")
    pieces = [path(one, other) for one, other in pairwise(on_streets)]
    lines = [piece for piece in pieces if piece is not None]
    if len(lines) < len(pieces):
        raise Refused(442, "No path could be found for input")
    speed = METRES_A_SECOND[_PROFILES[given["costing"]]]
    return {
        "trip": {
            "locations": locations,
            "legs": [{"summary": _summary([line], speed), "shape": polyline.encode(line, 6)} for line in lines],
            "summary": _summary(lines, speed),
            "status_message": "Found route between points",
            "status": 0,
            "units": given.get("units", "kilometers"),
            "language": "en-US",
        }
    }


def _trace(given: JsonObject) -> JsonObject:
    shape = given.get("shape") or []
    spots = [(each["lat"], each["lon"]) for each in shape]
    if len(spots) < 2:
        raise Refused(123, "Insufficient shape provided")
    if len(spots) > MOST_POINTS_OF_A_TRACE:
        raise Refused(153, f"Too many shape points: {len(spots)}. The best paths shape limit is 16000")
    if length_of(spots) > LONGEST_TRACE:
        raise Refused(154, "Path distance exceeds the max distance limit: 200000 meters")
    options = given.get("trace_options", {})
    radius = options.get("search_radius", 50)
    if radius > 100 or options.get("gps_accuracy", 5) > 100:
        raise Refused(158, "Input trace option is out of bounds")
    snapped = [snap(spot, radius) for spot in spots]
    on_streets = [on for on in snapped if on is not None]
    if len(on_streets) < 2:
        raise Refused(
            444, "Map Match algorithm failed to find path: map_snap algorithm failed to snap the shape points"
        )
    return _only(_matched(spots, snapped, on_streets), set(given["filters"]["attributes"]))


def _matched(spots: Sequence[Spot], snapped: Sequence[OnStreet | None], on_streets: Sequence[OnStreet]) -> JsonObject:
    """The answer with all attributes: an edge from each point on a street to the next, and a break where no way is."""
    shape: list[Spot] = [on_streets[0].spot]
    edges, breaks = [], set()
    for place, (one, other) in enumerate(pairwise(on_streets)):
        piece = path(one, other)
        if piece is None:
            breaks.add(place)
            shape.append(other.spot)
            continue
        edges.append({"length": length_of(piece) / 1000, "names": [other.name], "begin_shape_index": len(shape) - 1})
        shape += piece[1:]
        edges[-1]["end_shape_index"] = len(shape) - 1
    points: list[JsonObject] = []
    order = 0
    for spot, on in zip(spots, snapped, strict=True):
        if on is None:
            points.append({"lat": spot[0], "lon": spot[1], "type": "unmatched"})
            continue
        before = sum(place < order for place in breaks)
        point = {"lat": on.spot[0], "lon": on.spot[1], "type": "matched", "distance_from_trace_point": on.metres}
        point["edge_index"] = max(0, order - 1 - before)
        if order in breaks:
            point["begin_route_discontinuity"] = True
        points.append(point)
        order += 1
    return {
        "units": "kilometers",
        "shape": polyline.encode(shape, 6),
        "confidence_score": 0.95,
        "edges": edges,
        "matched_points": points,
        "alternate_paths": [],
    }


def _only(answer: JsonObject, wanted: set[str]) -> JsonObject:
    """What the filter includes; units, edges and alternate paths are always there."""
    edges = [{name: value for name, value in edge.items() if f"edge.{name}" in wanted} for edge in answer["edges"]]
    names = {"lat": "point", "lon": "point"}
    points = [
        {name: value for name, value in point.items() if f"matched.{names.get(name, name)}" in wanted}
        for point in answer["matched_points"]
    ]
    kept: JsonObject = {name: answer[name] for name in ("shape", "confidence_score") if name in wanted}
    return {"units": answer["units"], **kept, "edges": edges, "matched_points": points, "alternate_paths": []}


def _locate(given: JsonObject) -> list[JsonObject]:
    found = []
    for each in given["locations"]:
        spot = (each["lat"], each["lon"])
        on = snap(spot, each.get("search_cutoff", SEARCH_CUTOFF))
        edges = [] if on is None else [_edge(on, spot, verbose=given.get("verbose", False))]
        found.append({"input_lat": spot[0], "input_lon": spot[1], "edges": edges, "nodes": []})
    return found


def _edge(on: OnStreet, spot: Spot, *, verbose: bool) -> JsonObject:
    known: JsonObject = {"correlated_lat": on.spot[0], "correlated_lon": on.spot[1], "percent_along": 0.5}
    if not verbose:
        return {**known, "way_id": 51296408, "side_of_street": "right"}
    return {**known, "distance": metres_between(spot, on.spot), "edge_info": {"way_id": 51296408, "names": [on.name]}}


def _summary(lines: Sequence[list[Spot]], speed: float) -> JsonObject:
    metres = sum(map(length_of, lines))
    return {"time": metres / speed, "length": round(metres / 1000, 3), "has_toll": False, "has_ferry": False}
