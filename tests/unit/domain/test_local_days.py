"""The day and the night on the wall, for places on both sides of the date line and on the days when clocks change."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import airportsdata
import pytest

from chalicelib.domain.local_days import local_day, local_time, night_of, nights_between

ZONES = sorted({str(row["tz"]) for row in airportsdata.load("IATA").values() if row["tz"]})


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "arrives", "evening"),
    [
        ("Asia/Dubai", "2027-03-04T02:05", "2027-03-03"),
        ("Pacific/Honolulu", "2027-03-02T20:05", "2027-03-02"),
        ("Europe/Berlin", "2027-03-04T00:50", "2027-03-03"),
        ("America/Sao_Paulo", "2027-05-01T05:59", "2027-04-30"),
        ("Asia/Kolkata", "2027-07-09T06:00", "2027-07-09"),
        ("Asia/Kathmandu", "2027-01-01T03:15", "2026-12-31"),
        ("Pacific/Kiritimati", "2027-03-01T04:00", "2027-02-28"),
        ("Pacific/Pago_Pago", "2028-03-01T04:00", "2028-02-29"),
        ("Australia/Lord_Howe", "2027-10-03T02:45", "2027-10-02"),
        ("America/New_York", "2027-03-14T03:30", "2027-03-13"),
        ("Europe/London", "2027-10-31T01:30", "2027-10-30"),
        ("America/St_Johns", "2027-11-07T12:00", "2027-11-07"),
    ],
)
def test_the_night_of_an_arrival_is_the_one_that_it_falls_into(zone: str, arrives: str, evening: str) -> None:
    assert night_of(at(arrives, zone), zone) == date.fromisoformat(evening)


@pytest.mark.parametrize(
    ("start", "end", "evenings"),
    [
        ("2027-03-03T20:00", "2027-03-05T09:00", ["2027-03-03", "2027-03-04"]),
        ("2027-03-04T02:05", "2027-03-05T09:00", ["2027-03-03", "2027-03-04"]),
        ("2027-03-04T06:00", "2027-03-05T09:00", ["2027-03-04"]),
        ("2027-03-04T02:05", "2027-03-04T08:00", []),  # a connection
        ("2027-03-03T20:00", "2027-03-04T04:59", []),  # leaves in the night
        ("2027-03-03T20:00", "2027-03-04T05:00", ["2027-03-03"]),
        ("2027-03-04T10:00", "2027-03-04T23:59", []),
        ("2027-03-05T10:00", "2027-03-04T10:00", []),
    ],
)
def test_who_is_there_at_night_needs_a_bed(start: str, end: str, evenings: list[str]) -> None:
    zone = "Asia/Dubai"

    found = [night.evening.isoformat() for night in nights_between(at(start, zone), at(end, zone), zone)]

    assert found == evenings


def arrivals() -> Iterator[tuple[datetime, datetime, str]]:
    """Ten thousand times at places of all zones in two years, and times within the six days after them."""
    chance = random.Random(12)
    for _ in range(10_000):
        start = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(2 * 366 * 1440))
        yield start, start + timedelta(minutes=chance.randrange(6 * 1440)), chance.choice(ZONES)


def test_day_and_nights_are_the_walls_wherever_one_arrives() -> None:
    for start, end, zone in arrivals():
        wall, leaves = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
        first = wall.date() if wall.hour >= 6 else wall.date() - timedelta(days=1)
        nights = list(nights_between(start, end, zone))

        assert (local_day(start, zone), local_time(start, zone)) == (wall.date(), wall)
        assert night_of(start, zone) == first
        assert [night.evening for night in nights] == [first + timedelta(days=n) for n in range(len(nights))] or (
            nights[0].evening == first + timedelta(days=1)  # came in the night, and was gone before it had been one
        )
        if min(wall.hour, leaves.hour) >= 7:
            assert len(nights) == (leaves.date() - wall.date()).days
        assert all(start <= night.begins_at < night.ends_at <= end + timedelta(hours=1) for night in nights)


def test_every_zone_is_among_those_that_are_tried() -> None:
    assert {zone for _, _, zone in arrivals()} == set(ZONES)
