"""Maps without a map: the airports and cities that ship with the service, and no roads.

Nothing here asks anybody, so nothing is ever away. What is answered says that it is offline.
"""

from collections.abc import Sequence

from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.nearby import nearest_airports, nearest_cities
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import Airport, find_airport, is_airport, resolve_place
from chalicelib.domain.tracking.estimates import estimate_route
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import (
    MapMatch,
    MapPlace,
    MapRoute,
    MapSource,
    PlaceKind,
    RoadPoint,
    TracePoint,
    TravelMode,
)
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.gateways.maps.traces import distance_between

# A point this near to an airport's own is at it: the largest grounds are some 6 km across.
_AT_AIRPORT_METRES = 3_000


class OfflinePlaces:
    """Airports and cities by name and by nearness."""

    @property
    def source(self) -> MapSource:
        return MapSource.OFFLINE

    def geocode(self, text: str, *, limit: int, near: Point | None) -> tuple[MapPlace, ...]:
        found = [_read_place(place, near) for place in _find(text)]
        if near is not None:
            found.sort(key=lambda place: place.distance_metres or 0)
        return tuple(found[:limit])

    def reverse_geocode(self, point: Point, *, limit: int) -> tuple[MapPlace, ...]:
        latitude, longitude = point[0] / DEGREE, point[1] / DEGREE
        airports = [
            read_airport(near.airport, near.distance_metres)
            for near in nearest_airports(latitude, longitude, 1)
            if near.distance_metres <= _AT_AIRPORT_METRES
        ]
        cities = [_read_city(near.city, near.distance_metres) for near in nearest_cities(latitude, longitude, limit)]
        return tuple([*airports, *cities][:limit])


class OfflineRoads:
    """No roads: a route is an estimate, and no track lies on any."""

    @property
    def source(self) -> MapSource:
        return MapSource.OFFLINE

    @property
    def modes(self) -> frozenset[TravelMode]:
        return frozenset()

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        return estimate_route(points, mode)

    def match(self, trace: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        return MapMatch(source=self.source, points=(None,) * len(trace), paths=(), confidence=0.0)

    def nearest_road(self, point: Point, mode: TravelMode) -> RoadPoint | None:
        return None


def read_airport(airport: Airport, distance_metres: int | None) -> MapPlace:
    """Return an airport as a place of the map."""
    return MapPlace(
        name=airport.name,
        label=f"{airport.name}, {airport.city}, {airport.country} ({airport.iata})",
        kind=PlaceKind.AIRPORT,
        latitude=airport.latitude,
        longitude=airport.longitude,
        country=airport.country,
        timezone=airport.timezone,
        airports=(airport.iata,),
        distance_metres=distance_metres,
        source=MapSource.OFFLINE,
    )


def _find(text: str) -> Sequence[Place]:
    """Return the places that a text means: several, where namesakes are so many that nobody can know."""
    try:
        return [resolve_place(text)]
    except AmbiguousRequest as error:
        return [resolve_place(code) for question in error.questions for code, _ in question.choices]
    except InvalidInput:
        return []


def _read_place(place: Place, near: Point | None) -> MapPlace:
    metres = None if near is None else round(distance_between(point_at(place.latitude, place.longitude), near))
    if is_airport(place):
        return read_airport(find_airport(place.airports[0]), metres)
    book = gazetteer()
    labels = (book.label(city) for city in book.cities_named(fold(place.name)) if book.place(city) == place)
    return _place_of(place, next(labels, place.name), metres)


def _read_city(city: City, distance_metres: int | None) -> MapPlace:
    book = gazetteer()
    return _place_of(book.place(city), book.label(city), distance_metres)


def _place_of(place: Place, label: str, distance_metres: int | None) -> MapPlace:
    return MapPlace(
        name=place.name,
        label=label,
        kind=PlaceKind.CITY,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        timezone=place.timezone,
        airports=place.airports,
        distance_metres=distance_metres,
        source=MapSource.OFFLINE,
    )
