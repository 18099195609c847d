"""Journeys between real stations: as long as they really take, on lines that no train could not run."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from chalicelib.domain.local_days import local_time
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.resolver import find_places, resolve_place
from chalicelib.gateways.suppliers.sandbox.rail_lines import Line, all_lines
from chalicelib.gateways.suppliers.sandbox.rail_network import Journey, find_journeys, find_ride, is_journey
from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, all_stations, stations_of
from tests.unit.gateways.suppliers.sandbox.rail_samples import SUVA, TWO_CITIES, city

# The quickest journey of a usual day, as the operators publish it, changes included.
TIMETABLE = [
    ("BER", "HAM", "1:45"), ("BER", "MUC", "3:58"), ("FRA", "KOL", "1:05"), ("HAM", "MUC", "5:35"),
    ("FRA", "BAS", "2:50"), ("BER", "PRG", "4:10"), ("WIE", "BUD", "2:39"), ("MUC", "WIE", "4:00"),
    ("ZRH", "GEN", "2:43"), ("ZRH", "MIL", "3:17"), ("LON", "PAR", "2:17"), ("LON", "AMS", "3:55"),
    ("PAR", "LYD", "1:58"), ("PAR", "MRS", "3:05"), ("PAR", "BOD", "2:04"), ("PAR", "STU", "3:10"),
    ("PAR", "AMS", "3:20"), ("PAR", "BCN", "6:45"), ("MIL", "ROM", "3:05"), ("ROM", "NAP", "1:10"),
    ("MAD", "BCN", "2:30"), ("MAD", "SVQ", "2:30"), ("LIS", "OPO", "2:50"), ("LON", "EDB", "4:20"),
    ("LON", "MCR", "2:08"), ("STO", "GOT", "3:05"), ("STO", "CPH", "5:10"), ("CPH", "AAR", "2:50"),
    ("WAW", "KRK", "2:20"), ("BRU", "KOL", "1:50"), ("AMS", "FRA", "3:55"), ("TYO", "OSA", "2:30"),
    ("TYO", "HIJ", "3:55"), ("SEL", "PUS", "2:37"), ("PEK", "SHA", "4:35"), ("NYP", "WAS", "2:55"),
    ("BOS", "NYP", "3:45"), ("HEL", "TMP", "1:40"), ("DUB", "BFS", "2:05"), ("BER", "WAW", "5:20"),
]  # fmt: skip


def minutes(journey: Journey) -> int:
    return journey[-1].arrives - journey[0].departs


@pytest.mark.parametrize(("origin", "destination", "published"), TIMETABLE)
def test_quickest_journey_takes_as_long_as_in_the_timetable(origin: str, destination: str, published: str) -> None:
    hours, rest = published.split(":")
    expected = int(hours) * 60 + int(rest)

    for journeys in (find_journeys(origin, destination), find_journeys(destination, origin)):
        durations = [minutes(journey) for journey in journeys]
        assert min(durations) == pytest.approx(expected, rel=0.1)
        assert max(durations) <= 1.5 * min(durations) + 60


def hops(line: Line) -> list[tuple[RailStation, RailStation, int, float]]:
    """Neighbouring stops, with metres by rail and kilometres an hour."""
    along = zip(line.stops, line.metres, line.minutes, strict=True)
    return [
        (a, b, metres - before, (metres - before) / (minute - at) * 0.06)
        for (a, before, at), (b, metres, minute) in pairwise(along)
    ]


def test_lines_go_through_different_stations_no_faster_and_no_straighter_than_trains_do() -> None:
    for line in all_lines().values():
        assert len(set(line.stops)) == len(line.stops) >= 2
        for a, b, metres, speed in hops(line):
            # Through a city trains are slow: between an airport and its main station, or over the river.
            assert (60 if metres > 40_000 else 45) <= speed <= 320, (line.key, a.key, b.key)
            straight = great_circle_distance(a.latitude, a.longitude, b.latitude, b.longitude)
            assert straight <= metres <= 2 * straight + 2_000, (line.key, a.key, b.key)


def test_every_station_has_a_line_and_a_code_and_a_key_of_its_own() -> None:
    called_at = {stop.key for line in all_lines().values() for stop in line.stops}
    codes = [station.code for station in all_stations().values()]

    assert called_at == set(all_stations())
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 7 and code.isdigit() for code in codes)


def test_no_two_trains_of_an_operator_have_one_number() -> None:
    called: dict[str, tuple[str, int]] = {}

    for line in all_lines().values():
        for run in range(50):
            if any(find_ride(line.key, run, stop.key, line.stops[-1].key) for stop in line.stops[:-1]):
                assert called.setdefault(line.train(run), (line.key, run)) == (line.key, run)


@settings(max_examples=50, deadline=None)
@given(cities=TWO_CITIES)
def test_journeys_are_from_city_to_city_by_trains_that_can_be_caught(cities: tuple[str, str]) -> None:
    origin, destination = cities

    journeys = find_journeys(origin, destination)

    assert [journey[0].departs for journey in journeys] == sorted({journey[0].departs for journey in journeys})
    for journey in journeys:
        assert (journey[0].origin.city, journey[-1].destination.city) == (origin, destination)
        assert 1 <= len(journey) <= 3
        assert is_journey(journey)
        assert len({ride.line for ride in journey}) == len(journey)
        assert all(origin not in (ride.origin.city, ride.destination.city) for ride in journey[1:])
        for ride in journey:
            assert find_ride(ride.line.key, ride.run, ride.origin.key, ride.destination.key) == ride
    for before, after in pairwise(journeys):
        assert before[-1].arrives <= after[-1].arrives + 30, "leaves earlier, and arrives later, for two changes less"


@pytest.mark.parametrize(
    "route", ["LON PAR", "PAR LON", "LON EDB", "LIS OPO", "HEL TMP", "TYO OSA", "NYP WAS", "CAN HKG"]
)
def test_trains_are_boarded_by_day_and_arrive_by_night_on_the_clocks_there(route: str) -> None:
    day = date(2027, 3, 3)
    journeys = find_journeys(*route.split())

    boarded = [local_time(journey[0].departs_at(day), journey[0].origin.timezone) for journey in journeys]
    arrived = [local_time(journey[-1].arrives_at(day), journey[-1].destination.timezone) for journey in journeys]

    assert {moment.date() for moment in boarded} == {day}
    assert "05:30" <= f"{boarded[0]:%H:%M}" <= "07:30"
    assert "19:00" <= f"{boarded[-1]:%H:%M}" <= "21:30"
    assert all(f"{moment:%Y-%m-%d %H:%M}" <= "2027-03-04 01:00" for moment in arrived)


def direct(origin: str, destination: str) -> list[Journey]:
    return [journey for journey in find_journeys(origin, destination) if len(journey) == 1]


@pytest.mark.parametrize(
    "route", ["BER DOR MST", "HAM FRA STU", "LON BRU KOL", "EDB YRK LDS", "ZRH MIL ROM", "AAR CPH STO", "CAN WUH NKG"]
)
def test_no_journey_is_beaten_by_one_put_together_by_hand(route: str) -> None:
    origin, change, destination = route.split()
    offered = find_journeys(origin, destination)

    by_hand = [
        (*a, *b)
        for a in direct(origin, change)
        for b in direct(change, destination)
        if is_journey((*a, *b)) and b[0].departs - a[-1].arrives <= 90
    ]

    assert by_hand
    for journey in by_hand:
        assert any(
            one[0].departs >= journey[0].departs and one[-1].arrives <= journey[-1].arrives + 15 for one in offered
        )


def test_line_cannot_be_ridden_back_or_to_where_it_does_not_go() -> None:
    assert find_ride("ICE1a", 20, "HAM", "BER")
    assert find_ride("ICE1a", 20, "BER", "HAM") is None
    assert find_ride("ICE1a", 20, "HAM", "PRG") is None
    assert find_ride("ICE1a", 90, "HAM", "BER") is None
    assert find_ride("ICE0a", 20, "HAM", "BER") is None


def test_changes_take_longer_across_a_city_and_through_the_tunnel() -> None:
    across = [journey for journey in find_journeys("LIL", "BOD") if len(journey) == 2]
    tunnel = [journey for journey in find_journeys("KOL", "LON") if len(journey) == 2]
    same = [journey for journey in find_journeys("BER", "BAS") if len(journey) == 2]

    for journeys, least in ((across, 60), (tunnel, 60), (same, 10)):
        waits = [after.departs - before.arrives for journey in journeys for before, after in pairwise(journey)]
        assert waits
        assert min(waits) >= least


@pytest.mark.parametrize(
    ("name", "stations"),
    [
        ("Berlin", ["BER"]),
        ("Paris", ["PAR-N", "PAR-L", "PAR-E", "PAR-M"]),
        ("CDG", ["CDG"]),
        ("LHR", ["LON-S", "LON-K", "LON-E", "LON-P"]),
        ("Luzern", ["LUZ"]),
        ("Reykjavik", []),
        ("MUC", []),
    ],
)
def test_place_is_served_by_all_stations_of_the_nearest_city(name: str, stations: list[str]) -> None:
    assert [station.key for station in stations_of(resolve_place(name))] == stations


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("Frankfurt am Main", "DE", "FRA"), ("Munich", "DE", "MUC"), ("Vienna", "AT", "WIE"), ("Brussels", "BE", "BRU"),
        ("Milan", "IT", "MIL"), ("Madrid", "ES", "MAD"), ("Copenhagen", "DK", "CPH"), ("Warsaw", "PL", "WAW"),
        ("Prague", "CZ", "PRG"), ("Osaka", "JP", "OSA"), ("Shanghai", "CN", "SHA"), ("Boston", "US", "BOS"),
        ("Washington", "US", "WAS"), ("Manchester", "GB", "MCR"), ("Lisbon", "PT", "LIS"), ("Seoul", "KR", "SEL"),
    ],
)  # fmt: skip
def test_city_of_the_gazetteer_has_its_own_station(name: str, country: str, key: str) -> None:
    stations = stations_of(find_places(name, country)[0])

    assert stations[0].city == key
    assert stations[0].country == country


def test_third_train_is_taken_where_two_do_not_get_there() -> None:
    assert {len(journey) for journey in find_journeys("LON", "BER")} == {3}


def test_no_train_goes_from_one_continent_to_another() -> None:
    assert find_journeys("BER", "TYO") == ()
    assert stations_of(SUVA) == ()
    assert stations_of(city("BER"))
