"""Calendars, read back by a parser that is not ours."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from chalicelib.domain.trips.icalendar import write_calendar
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace, ItemStatus
from chalicelib.domain.trips.trip import Trip, TripStatus

MADE = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
OUTBOUND = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
BACK = datetime(2026, 12, 3, 18, 50, tzinfo=UTC)


def trip(**changes: Any) -> Trip:
    usual: dict[str, Any] = {
        "trip_id": "trp_1",
        "traveller_id": "anna",
        "name": "Berlin to London",
        "status": TripStatus.CONFIRMED,
        "starts_at": OUTBOUND,
        "ends_at": BACK,
        "created_at": MADE,
        "updated_at": MADE + timedelta(hours=1),
        "created_by": "anna",
        "version": 3,
    }
    return Trip(**(usual | changes))


def item(**changes: Any) -> Item:
    usual: dict[str, Any] = {
        "item_id": "itm_1",
        "user_id": "anna",
        "kind": ItemKind.MEETING,
        "name": "Sales team",
        "status": ItemStatus.CONFIRMED,
        "record_locator": "K7QX2M",
        "starts_at": OUTBOUND,
        "ends_at": OUTBOUND + timedelta(hours=2),
        "created_at": MADE,
        "updated_at": MADE,
        "created_by": "anna",
    }
    return Item(**(usual | changes))


def events(text: str) -> list[Component]:
    """The events that an independent parser finds, which must find nothing wrong."""
    parsed = Calendar.from_ical(text)
    assert isinstance(parsed, Calendar)
    assert parsed.errors == []
    for event in parsed.events:
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)
    return list(parsed.events)


def only_item(**changes: Any) -> Component:
    return events(write_calendar("Trips", [(trip(), [item(**changes)])]))[1]


def test_a_trip_is_its_days_and_an_event_for_each_item() -> None:
    days, meeting = events(write_calendar("Trips", [(trip(), [item()])]))

    assert (days["SUMMARY"], days.decoded("DTSTART"), days.decoded("DTEND")) == (
        "Berlin to London",
        date(2026, 12, 1),
        date(2026, 12, 4),
    )
    assert (days["UID"], days["SEQUENCE"], days["TRANSP"]) == ("trp_1@sojourn", 2, "TRANSPARENT")
    assert (meeting["SUMMARY"], meeting.decoded("DTSTART"), meeting.decoded("DTEND")) == (
        "Sales team",
        OUTBOUND,
        OUTBOUND + timedelta(hours=2),
    )
    assert (meeting["STATUS"], meeting["TRANSP"], meeting["UID"]) == ("CONFIRMED", "OPAQUE", "itm_1@sojourn")
    assert days.decoded("LAST-MODIFIED") == days.decoded("DTSTAMP") == MADE + timedelta(hours=1)


def test_a_trips_days_are_those_of_the_places() -> None:
    tokyo = {"start_timezone": "Asia/Tokyo", "end_timezone": "Asia/Tokyo"}

    days = events(write_calendar("Trips", [(trip(), [item(**tokyo)])]))[0]

    assert (days.decoded("DTSTART"), days.decoded("DTEND")) == (date(2026, 12, 2), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("planned", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("done", "CONFIRMED"), ("cancelled", "CANCELLED")],
)
def test_an_item_says_how_sure_it_is(status: str, expected: str) -> None:
    assert only_item(status=ItemStatus(status))["STATUS"] == expected


def test_a_cancelled_trip_takes_its_items_along() -> None:
    found = events(write_calendar("Trips", [(trip(status=TripStatus.CANCELLED), [item()])]))

    assert [event["STATUS"] for event in found] == ["CANCELLED", "CANCELLED"]


@pytest.mark.parametrize("kind", ItemKind)
def test_what_is_cancelled_takes_nobodys_time(kind: ItemKind) -> None:
    alone = only_item(kind=kind, status=ItemStatus.CANCELLED)
    with_its_trip = events(write_calendar("Trips", [(trip(status=TripStatus.CANCELLED), [item(kind=kind)])]))[1]

    assert (alone["STATUS"], alone["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert (with_its_trip["STATUS"], with_its_trip["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_every_program_learns_how_often_to_read_again() -> None:
    parsed = Calendar.from_ical(write_calendar("Trips", [(trip(), [item()])]))

    assert parsed["X-PUBLISHED-TTL"] == "PT1H"
    assert parsed.decoded("REFRESH-INTERVAL") == timedelta(hours=1)


def test_what_ends_within_the_second_in_which_it_starts_has_no_end() -> None:
    assert "DTEND" not in only_item(ends_at=OUTBOUND + timedelta(milliseconds=900))


def test_what_has_no_start_is_no_event_and_what_has_no_end_takes_no_time() -> None:
    assert len(events(write_calendar("Trips", [(trip(), [item(starts_at=None, ends_at=None)])]))) == 1
    assert "DTEND" not in only_item(ends_at=None)
    assert "DTEND" not in only_item(ends_at=OUTBOUND)


def test_a_place_is_its_name_address_and_coordinates() -> None:
    place = ItemPlace(name="Office; 4th floor", address="1 Poultry, London", latitude=51.5134, longitude=-0.0905)

    event = only_item(place=place)

    assert event["LOCATION"] == "Office; 4th floor, 1 Poultry, London"
    assert event["GEO"].to_ical() == "51.5134;-0.0905"


def test_nothing_that_opens_a_booking_is_in_it() -> None:
    assert "K7QX2M" not in write_calendar("Trips", [(trip(), [item()])])


def test_a_calendar_without_trips_is_one_all_the_same() -> None:
    parsed = Calendar.from_ical(write_calendar("Trips", []))

    assert (parsed["X-WR-CALNAME"], parsed["VERSION"], len(parsed.subcomponents)) == ("Trips", "2.0", 1)


LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
# All that Unicode, RFC 5545 or Python takes for the end of a line, controls that no calendar may hold, and any letter.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
ANYTHING = st.text(
    st.sampled_from(f"{BREAKS}\t\x00\x1b\x7f\\,;:") | st.characters(exclude_categories=["Cs"]), max_size=40
)


@given(st.text(LETTERS, max_size=60) | st.text(LETTERS, min_size=70, max_size=200) | st.text("aé", min_size=70))
@settings(max_examples=100, deadline=None)
def test_any_text_comes_back_as_it_was_in_lines_that_are_short_enough(text: str) -> None:
    calendar = write_calendar("Trips", [(trip(), [item(name="n", description=f"é{text}")])])

    lines = calendar.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[-1] == b""
    assert all(line.decode() is not None for line in lines)
    written = str(events(calendar)[1]["DESCRIPTION"])
    assert written == f"é{text}".replace("\u2028", "\n").replace("\u2029", "\n")


def read_back(calendar: str, name: str) -> list[str]:
    """The TEXT values of a property, by a reader of ten lines that knows RFC 5545 and nothing of ours."""
    unfolded = calendar.replace("\r\n ", "")
    values = [line.partition(":")[2] for line in unfolded.split("\r\n") if line.startswith(f"{name}:")]
    meaning = {"n": "\n", "N": "\n"}
    return [re.sub(r"\\(.)", lambda found: meaning.get(found[1], found[1]), value) for value in values]


@given(ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=100, deadline=None)
def test_no_reader_of_lines_finds_one_more_than_there_is_and_any_text_comes_back(
    name: str, notes: str, text: str
) -> None:
    place = ItemPlace(name=f"x{name}", address=f"y{notes}")
    calendar = write_calendar(
        name, [(trip(name=f"x{name}", notes=f"y{notes}"), [item(description=f"z{text}", place=place)])]
    )

    assert calendar.splitlines() == calendar.removesuffix("\r\n").split("\r\n")
    assert all(re.match(r" |[A-Z-]+[:;]", line) for line in calendar.splitlines())
    assert read_back(calendar, "X-WR-CALNAME") == read_back(calendar, "NAME") == [as_kept(name)]
    assert read_back(calendar, "SUMMARY") == [f"x{as_kept(name)}", "Sales team"]
    assert read_back(calendar, "DESCRIPTION") == [f"y{as_kept(notes)}", f"z{as_kept(text)}"]
    assert read_back(calendar, "LOCATION") == [f"x{as_kept(name)}, y{as_kept(notes)}"]


def as_kept(text: str) -> str:
    """Every line break is one, a tab is a space, and other controls are gone."""
    one = "".join("\n" if each in BREAKS else each for each in text.replace("\r\n", "\n"))
    return "".join(each for each in one.replace("\t", " ") if each == "\n" or (not each < " " and each != "\x7f"))


@pytest.mark.parametrize("line_break", [*BREAKS, "\r\n"], ids=ascii)
def test_every_line_break_is_one_and_breaks_out_of_nothing(line_break: str) -> None:
    calendar = write_calendar("Trips", [(trip(), [item(description=f"one{line_break}END:VEVENT")])])

    assert str(events(calendar)[1]["DESCRIPTION"]) == "one\nEND:VEVENT"
    assert calendar.splitlines() == calendar.split("\r\n")[:-1]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("two\nlines", "two\nlines"),
        ("two\r\nlines\rmore", "two\nlines\nmore"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("tab\there", "tab here"),
        ("back\\slash\\n; comma, BEGIN:VEVENT", "back\\slash\\n; comma, BEGIN:VEVENT"),
        ("end\r\nEND:VEVENT\r\nBEGIN:VEVENT", "end\nEND:VEVENT\nBEGIN:VEVENT"),
    ],
)
def test_no_text_breaks_out_of_its_line(written: str, shown: str) -> None:
    found = events(write_calendar("Trips", [(trip(), [item(description=written)])]))

    assert len(found) == 2
    assert str(found[1]["DESCRIPTION"]) == shown
