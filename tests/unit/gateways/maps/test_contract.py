"""Every provider of maps keeps to the same contract: nobody, Amazon Location, OSRM and Valhalla."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from chalicelib.domain.tracking.maps import MapSource, TravelMode
from chalicelib.gateways.maps.location_service import LocationServicePlaces, LocationServiceRoads
from chalicelib.gateways.maps.offline import OfflinePlaces
from chalicelib.gateways.maps.osrm import OsrmRoads
from chalicelib.gateways.maps.registry import OFFLINE, Maps
from chalicelib.gateways.maps.valhalla import ValhallaRoads
from tests.support.location_service_stand_in import LocationService
from tests.support.osrm_engine import OsrmEngine
from tests.support.signed_requests import clients_led_to
from tests.support.valhalla_engine import ValhallaEngine
from tests.unit.gateways.maps import contract


@pytest.fixture(scope="module")
def osrm() -> Iterator[Maps]:
    with closing(OsrmEngine()) as engine:
        yield Maps(OfflinePlaces(), OsrmRoads({TravelMode.CAR: engine.url}))


@pytest.fixture(scope="module")
def valhalla() -> Iterator[Maps]:
    with closing(ValhallaEngine()) as engine:
        yield Maps(OfflinePlaces(), ValhallaRoads(engine.url))


@pytest.fixture(scope="module")
def location_service() -> Iterator[Maps]:
    with closing(LocationService()) as service, clients_led_to(service.url):
        yield Maps(LocationServicePlaces(), LocationServiceRoads())


class TestOffline(contract.Contract):
    source = MapSource.OFFLINE

    @pytest.fixture
    def maps(self) -> Maps:
        return OFFLINE


class TestOsrm(contract.Contract):
    source = MapSource.OSRM

    @pytest.fixture
    def maps(self, osrm: Maps) -> Maps:
        return osrm


class TestOsrmWithoutBicycles(TestOsrm):
    """An engine for cars says nothing of bicycles: those are estimates."""

    source = MapSource.OFFLINE
    mode = TravelMode.BICYCLE

    def test_it_says_who_knows_roads_and_places(self, maps: Maps) -> None:
        assert maps.roads.source is MapSource.OSRM


class TestValhalla(contract.Contract):
    source = MapSource.VALHALLA

    @pytest.fixture
    def maps(self, valhalla: Maps) -> Maps:
        return valhalla


class TestValhallaOnFoot(TestValhalla):
    mode = TravelMode.FOOT


class TestLocationService(contract.Contract):
    source = MapSource.LOCATION_SERVICE
    places_source = MapSource.LOCATION_SERVICE

    @pytest.fixture
    def maps(self, location_service: Maps) -> Maps:
        return location_service
