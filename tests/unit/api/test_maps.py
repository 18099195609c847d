"""Maps over HTTP: places, airports, zones and routes, whoever knows them; bounds with pointers, limits, and what may be
kept of an answer."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import msgspec
import polyline
import pytest

from chalicelib import settings
from chalicelib.api import maps as resource
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import FARTHEST_METRES, MapPlace, MapRoute, MapSource, TravelMode
from chalicelib.gateways.maps import registry
from chalicelib.gateways.maps.offline import OfflinePlaces, OfflineRoads
from chalicelib.gateways.maps.registry import Maps
from chalicelib.gateways.maps.valhalla import ValhallaRoads
from chalicelib.services import maps as service
from chalicelib.settings import Settings
from tests.simulation.cloud.empty import empty_cloud
from tests.support.converse import send
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.user_pool import PoolKeys
from tests.support.valhalla_engine import ValhallaEngine
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers

pytestmark = pytest.mark.usefixtures("stage")

SENATE_SQUARE, KAMPPI = "60.1695,24.9525", "60.1687,24.9316"
ROUTE = f"/v1/maps/route?origin={SENATE_SQUARE}&destination={KAMPPI}"
AT_SQUARE = "latitude=60.1695&longitude=24.9525"


@pytest.fixture
def turning(stage: Settings) -> Iterator[TurningClock]:
    service.forget_routes()
    with empty_cloud(), turning_clock() as clock:
        yield clock
    service.forget_routes()


@pytest.fixture
def anna(turning: TurningClock, pool_keys: PoolKeys) -> Person:
    return Person(Api(resource.blueprint), pool_keys, "anna")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[ValhallaEngine]:
    """The stage has Valhalla's roads."""
    with closing(ValhallaEngine()) as made:
        maps = Maps(OfflinePlaces(), ValhallaRoads(made.url))
        monkeypatch.setattr(registry, "current", lambda: maps)
        yield made


def test_city_is_found_by_its_name(anna: Person) -> None:
    found = anna.get("/v1/maps/geocode?q=Helsinki")

    (place,) = found["items"]
    assert (place["name"], place["kind"], place["country"], place["airports"]) == ("Helsinki", "city", "FI", ["HEL"])
    assert (place["timezone"], place["source"], place["distanceMetres"]) == ("Europe/Helsinki", "offline", None)
    assert "GeoNames" in found["attribution"]


def test_airport_is_found_by_its_code(anna: Person) -> None:
    (place,) = anna.get("/v1/maps/geocode?q=HEL")["items"]

    assert (place["kind"], place["airports"]) == ("airport", ["HEL"])


def test_namesakes_are_all_found_and_the_nearest_comes_first(anna: Person) -> None:
    everywhere = anna.get("/v1/maps/geocode?q=Portland")["items"]
    near_maine = anna.get("/v1/maps/geocode?q=Portland&latitude=43.6&longitude=-70.2")["items"]

    assert len(everywhere) > 1
    assert {place["label"] for place in everywhere} == {place["label"] for place in near_maine}
    assert "Maine" in near_maine[0]["label"]
    metres = [place["distanceMetres"] for place in near_maine]
    assert metres == sorted(metres)


def test_what_nothing_is_called_is_an_empty_list_that_nobody_keeps(anna: Person) -> None:
    answer = anna.send("GET", "/v1/maps/geocode?q=Qqxwzz")

    assert answer.json_body["items"] == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_point_is_in_its_city(anna: Person) -> None:
    found = anna.get(f"/v1/maps/reverse-geocode?{AT_SQUARE}&limit=2")

    assert found["items"][0]["name"] == "Helsinki"
    assert found["items"][0]["distanceMetres"] < 2_000
    assert found["road"] is None


def test_point_at_an_airport_is_at_the_airport(anna: Person) -> None:
    found = anna.get("/v1/maps/reverse-geocode?latitude=60.3172&longitude=24.9633&limit=1")

    assert [place["airports"] for place in found["items"]] == [["HEL"]]
    assert found["items"][0]["kind"] == "airport"


def test_nearest_airports_and_the_zone_of_a_point(anna: Person) -> None:
    airports = anna.get(f"/v1/maps/airports?{AT_SQUARE}&limit=3")["items"]

    assert airports[0]["airports"] == ["HEL"]
    assert len(airports) == 3
    assert anna.get(f"/v1/maps/time-zone?{AT_SQUARE}")["timezone"] == "Europe/Helsinki"
    assert anna.get("/v1/maps/time-zone?latitude=0&longitude=-30")["timezone"] == "Etc/GMT+2"


