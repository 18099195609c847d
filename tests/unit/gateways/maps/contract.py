"""What all maps keep to, whoever finds places and roads. Each provider's tests take `Contract` as a base class and say
what the maps are; so does `tests/maps_engines` with real engines. All points are in the centre of Helsinki."""

from itertools import pairwise
from typing import ClassVar

import pytest

from chalicelib.domain.tracking.estimates import length_of
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import FARTHEST_FROM_ROAD_METRES, MapSource, PlaceKind, TracePoint, TravelMode
from chalicelib.errors import NotFound
from chalicelib.gateways.maps.registry import Maps
from chalicelib.gateways.maps.traces import distance_between

SENATE_SQUARE, KAMPPI, STATION = point_at(60.1695, 24.9525), point_at(60.1687, 24.9316), point_at(60.1711, 24.9414)
BETWEEN = point_at(60.1681, 24.9412)  # not on the quickest way
AIRPORT = point_at(60.3172, 24.9633)
GULF = point_at(59.95, 24.6)  # the Gulf of Finland


def metres_to(point: Point, path: tuple[Point, ...]) -> float:
    """Metres from a point to the nearest of a path."""
    arcs = (Arc(vector_of(one), vector_of(other)) for one, other in pairwise(path))
    return min(arc.foot_of(vector_of(point)).distance_metres for arc in arcs)


def walked_along(path: tuple[Point, ...], step: float, seconds: int = 10) -> list[TracePoint]:
    """Where a device is that goes along a path, every so many metres, a little beside it."""
    track, left = [TracePoint(point=path[0], at=1_798_000_000, accuracy_metres=8.0)], step
    for one, other in pairwise(path):
        metres = distance_between(one, other)
        while left < metres:
            part, beside = left / metres, 300 if len(track) % 2 else -300  # 3 m
            spot = (
                round(one[0] + (other[0] - one[0]) * part) + beside,
                round(one[1] + (other[1] - one[1]) * part) + beside,
            )
            at = 1_798_000_000 + seconds * len(track)
            track.append(TracePoint(point=spot, at=at, accuracy_metres=8.0))
            left += step
        left -= metres
    return track


