"""A stand-in of `osrm-routed` on the loopback, which knows the streets of `street_grid`: services, options, limits,
codes and answers are those of its HTTP API, version 5. It takes no option that the engine does not take."""

import json
import re
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import polyline

from tests.support.converse import Reply, send
from tests.support.map_stand_in import JsonObject, MapStandIn
from tests.support.street_grid import METRES_A_SECOND, OnStreet, Spot, length_of, path, snap

_PATH = re.compile(r"/(\w+)/v1/(\w+)/([^?]+)")
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_COORDINATE = re.compile(rf"({_NUMBER}),({_NUMBER})")
_GENERAL = {"generate_hints", "radiuses", "overview", "geometries"}
_OPTIONS = {
    "route": _GENERAL | {"steps", "alternatives", "annotations", "continue_straight"},
    "match": _GENERAL | {"steps", "annotations", "timestamps", "gaps", "tidy"},
    "nearest": {"generate_hints", "radiuses", "number"},
}
MOST_POINTS_OF_A_MATCH, MOST_POINTS_OF_A_ROUTE = 100, 500
EVERYWHERE = 30_000_000.0


class Refused(Exception):
    """What the engine answers with its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class OsrmEngine(MapStandIn):
    """The stand-in of one process, whatever profile is asked for."""

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        try:
            return send(200, json.dumps({"code": "Ok", **_serve(handler.path)}).encode())
        except Refused as refused:
            return send(400, json.dumps({"message": str(refused), "code": refused.code}).encode())


def _serve(address: str) -> JsonObject:
    parts = urlsplit(address)
    named = _PATH.fullmatch(parts.path)
    if named is None:
        raise Refused("InvalidUrl", "URL string malformed close to position 1")
    service, profile, listed = named.groups()
    if service not in _OPTIONS:
        raise Refused("InvalidService", f"Service {service} not found!")
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if given.keys() - _OPTIONS[service]:
        raise Refused("InvalidQuery", "Query string malformed close to position 1")
    spots = _read_spots(listed)
    radiuses = _read_radiuses(given, len(spots))
    match service:
        case "route":
            return _route(spots, radiuses, METRES_A_SECOND[profile])
        case "match":
            return _match(spots, radiuses, given, METRES_A_SECOND[profile])
    return _nearest(spots, radiuses)


def _read_spots(listed: str) -> list[Spot]:
    found = [_COORDINATE.fullmatch(each) for each in listed.split(";")]
    if not all(found):
        raise Refused("InvalidQuery", "Query string malformed close to position 1")
    spots = [(float(each[2]), float(each[1])) for each in found if each]
    if any(abs(latitude) > 90 or abs(longitude) > 180 for latitude, longitude in spots):
        raise Refused("InvalidValue", "Invalid coordinate value.")
    return spots


def _read_radiuses(given: dict[str, str], count: int) -> list[float | None]:
    if "radiuses" not in given:
        return [None] * count
    radiuses = [float(each) for each in given["radiuses"].split(";")]
    if len(radiuses) != count:
        raise Refused("InvalidOptions", "Number of elements in radiuses size does not match coordinate size")
    return [*radiuses]


def _route(spots: list[Spot], radiuses: list[float | None], speed: float) -> JsonObject:
    if len(spots) < 2:
        raise Refused("InvalidOptions", "Number of coordinates needs to be at least two.")
    if len(spots) > MOST_POINTS_OF_A_ROUTE:
        raise Refused("TooBig", "Too many coordinates.")
    snapped = []
    for place, (spot, radius) in enumerate(zip(spots, radiuses, strict=True)):
        on = snap(spot, EVERYWHERE if radius is None else radius)
        if on is None:
            raise Refused("NoSegment", f"Could not find a matching segment for coordinate {place}")
        snapped.append(on)
    pieces = [path(one, other) for one, other in pairwise(snapped)]
    lines = [piece for piece in pieces if piece is not None]
    if len(lines) < len(pieces):
        raise Refused("NoRoute", "Impossible route between points")
    return {"routes": [_routed(lines, speed)], "waypoints": [_waypoint(on) for on in snapped]}


def _match(spots: list[Spot], radiuses: list[float | None], given: dict[str, str], speed: float) -> JsonObject:
    if len(spots) > MOST_POINTS_OF_A_MATCH:
        raise Refused("TooBig", "Too many trace coordinates")
    times = [int(each) for each in given.get("timestamps", "").split(";") if each]
    if times and (len(times) != len(spots) or any(one > other for one, other in pairwise(times))):
        raise Refused("InvalidValue", "Timestamps need to be monotonically increasing.")
    # It looks within three times the deviation that is said.
    snapped = [snap(spot, 3 * (radius or 5.0)) for spot, radius in zip(spots, radiuses, strict=True)]
    on_streets = [on for on in snapped if on is not None]
    if not on_streets:
        raise Refused("NoSegment", "Could not find a matching segment for any coordinate.")
    if len(on_streets) < 2:
        raise Refused("NoMatch", "Could not match the trace.")
    matchings: list[list[list[Spot]]] = [[]]
    indexes = [0]
    for one, other in pairwise(on_streets):
        piece = path(one, other)
        if piece is None:
            matchings.append([])
        else:
            matchings[-1].append(piece)
        indexes.append(len(matchings) - 1)
    numbers = iter(indexes)
    tracepoints = [
        None if on is None else {**_waypoint(on), "matchings_index": next(numbers), "waypoint_index": 0}
        for on in snapped
    ]
    routed = [{**_routed(lines, speed), "confidence": 0.9} for lines in matchings if lines]
    return {"matchings": routed, "tracepoints": tracepoints}


def _nearest(spots: list[Spot], radiuses: list[float | None]) -> JsonObject:
    on = snap(spots[0], radiuses[0] or EVERYWHERE)
    if on is None:
        raise Refused("NoSegment", "Could not find a matching segments for coordinate")
    return {"waypoints": [{**_waypoint(on), "nodes": [340004680, 340004681]}]}


def _routed(lines: list[list[Spot]], speed: float) -> JsonObject:
    whole = [spot for line in lines for spot in line]
    metres = sum(map(length_of, lines))
    legs = [
        {"steps": [], "weight": 1.0, "summary": "", "distance": length_of(line), "duration": length_of(line) / speed}
        for line in lines
    ]
    return {
        "legs": legs,
        "weight_name": "routability",
        "weight": metres / speed,
        "geometry": polyline.encode(whole, 6),
        "distance": round(metres, 1),
        "duration": round(metres / speed, 1),
    }


def _waypoint(on: OnStreet) -> JsonObject:
    return {"location": [on.spot[1], on.spot[0]], "name": on.name, "distance": on.metres}