def test_route_without_a_provider_says_that_it_is_an_estimate(anna: Person) -> None:
    answer = anna.send("GET", ROUTE)
    route = answer.json_body

    assert (route["source"], route["isEstimate"], route["mode"]) == ("offline", True, "car")
    assert 1_161 < route["distanceMetres"] < 2_000
    assert route["durationSeconds"] > 60
    assert polyline.decode(route["polyline"], 6) == [(60.1695, 24.9525), (60.1687, 24.9316)]
    assert answer.headers["Cache-Control"] == "private, max-age=3600"


def test_flight_follows_the_great_circle(anna: Person) -> None:
    route = anna.get("/v1/maps/route?origin=60.3172,24.9633&destination=35.7647,140.3863&mode=flight&precision=5")

    path = polyline.decode(route["polyline"], 5)
    assert route["distanceMetres"] == pytest.approx(7_850_000, rel=0.02)
    assert 8 * 3_600 < route["durationSeconds"] < 11 * 3_600
    assert max(latitude for latitude, _ in path) > 65  # over the north of Siberia


def test_route_goes_by_the_points_between(anna: Person) -> None:
    direct = anna.get(ROUTE)
    by_airport = anna.get(f"{ROUTE}&via=60.3172,24.9633&via=60.20,24.9")

    assert by_airport["distanceMetres"] > 20 * direct["distanceMetres"]


def test_roads_of_an_engine_are_no_estimate_and_are_named(anna: Person, engine: ValhallaEngine) -> None:
    route = anna.get(ROUTE)

    assert (route["source"], route["isEstimate"]) == ("valhalla", False)
    assert "OpenStreetMap" in route["attribution"]
    surroundings = anna.get(f"/v1/maps/reverse-geocode?{AT_SQUARE}")
    assert surroundings["road"]["source"] == "valhalla"
    assert "OpenStreetMap" in surroundings["attribution"]
    assert "GeoNames" in surroundings["attribution"]


def test_route_is_looked_up_once_in_a_while(anna: Person, engine: ValhallaEngine, turning: TurningClock) -> None:
    first = anna.get(ROUTE)

    assert anna.get(ROUTE) == first
    assert len(engine.asked) == 1
    turning.turn(seconds=service.KEPT_SECONDS + 1)
    assert anna.get(ROUTE) == first
    assert len(engine.asked) == 2
    anna.get(f"{ROUTE}&mode=foot")
    assert len(engine.asked) == 3


def test_whoever_asks_for_what_ships_with_the_service_asks_nobody_else(anna: Person, engine: ValhallaEngine) -> None:
    route = anna.get(f"{ROUTE}&offline=true")

    assert (route["source"], route["isEstimate"]) == ("offline", True)
    assert anna.get(f"/v1/maps/reverse-geocode?{AT_SQUARE}&offline=true")["road"] is None
    assert engine.asked == []


def test_no_route_is_not_found_and_a_provider_that_is_away_says_so(anna: Person, engine: ValhallaEngine) -> None:
    nowhere = anna.send("GET", f"/v1/maps/route?origin={SENATE_SQUARE}&destination=59.95,24.6")
    assert nowhere.status_code == 404
    assert "no road within 1,000 m" in nowhere.json_body["detail"]

    engine.replies.append(send(503, b"{}"))
    away = anna.send("GET", ROUTE)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    assert away.json_body["detail"] == "The routing engine (Valhalla) does not answer at the moment (unavailable)."
    assert anna.send("GET", ROUTE).status_code == 200


def test_a_provider_is_asked_so_often_a_minute_and_what_ships_with_us_always(
    anna: Person, engine: ValhallaEngine, turning: TurningClock, monkeypatch: pytest.MonkeyPatch, stage: Settings
) -> None:
    limit_calls(monkeypatch, stage, map_calls_per_minute=2)
    there = [f"{ROUTE}&via=60.17{number},24.94" for number in range(4)]
    answers = [anna.send("GET", path) for path in there]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[2].json_body["detail"] == "You may look up 2 places or routes a minute."
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert anna.send("GET", there[0]).status_code == 200  # what is kept costs nothing
    assert anna.send("GET", f"{there[3]}&offline=true").status_code == 200
    assert anna.send("GET", "/v1/maps/geocode?q=Helsinki").status_code == 200
    turning.turn(seconds=60)
    assert anna.send("GET", there[3]).status_code == 200


def test_a_provider_is_asked_so_often_a_day_by_everybody(
    anna: Person, engine: ValhallaEngine, pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch, stage: Settings
) -> None:
    limit_calls(monkeypatch, stage, map_calls_a_day=1)
    ben = Person(Api(resource.blueprint), pool_keys, "ben")
    anna.get(ROUTE)

    refused = ben.send("GET", f"{ROUTE}&mode=foot")
    assert refused.status_code == 429
    assert refused.json_body["detail"] == "Maps may be asked 1 times a day (UTC) by everybody."


