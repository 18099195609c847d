"""Nights without a bed, by the clocks of the places: what the timeline says, held against zoneinfo alone."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import airportsdata
import pytest

from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.timeline import ConflictKind, timeline_of
from chalicelib.domain.trips.trip import Trip, TripStatus

NOW = datetime(2026, 11, 20, tzinfo=UTC)
AIRPORTS = {code: str(row["tz"]) for code, row in airportsdata.load("IATA").items() if row["tz"]}
DATE_LINE = [("NRT", "HNL"), ("HND", "LAX"), ("APW", "PPG"), ("PPG", "APW"), ("AKL", "RAR"), ("LAX", "SYD")]
PAIRS = 1_000


class Stop(NamedTuple):
    """A flight there, a bed from some time on, and a flight on."""

    origin: str
    destination: str
    departs_at: datetime
    lands_at: datetime
    leaves_at: datetime

    @property
    def wall(self) -> datetime:
        return self.lands_at.astimezone(ZoneInfo(AIRPORTS[self.destination]))

    @property
    def first_night(self) -> date:
        return self.wall.date() - timedelta(days=1 if self.wall.hour < 6 else 0)


def at(text: str, airport: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(AIRPORTS[airport])).astimezone(UTC)


def item(kind: str, starts_at: datetime, ends_at: datetime, *airports: str) -> Item:
    return Item(
        item_id=f"{kind} {starts_at}", user_id="anna", kind=ItemKind(kind), name=kind, starts_at=starts_at,
        ends_at=ends_at, start_timezone=AIRPORTS[airports[0]], end_timezone=AIRPORTS[airports[-1]],
        created_at=NOW, updated_at=NOW, created_by="anna",
    )  # fmt: skip


def missing(*items: Item) -> list[date | None]:
    trip = Trip(
        trip_id="trp_1", traveller_id="anna", name="A trip", status=TripStatus.PLANNED,
        starts_at=min(each.starts_at for each in items if each.starts_at),
        ends_at=max(each.ends_at for each in items if each.ends_at),
        created_at=NOW, updated_at=NOW, created_by="anna",
    )  # fmt: skip
    return [found.night for found in timeline_of(trip, items).conflicts if found.kind is ConflictKind.MISSING_STAY]


def flights(stop: Stop) -> tuple[Item, Item]:
    back_at = stop.leaves_at + (stop.lands_at - stop.departs_at)
    return (
        item("flight", stop.departs_at, stop.lands_at, stop.origin, stop.destination),
        item("flight", stop.leaves_at, back_at, stop.destination, stop.origin),
    )


def stay(stop: Stop, check_in: date) -> Item:
    """A room from 15:00 until eleven o'clock of the last day."""
    zone = ZoneInfo(AIRPORTS[stop.destination])
    last = stop.leaves_at.astimezone(zone).date()
    begins, ends = (
        datetime(*check_in.timetuple()[:3], 15, tzinfo=zone),
        datetime(*last.timetuple()[:3], 11, tzinfo=zone),
    )
    return item("stay", begins.astimezone(UTC), ends.astimezone(UTC), stop.destination)


def test_a_bed_that_is_taken_after_midnight_is_that_nights() -> None:
    out = item("flight", at("2027-03-03T23:10", "MUC"), at("2027-03-04T00:20", "BER"), "MUC", "BER")
    room = item("stay", at("2027-03-04T00:50", "BER"), at("2027-03-05T11:00", "BER"), "BER")
    back = item("flight", at("2027-03-05T12:00", "BER"), at("2027-03-05T13:10", "MUC"), "BER", "MUC")

    assert missing(out, room, back) == []


