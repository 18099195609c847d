"""Asking for an export of one of the company's lists, looking how far it is, and having its file."""

from chalicelib import clock, observability
from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.csv_text import CSV
from chalicelib.domain.identity import Identity
from chalicelib.domain.list_exports import KEPT, ListExport, ListExportStatus, ListKind
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotFound
from chalicelib.gateways import storage
from chalicelib.models import list_exports
from chalicelib.services.authorization.company import require_company_reader
from chalicelib.services.bookings import company_lists as booking_lists
from chalicelib.services.file_links import LINK_VALID
from chalicelib.services.list_exports.files import file_key, file_name, folder_of
from chalicelib.services.trips import company_lists as trip_lists


def request_export(
    identity: Identity, bookings: BookingFilters | None, trips: TripFilters | None, *, export_id: str
) -> ListExport:
    """Have a list written into a file; days that are not said are those of now. Made again under the same id, it is the
    first one.

    Raises NotAllowed, InvalidInput unless it is one list that can be, Conflict for whoever has too many exports.
    """
    require_company_reader(identity)
    if (bookings is None) == (trips is None):
        detail = "Say either `bookings` or `trips`."
        raise InvalidInput("An export is of one list.", [FieldError("/bookings", detail), FieldError("/trips", detail)])
    now = clock.now()
    export = ListExport(
        export_id=export_id,
        requested_by=identity.user_id,
        kind=ListKind.TRIPS if bookings is None else ListKind.BOOKINGS,
        booking_filters=None if bookings is None else _resolve_bookings(bookings),
        trip_filters=None if trips is None else _resolve_trips(trips),
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT,
    )
    kept = list_exports.create_export(export)
    observability.info("list export requested", exportId=export_id, userId=identity.user_id, list=export.kind.value)
    return kept


def get_export(identity: Identity, export_id: str) -> ListExport:
    """Return an export that the caller asked for, and that is there still. Raises NotAllowed, NotFound."""
    require_company_reader(identity)
    export = list_exports.get_export(export_id)
    if export.requested_by != identity.user_id or clock.now() >= export.expires_at:
        raise NotFound(f"There is no export {export_id}.")
    return export


def list_own_exports(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[ListExport]:
    """List a page of the exports that the caller asked for, the newest first, and where the next page starts. Raises
    NotAllowed."""
    require_company_reader(identity)
    found, position = list_exports.list_exports(identity.user_id, limit=limit, start=start)
    now = clock.now()
    return ResultPage([each for each in found if now < each.expires_at], position)


def delete_export(identity: Identity, export_id: str) -> None:
    """Remove an export with its file; one that is being written is not gone on with. Raises NotAllowed, NotFound,
    Unavailable: then some of it may still be there."""
    export = get_export(identity, export_id)
    list_exports.delete_export(export.export_id)
    storage.delete_below(folder_of(export.export_id))


def sign_download(export: ListExport) -> str | None:
    """Return an address that gives the file to whoever has it, for a minute; None while there is no file."""
    if export.status is not ListExportStatus.DONE:
        return None
    return storage.download_url(file_key(export), file_name=file_name(export), content_type=CSV, valid=LINK_VALID)


def _resolve_bookings(filters: BookingFilters) -> BookingFilters:
    try:
        return booking_lists.resolve_filters(filters)
    except InvalidInput as error:
        raise _within("bookings", error) from error


def _resolve_trips(filters: TripFilters) -> TripFilters:
    try:
        return trip_lists.resolve_filters(filters)
    except InvalidInput as error:
        raise _within("trips", error) from error


def _within(field: str, error: InvalidInput) -> InvalidInput:
    """Return what is wrong with filters, by where they stand in the request."""
    return InvalidInput(str(error), [FieldError(f"/{field}{each.pointer}", each.detail) for each in error.errors])
