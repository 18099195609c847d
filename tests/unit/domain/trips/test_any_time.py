"""Whatever time a row holds is shown: what can come in, and what could once be written before it was bounded."""

import re
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.timestamps import Moment, clamp_moment
from chalicelib.domain.trips.icalendar import write_calendar
from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.timeline import timeline_of
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.domain.value import Value
from chalicelib.errors import InvalidInput

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ZONES = st.sampled_from(["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin", None, "right/Europe/Berlin", "Factory"])
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EDGES = st.sampled_from(["0001-01-01", "9999-12-31T23:59:59.999999", "2027-03-03"]).map(datetime.fromisoformat)
NAIVE = EDGES | st.datetimes()
ANY = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), NAIVE, OFFSETS) | NAIVE


class Sent(Value, frozen=True):
    at: Moment


def make_trip(starts_at: datetime, ends_at: datetime) -> Trip:
    return Trip(
        name="A trip", starts_at=starts_at, ends_at=ends_at, trip_id="trp_1", traveller_id="anna",
        status=TripStatus.CONFIRMED, created_at=NOW, updated_at=NOW, created_by="anna",
    )  # fmt: skip


def make_item(number: int, kind: ItemKind, times: tuple[datetime, datetime], zone: str | None) -> Item:
    return Item(
        item_id=f"itm_{number}", user_id="anna", kind=kind, name="An item", starts_at=times[0], ends_at=times[1],
        start_timezone=zone, created_at=NOW, updated_at=NOW, created_by="anna",
    )  # fmt: skip


def ends_after_it_begins(event: str) -> bool:
    """Whether an event has no end, or one later than its start; both have one shape, so that they compare as text."""
    start, *end = re.findall(r"^DT(?:START|END)[^:]*:(\w+)", event, re.MULTILINE)
    return end == [] or (len(end[0]) == len(start) and end[0] > start)


@tuned(max_examples=25, deadline=None)
@given(st.tuples(ANY, ANY), st.lists(st.tuples(st.sampled_from(ItemKind), st.tuples(ANY, ANY), ZONES), max_size=3))
def test_every_time_in_a_row_is_shown(
    trip_times: tuple[datetime, datetime],
    rows: list[tuple[ItemKind, tuple[datetime, datetime], str | None]],
) -> None:
    trip, found = make_trip(*trip_times), [make_item(number, *row) for number, row in enumerate(rows)]

    assert len(timeline_of(trip, found).entries) == len(found)
    events = write_calendar("Trips", [(trip, found)]).split("BEGIN:VEVENT")[1:]
    assert len(events) == 1 + len(found)
    assert all(ends_after_it_begins(event) for event in events)
    msgspec.json.encode([trip, found])


@given(ANY)
def test_what_comes_in_is_shown_as_it_came(moment: datetime) -> None:
    try:
        sent = to_body({"at": moment.isoformat()}, Sent)
    except InvalidInput:
        return
    assert clamp_moment(sent.at) == sent.at
    assert sent.at.astimezone(UTC) + timedelta(days=366) > sent.at


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2027-03-03T08:15:00"])
def test_what_no_trip_can_be_at_does_not_come_in(text: str) -> None:
    with pytest.raises(InvalidInput):
        to_body({"at": text}, Sent)
