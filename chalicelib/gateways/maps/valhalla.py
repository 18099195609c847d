"""Valhalla, asked over HTTP (release 3): `route`, `trace_attributes`, `locate`. One engine knows all modes."""

from collections.abc import Sequence

import msgspec

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point, point_at
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
from chalicelib.domain.value import JsonObject
from chalicelib.gateways.maps.engine_http import (
    EngineAnswer,
    Kilometres,
    Latitude,
    Longitude,
    PlaceInList,
    Seconds,
    ask_engine,
    read_answer,
    read_path,
    read_route_path,
)
from chalicelib.gateways.maps.failures import no_road, no_route, report_failure
from chalicelib.gateways.maps.traces import distance_between, match_in_pieces, matched

COSTINGS = {TravelMode.CAR: "auto", TravelMode.BICYCLE: "bicycle", TravelMode.FOOT: "pedestrian"}
# What an engine takes at once, unless it was set up otherwise: 16,000 points and 200 km of a track.
POINTS_A_MATCH, LONGEST_MATCH_METRES = 2_000, 150_000.0
USUAL_ACCURACY, LEAST_ACCURACY, MOST_ACCURACY = 10.0, 5.0, 50.0
SEARCH_METRES = 60
_MATCHED = (
    "shape",
    "confidence_score",
    "edge.begin_shape_index",
    "edge.end_shape_index",
    "matched.point",
    "matched.type",
    "matched.edge_index",
    "matched.begin_route_discontinuity",
)
# Codes of its errors, as its documentation lists them.
_NO_EDGES = 171
_NO_ROUTE = {154, 170, 442}  # 154: farther than the engine goes
_UNMATCHED = {_NO_EDGES, 443, 444, 445}


class _Summary(msgspec.Struct, frozen=True):
    time: Seconds
    length: Kilometres  # as we ask for


class _Leg(msgspec.Struct, frozen=True):
    shape: str


class _Trip(msgspec.Struct, frozen=True):
    legs: tuple[_Leg, ...]
    summary: _Summary


class _RouteAnswer(msgspec.Struct, frozen=True):
    trip: _Trip


class _Edge(msgspec.Struct, frozen=True):
    begin_shape_index: PlaceInList
    end_shape_index: PlaceInList


class _MatchedPoint(msgspec.Struct, frozen=True):
    lat: Latitude
    lon: Longitude
    type: str
    edge_index: PlaceInList | None = None
    begin_route_discontinuity: bool = False


class _MatchAnswer(msgspec.Struct, frozen=True):
    shape: str
    matched_points: tuple[_MatchedPoint, ...]
    edges: tuple[_Edge, ...]
    confidence_score: float = 0.0


class _EdgeInfo(msgspec.Struct, frozen=True):
    names: tuple[str, ...] = ()


class _Correlated(msgspec.Struct, frozen=True):
    correlated_lat: Latitude
    correlated_lon: Longitude
    edge_info: _EdgeInfo = _EdgeInfo()


class _Located(msgspec.Struct, frozen=True):
    edges: tuple[_Correlated, ...] | None = None  # null where nothing is near


class _Refused(msgspec.Struct, frozen=True):
    error_code: int
    error: str = ""


