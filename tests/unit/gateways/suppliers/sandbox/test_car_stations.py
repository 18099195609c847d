"""Stations: at every airport, in the centre of some cities, open when they say; and where a car may be left."""

from datetime import date
from itertools import combinations

import pytest

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import find_airport
from chalicelib.gateways.suppliers.sandbox import car_stations
from chalicelib.gateways.suppliers.sandbox.car_fleets import COMPANIES
from chalicelib.gateways.suppliers.sandbox.car_stations import (
    StationKind,
    is_open,
    list_stations,
    may_be_left,
    rental_station,
)
from tests.unit.gateways.suppliers.sandbox.car_samples import (
    BELFAST,
    BERLIN,
    BERLIN_AIRPORT,
    BOSTON,
    DUBLIN,
    EVERYWHERE,
    HAMBURG,
    LISBON,
    LONDON,
    MADRID,
    PALMA,
    PARIS,
    TOKYO,
    city,
)

SAN_JUAN = city("San Juan", "PR", "SJU", 18.47, -66.11, "America/Puerto_Rico")
IZMIR = city("Karabağlar", "TR", "MJT", 38.37, 27.13, "Europe/Istanbul")  # nearest to an airport on a Greek island
BASEL = city("Basel", "CH", "BSL", 47.56, 7.59, "Europe/Zurich")


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: str(place.name))
def test_every_company_is_at_every_airport_and_in_a_centre_near_it(place: Place) -> None:
    for company in range(len(COMPANIES)):
        kinds = list_stations(company, place)

        assert StationKind.AIRPORT in kinds
        for kind in kinds:
            station = rental_station(company, kind, place)
            apart = great_circle_distance(place.latitude, place.longitude, station.latitude, station.longitude)
            assert apart < (70_000 if kind is StationKind.AIRPORT else 1_600)
            assert station.timezone == place.timezone


def test_airport_has_no_centre() -> None:
    assert all(list_stations(company, BERLIN_AIRPORT) == (StationKind.AIRPORT,) for company in range(len(COMPANIES)))


def test_city_whose_airport_is_behind_a_border_has_a_station_in_the_centre_alone() -> None:
    assert all(list_stations(company, IZMIR) == (StationKind.CENTRE,) for company in range(len(COMPANIES)))
    for place in (BASEL, SAN_JUAN):
        assert all(StationKind.AIRPORT in list_stations(company, place) for company in range(len(COMPANIES)))


def test_station_lies_in_the_country_of_its_airport() -> None:
    airport = rental_station(0, StationKind.AIRPORT, BASEL)

    assert (airport.city, airport.country) == ("Basel", "FR")
    assert rental_station(0, StationKind.CENTRE, BASEL).country == "CH"


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        (date(2027, 3, 3), "07:29", False),
        (date(2027, 3, 3), "07:30", True),
        (date(2027, 3, 3), "19:00", True),
        (date(2027, 3, 3), "19:01", False),
        (date(2027, 3, 6), "14:00", True),
        (date(2027, 3, 6), "14:01", False),
        (date(2027, 3, 7), "10:00", False),
    ],
)
def test_centre_is_open_by_the_clock_there_and_the_airport_always(day: date, time: str, expected: bool) -> None:
    assert is_open(0, StationKind.CENTRE, day, time) is expected
    assert is_open(0, StationKind.AIRPORT, day, time)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BERLIN, BERLIN, True),
        (BERLIN, HAMBURG, True),
        (BERLIN, PARIS, True),
        (LISBON, MADRID, True),
        (BELFAST, DUBLIN, True),
        (PALMA, PALMA, True),
        (BERLIN, LISBON, False),
        (MADRID, PALMA, False),
        (LONDON, BELFAST, False),
        (LONDON, DUBLIN, False),
        (BOSTON, TOKYO, False),
        (BOSTON, SAN_JUAN, False),
    ],
)
def test_car_may_be_left_where_it_can_be_driven_in_either_direction(one: Place, other: Place, expected: bool) -> None:
    assert may_be_left(one, other) is may_be_left(other, one) is expected


def test_islands_are_named_by_airports_that_exist_each_once() -> None:
    codes = [code for island in car_stations.ISLANDS for code in island.split()]

    assert len(set(codes)) == len(codes)
    assert all(find_airport(code) for code in codes)


def test_no_island_is_further_across_than_islands_are() -> None:
    for island in car_stations.ISLANDS:
        airports = [find_airport(code) for code in island.split()]
        for one, other in combinations(airports, 2):
            assert great_circle_distance(one.latitude, one.longitude, other.latitude, other.longitude) < 1_500_000
