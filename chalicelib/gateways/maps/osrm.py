"""The Open Source Routing Machine, asked over HTTP (API version 5, of all its releases): `route`, `match`, `nearest`.

An engine has been prepared for one way of going, whatever profile an address names, so each mode has an address of its
own. Where a point is off the map it would take the nearest road that it knows, at any distance: `radiuses` forbid that.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlencode

import msgspec

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point, degrees_text, point_at
from chalicelib.domain.tracking.maps import (
    FARTHEST_FROM_ROAD_METRES,
    MapMatch,
    MapRoute,
    MapSource,
    MatchedPoint,
    RoadPoint,
    TracePoint,
    TravelMode,
)
from chalicelib.gateways.maps.engine_http import (
    EngineAnswer,
    Latitude,
    Longitude,
    Metres,
    PlaceInList,
    Seconds,
    ask_engine,
    read_answer,
    read_path,
    read_route_path,
)
from chalicelib.gateways.maps.failures import no_road, no_route, report_failure
from chalicelib.gateways.maps.traces import distance_between, match_in_pieces, match_thinned, matched

# What an engine takes at once, unless it was started otherwise (`--max-matching-size`).
POINTS_A_MATCH = 100
LONGEST_MATCH_METRES = 200_000.0
PROFILES = {TravelMode.CAR: "driving", TravelMode.BICYCLE: "cycling", TravelMode.FOOT: "walking"}
# The standard deviation of positions, in metres: where a device says nothing, and the least and the most that helps.
USUAL_DEVIATION, LEAST_DEVIATION, MOST_DEVIATION = 10.0, 5.0, 50.0

# Steps that it is given are this long at least.
LEAST_STEP_METRES = 20.0

_Location = tuple[Longitude, Latitude]


class _Waypoint(msgspec.Struct, frozen=True):
    location: _Location
    distance: Metres | None = None
    name: str = ""


class _Routed(msgspec.Struct, frozen=True):
    distance: Metres
    duration: Seconds
    geometry: str


class _RouteAnswer(msgspec.Struct, frozen=True):
    routes: tuple[_Routed, ...]


class _Tracepoint(msgspec.Struct, frozen=True):
    location: _Location
    matchings_index: PlaceInList


class _Matching(msgspec.Struct, frozen=True):
    confidence: float
    geometry: str


class _MatchAnswer(msgspec.Struct, frozen=True):
    matchings: tuple[_Matching, ...]
    tracepoints: tuple[_Tracepoint | None, ...]


class _NearestAnswer(msgspec.Struct, frozen=True):
    waypoints: tuple[_Waypoint, ...]


class _Refused(msgspec.Struct, frozen=True):
    code: str
    message: str = ""


class OsrmRoads:
    """Engines by the mode that they were prepared for."""

    def __init__(self, addresses: Mapping[TravelMode, str]) -> None:
        self._addresses = {mode: address.rstrip("/") for mode, address in addresses.items()}

    @property
    def source(self) -> MapSource:
        return MapSource.OSRM

    @property
    def modes(self) -> frozenset[TravelMode]:
        return frozenset(self._addresses)

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        asked = {
            "overview": "full",
            "geometries": "polyline6",
            "generate_hints": "false",
            "radiuses": ";".join([str(FARTHEST_FROM_ROAD_METRES)] * len(points)),
        }
        answer = self._ask("route", mode, points, asked)
        if not answer.is_good:
            match code := self._read_code(answer):
                case "NoRoute":
                    raise no_route(mode)
                case "NoSegment":
                    raise no_road()
            raise report_failure(self.source, "refused", code=code)
        found = read_answer(self.source, answer.body, _RouteAnswer).routes
        if not found:
            raise no_route(mode)
        return MapRoute(
            source=self.source,
            mode=mode,
            is_estimate=False,
            distance_metres=round(found[0].distance),
            duration_seconds=round(found[0].duration),
            path=read_route_path(self.source, [found[0].geometry]),
        )

    def match(self, trace: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        return match_in_pieces(
            self.source,
            trace,
            lambda piece: match_thinned(
                piece,
                lambda thinned: self._match(thinned, mode),
                apart_metres=max(LEAST_STEP_METRES, 2 * _usual_deviation(piece)),
                reach_metres=MOST_DEVIATION,
            ),
            most_points=POINTS_A_MATCH,
            most_metres=LONGEST_MATCH_METRES,
        )

    def nearest_road(self, point: Point, mode: TravelMode) -> RoadPoint | None:
        answer = self._ask("nearest", mode, [point], {"number": "1", "generate_hints": "false"})
        if not answer.is_good:
            if (code := self._read_code(answer)) == "NoSegment":
                return None
            raise report_failure(self.source, "refused", code=code)
        found = read_answer(self.source, answer.body, _NearestAnswer).waypoints
        if not found:
            return None
        road = _point_of(found[0].location)
        metres = round(distance_between(point, road))
        if metres > FARTHEST_FROM_ROAD_METRES:
            return None
        return RoadPoint(
            name=found[0].name or None,
            latitude=road[0] / DEGREE,
            longitude=road[1] / DEGREE,
            distance_metres=metres,
            source=self.source,
        )

    def _match(self, piece: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        asked = {
            "overview": "full",
            "geometries": "polyline6",
            "generate_hints": "false",
            "gaps": "ignore",  # a device that reports every two minutes has gaps, and followed roads all the same
            "radiuses": ";".join(f"{_deviation(each):.0f}" for each in piece),
        }
        times = [each.at for each in piece if each.at is not None]
        if len(times) == len(piece) and all(one < other for one, other in pairwise(times)):
            asked["timestamps"] = ";".join(map(str, times))
        answer = self._ask("match", mode, [each.point for each in piece], asked)
        if not answer.is_good:
            if (code := self._read_code(answer)) in {"NoMatch", "NoSegment"}:
                return MapMatch(source=self.source, points=(None,) * len(piece), paths=(), confidence=0.0)
            raise report_failure(self.source, "refused", code=code)
        found = read_answer(self.source, answer.body, _MatchAnswer)
        if len(found.tracepoints) != len(piece):
            raise report_failure(self.source, "unreadable", error="not a tracepoint for each point")
        return MapMatch(
            source=self.source,
            points=tuple(map(_matched_point, piece, found.tracepoints)),
            paths=tuple(read_path(self.source, each.geometry) for each in found.matchings),
            confidence=min((each.confidence for each in found.matchings), default=0.0),
        )

    def _ask(self, service: str, mode: TravelMode, points: Sequence[Point], asked: Mapping[str, str]) -> EngineAnswer:
        where = ";".join(f"{degrees_text(longitude)},{degrees_text(latitude)}" for latitude, longitude in points)
        query = urlencode(asked, safe=";")
        return ask_engine(self.source, f"{self._addresses[mode]}/{service}/v1/{PROFILES[mode]}/{where}?{query}")

    def _read_code(self, answer: EngineAnswer) -> str:
        return read_answer(self.source, answer.body, _Refused).code


def read_addresses(text: str) -> Mapping[TravelMode, str]:
    """Return addresses by mode, from `mode=address` between commas as the setting has them; one without a mode is of
    an engine for cars."""
    named = (each.rpartition("=") for each in text.split(","))
    return {TravelMode(mode or TravelMode.CAR): address for mode, _, address in named}


def _usual_deviation(piece: Sequence[TracePoint]) -> float:
    return sorted(map(_deviation, piece))[len(piece) // 2]


def _deviation(point: TracePoint) -> float:
    said = USUAL_DEVIATION if point.accuracy_metres is None else point.accuracy_metres
    return min(max(said, LEAST_DEVIATION), MOST_DEVIATION)


def _point_of(location: _Location) -> Point:
    return point_at(location[1], location[0])


def _matched_point(asked: TracePoint, found: _Tracepoint | None) -> MatchedPoint | None:
    return None if found is None else matched(asked.point, _point_of(found.location))
