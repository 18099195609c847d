"""The maps of the stage, as its settings say: who finds its places, who finds its roads, and what needs nobody."""

from collections.abc import Sequence
from functools import cache

from chalicelib import settings
from chalicelib.domain.places.nearby import nearest_airports
from chalicelib.domain.places.zones import find_time_zone
from chalicelib.domain.tracking.estimates import estimate_route
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import MapMatch, MapPlace, MapRoute, RoadPoint, TracePoint, TravelMode
from chalicelib.gateways.maps.offline import OfflinePlaces, OfflineRoads, read_airport
from chalicelib.gateways.maps.protocol import PlaceFinder, RoadFinder
from chalicelib.settings import Settings


class Maps:
    """Maps by whoever finds places and roads. Nobody has roads for flights, and not everybody for bicycles: those
    routes are estimates, which they say."""

    def __init__(self, places: PlaceFinder, roads: RoadFinder) -> None:
        self.places = places
        self.roads = roads

    def geocode(self, text: str, *, limit: int = 5, near: Point | None = None) -> tuple[MapPlace, ...]:
        """Return places that a text means, the most probable first. Raises Unavailable."""
        return self.places.geocode(text, limit=limit, near=near)

    def reverse_geocode(self, point: Point, *, limit: int = 1) -> tuple[MapPlace, ...]:
        """Return places at a point, the nearest first. Raises Unavailable."""
        return self.places.reverse_geocode(point, limit=limit)

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        """Return a route through two or more points. Raises NotFound where there is no way; Unavailable."""
        return self.roads.route(points, mode) if mode in self.roads.modes else estimate_route(points, mode)

    def match(self, trace: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        """Return a track of two or more points laid onto roads, if it follows any. Raises Unavailable."""
        return self._roads_for(mode).match(trace, mode)

    def nearest_road(self, point: Point, mode: TravelMode) -> RoadPoint | None:
        """Return the nearest point of a road; None if none is near or known. Raises Unavailable."""
        return self._roads_for(mode).nearest_road(point, mode)

    def nearest_airports(self, point: Point, *, limit: int = 5) -> tuple[MapPlace, ...]:
        """Return the airports nearest to a point that serve a city, the nearest first."""
        found = nearest_airports(point[0] / DEGREE, point[1] / DEGREE, limit)
        return tuple(read_airport(near.airport, near.distance_metres) for near in found)

    def time_zone(self, point: Point) -> str:
        """Return the IANA zone of a point."""
        return find_time_zone(point[0] / DEGREE, point[1] / DEGREE)

    def _roads_for(self, mode: TravelMode) -> RoadFinder:
        return self.roads if mode in self.roads.modes else OfflineRoads()


OFFLINE = Maps(OfflinePlaces(), OfflineRoads())


@cache
def current() -> Maps:
    """Return the maps that the settings choose."""
    return choose(settings.current())


def choose(here: Settings) -> Maps:
    """Return the maps that these settings choose; nothing of a provider is imported before it is chosen."""
    return Maps(_choose_places(here), _choose_roads(here))


def _choose_places(here: Settings) -> PlaceFinder:
    match here.geocoding:
        case "offline":
            return OfflinePlaces()
        case "location_service":
            from chalicelib.gateways.maps.location_service import LocationServicePlaces

            return LocationServicePlaces()


def _choose_roads(here: Settings) -> RoadFinder:
    kind, _, addresses = here.routing.partition(":")
    match kind:
        case "location_service":
            from chalicelib.gateways.maps.location_service import LocationServiceRoads

            return LocationServiceRoads()
        case "osrm":
            from chalicelib.gateways.maps.osrm import OsrmRoads, read_addresses

            return OsrmRoads(read_addresses(addresses))
        case "valhalla":
            from chalicelib.gateways.maps.valhalla import ValhallaRoads

            return ValhallaRoads(addresses)
    return OfflineRoads()