class ValhallaRoads:
    """One engine."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    @property
    def source(self) -> MapSource:
        return MapSource.VALHALLA

    @property
    def modes(self) -> frozenset[TravelMode]:
        return frozenset(COSTINGS)

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        asked = {
            "locations": [_location(point) for point in points],
            "costing": COSTINGS[mode],
            "units": "kilometers",
            "directions_type": "none",
        }
        answer = self._ask("route", asked)
        if not answer.is_good:
            if (code := self._read_code(answer)) in _NO_ROUTE:
                raise no_route(mode)
            if code == _NO_EDGES:
                raise no_road()
            raise report_failure(self.source, "refused", code=code)
        trip = read_answer(self.source, answer.body, _RouteAnswer).trip
        return MapRoute(
            source=self.source,
            mode=mode,
            is_estimate=False,
            distance_metres=round(trip.summary.length * 1000),
            duration_seconds=round(trip.summary.time),
            path=read_route_path(self.source, [leg.shape for leg in trip.legs]),
        )

    def match(self, trace: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        return match_in_pieces(
            self.source,
            trace,
            lambda piece: self._match(piece, mode),
            most_points=POINTS_A_MATCH,
            most_metres=LONGEST_MATCH_METRES,
        )

    def nearest_road(self, point: Point, mode: TravelMode) -> RoadPoint | None:
        asked = {"locations": [_location(point)], "costing": COSTINGS[mode], "verbose": True}
        answer = self._ask("locate", asked)
        if not answer.is_good:
            if (code := self._read_code(answer)) == _NO_EDGES:
                return None
            raise report_failure(self.source, "refused", code=code)
        located = read_answer(self.source, answer.body, tuple[_Located, ...])
        found = [
            RoadPoint(
                name=edge.edge_info.names[0] if edge.edge_info.names else None,
                latitude=edge.correlated_lat,
                longitude=edge.correlated_lon,
                distance_metres=round(distance_between(point, point_at(edge.correlated_lat, edge.correlated_lon))),
                source=self.source,
            )
            for each in located
            for edge in each.edges or ()
        ]
        # Both directions of a road are as near: the one with a name says more.
        return min(found, key=lambda road: (road.distance_metres, road.name is None), default=None)

    def _match(self, piece: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        accuracies = sorted(USUAL_ACCURACY if each.accuracy_metres is None else each.accuracy_metres for each in piece)
        asked = {
            "shape": [{"lat": each.point[0] / DEGREE, "lon": each.point[1] / DEGREE} for each in piece],
            "costing": COSTINGS[mode],
            "shape_match": "map_snap",
            "units": "kilometers",
            "trace_options": {
                "gps_accuracy": min(max(accuracies[len(piece) // 2], LEAST_ACCURACY), MOST_ACCURACY),
                "search_radius": SEARCH_METRES,
            },
            "filters": {"attributes": _MATCHED, "action": "include"},
        }
        answer = self._ask("trace_attributes", asked)
        if not answer.is_good:
            if (code := self._read_code(answer)) in _UNMATCHED:
                return MapMatch(source=self.source, points=(None,) * len(piece), paths=(), confidence=0.0)
            raise report_failure(self.source, "refused", code=code)
        found = read_answer(self.source, answer.body, _MatchAnswer)
        if len(found.matched_points) != len(piece):
            raise report_failure(self.source, "unreadable", error="not a matched point for each point")
        return MapMatch(
            source=self.source,
            points=tuple(map(_matched_point, piece, found.matched_points)),
            paths=_split(read_path(self.source, found.shape), found),
            confidence=min(max(found.confidence_score, 0.0), 1.0),
        )

    def _ask(self, action: str, asked: JsonObject) -> EngineAnswer:
        return ask_engine(self.source, f"{self._address}/{action}", body=msgspec.json.encode(asked))

    def _read_code(self, answer: EngineAnswer) -> int:
        return read_answer(self.source, answer.body, _Refused).error_code


def _location(point: Point) -> JsonObject:
    latitude, longitude = point
    return {
        "lat": latitude / DEGREE,
        "lon": longitude / DEGREE,
        "type": "break",
        "search_cutoff": FARTHEST_FROM_ROAD_METRES,
    }


def _matched_point(asked: TracePoint, found: _MatchedPoint) -> MatchedPoint | None:
    return None if found.type == "unmatched" else matched(asked.point, point_at(found.lat, found.lon))


def _split(shape: Sequence[Point], found: _MatchAnswer) -> tuple[tuple[Point, ...], ...]:
    """Return the shape in the paths that hang together: it is cut behind each edge from which no way led on."""
    last = {
        point.edge_index
        for point in found.matched_points
        if point.begin_route_discontinuity and point.edge_index is not None and point.edge_index < len(found.edges)
    }
    paths, begin = [], 0
    for place in sorted(last):
        paths.append(shape[begin : found.edges[place].end_shape_index + 1])
        begin = found.edges[place + 1].begin_shape_index if place + 1 < len(found.edges) else len(shape)
    return tuple(tuple(path) for path in [*paths, shape[begin:]] if path)
