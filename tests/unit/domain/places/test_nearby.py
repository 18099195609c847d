"""What is near a point: airports and cities, anywhere on the globe, and the time zone that it lies in."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import tzfpy
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.nearby import nearest_airports, nearest_cities
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.places.zones import find_time_zone

LATITUDES = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0])
LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 179.9999, -179.9999])
SERVED = sorted({code for city in gazetteer().cities for code in city.airports.split()})

# Airport, and where one stands: the passengers' side of its terminal, or the centre of a town that it serves.
STANDS = [
    ("HEL", 60.3172, 24.9633),  # Helsinki-Vantaa
    ("LHR", 51.4700, -0.4543),
    ("JFK", 40.6413, -73.7781),
    ("NAN", -17.7765, 177.4356),  # Nadi, Fiji
    ("USH", -54.8019, -68.3030),  # Ushuaia
    ("LYR", 78.2232, 15.6267),  # Longyearbyen
    ("TBU", -21.1394, -175.2049),  # Nuku'alofa
]
ZONES = [
    ("Europe/Berlin", 52.5200, 13.4050),
    ("Asia/Kolkata", 28.6139, 77.2090),
    ("Asia/Kathmandu", 27.7172, 85.3240),
    ("America/St_Johns", 47.5615, -52.7126),
    ("Australia/Eucla", -31.6753, 128.8833),
    ("Pacific/Kiritimati", 1.8721, -157.4278),
    ("America/Phoenix", 33.4484, -112.0740),
    ("America/Denver", 36.1543, -109.0535),  # the Navajo Nation within Arizona has summer time, Phoenix has none
    ("Etc/GMT+2", 30.0, -30.0),  # the Atlantic
]


@pytest.mark.parametrize(("code", "latitude", "longitude"), STANDS)
def test_whoever_stands_at_an_airport_hears_of_it_first(code: str, latitude: float, longitude: float) -> None:
    first, *_ = nearest_airports(latitude, longitude, 3)

    assert first.airport.iata == code
    assert first.distance_metres < 30_000


@settings(max_examples=8)
@given(LATITUDES, LONGITUDES, st.integers(1, 5))
def test_no_airport_that_serves_a_city_is_nearer_than_those_returned(
    latitude: float, longitude: float, limit: int
) -> None:
    found = nearest_airports(latitude, longitude, limit)

    metres = sorted(
        round(great_circle_distance(latitude, longitude, airport.latitude, airport.longitude))
        for airport in map(find_airport, SERVED)
    )
    assert [near.distance_metres for near in found] == metres[:limit]


@settings(max_examples=8)
@given(LATITUDES, LONGITUDES, st.integers(1, 5))
def test_no_city_is_nearer_than_those_returned(latitude: float, longitude: float, limit: int) -> None:
    found = nearest_cities(latitude, longitude, limit)

    metres = sorted(
        round(great_circle_distance(latitude, longitude, city.latitude, city.longitude)) for city in gazetteer().cities
    )
    assert [near.distance_metres for near in found] == metres[:limit]


def test_a_city_is_nearest_to_its_own_centre() -> None:
    for city in gazetteer().cities[::499]:
        assert nearest_cities(city.latitude, city.longitude, 1)[0].distance_metres == 0


@pytest.mark.parametrize(("zone", "latitude", "longitude"), ZONES)
def test_a_point_lies_in_its_zone(zone: str, latitude: float, longitude: float) -> None:
    assert find_time_zone(latitude, longitude) == zone


@settings(max_examples=25)
@given(LATITUDES, LONGITUDES)
def test_every_point_of_the_globe_has_a_zone(latitude: float, longitude: float) -> None:
    assert ZoneInfo(find_time_zone(latitude, longitude)).key


def test_every_zone_that_may_be_found_is_known_to_the_clock() -> None:
    assert [name for name in tzfpy.timezonenames() if not ZoneInfo(name).key] == []


def test_airports_lie_in_the_zone_that_their_own_source_names() -> None:
    """Both sources are independent: they agree but for airports on islands and at borders."""
    airports = [find_airport(code) for code in SERVED[::20]]
    now_apart = [
        airport.iata
        for airport in airports
        if _offsets(find_time_zone(airport.latitude, airport.longitude)) != _offsets(airport.timezone)
    ]

    assert len(airports) > 200
    assert len(now_apart) <= len(airports) // 50


def _offsets(zone: str) -> list[object]:
    return [datetime(2026, month, 15, 12, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]
