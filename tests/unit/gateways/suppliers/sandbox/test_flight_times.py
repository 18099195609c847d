"""Block times against timetables, and local times on days when clocks change."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.resolver import find_airport
from chalicelib.gateways.suppliers.sandbox.airlines import all_airlines
from chalicelib.gateways.suppliers.sandbox.flight_times import (
    block_seconds,
    connection_seconds,
    departure_time,
    distance_metres,
)

# Scheduled gate-to-gate times as airlines publish them, to about ten minutes. Routes that have avoided Russian airspace
# since 2022 (Europe to Japan) take up to three hours longer than the great circle and are not among them.
TIMETABLE = [
    ("LHR", "JFK", "8:00"), ("JFK", "LHR", "7:00"), ("BER", "LHR", "2:00"), ("FRA", "SIN", "12:20"),
    ("SIN", "FRA", "13:10"), ("SYD", "LAX", "13:40"), ("LAX", "SYD", "15:00"), ("AKL", "LAX", "12:10"),
    ("SYD", "SCL", "12:40"), ("SCL", "SYD", "14:20"), ("MUC", "FRA", "1:00"), ("SIN", "JFK", "18:30"),
    ("HND", "SFO", "9:30"), ("SFO", "HND", "11:00"), ("JNB", "GRU", "10:30"), ("MAD", "EZE", "12:50"),
    ("DXB", "SFO", "15:50"), ("JFK", "LAX", "6:15"), ("LAX", "JFK", "5:25"), ("PER", "LHR", "17:30"),
    ("CDG", "MAD", "2:10"), ("ORD", "DEN", "2:45"), ("MEL", "SYD", "1:25"), ("DEL", "BOM", "2:15"),
    ("CPT", "JNB", "2:00"), ("BOG", "LIM", "3:10"), ("AMS", "CPT", "11:30"), ("DOH", "AKL", "16:00"),
]  # fmt: skip
HUBS = st.sampled_from(sorted({hub for airline in all_airlines() for hub in airline.hubs}))


@pytest.mark.parametrize(("origin", "destination", "published"), TIMETABLE)
def test_block_time_is_within_a_tenth_of_the_timetable(origin: str, destination: str, published: str) -> None:
    hours, minutes = published.split(":")
    expected = int(hours) * 3600 + int(minutes) * 60

    assert block_seconds(find_airport(origin), find_airport(destination)) == pytest.approx(expected, rel=0.1)


@given(origin=HUBS, destination=HUBS)
def test_block_time_rises_with_distance_and_wind_takes_as_it_gives(origin: str, destination: str) -> None:
    there, back = find_airport(origin), find_airport(destination)
    out, home = block_seconds(there, back), block_seconds(back, there)

    assert out % 300 == home % 300 == 0
    assert 45 * 60 <= out < 26 * 3600
    assert abs(out - home) <= 0.2 * (out + home) / 2
    assert distance_metres(there, back) == distance_metres(back, there)


@pytest.mark.parametrize(
    ("day", "minute", "zone", "utc"),
    [
        (date(2027, 3, 3), 9 * 60 + 15, "Europe/Berlin", "2027-03-03T08:15:00"),
        (date(2027, 7, 3), 9 * 60 + 15, "Europe/Berlin", "2027-07-03T07:15:00"),
        # 02:30 does not exist in Berlin on 28 March: it is 03:30 summer time.
        (date(2027, 3, 28), 150, "Europe/Berlin", "2027-03-28T01:30:00"),
        # 02:30 is twice on 31 October: the first is still summer time.
        (date(2027, 10, 31), 150, "Europe/Berlin", "2027-10-31T00:30:00"),
        # Midnight does not exist in Cairo on 30 April: it is 01:00 summer time.
        (date(2027, 4, 30), 0, "Africa/Cairo", "2027-04-29T22:00:00"),
        # Auckland is 13 hours ahead in its summer, Honolulu 10 behind.
        (date(2027, 1, 1), 600, "Pacific/Auckland", "2026-12-31T21:00:00"),
        (date(2027, 1, 1), 600, "Pacific/Honolulu", "2027-01-01T20:00:00"),
    ],
)
def test_local_departure_is_the_right_moment(day: date, minute: int, zone: str, utc: str) -> None:
    assert departure_time(day, minute, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(
    day=st.dates(date(2026, 1, 1), date(2035, 12, 31)),
    minute=st.integers(4 * 60, 22 * 60),
    zone=st.sampled_from(sorted({find_airport(hub).timezone for a in all_airlines() for hub in a.hubs})),
)
def test_departure_by_day_is_on_that_local_day_everywhere(day: date, minute: int, zone: str) -> None:
    assert local_day(departure_time(day, minute, zone), zone) == day


@pytest.mark.parametrize(
    ("route", "minutes"), [("BER MUC FRA", 45), ("BER MUC LHR", 60), ("BER MUC JFK", 90), ("JFK MUC BER", 90)]
)
def test_connection_takes_longer_across_borders_and_oceans(route: str, minutes: int) -> None:
    origin, hub, destination = map(find_airport, route.split())

    assert connection_seconds((origin, hub), (hub, destination)) == minutes * 60
