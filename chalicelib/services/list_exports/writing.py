"""Writing exports of lists, piece by piece, by whoever looks after what is due. Everything here is safe to do again:
what a crash interrupts goes on behind the last piece that was noted."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib import clock, observability
from chalicelib.domain import list_exports as rules
from chalicelib.domain.csv_text import CSV, Cell, unreadable_cells, write_rows
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.list_exports import ListExport, ListExportFailure, WrittenPiece
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import Due, put_off, to_moment
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.errors import NotAllowed, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import storage
from chalicelib.models import list_exports
from chalicelib.models.list_exports import DueListExportRow
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.authorization.trips import SeenTrip
from chalicelib.services.bookings.booking_lines import BOOKING_COLUMNS, booking_cells
from chalicelib.services.bookings.company_lists import ListedBooking, list_company_bookings
from chalicelib.services.list_exports.files import file_key, piece_key
from chalicelib.services.trips.company_lists import list_resolved_trips
from chalicelib.services.trips.trip_lines import TRIP_COLUMNS, trip_cells
from chalicelib.worklist import NOTHING, Part

WRITTEN, DONE, FAILED = "export_pieces", "exports_done", "exports_failed"

# A piece is so many pages of a list: some seconds of reading, and a few hundred kilobytes.
_PAGES_A_PIECE = 20
_ROWS_A_PAGE = 100
_KIND = "export"
_LONGEST_PIECE = 64_000_000  # bytes, which no piece comes near

_Listed = ListedBooking | SeenTrip | UnreadableRow


def to_write(now: datetime) -> Part[Due]:
    """Return the exports that are to be written, each as often as it has another piece."""
    going_on = set[str]()

    def list_pieces() -> Iterator[Due]:
        for due in list_exports.list_due(now):
            yield due
            while due.key[0] in going_on:
                going_on.discard(due.key[0])
                yield due

    def write(due: Due) -> str:
        word = write_piece(due.key[0])
        if word == WRITTEN:
            going_on.add(due.key[0])
        return word

    return Part(
        "list exports",
        list_pieces,
        write,
        lambda due: {"exportId": due.key[0]},
        lambda due, _why: put_off(DueListExportRow, due, now),
        lambda due: to_moment(due.due_at),
    )


def write_piece(export_id: str) -> str:
    """Write the next piece of an export, or the whole file when all pieces are there, and say which. Raises
    Unavailable."""
    now = clock.now()
    try:
        export = list_exports.get_export(export_id)
    except NotFound:
        return NOTHING  # it was deleted, and the index still names it
    if export.is_over:
        return NOTHING
    try:
        after = _advance(export, now)
    except NotAllowed:
        after = rules.fail(export, ListExportFailure.NOT_ALLOWED, now)
    try:
        list_exports.replace_export(export, after)
    except VersionConflict:
        return NOTHING  # somebody else has written it meanwhile, or it was deleted
    return _say(after)


def _advance(export: ListExport, now: datetime) -> ListExport:
    if now >= export.expires_at:
        return rules.fail(export, ListExportFailure.EXPIRED, now)
    if export.is_read:
        _store(file_key(export), b"".join(map(_read_piece, export.pieces)))
        return rules.finish(export, now)
    found, position = _read_rows(export)
    lines = [_cells_of(each, export) for each in found]
    header = [] if export.pieces else [_columns_of(export)]
    body = write_rows([*header, *lines]).encode()
    key = piece_key(export.export_id, clock.new_id("pce"))
    _store(key, body)
    unreadable = sum(isinstance(each, UnreadableRow) for each in found)
    piece = WrittenPiece(key=key, rows=len(lines), size_bytes=len(body), unreadable=unreadable)
    return rules.add_piece(export, piece, position, now)


def _read_rows(export: ListExport) -> ResultPage[_Listed]:
    """Return what the next piece has, as who asked for it may see it now, and where the list goes on. Raises
    NotAllowed."""
    People().require_active(export.requested_by)
    reader = with_current_roles(
        Identity(user_id=export.requested_by, email="", name="", groups=frozenset({Role.TRAVEL_MANAGER}))
    )
    listed: list[_Listed] = []
    position = export.position
    for _ in range(_PAGES_A_PIECE):
        found, position = _read_page(reader, export, position)
        listed += found
        if position is None:
            break
    return ResultPage(listed, position)


def _read_page(reader: Identity, export: ListExport, start: Cursor | None) -> ResultPage[_Listed]:
    if export.booking_filters is not None:
        bookings, position = list_company_bookings(reader, export.booking_filters, limit=_ROWS_A_PAGE, start=start)
        return ResultPage([*bookings], position)
    if export.trip_filters is not None:
        trips, position = list_resolved_trips(reader, export.trip_filters, limit=_ROWS_A_PAGE, start=start)
        return ResultPage([*trips], position)
    raise ValueError(f"export {export.export_id} is of no list")


def _cells_of(listed: _Listed, export: ListExport) -> Sequence[Cell]:
    match listed:
        case SeenTrip():
            return trip_cells(listed, export.created_at)
        case ListedBooking():
            return booking_cells(listed)
        case UnreadableRow():
            return unreadable_cells(listed.key, _columns_of(export))


def _columns_of(export: ListExport) -> Sequence[str]:
    return BOOKING_COLUMNS if export.booking_filters is not None else TRIP_COLUMNS


def _read_piece(piece: WrittenPiece) -> bytes:
    found = storage.read(piece.key, at_most=_LONGEST_PIECE)
    if found is None or found.body is None:
        raise Unavailable("A piece of the export is not there.")
    return found.body


def _store(key: str, body: bytes) -> None:
    storage.write(key, body, content_type=CSV, sha256=hashlib.sha256(body).hexdigest(), kind=_KIND)


def _say(after: ListExport) -> str:
    if not after.is_over:
        return WRITTEN
    observability.info(
        "list export ended", exportId=after.export_id, exportStatus=after.status.value, exportRows=after.rows
    )
    return FAILED if after.failure else DONE