class Contract:
    """Tests of one kind of maps; `maps` is a fixture. `mode` is one for which its provider has roads."""

    source: ClassVar[MapSource]
    places_source: ClassVar[MapSource] = MapSource.OFFLINE
    mode: ClassVar[TravelMode] = TravelMode.CAR

    def test_it_says_who_knows_roads_and_places(self, maps: Maps) -> None:
        assert maps.roads.source is self.source
        assert maps.places.source is self.places_source
        assert maps.route([SENATE_SQUARE, KAMPPI], self.mode).source is self.source
        assert {place.source for place in maps.geocode("Helsinki")} == {self.places_source}

    def test_a_route_leads_from_one_point_to_the_other(self, maps: Maps) -> None:
        route = maps.route([SENATE_SQUARE, KAMPPI], self.mode)

        assert distance_between(route.path[0], SENATE_SQUARE) < 150
        assert distance_between(route.path[-1], KAMPPI) < 300
        assert route.mode is self.mode
        assert route.is_estimate == (self.mode not in maps.roads.modes)

    def test_a_route_is_as_long_as_its_line_and_no_shorter_than_the_crow_flies(self, maps: Maps) -> None:
        route = maps.route([SENATE_SQUARE, KAMPPI], self.mode)

        assert 0.8 * distance_between(SENATE_SQUARE, KAMPPI) < route.distance_metres < 5_000
        assert length_of(route.path) == pytest.approx(route.distance_metres, rel=0.02 if not route.is_estimate else 0.5)
        assert 1 < route.distance_metres / route.duration_seconds < 30

    def test_a_route_goes_through_the_points_between(self, maps: Maps) -> None:
        route = maps.route([SENATE_SQUARE, BETWEEN, KAMPPI], self.mode)

        assert metres_to(BETWEEN, route.path) < 150
        assert length_of(route.path) == pytest.approx(route.distance_metres, rel=0.02 if not route.is_estimate else 0.5)

    def test_off_the_map_there_is_no_road_or_an_estimate(self, maps: Maps) -> None:
        if self.mode in maps.roads.modes:
            with pytest.raises(NotFound, match="no road within"):
                maps.route([SENATE_SQUARE, GULF], self.mode)
        else:
            assert maps.route([SENATE_SQUARE, GULF], self.mode).is_estimate

    def test_flights_follow_the_great_circle_whoever_knows_roads(self, maps: Maps) -> None:
        route = maps.route([AIRPORT, GULF], TravelMode.FLIGHT)

        assert (route.source, route.is_estimate) == (MapSource.OFFLINE, True)
        assert route.distance_metres == pytest.approx(distance_between(AIRPORT, GULF), rel=0.01)

    def test_a_track_along_roads_is_laid_onto_them(self, maps: Maps) -> None:
        route = maps.route([SENATE_SQUARE, KAMPPI], self.mode)
        track = walked_along(route.path, 25)
        match = maps.match(track, self.mode)

        assert len(match.points) == len(track) > 30
        if self.mode not in maps.roads.modes:
            assert (match.is_matched, match.paths, match.confidence) == (False, (), 0.0)
            return
        assert match.source is self.source
        found = [(point, point_of) for point_of, point in zip(track, match.points, strict=True) if point is not None]
        assert len(found) >= 0.9 * len(track)
        assert all(point.distance_metres < 40 for point, _ in found)
        assert all(
            point.distance_metres == pytest.approx(distance_between(asked.point, point.point), abs=0.1)
            for point, asked in found
        )
        assert 0 < match.confidence <= 1
        near = [min(metres_to(point.point, path) for path in match.paths) for point, _ in found]
        assert max(near) < 5
        assert sum(map(length_of, match.paths)) == pytest.approx(route.distance_metres, rel=0.25)

    def test_a_long_track_is_laid_onto_roads_in_one(self, maps: Maps) -> None:
        route = maps.route([SENATE_SQUARE, KAMPPI], self.mode)
        track = walked_along(route.path, 5, seconds=1)
        match = maps.match(track, self.mode)

        assert len(match.points) == len(track) > 230
        if self.mode in maps.roads.modes:
            assert sum(point is not None for point in match.points) >= 0.9 * len(track)

    def test_a_track_off_all_roads_is_matched_nowhere_which_is_no_error(self, maps: Maps) -> None:
        at_sea = [TracePoint(point=(GULF[0], GULF[1] + step * 1_000), at=step * 60) for step in range(4)]
        match = maps.match(at_sea, self.mode)

        assert match.points == (None,) * 4
        assert (match.paths, match.confidence, match.is_matched) == ((), 0.0, False)

    def test_a_track_without_times_is_laid_onto_roads_as_well(self, maps: Maps) -> None:
        path = maps.route([SENATE_SQUARE, KAMPPI], self.mode).path
        track = [TracePoint(point=each.point) for each in walked_along(path, 25)]

        assert maps.match(track, self.mode).is_matched == (self.mode in maps.roads.modes)

    def test_a_device_that_stands_still_is_where_it_is(self, maps: Maps) -> None:
        here = maps.route([SENATE_SQUARE, KAMPPI], self.mode).path[0]
        match = maps.match([TracePoint(point=here, at=second) for second in range(1, 5)], self.mode)

        assert len(match.points) == 4
        assert all(point is None or point.distance_metres < 40 for point in match.points)
        assert sum(map(length_of, match.paths)) < 80

    def test_the_nearest_road_is_near(self, maps: Maps) -> None:
        road = maps.nearest_road(STATION, self.mode)

        if self.mode not in maps.roads.modes:
            assert road is None
            return
        assert road is not None
        assert road.source is self.source
        assert road.distance_metres < 200
        assert road.distance_metres == pytest.approx(
            distance_between(STATION, point_at(road.latitude, road.longitude)), abs=1
        )

    def test_no_road_is_near_at_sea(self, maps: Maps) -> None:
        assert FARTHEST_FROM_ROAD_METRES < 100_000
        assert maps.nearest_road(GULF, self.mode) is None

    def test_a_city_is_found_by_its_name(self, maps: Maps) -> None:
        found = maps.geocode("Helsinki", limit=3, near=STATION)[0]

        assert (found.name, found.kind, found.country) == ("Helsinki", PlaceKind.CITY, "FI")
        assert found.timezone == "Europe/Helsinki"
        assert found.airports[0] == "HEL"
        assert found.distance_metres is not None
        assert found.distance_metres < 5_000

    def test_what_nothing_is_called_is_not_found(self, maps: Maps) -> None:
        assert maps.geocode("Qqxwzz Vvrtk") == ()

    def test_a_point_is_in_its_city(self, maps: Maps) -> None:
        found = maps.reverse_geocode(STATION, limit=5)

        assert 1 <= len(found) <= 5
        assert "Helsinki" in {place.name for place in found}
        metres = [place.distance_metres or 0 for place in found]
        assert metres == sorted(metres)

    def test_airports_and_zones_need_nobody(self, maps: Maps) -> None:
        assert [place.airports for place in maps.nearest_airports(AIRPORT, limit=1)] == [("HEL",)]
        assert maps.time_zone(STATION) == "Europe/Helsinki"
