"""An export of one of the company's lists as a file: which list, how far its writing has come, and until when the file
is there.

It is written in pieces, each a file of its own. What is kept of an export after a piece says where the next begins, so
that whoever goes on, and whenever, neither leaves a row out nor writes one twice.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.domain.value import Cursor, Value

# How long a file is there, and how long one may take to be written.
KEPT = timedelta(hours=24)
MOST_ROWS = 100_000
MOST_KEPT = 20  # exports of a person


class ListKind(StrEnum):
    """Which list is exported."""

    BOOKINGS = "bookings"
    TRIPS = "trips"


class ListExportStatus(StrEnum):
    """Status of an export of a list."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ListExportFailure(StrEnum):
    """Why an export of a list failed."""

    NOT_ALLOWED = "not_allowed"
    """Who asked for it may not list what the company books any more."""
    TOO_MANY_ROWS = "too_many_rows"
    EXPIRED = "expired"
    """It was not written within a day."""


class WrittenPiece(Value, frozen=True):
    """A part of the rows, in a file of its own."""

    key: str
    rows: int
    size_bytes: int
    unreadable: int = 0


class ListExport(Value, frozen=True, kw_only=True):
    """An export of a list as it is kept."""

    export_id: str
    requested_by: str
    kind: ListKind
    booking_filters: BookingFilters | None = None
    trip_filters: TripFilters | None = None
    status: ListExportStatus = ListExportStatus.QUEUED
    pieces: tuple[WrittenPiece, ...] = ()
    position: Cursor | None = None
    is_read: Annotated[bool, msgspec.Meta(description="Whether the list has been read to its end")] = False
    failure: ListExportFailure | None = None
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    version: int = 1

    @property
    def rows(self) -> int:
        """How many rows are written."""
        return sum(each.rows for each in self.pieces)

    @property
    def unreadable(self) -> int:
        """How many of the rows say only which thing could not be read."""
        return sum(each.unreadable for each in self.pieces)

    @property
    def size_bytes(self) -> int:
        """How long the file is so far."""
        return sum(each.size_bytes for each in self.pieces)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done for it."""
        return self.status in {ListExportStatus.DONE, ListExportStatus.FAILED}


def add_piece(export: ListExport, piece: WrittenPiece, position: Cursor | None, now: datetime) -> ListExport:
    """Return the export with another piece, after which the list goes on at `position`, or has been read. One of more
    rows than may be exported fails."""
    after = msgspec.structs.replace(
        export,
        status=ListExportStatus.RUNNING,
        pieces=(*export.pieces, piece),
        position=position,
        is_read=position is None,
        updated_at=now,
        version=export.version + 1,
    )
    return fail(after, ListExportFailure.TOO_MANY_ROWS, now) if after.rows > MOST_ROWS else after


def finish(export: ListExport, now: datetime) -> ListExport:
    """Return the export when its file is there, for a day from now."""
    return msgspec.structs.replace(
        export, status=ListExportStatus.DONE, updated_at=now, expires_at=now + KEPT, version=export.version + 1
    )


def fail(export: ListExport, why: ListExportFailure, now: datetime) -> ListExport:
    """Return the export as one that comes to nothing."""
    return msgspec.structs.replace(
        export, status=ListExportStatus.FAILED, failure=why, updated_at=now, version=export.version + 1
    )
