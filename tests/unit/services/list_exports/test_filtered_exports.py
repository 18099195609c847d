"""An export has the rows of its list, whatever that is read by: days, a cost centre, a person, or who is where."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.gateways import storage
from chalicelib.services.list_exports import requests, writing
from chalicelib.services.list_exports.files import file_key
from tests.simulation.stages import booked
from tests.simulation.world import CLARA, World
from tests.unit.api.scenes import in_world

ID = "lex_01JQZY5V9D7R8M3T2K6W4H0YBE"
FIRST, SECOND = date(2027, 3, 3), date(2027, 3, 4)


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    """A trip of Anna's to London that is booked, in a company whose people sign in by its own identity provider."""
    with_bucket = msgspec.structs.replace(settings.current(), documents_bucket="papers")
    with in_world() as made, pytest.MonkeyPatch.context() as patch:
        booked(made.world)
        made.world.wire.federated.add(CLARA.user_id)
        patch.setattr(settings, "current", lambda: with_bucket)
        yield made.world


def lines_of(bookings: BookingFilters | None, trips: TripFilters | None) -> list[list[str]]:
    """The lines of the file below its header."""
    export = requests.request_export(CLARA, bookings, trips, export_id=ID)
    try:
        words = [writing.write_piece(ID) for _ in range(2)]
        assert words == ["export_pieces", "exports_done"]
        found = storage.read(file_key(export), at_most=100_000)
        assert found is not None
        assert found.body is not None
    finally:
        requests.delete_export(CLARA, ID)
    return list(csv.reader(io.StringIO(found.body.decode(), newline="")))[1:]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (BookingFilters(starts_from=FIRST), 1),
        (BookingFilters(starts_from=FIRST, cost_centre="SALES-EU"), 1),
        (BookingFilters(starts_from=FIRST, cost_centre="OPS"), 0),
        (BookingFilters(user_id="anna"), 1),
        (BookingFilters(user_id="david"), 0),
    ],
)
def test_bookings_are_exported_by_what_they_are_listed_by(here: World, wanted: BookingFilters, count: int) -> None:
    assert [line[1] for line in lines_of(wanted, None)] == ["booked"] * count


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (TripFilters(starts_from=FIRST), 1),
        (TripFilters(user_id="anna"), 1),
        (TripFilters(user_id="david"), 0),
        (TripFilters(on=SECOND, country="GB"), 1),
        (TripFilters(on=SECOND, country="DE"), 0),
    ],
)
def test_trips_are_exported_by_what_they_are_listed_by(here: World, wanted: TripFilters, count: int) -> None:
    assert ["Berlin to London" in line for line in lines_of(None, wanted)] == [True] * count