def limit_calls(monkeypatch: pytest.MonkeyPatch, stage: Settings, **limits: int) -> None:
    changed = msgspec.structs.replace(stage, **limits)
    monkeypatch.setattr(settings, "current", lambda: changed)


class ForbiddingPlaces(OfflinePlaces):
    """Places of whoever forbids that they are kept."""

    source = MapSource.LOCATION_SERVICE

    def geocode(self, text: str, *, limit: int, near: Point | None) -> tuple[MapPlace, ...]:
        found = super().geocode(text, limit=limit, near=near)
        return tuple(msgspec.structs.replace(place, source=self.source) for place in found)


class ForbiddingRoads(OfflineRoads):
    """Roads of whoever forbids that routes are kept."""

    source = MapSource.LOCATION_SERVICE
    modes = frozenset({TravelMode.CAR})

    def __init__(self) -> None:
        self.asked = 0

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        self.asked += 1
        return msgspec.structs.replace(super().route(points, mode), source=self.source, is_estimate=False)


def test_what_may_not_be_kept_is_kept_nowhere(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    roads = ForbiddingRoads()
    maps = Maps(ForbiddingPlaces(), roads)
    monkeypatch.setattr(registry, "current", lambda: maps)
    answers = [anna.send("GET", path) for path in (ROUTE, ROUTE, "/v1/maps/geocode?q=Helsinki")]

    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 3
    assert [answer.json_body["attribution"] for answer in answers] == ["© AWS, HERE"] * 3
    assert roads.asked == 2


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("geocode", "/q"),
        (f"geocode?q={'a' * 101}", "/q"),
        ("geocode?q=Bath&latitude=51.4", "/longitude"),
        ("geocode?q=Bath&longitude=-2.4", "/latitude"),
        ("geocode?q=Bath&limit=21", "/limit"),
        ("reverse-geocode?latitude=91&longitude=0", "/latitude"),
        ("airports?latitude=1&longitude=181", "/longitude"),
        ("airports?latitude=1", "/longitude"),
        ("time-zone?latitude=north&longitude=1", "/latitude"),
        ("route?origin=1,1", "/destination"),
        ("route?origin=1,1&destination=2", "/destination"),
        ("route?origin=91,1&destination=2,2", "/origin"),
        ("route?origin=1,1&destination=2,2&via=3,181", "/via/0"),
        ("route?origin=1,1&destination=2,2&mode=boat", "/mode"),
        ("route?origin=1,1&destination=2,2&precision=7", "/precision"),
        ("route?origin=1,1&destination=2,2" + "&via=3,3" * 11, "/via"),
        ("route?origin=52.5,13.4&destination=-33.9,151.2&mode=foot", "/destination"),
        ("route?origin=52.5,13.4&destination=-33.9,151.2", "/destination"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_a_pointer(anna: Person, path: str, pointer: str) -> None:
    assert pointers(anna.send("GET", f"/v1/maps/{path}")) == [pointer]


@pytest.mark.parametrize("mode", [each for each in TravelMode if each is not TravelMode.FLIGHT])
def test_nobody_goes_farther_than_a_mode_leads(anna: Person, mode: TravelMode) -> None:
    # A degree of a meridian has 111.2 km.
    nearer, farther = (FARTHEST_METRES[mode] / 111_195 * share for share in (0.99, 1.01))
    path = f"/v1/maps/route?mode={mode.value}&offline=true&origin=-20,10&destination="

    assert anna.send("GET", f"{path}{nearer - 20:.4f},10").status_code == 200
    refused = anna.send("GET", f"{path}{farther - 20:.4f},10")

    assert (refused.status_code, refused.json_body["detail"]) == (400, "Nobody goes so far in this way.")
    limit = f"For `{mode.value}` it is {FARTHEST_METRES[mode] // 1000:,} km at most, as the crow flies."
    assert refused.json_body["errors"] == [{"pointer": "/destination", "detail": limit}]


def test_the_example_of_a_route_is_the_route() -> None:
    example: Any = next(route for route in resource.blueprint.api_routes if route.name == "plan_route").example()
    airport = registry.OFFLINE.geocode("HEL")[0]
    route = registry.OFFLINE.route(
        [point_at(60.1695, 24.9525), point_at(airport.latitude, airport.longitude)], TravelMode.CAR
    )

    shown = example.response
    assert (shown.distance_metres, shown.duration_seconds) == (route.distance_metres, route.duration_seconds)
    assert shown.polyline == polyline.encode([(60.1695, 24.9525), (airport.latitude, airport.longitude)], 6)
