"""Which maps a stage has by its settings, which settings are none, and that the rights of a stage are those it uses."""

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.maps import MapSource, TracePoint, TravelMode
from chalicelib.gateways.maps.registry import choose
from tests.support.granted_maps import allowed
from tests.support.location_service_stand_in import LocationService
from tests.support.signed_requests import clients_led_to

GROUND = {TravelMode.CAR, TravelMode.BICYCLE, TravelMode.FOOT}


@pytest.mark.parametrize(
    ("routing", "source", "modes"),
    [
        ("offline", MapSource.OFFLINE, set()),
        ("location_service", MapSource.LOCATION_SERVICE, {TravelMode.CAR, TravelMode.FOOT}),
        ("osrm:http://roads.internal:5000", MapSource.OSRM, {TravelMode.CAR}),
        ("osrm:foot=https://a.example/foot,bicycle=https://a.example/b", MapSource.OSRM, GROUND - {TravelMode.CAR}),
        ("valhalla:https://roads.example.com", MapSource.VALHALLA, GROUND),
    ],
)
def test_roads_are_whose_the_settings_say(routing: str, source: MapSource, modes: set[TravelMode]) -> None:
    maps = choose(settings.load({"SOJOURN_ROUTING": routing}))

    assert maps.roads.source is source
    assert maps.roads.modes == modes
    assert maps.places.source is MapSource.OFFLINE


def test_places_are_whose_the_settings_say() -> None:
    maps = choose(settings.load({"SOJOURN_GEOCODING": "location_service"}))

    assert (maps.places.source, maps.roads.source) == (MapSource.LOCATION_SERVICE, MapSource.OFFLINE)


@pytest.mark.parametrize(
    "routing",
    [
        "",
        "osrm",
        "osrm:",
        "osrm:roads.internal",
        "osrm:plane=http://a",
        "valhalla:car=http://a",
        "google",
        "osrm:http://a?b",
    ],
)
def test_what_is_no_engine_is_refused_when_settings_are_read(routing: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="routing"):
        settings.load({"SOJOURN_ROUTING": routing})


def test_a_stage_is_granted_just_what_asking_takes(tmp_path: Path) -> None:
    here = settings.load({"SOJOURN_GEOCODING": "location_service", "SOJOURN_ROUTING": "location_service"})
    points = [point_at(60.1695, 24.9525), point_at(60.1687, 24.9316)]
    with closing(LocationService()) as service, clients_led_to(service.url):
        maps = choose(here)
        maps.geocode("Helsinki")
        maps.reverse_geocode(points[0])
        maps.nearest_road(points[0], TravelMode.CAR)
        maps.route(points, TravelMode.CAR)
        maps.match([TracePoint(point=point) for point in points], TravelMode.CAR)

    assert service.needed == set().union(*allowed(tmp_path, "location_service", "location_service").values())
