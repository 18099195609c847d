"""Journeys in a calendar: their days, and the times and airports that stand on the ticket, wherever they lead."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import airportsdata
import msgspec
import pytest
from icalendar import Calendar, Component

from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, TravelMode
from chalicelib.domain.trips.icalendar import days_of, write_calendar
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import Trip, TripStatus, trip_of
from tests.support.booked_samples import ordered
from tests.support.cities import CITIES
from tests.support.trip_shapes import TripShape, car, make_shape, train

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROWS = {code: row for code, row in airportsdata.load("IATA").items() if row["tz"]}
JOURNEYS = 10_000
PARIS, LONDON, MUNICH = (CITIES[name].place for name in ("Paris", "London", "Munich"))
RIDE = SliceRequest(origin=PARIS, destination=LONDON, depart_on=date(2027, 3, 3), mode=TravelMode.RAIL)
DRIVE = CarRequest(
    pick_up=MUNICH, pick_up_on=date(2027, 3, 3), pick_up_at="10:00",
    drop_off=MUNICH, drop_off_on=date(2027, 3, 5), drop_off_at="10:00",
)  # fmt: skip


class Journey(NamedTuple):
    origin: str
    destination: str
    departs_at: datetime
    arrives_at: datetime

    @property
    def walls(self) -> tuple[datetime, datetime]:
        return self.departs_at.astimezone(zone(self.origin)), self.arrives_at.astimezone(zone(self.destination))


def zone(airport: str) -> ZoneInfo:
    return ZoneInfo(str(ROWS[airport]["tz"]))


def journey(origin: str, departs: str, destination: str, arrives: str) -> Journey:
    moments = [
        datetime.fromisoformat(text).replace(tzinfo=zone(code)).astimezone(UTC)
        for text, code in ((departs, origin), (arrives, destination))
    ]
    return Journey(origin, destination, *moments)


def flight(made: Journey, **changes: object) -> Item:
    fields = {
        "item_id": "itm_1", "user_id": "anna", "kind": ItemKind.FLIGHT,
        "name": f"JL74 {made.origin} to {made.destination}",
        "status": ItemStatus.CONFIRMED, "description": "economy, 6200 km", "starts_at": made.departs_at,
        "ends_at": made.arrives_at,
        "start_timezone": zone(made.origin).key, "end_timezone": zone(made.destination).key, "origin": made.origin,
        "destination": made.destination, "created_at": NOW, "updated_at": NOW, "created_by": "anna",
    }  # fmt: skip
    return Item(**(fields | changes))  # type: ignore[arg-type]


def trip(starts_at: datetime, ends_at: datetime) -> Trip:
    return Trip(
        trip_id="trp_1", traveller_id="anna", name="A trip", status=TripStatus.CONFIRMED, starts_at=starts_at,
        ends_at=ends_at, created_at=NOW, updated_at=NOW, created_by="anna",
    )  # fmt: skip


def feed(*flights: Item) -> str:
    starts_at = min(each.starts_at for each in flights if each.starts_at)
    ends_at = max(each.ends_at for each in flights if each.ends_at)
    return write_calendar("Trips", [(trip(starts_at, ends_at), flights)])


def events(*flights: Item) -> list[Component]:
    parsed = Calendar.from_ical(feed(*flights))
    return list(parsed.events)


def days(text: str) -> tuple[date, date]:
    """The first and last day of the first event, read from its lines alone."""
    values = [
        line.partition(":")[2]
        for line in text.split("\r\n")
        if line.startswith(("DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"))
    ]
    first, after = (datetime.strptime(value, "%Y%m%d").date() for value in values)  # noqa: DTZ007
    assert after > first
    return first, after - timedelta(days=1)


@pytest.mark.parametrize(
    ("made", "first", "last"),
    [
        (journey("HND", "2027-03-03T20:25", "HNL", "2027-03-03T08:15"), "2027-03-03", "2027-03-03"),
        (journey("NRT", "2027-03-03T09:00", "HNL", "2027-03-02T20:05"), "2027-03-02", "2027-03-03"),
        (journey("HND", "2027-03-05T00:05", "LAX", "2027-03-04T17:00"), "2027-03-04", "2027-03-05"),
        (journey("APW", "2027-06-01T12:00", "PPG", "2027-05-31T12:35"), "2027-05-31", "2027-06-01"),
        (journey("PPG", "2027-06-01T12:00", "APW", "2027-06-02T12:30"), "2027-06-01", "2027-06-02"),
        (journey("LAX", "2027-07-01T22:30", "SYD", "2027-07-03T06:30"), "2027-07-01", "2027-07-03"),
        (journey("FRA", "2027-03-03T17:00", "DXB", "2027-03-04T02:05"), "2027-03-03", "2027-03-04"),
        (journey("AKL", "2027-01-01T08:00", "RAR", "2026-12-31T12:00"), "2026-12-31", "2027-01-01"),
        (journey("LHR", "2027-10-31T00:30", "CDG", "2027-10-31T02:30"), "2027-10-31", "2027-10-31"),
        (journey("JFK", "2027-03-13T23:30", "LHR", "2027-03-14T10:30"), "2027-03-13", "2027-03-14"),
        (journey("NAN", "2027-02-01T22:00", "LAX", "2027-02-01T13:00"), "2027-02-01", "2027-02-01"),
        (journey("TRW", "2028-02-29T06:00", "HNL", "2028-02-28T12:00"), "2028-02-28", "2028-02-29"),
        (journey("KTM", "2027-04-01T23:50", "DEL", "2027-04-02T01:15"), "2027-04-01", "2027-04-02"),
    ],
    ids=lambda value: f"{value.origin}-{value.destination}" if isinstance(value, Journey) else value,
)
def test_a_trips_days_are_those_on_both_walls(made: Journey, first: str, last: str) -> None:
    assert days(feed(flight(made))) == (date.fromisoformat(first), date.fromisoformat(last))


def journeys() -> Iterator[Journey]:
    """Two years of departures between airports of all zones, over both sides of the date line and changing clocks."""
    chance, codes = random.Random(19), sorted(ROWS)
    for _ in range(JOURNEYS):
        origin, destination = chance.sample(codes, 2)
        departs_at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(2 * 366 * 1440))
        yield Journey(origin, destination, departs_at, departs_at + timedelta(minutes=chance.randrange(20, 18 * 60)))


def test_the_days_of_any_journey_cover_both_walls_and_end_after_they_begin() -> None:
    for number, made in enumerate(journeys()):
        walls = [wall.date() for wall in made.walls]
        item = flight(made, origin=None, destination=None)

        assert days_of(trip(made.departs_at, made.arrives_at), [item]) == (min(walls), max(walls)), made
        if number % 40 == 0:
            assert days(feed(item)) == (min(walls), max(walls)), made


@pytest.mark.parametrize(
    ("made", "title", "departs", "arrives"),
    [
        (
            journey("HND", "2027-03-03T20:25", "HNL", "2027-03-03T08:15"),
            "JL74 Tokyo (HND) 20:25 to Honolulu (HNL) 08:15",
            "3 March 2027, 20:25 Asia/Tokyo (UTC+09:00) from Tokyo International Airport (HND), Tokyo, JP",
            (
                "3 March 2027, 08:15 Pacific/Honolulu (UTC-10:00) at "
                "Daniel K Inouye International Airport (HNL), Honolulu, US"
            ),
        ),
        (
            journey("MUC", "2027-03-03T17:00", "DXB", "2027-03-04T02:05"),
            "JL74 Munich (MUC) 3 March 17:00 to Dubai (DXB) 4 March 02:05",
            "3 March 2027, 17:00 Europe/Berlin (UTC+01:00) from Munich International Airport (MUC), Munich, DE",
            "4 March 2027, 02:05 Asia/Dubai (UTC+04:00) at Dubai International Airport (DXB), Dubai, AE",
        ),
        (
            journey("KTM", "2027-07-01T09:10", "DEL", "2027-07-01T10:35"),
            "JL74 Kathmandu (KTM) 09:10 to New Delhi (DEL) 10:35",
            "1 July 2027, 09:10 Asia/Kathmandu (UTC+05:45) from Tribhuvan International Airport (KTM), Kathmandu, NP",
            "1 July 2027, 10:35 Asia/Kolkata (UTC+05:30) at Indira Gandhi International Airport (DEL), New Delhi, IN",
        ),
    ],
    ids=["HND-HNL", "MUC-DXB", "KTM-DEL"],
)
def test_an_event_says_what_the_ticket_says(made: Journey, title: str, departs: str, arrives: str) -> None:
    event = events(flight(made))[1]

    assert event["SUMMARY"] == title
    assert str(event["DESCRIPTION"]).split("\n") == ["economy, 6200 km", f"Departs {departs}", f"Arrives {arrives}"]
    assert event["LOCATION"] == departs.partition(" from ")[2]
    assert event["GEO"] is not None
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (made.departs_at, made.arrives_at)


def test_any_journey_says_the_clocks_and_the_airports_of_both_ends() -> None:
    for made, _ in zip(journeys(), range(150), strict=False):
        event = events(flight(made))[1]
        departs, arrives = made.walls
        text = str(event["DESCRIPTION"])

        for code, wall in ((made.origin, departs), (made.destination, arrives)):
            assert f"{wall:%H:%M}" in str(event["SUMMARY"])
            assert f"({code})" in str(event["SUMMARY"])
            assert f"{wall.day} {wall:%B %Y}, {wall:%H:%M} {zone(code).key} (UTC{wall.isoformat()[-6:]})" in text
            assert f"{ROWS[code]['name']} ({code}), {ROWS[code]['city']}" in text


def test_what_is_no_flight_of_a_booking_says_its_own_clock_too() -> None:
    made = journey("LHR", "2027-06-01T09:00", "CDG", "2027-06-01T12:20")
    train = events(flight(made, kind=ItemKind.RAIL, name="9014 St Pancras", origin=None, destination=None))[1]
    hotel = events(flight(made, kind=ItemKind.STAY, name="Hotel", description=None, origin=None, destination=None))[1]
    lost = events(flight(made, name="JL74 QQQ to CDG", origin="QQQ"))[1]
    plain = events(
        flight(made, name="JL74 out", origin=None, destination=None, start_timezone=None, end_timezone=None)
    )[1]

    assert train["SUMMARY"] == "9014 St Pancras, 09:00 to 12:20 local time"
    assert (hotel["SUMMARY"], str(hotel["DESCRIPTION"]).split("\n")) == (
        "Hotel",
        [
            "Check-in 1 June 2027, 09:00 Europe/London (UTC+01:00)",
            "Check-out 1 June 2027, 12:20 Europe/Paris (UTC+02:00)",
        ],
    )
    assert (lost["SUMMARY"], lost["LOCATION"]) == ("JL74 QQQ (QQQ) 09:00 to Paris (CDG) 12:20", "QQQ")
    assert (plain["SUMMARY"], plain["DESCRIPTION"]) == ("JL74 out", "economy, 6200 km")


def test_what_was_bought_says_what_its_ticket_says() -> None:
    booking = ordered()
    bought = trip_of(booking, "trp_1", NOW)
    numbered = (f"itm_{number}" for number in range(9))
    items = items_of(booking, bought, NOW, new_id=numbered.__next__)

    found = list(Calendar.from_ical(write_calendar("Trips", [(bought, items)])).events)

    segments = [each for offer in booking.selected.flights for part in offer.slices for each in part.segments]
    said = [str(event["SUMMARY"]) for event in found if event.get("CATEGORIES") is not None]
    for segment in segments:
        departs = segment.departs_at.astimezone(ZoneInfo(segment.origin_timezone))
        arrives = segment.arrives_at.astimezone(ZoneInfo(segment.destination_timezone))
        parts = (segment.flight_designator, f"({segment.origin}) ", f"{departs:%H:%M} to ", f"({segment.destination}) ")
        assert any(all(part in each for part in (*parts, f"{arrives:%H:%M}")) for each in said), (segment, said)


def test_a_train_says_its_stations_and_a_car_where_it_is_picked_up_and_dropped_off() -> None:
    shape = make_shape(0, slices=0, cars=0)
    request = msgspec.structs.replace(shape.request, slices=(RIDE,), stays=(), cars=(DRIVE,))
    chosen = Option(option_id="opt_1", components=(train(), car()), rank=1, reasons=())
    booking = TripShape(request, chosen).booking
    bought = trip_of(booking, "trp_1", NOW)
    numbered = (f"itm_{number}" for number in range(9))

    _, ride, rental = list(
        Calendar.from_ical(
            write_calendar("Trips", [(bought, items_of(booking, bought, NOW, new_id=numbered.__next__))])
        ).events
    )

    assert ride["SUMMARY"] == "ES 9023 Paris Gare du Nord 09:13 to London St Pancras Intl 10:43"
    assert str(ride["DESCRIPTION"]).split("\n") == [
        "DB, second class, 343 km",
        "Departs 3 March 2027, 09:13 Europe/Paris (UTC+01:00) from Paris Gare du Nord",
        "Arrives 3 March 2027, 10:43 Europe/London (UTC+00:00) at London St Pancras Intl",
    ]
    assert (ride["LOCATION"], ride["TRANSP"]) == ("Paris Gare du Nord", "OPAQUE")
    assert rental["SUMMARY"] == "Sample Cars car in Munich"
    assert str(rental["DESCRIPTION"]).split("\n") == [
        "Volkswagen Golf or similar, compact, manual, 2 days",
        "Pick-up 3 March 2027, 10:00 Europe/Berlin (UTC+01:00) at Munich Central",
        "Drop-off 5 March 2027, 10:00 Europe/Berlin (UTC+01:00) at Munich Central",
    ]
    assert (rental["LOCATION"], rental["TRANSP"]) == ("Munich Central, Munich", "TRANSPARENT")