@pytest.mark.parametrize(
    ("route", "departs", "lands", "check_in", "leaves", "nights"),
    [
        ("NRT HNL", "2027-03-03T09:00", "2027-03-02T20:05", "2027-03-03", "2027-03-08T10:00", ["2027-03-02"]),
        ("FRA DXB", "2027-03-03T17:00", "2027-03-04T02:05", "2027-03-04", "2027-03-06T14:00", ["2027-03-03"]),
        ("HND LAX", "2027-03-05T00:05", "2027-03-04T17:00", "2027-03-05", "2027-03-07T13:00", ["2027-03-04"]),
        ("APW PPG", "2027-06-01T12:00", "2027-05-31T12:35", "2027-06-01", "2027-06-03T12:00", ["2027-05-31"]),
        ("LAX SYD", "2027-07-01T22:30", "2027-07-03T06:30", "2027-07-04", "2027-07-06T18:00", ["2027-07-03"]),
        ("JFK GRU", "2027-05-01T19:30", "2027-05-02T05:40", "2027-05-02", "2027-05-04T22:00", ["2027-05-01"]),
        ("LHR BOM", "2027-08-01T10:00", "2027-08-02T00:30", "2027-08-02", "2027-08-04T12:00", ["2027-08-01"]),
        ("PPG APW", "2027-06-01T12:00", "2027-06-02T12:30", "2027-06-02", "2027-06-03T12:00", []),
        ("CDG KTM", "2027-01-01T12:00", "2027-01-02T03:15", "2027-01-01", "2027-01-05T12:00", []),
        ("LHR JFK", "2027-03-13T18:00", "2027-03-13T21:00", "2027-03-14", "2027-03-16T18:00", ["2027-03-13"]),
        ("SIN AKL", "2027-04-03T10:00", "2027-04-04T01:40", "2027-04-04", "2027-04-06T12:00", ["2027-04-03"]),
        ("LHR GVA", "2027-10-30T20:00", "2027-10-30T22:40", "2027-10-31", "2027-11-01T12:00", ["2027-10-30"]),
        ("DXB SEZ", "2027-02-01T02:00", "2027-02-01T06:35", "2027-02-01", "2027-02-03T12:00", []),
    ],
)
def test_the_night_that_is_missing_is_the_one_there(
    route: str, departs: str, lands: str, check_in: str, leaves: str, nights: list[str]
) -> None:
    origin, to = route.split()
    stop = Stop(origin, to, at(departs, origin), at(lands, to), at(leaves, to))

    found = missing(*flights(stop), stay(stop, date.fromisoformat(check_in)))

    assert [str(night) for night in found] == nights


def test_one_date_may_have_two_nights_where_the_date_line_is_crossed() -> None:
    in_tokyo = Stop("LHR", "NRT", at("2027-03-01T09:00", "LHR"), at("2027-03-02T08:00", "NRT"), NOW)
    crossed = Stop("NRT", "HNL", at("2027-03-03T10:00", "NRT"), at("2027-03-02T22:00", "HNL"), NOW)
    there = [
        item("flight", each.departs_at, each.lands_at, each.origin, each.destination) for each in (in_tokyo, crossed)
    ]
    home = item("flight", at("2027-03-04T12:00", "HNL"), at("2027-03-05T12:00", "LHR"), "HNL", "LHR")
    tokyo = item("stay", at("2027-03-02T15:00", "NRT"), at("2027-03-03T07:00", "NRT"), "NRT")
    honolulu = item("stay", at("2027-03-02T22:30", "HNL"), at("2027-03-04T10:00", "HNL"), "HNL")

    assert missing(*there, tokyo, home) == [date(2027, 3, 2), date(2027, 3, 3)]
    assert missing(*there, honolulu, home) == [date(2027, 3, 2)]
    assert missing(*there, tokyo, honolulu, home) == []


def stops() -> Iterator[Stop]:
    """Times of two years, at airports of all zones: the changes of clocks and both sides of the date line are there."""
    chance = random.Random(7)
    codes = sorted(AIRPORTS)
    for number in range(PAIRS):
        origin, to = DATE_LINE[number] if number < len(DATE_LINE) else chance.sample(codes, 2)
        departs_at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(2 * 366 * 1440))
        lands_at = departs_at + timedelta(minutes=chance.randrange(60, 18 * 60))
        yield Stop(origin, to, departs_at, lands_at, lands_at + timedelta(minutes=chance.randrange(30 * 60, 5 * 1440)))


def test_a_bed_from_the_night_of_arrival_is_all_that_is_needed_and_one_night_later_is_too_late() -> None:
    for stop in stops():
        kept = stay(stop, stop.first_night)
        late = stay(stop, stop.first_night + timedelta(days=1))

        assert missing(*flights(stop), kept) == [], stop
        assert missing(*flights(stop), late) == [stop.first_night], stop


def test_a_room_that_another_stay_already_has_is_said_for_the_night_there() -> None:
    tokyo = item("stay", at("2027-03-02T15:00", "NRT"), at("2027-03-03T09:00", "NRT"), "NRT")
    honolulu = item("stay", at("2027-03-02T21:00", "HNL"), at("2027-03-04T10:00", "HNL"), "HNL")
    same = item("stay", at("2027-03-03T00:50", "HNL"), at("2027-03-03T10:00", "HNL"), "HNL")

    def shared(*items: Item) -> int:
        trip = Trip(
            trip_id="trp_1", traveller_id="anna", name="A trip", status=TripStatus.PLANNED,
            starts_at=at("2027-03-01T00:00", "NRT"), ends_at=at("2027-03-05T00:00", "HNL"),
            created_at=NOW, updated_at=NOW, created_by="anna",
        )  # fmt: skip
        kinds = [found.kind for found in timeline_of(trip, items).conflicts]
        return kinds.count(ConflictKind.OVERLAPPING_STAYS)

    assert shared(tokyo, honolulu) == 0
    assert shared(honolulu, same) == 1
