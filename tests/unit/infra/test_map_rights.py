"""The API may ask Amazon Location where a stage has it find places or roads, for just that, and nobody else ever."""

from pathlib import Path

import pytest

from infra import policies
from tests.support.granted_maps import allowed

PLACES, ROADS = "arn:aws:geo-places:*::provider/default", "arn:aws:geo-routes:*::provider/default"
LOOKING_UP = {"geo-places:Geocode", "geo-places:ReverseGeocode"}
GOING = {"geo-places:ReverseGeocode", "geo-routes:CalculateRoutes", "geo-routes:SnapToRoads"}


@pytest.mark.parametrize(
    "routing", ["offline", "valhalla:http://roads.internal:8002", "osrm:http://roads.internal:5000"]
)
def test_stage_that_asks_no_service_has_no_right(tmp_path: Path, routing: str) -> None:
    assert allowed(tmp_path, "offline", routing) == {}


def test_stage_may_do_what_its_settings_have_asked(tmp_path: Path) -> None:
    both = {PLACES: LOOKING_UP, ROADS: GOING - LOOKING_UP}

    assert allowed(tmp_path, "location_service", "offline") == {PLACES: LOOKING_UP}
    assert allowed(tmp_path, "offline", "location_service") == {
        PLACES: {"geo-places:ReverseGeocode"},
        ROADS: GOING - LOOKING_UP,
    }
    assert allowed(tmp_path, "location_service", "location_service") == both


def test_the_api_alone_asks() -> None:
    asking = [function for function, grants in policies.GRANTS.items() if "maps:ask:provider" in grants]

    assert asking == ["api_handler"]
