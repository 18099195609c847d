"""Amazon Location: places (geo-places) and roads (geo-routes) of the stage's own region.

What it finds may be shown and not kept (`IntendedUse`), so nothing of it is stored or cached anywhere. No feature is
asked for that costs more than the plain call; the time zone of a place is looked up offline instead.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from chalicelib.domain.places.nearby import nearest_cities
from chalicelib.domain.places.zones import find_time_zone
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import (
    FARTHEST_FROM_ROAD_METRES,
    MapMatch,
    MapPlace,
    MapRoute,
    MapSource,
    MatchedPoint,
    PlaceKind,
    RoadPoint,
    TracePoint,
    TravelMode,
)
from chalicelib.domain.value import JsonObject
from chalicelib.errors import InvalidInput
from chalicelib.gateways import aws
from chalicelib.gateways.maps.failures import Failure, no_road, no_route, report_failure
from chalicelib.gateways.maps.traces import chain, distance_between, match_in_pieces, matched

# Somebody waits: seconds to connect and to read, and how often in all.
TIMEOUT, ATTEMPTS = 3.0, 2
MODES = {TravelMode.CAR: "Car", TravelMode.FOOT: "Pedestrian"}
# What SnapToRoads takes at once: 5,000 points, and 500 km from point to point in all.
POINTS_A_MATCH, LONGEST_MATCH_METRES = 5_000, 490_000.0
SNAP_METRES = 100
# A place this near to the centre of a city of the gazetteer is that city.
_SAME_CITY_METRES = 10_000

_FAILURES: Mapping[str, Failure] = {
    "ThrottlingException": "throttled",
    "InternalServerException": "unavailable",
    "AccessDeniedException": "denied",
    "UnrecognizedClientException": "denied",
    "ExpiredTokenException": "denied",
    "ValidationException": "refused",
}
_KINDS = {
    "Country": PlaceKind.COUNTRY,
    "Region": PlaceKind.REGION,
    "SubRegion": PlaceKind.REGION,
    "Locality": PlaceKind.CITY,
    "District": PlaceKind.CITY,
    "SubDistrict": PlaceKind.CITY,
    "PostalCode": PlaceKind.POSTAL_CODE,
    "Block": PlaceKind.STREET,
    "SubBlock": PlaceKind.STREET,
    "Intersection": PlaceKind.STREET,
    "Street": PlaceKind.STREET,
    "PointOfInterest": PlaceKind.POINT_OF_INTEREST,
    "PointAddress": PlaceKind.ADDRESS,
    "InterpolatedAddress": PlaceKind.ADDRESS,
    "SecondaryAddress": PlaceKind.ADDRESS,
    "InferredSecondaryAddress": PlaceKind.ADDRESS,
}
_NOT_MATCHED = {"TracePointsNotMatched", "TracePointsIgnored"}

_Position = tuple[float, float]  # longitude, latitude


class _Pascal(msgspec.Struct, frozen=True, rename="pascal"):
    """What the service answers, by the names that it gives; what we do not need is passed over."""


class _Country(_Pascal, frozen=True):
    code2: str | None = None


class _Address(_Pascal, frozen=True):
    label: str | None = None
    country: _Country | None = None
    locality: str | None = None
    street: str | None = None


class _PlaceItem(_Pascal, frozen=True):
    place_type: str
    title: str
    position: _Position | None = None
    address: _Address = _Address()
    distance: int | None = None


class _Places(_Pascal, frozen=True):
    result_items: tuple[_PlaceItem, ...] = ()


class _Line(_Pascal, frozen=True):
    line_string: tuple[_Position, ...] = ()


class _Leg(_Pascal, frozen=True):
    geometry: _Line


class _Summary(_Pascal, frozen=True):
    distance: int
    duration: int


class _Route(_Pascal, frozen=True):
    legs: tuple[_Leg, ...]
    summary: _Summary


class _Routes(_Pascal, frozen=True):
    routes: tuple[_Route, ...]


class _Snapped(_Pascal, frozen=True):
    confidence: float
    snapped_position: _Position


class _Notice(_Pascal, frozen=True):
    code: str
    trace_point_indexes: tuple[int, ...] = ()


class _SnappedTrace(_Pascal, frozen=True):
    snapped_trace_points: tuple[_Snapped, ...]
    notices: tuple[_Notice, ...] = ()
    snapped_geometry: _Line = _Line()


_Answer = TypeVar("_Answer", bound=_Pascal)


class LocationServicePlaces:
    """Places as Amazon Location knows them."""

    @property
    def source(self) -> MapSource:
        return MapSource.LOCATION_SERVICE

    def geocode(self, text: str, *, limit: int, near: Point | None) -> tuple[MapPlace, ...]:
        asked: JsonObject = {"QueryText": text, "MaxResults": limit, "IntendedUse": "SingleUse"}
        if near is not None:
            asked["BiasPosition"] = _position(near)
        return self._read(_ask("geo-places", "geocode", asked, _Places), near)

    def reverse_geocode(self, point: Point, *, limit: int) -> tuple[MapPlace, ...]:
        asked = {"QueryPosition": _position(point), "MaxResults": limit, "IntendedUse": "SingleUse"}
        return self._read(_ask("geo-places", "reverse_geocode", asked, _Places), point)

    def _read(self, found: _Places, near: Point | None) -> tuple[MapPlace, ...]:
        return tuple(_read_place(item, item.position, near) for item in found.result_items if item.position is not None)


class LocationServiceRoads:
    """Roads as Amazon Location knows them."""

    @property
    def source(self) -> MapSource:
        return MapSource.LOCATION_SERVICE

    @property
    def modes(self) -> frozenset[TravelMode]:
        return frozenset(MODES)

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        first, *between, last = points
        asked: JsonObject = {
            "Origin": _position(first),
            "Destination": _position(last),
            "TravelMode": MODES[mode],
            "LegGeometryFormat": "Simple",
        }
        if between:
            asked["Waypoints"] = [{"Position": _position(point)} for point in between]
        routes = _ask("geo-routes", "calculate_routes", asked, _Routes).routes
        if not routes:
            raise no_route(mode)
        path = chain([_line(leg.geometry) for leg in routes[0].legs])
        # It takes the nearest road at whatever distance.
        if not path or any(
            distance_between(asked_for, found) > FARTHEST_FROM_ROAD_METRES
            for asked_for, found in ((first, path[0]), (last, path[-1]))
        ):
            raise no_road()
        return MapRoute(
            source=self.source,
            mode=mode,
            is_estimate=False,
            distance_metres=routes[0].summary.distance,
            duration_seconds=routes[0].summary.duration,
            path=path,
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
        asked = {
            "QueryPosition": _position(point),
            "QueryRadius": FARTHEST_FROM_ROAD_METRES,
            "MaxResults": 1,
            "Filter": {"IncludePlaceTypes": ["Street"]},
            "IntendedUse": "SingleUse",
        }
        found = [
            RoadPoint(
                name=item.address.street or item.title or None,
                latitude=item.position[1],
                longitude=item.position[0],
                distance_metres=round(distance_between(point, _point(item.position))),
                source=self.source,
            )
            for item in _ask("geo-places", "reverse_geocode", asked, _Places).result_items
            if item.position is not None
        ]
        return next((road for road in found if road.distance_metres <= FARTHEST_FROM_ROAD_METRES), None)

    def _match(self, piece: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        asked = {
            "TracePoints": _trace_points(piece),
            "TravelMode": MODES[mode],
            "SnapRadius": SNAP_METRES,
            "SnappedGeometryFormat": "Simple",
        }
        found = _ask("geo-routes", "snap_to_roads", asked, _SnappedTrace)
        if len(found.snapped_trace_points) != len(piece):
            raise report_failure(self.source, "unreadable", error="not a snapped point for each point")
        lost = {
            index for notice in found.notices if notice.code in _NOT_MATCHED for index in notice.trace_point_indexes
        }
        points = [
            None if place in lost else (matched(asked_for.point, _point(snapped.snapped_position)), snapped.confidence)
            for place, (asked_for, snapped) in enumerate(zip(piece, found.snapped_trace_points, strict=True))
        ]
        path = _line(found.snapped_geometry)
        return MapMatch(
            source=self.source,
            points=tuple(_only_point(each) for each in points),
            paths=(path,) if path and any(points) else (),
            confidence=min((each[1] for each in points if each is not None), default=0.0),
        )


def _only_point(found: tuple[MatchedPoint, float] | None) -> MatchedPoint | None:
    return None if found is None else found[0]


def _ask(service: str, operation: str, asked: JsonObject, wanted: type[_Answer]) -> _Answer:
    """Return what the service answers. Raises Unavailable; InvalidInput for what it does not take."""
    from botocore.exceptions import BotoCoreError, ClientError

    client: Any = aws.client(service, timeout=TIMEOUT, attempts=ATTEMPTS)
    source = MapSource.LOCATION_SERVICE
    try:
        answer = getattr(client, operation)(**asked)
    except ClientError as error:
        code = str(error.response["Error"]["Code"])
        failure = report_failure(source, _FAILURES.get(code, "unavailable"), code=code)
        if code == "ValidationException":
            raise InvalidInput("Amazon Location does not take these places.") from error
        raise failure from error
    except BotoCoreError as error:
        timed_out = "Timeout" in type(error).__name__
        raise report_failure(source, "timeout" if timed_out else "unreachable", error=type(error).__name__) from error
    try:
        return msgspec.convert(answer, wanted)
    except msgspec.ValidationError as error:
        raise report_failure(source, "unreadable", error=str(error)) from error


def _position(point: Point) -> list[float]:
    return [point[1] / DEGREE, point[0] / DEGREE]


def _point(position: _Position) -> Point:
    return point_at(position[1], position[0])


def _line(geometry: _Line) -> tuple[Point, ...]:
    return tuple(map(_point, geometry.line_string))


def _trace_points(piece: Sequence[TracePoint]) -> list[JsonObject]:
    times = [each.at for each in piece if each.at is not None]
    if len(times) < len(piece) or any(one >= other for one, other in pairwise(times)):
        return [{"Position": _position(each.point)} for each in piece]
    return [
        {"Position": _position(each.point), "Timestamp": datetime.fromtimestamp(at, UTC).isoformat()}
        for each, at in zip(piece, times, strict=True)
    ]


def _read_place(item: _PlaceItem, position: _Position, near: Point | None) -> MapPlace:
    longitude, latitude = position
    kind = _KINDS.get(item.place_type, PlaceKind.POINT_OF_INTEREST)
    country = item.address.country.code2 if item.address.country else None
    return MapPlace(
        name=item.address.locality or item.title if kind is PlaceKind.CITY else item.title,
        label=item.address.label or item.title,
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        country=country,
        timezone=find_time_zone(latitude, longitude),
        airports=_airports_of(latitude, longitude) if kind is PlaceKind.CITY else (),
        distance_metres=None if near is None else round(distance_between(near, _point(position))),
        source=MapSource.LOCATION_SERVICE,
    )


def _airports_of(latitude: float, longitude: float) -> tuple[str, ...]:
    """Return the airports of the city whose centre is there, if the gazetteer has one there."""
    near = nearest_cities(latitude, longitude, 1)[0]
    return tuple(near.city.airports.split()) if near.distance_metres <= _SAME_CITY_METRES else ()
