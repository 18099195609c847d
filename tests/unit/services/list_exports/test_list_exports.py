"""Exports of lists: every row once, whatever dies on the way, for who may have them and as long as they may."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import msgspec
import pytest
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain import list_exports as rules
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.identity import Identity
from chalicelib.domain.list_exports import ListExport, ListExportFailure, ListExportStatus
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import storage, user_pool
from chalicelib.models import list_exports, trip_days
from chalicelib.models.bookings import to_row
from chalicelib.services.list_exports import requests, writing
from chalicelib.services.list_exports.files import file_key, folder_of
from chalicelib.worklist import NOTHING, work_off
from tests.simulation.world import ANNA, CLARA
from tests.support.booked_samples import booking
from tests.support.connection import Crash, Cut
from tests.support.listed import cut_off
from tests.unit.api.scenes import InMoto, in_moto
from tests.unit.policy_samples import trip

ID = "lex_01JQZY5V9D7R8M3T2K6W4H0YBE"
DAY = date(2027, 3, 3)
ROWS = 10


@pytest.fixture(scope="module")
def scene() -> Iterator[InMoto]:
    """Ten bookings, and pieces of two pages of two rows."""
    with in_moto() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_PAGES_A_PIECE", 2)
        patch.setattr(writing, "_ROWS_A_PAGE", 2)
        for number in range(ROWS):
            to_row(numbered(number)).save()
        yield made


def numbered(number: int) -> Booking:
    request = trip(depart_on=DAY + timedelta(days=number), return_on=None, stay=None)
    return booking(booking_id=f"bkg_{number:026d}", request=request)


@pytest.fixture
def export(scene: InMoto) -> Iterator[ListExport]:
    made = requests.request_export(CLARA, BookingFilters(starts_from=DAY), None, export_id=ID)
    yield made
    with suppress(NotFound):
        requests.delete_export(CLARA, ID)


def finish() -> ListExport:
    while not requests.get_export(CLARA, ID).is_over:
        writing.write_piece(ID)
    return requests.get_export(CLARA, ID)


def lines_of(export: ListExport) -> list[list[str]]:
    found = storage.read(file_key(export), at_most=100_000)
    assert found is not None
    assert found.body is not None
    return list(csv.reader(io.StringIO(found.body.decode(), newline="")))


def test_a_booking_that_cannot_be_read_is_a_row_of_its_id_and_counted(export: ListExport) -> None:
    cut_off(numbered(3).booking_id)
    done = finish()
    to_row(numbered(3)).save()

    lines = lines_of(done)
    assert (done.status, done.rows, done.unreadable) == (ListExportStatus.DONE, ROWS, 1)
    assert [line[0] for line in lines[1:]] == [numbered(number).booking_id for number in range(ROWS)]
    assert lines[4] == [numbered(3).booking_id, "unreadable", *[""] * (len(lines[0]) - 2)]


def test_a_file_has_a_header_and_every_row_once_in_order(export: ListExport) -> None:
    words = [writing.write_piece(ID) for _ in range(5)]

    done = requests.get_export(CLARA, ID)
    header, *lines = lines_of(done)
    assert words == ["export_pieces", "export_pieces", "export_pieces", "exports_done", NOTHING]
    assert (done.status, done.rows) == (ListExportStatus.DONE, ROWS)
    assert header[:2] == ["bookingId", "status"]
    assert [line[0] for line in lines] == [numbered(each).booking_id for each in range(ROWS)]
    assert requests.sign_download(done) is not None


def test_progress_is_seen_while_it_is_written(export: ListExport) -> None:
    writing.write_piece(ID)

    seen = requests.get_export(CLARA, ID)

    assert (seen.status, seen.rows) == (ListExportStatus.RUNNING, 4)
    assert requests.sign_download(seen) is None


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER, Cut.UNREACHABLE])
def test_a_writer_that_dies_anywhere_leaves_no_row_out_and_writes_none_twice(
    scene: InMoto, export: ListExport, cut: Cut
) -> None:
    """Each time it dies a call later than the time before: so at every call of every piece."""
    later = 0
    while requests.get_export(CLARA, ID).status is not ListExportStatus.DONE:
        last = len(scene.wire.calls) + later
        scene.wire.scissors = lambda call, last=last: cut if call.number == last else None
        with suppress(Crash, Unavailable, PynamoDBException):
            writing.write_piece(ID)
        scene.wire.scissors = lambda _call: None
        later += 1

    assert later > 5
    assert [line[0] for line in lines_of(requests.get_export(CLARA, ID))[1:]] == [
        numbered(each).booking_id for each in range(ROWS)
    ]


def test_two_who_write_the_same_piece_at_once_note_it_once(export: ListExport) -> None:
    now = export.created_at
    first, second = writing._advance(export, now), writing._advance(export, now)

    list_exports.replace_export(export, first)
    with pytest.raises(VersionConflict):
        list_exports.replace_export(export, second)

    assert len(lines_of(finish())) == ROWS + 1


def test_the_sweep_writes_piece_after_piece_until_the_file_is_there(scene: InMoto, export: ListExport) -> None:
    worked = work_off([writing.to_write(scene.clock.time)], seconds=60)

    assert (worked.counts["export_pieces"], worked.counts["exports_done"], worked.failed) == (3, 1, 0)
    assert requests.get_export(CLARA, ID).status is ListExportStatus.DONE


def test_who_is_no_travel_manager_any_more_gets_nothing(export: ListExport, monkeypatch: pytest.MonkeyPatch) -> None:
    writing.write_piece(ID)
    monkeypatch.setattr(user_pool, "list_groups", lambda _: frozenset({"traveller"}))
    assert writing.write_piece(ID) == "exports_failed"

    failed = requests.get_export(CLARA, ID)
    assert (failed.status, failed.failure) == (ListExportStatus.FAILED, ListExportFailure.NOT_ALLOWED)
    assert requests.sign_download(failed) is None


def test_more_rows_than_may_be_exported_are_refused_and_not_cut_off(
    export: ListExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_ROWS", 7)

    assert [writing.write_piece(ID) for _ in range(2)] == ["export_pieces", "exports_failed"]
    assert requests.get_export(CLARA, ID).failure is ListExportFailure.TOO_MANY_ROWS


def test_an_export_is_its_requesters_alone_and_for_a_day(scene: InMoto, export: ListExport) -> None:
    other = Identity(user_id="eva", email="e@example.com", name="Eva", groups=CLARA.groups)
    with pytest.raises(NotFound):
        requests.get_export(other, ID)
    with pytest.raises(NotAllowed):
        requests.get_export(ANNA, ID)

    scene.clock.turn(hours=24)
    try:
        with pytest.raises(NotFound):
            requests.get_export(CLARA, ID)
        assert writing.write_piece(ID) == "exports_failed"
        assert requests.list_own_exports(CLARA, limit=5, start=None).rows == []
    finally:
        scene.clock.turn(hours=-24)


def test_what_is_deleted_is_gone_with_its_files_and_not_gone_on_with(export: ListExport) -> None:
    writing.write_piece(ID)
    (piece,) = requests.get_export(CLARA, ID).pieces
    assert piece.key.startswith(folder_of(ID))
    requests.delete_export(CLARA, ID)

    assert writing.write_piece(ID) == NOTHING
    assert storage.read(piece.key, at_most=1) is None
    with pytest.raises(NotFound):
        requests.get_export(CLARA, ID)


@pytest.mark.parametrize(
    ("bookings", "trips", "pointers"),
    [
        (None, None, ["/bookings", "/trips"]),
        (BookingFilters(), TripFilters(), ["/bookings", "/trips"]),
        (BookingFilters(starts_from=DAY, starts_to=DAY - timedelta(days=1)), None, ["/bookings/startsTo"]),
        (None, TripFilters(on=DAY), ["/trips/country"]),
    ],
)
def test_an_export_is_of_one_list_that_can_be(
    scene: InMoto, bookings: BookingFilters | None, trips: TripFilters | None, pointers: list[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        requests.request_export(CLARA, bookings, trips, export_id=ID)

    assert [each.pointer for each in refused.value.errors] == pointers


def test_days_that_are_not_said_are_those_of_when_it_was_asked_for(export: ListExport, scene: InMoto) -> None:
    assert export.booking_filters is not None
    assert export.booking_filters.starts_to == DAY + timedelta(days=365)


def test_nobody_has_more_than_there_may_be(scene: InMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_exports, "MOST_KEPT", 2)
    ids = [f"{ID[:-2]}{number:02}" for number in range(3)]
    for each in ids[:2]:
        requests.request_export(CLARA, None, TripFilters(), export_id=each)

    with pytest.raises(Conflict, match="2 exports"):
        requests.request_export(CLARA, None, TripFilters(), export_id=ids[2])

    scene.clock.turn(hours=24)  # rows are there for some days more; what has expired takes no room
    try:
        requests.request_export(CLARA, None, TripFilters(), export_id=ids[2])
        requests.delete_export(CLARA, ids[2])
    finally:
        scene.clock.turn(hours=-24)
    for each in ids[:2]:
        requests.delete_export(CLARA, each)


def test_what_could_be_asked_for_is_written_when_that_day_is_over(scene: InMoto) -> None:
    """Who was where is kept for ninety days: asked for on the ninetieth, it is written on the day after."""
    oldest = scene.clock.time.date() - trip_days.ASKED_FOR
    requests.request_export(CLARA, None, TripFilters(on=oldest, country="JP"), export_id=ID)
    scene.clock.turn(hours=16)
    try:
        assert scene.clock.time.date() - oldest > trip_days.ASKED_FOR
        assert finish().status is ListExportStatus.DONE
    finally:
        scene.clock.turn(hours=-16)
        requests.delete_export(CLARA, ID)


def test_an_export_of_trips_has_their_columns(scene: InMoto) -> None:
    requests.request_export(CLARA, None, TripFilters(), export_id=ID)

    (header,) = lines_of(finish())

    assert header[0] == "tripId"
    requests.delete_export(CLARA, ID)


def test_an_export_asked_for_again_is_the_first_one(export: ListExport) -> None:
    again = requests.request_export(CLARA, None, TripFilters(), export_id=ID)

    assert msgspec.structs.replace(again, version=1) == export
