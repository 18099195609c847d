"""What becomes of maps that are away, throttle, refuse, or answer what nobody can read: one clear error, never another,
and never longer than somebody waits."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.maps import TracePoint, TravelMode
from chalicelib.errors import InvalidInput, NotFound, Unavailable
from chalicelib.gateways.maps import engine_http
from chalicelib.gateways.maps.location_service import LocationServicePlaces, LocationServiceRoads
from chalicelib.gateways.maps.offline import OfflinePlaces
from chalicelib.gateways.maps.osrm import OsrmRoads, read_addresses
from chalicelib.gateways.maps.registry import Maps
from chalicelib.gateways.maps.valhalla import ValhallaRoads
from tests.support.converse import drip, send
from tests.support.location_service_stand_in import LocationService, fail
from tests.support.map_stand_in import MapStandIn
from tests.support.osrm_engine import OsrmEngine
from tests.support.signed_requests import clients_led_to
from tests.support.valhalla_engine import ValhallaEngine

TOWN = [point_at(60.1695, 24.9525), point_at(60.1687, 24.9316)]
ISLAND = point_at(60.1425, 24.9841)
TRACE = [TracePoint(point=point) for point in TOWN]
CAR = TravelMode.CAR
Ask = Callable[[Maps], Any]
ASKED: dict[str, Ask] = {
    "route": lambda maps: maps.route(TOWN, CAR),
    "match": lambda maps: maps.match(TRACE, CAR),
    "nearest_road": lambda maps: maps.nearest_road(TOWN[0], CAR),
}
PLACES_ASKED: dict[str, Ask] = {
    "geocode": lambda maps: maps.geocode("Helsinki"),
    "reverse_geocode": lambda maps: maps.reverse_geocode(TOWN[0]),
}
UNREADABLE = [b"", b"<html>", b"[]", b"{}", b'{"code": "Ok", "routes": [{}]}']


@pytest.fixture(scope="module")
def osrm() -> Iterator[OsrmEngine]:
    with closing(OsrmEngine()) as engine:
        yield engine


@pytest.fixture(scope="module")
def valhalla() -> Iterator[ValhallaEngine]:
    with closing(ValhallaEngine()) as engine:
        yield engine


@pytest.fixture(scope="module")
def location_service() -> Iterator[LocationService]:
    with closing(LocationService()) as service, clients_led_to(service.url):
        yield service


@pytest.fixture(params=["osrm", "valhalla"])
def engine(request: pytest.FixtureRequest) -> Iterator[MapStandIn]:
    """One engine after the other."""
    made: MapStandIn = request.getfixturevalue(request.param)
    yield made
    made.forget()


def maps_of(engine: MapStandIn) -> Maps:
    if isinstance(engine, OsrmEngine):
        return Maps(OfflinePlaces(), OsrmRoads({CAR: engine.url + "/"}))
    return Maps(OfflinePlaces(), ValhallaRoads(engine.url + "/"))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (429, "throttled"),
        (403, "denied"),
        (500, "unavailable"),
        (503, "unavailable"),
        (404, "refused"),
        (302, "refused"),
    ],
)
def test_an_engine_that_turns_us_away_is_unavailable(engine: MapStandIn, asked: str, status: int, reason: str) -> None:
    engine.replies.append(send(status, b"{}", Location="http://127.0.0.1:9/"))

    with pytest.raises(Unavailable, match=reason):
        ASKED[asked](maps_of(engine))
    assert len(engine.asked) == 1


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("body", UNREADABLE)
@pytest.mark.parametrize("status", [200, 400])
def test_what_cannot_be_read_is_no_answer(engine: MapStandIn, asked: str, body: bytes, status: int) -> None:
    engine.replies.append(send(status, body))

    if (asked, body, status) == ("nearest_road", b"[]", 200) and isinstance(engine, ValhallaEngine):
        assert ASKED[asked](maps_of(engine)) is None  # the answer of who located nothing
        return
    with pytest.raises(Unavailable):
        ASKED[asked](maps_of(engine))


def test_a_line_that_leads_off_the_globe_is_no_answer(engine: MapStandIn) -> None:
    broken = "_p~iF~ps|U_ulLnnqC_mqNvxq`@~~~~~~"
    body: dict[str, Any]
    if isinstance(engine, OsrmEngine):
        body = {"code": "Ok", "routes": [{"distance": 1.0, "duration": 1.0, "geometry": broken}]}
    else:
        body = {"trip": {"legs": [{"shape": broken}], "summary": {"time": 1.0, "length": 1.0}}}
    engine.replies.append(send(200, json.dumps(body).encode()))

    with pytest.raises(Unavailable, match="unreadable"):
        maps_of(engine).route(TOWN, CAR)


@pytest.mark.parametrize("asked", ASKED)
def test_an_engine_that_is_away_is_unavailable(asked: str) -> None:
    with pytest.raises(Unavailable, match="unreachable"):
        ASKED[asked](Maps(OfflinePlaces(), ValhallaRoads("http://127.0.0.1:9")))
    with pytest.raises(Unavailable, match="unreachable"):
        ASKED[asked](Maps(OfflinePlaces(), OsrmRoads({CAR: "http://127.0.0.1:9"})))


@pytest.mark.waits
def test_an_answer_that_drips_is_waited_for_no_longer_than_the_whole(
    engine: MapStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_http, "WHOLE_SECONDS", 0.05)
    released = threading.Event()
    engine.replies.append(drip(released))
    try:
        with pytest.raises(Unavailable, match="timeout"):
            maps_of(engine).route(TOWN, CAR)
    finally:
        released.set()


def test_an_answer_that_is_too_large_is_not_read_to_its_end(
    engine: MapStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_http, "LARGEST_ANSWER", 1_000)
    engine.replies.append(send(200, b" " * 100_000))

    with pytest.raises(Unavailable, match="unreadable"):
        maps_of(engine).route(TOWN, CAR)


def test_where_no_route_leads_is_not_found(engine: MapStandIn) -> None:
    with pytest.raises(NotFound, match="no way by car"):
        maps_of(engine).route([TOWN[0], ISLAND], CAR)


def test_a_track_that_jumps_where_no_route_leads_has_a_line_on_either_side(engine: MapStandIn) -> None:
    beside = (ISLAND[0] + 5_000, ISLAND[1])
    match = maps_of(engine).match([TracePoint(point=point) for point in (*TOWN, ISLAND, beside)], CAR)

    assert [point is not None for point in match.points] == [True] * 4
    first, second = match.paths
    assert first[-1][0] > 601_600_000 > second[0][0]


def test_positions_a_world_apart_are_laid_onto_roads_each_by_themselves(engine: MapStandIn) -> None:
    far = point_at(-33.86, 151.2)
    match = maps_of(engine).match([TracePoint(point=point) for point in (*TOWN, far, *TOWN)], CAR)

    assert [point is not None for point in match.points] == [True, True, False, True, True]
    assert len(match.paths) == 2


def test_an_engine_hears_of_times_only_where_they_go_on(osrm: OsrmEngine) -> None:
    for times in ([10, 10], [20, 10], [None, 10]):
        trace = [TracePoint(point=point, at=at) for point, at in zip(TOWN, times, strict=True)]
        assert maps_of(osrm).match(trace, CAR).is_matched
    assert not any("timestamps" in path for path, _ in osrm.asked)
    osrm.forget()


def test_addresses_are_read_by_mode() -> None:
    assert read_addresses("http://engine:5000") == {CAR: "http://engine:5000"}
    assert read_addresses("car=http://a:1,foot=https://b/routed-foot") == {
        CAR: "http://a:1",
        TravelMode.FOOT: "https://b/routed-foot",
    }


@pytest.mark.parametrize("asked", [*ASKED, *PLACES_ASKED])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("ThrottlingException", "throttled"),
        ("InternalServerException", "unavailable"),
        ("AccessDeniedException", "denied"),
    ],
)
def test_amazon_location_in_trouble_is_unavailable(
    location_service: LocationService, asked: str, code: str, reason: str
) -> None:
    location_service.forget()
    location_service.replies.extend([fail(code)] * 2)

    with pytest.raises(Unavailable, match=reason):
        (ASKED | PLACES_ASKED)[asked](Maps(LocationServicePlaces(), LocationServiceRoads()))
    location_service.forget()


@pytest.mark.parametrize("asked", [*ASKED, *PLACES_ASKED])
def test_what_amazon_location_does_not_take_is_the_callers(location_service: LocationService, asked: str) -> None:
    location_service.replies.append(fail("ValidationException"))

    with pytest.raises(InvalidInput, match="does not take these places"):
        (ASKED | PLACES_ASKED)[asked](Maps(LocationServicePlaces(), LocationServiceRoads()))
    location_service.forget()


@pytest.mark.parametrize(
    ("asked", "body"),
    [
        ("route", {"Routes": [{"Legs": []}], "Notices": [], "LegGeometryFormat": "Simple"}),
        ("match", {"SnappedTracePoints": [], "Notices": [], "SnappedGeometryFormat": "Simple"}),
        ("geocode", {"ResultItems": [{"Title": "Helsinki", "Position": [24.9]}]}),
    ],
)
def test_what_amazon_location_leaves_out_is_no_answer(
    location_service: LocationService, asked: str, body: dict[str, Any]
) -> None:
    location_service.replies.append(send(200, json.dumps(body).encode(), x_amz_geo_pricing_bucket="Core"))

    with pytest.raises(Unavailable, match="unreadable"):
        (ASKED | PLACES_ASKED)[asked](Maps(LocationServicePlaces(), LocationServiceRoads()))
    location_service.forget()


def test_amazon_location_is_asked_for_nothing_that_costs_more_or_may_be_kept(location_service: LocationService) -> None:
    location_service.forget()
    maps = Maps(LocationServicePlaces(), LocationServiceRoads())
    for ask in (*PLACES_ASKED.values(), *ASKED.values()):
        ask(maps)
    bodies = [json.loads(body) for _, body in location_service.asked]

    assert len(bodies) == 5
    assert not any("AdditionalFeatures" in body for body in bodies)
    assert [body["IntendedUse"] for body in bodies if "IntendedUse" in body] == ["SingleUse"] * 3


def test_amazon_location_leads_to_no_road_that_is_far_from_where_one_goes(location_service: LocationService) -> None:
    with pytest.raises(NotFound, match="no road within"):
        Maps(LocationServicePlaces(), LocationServiceRoads()).route([TOWN[0], point_at(60.35, 24.94)], CAR)
    with pytest.raises(NotFound, match="no way by car"):
        Maps(LocationServicePlaces(), LocationServiceRoads()).route([TOWN[0], ISLAND], CAR)
