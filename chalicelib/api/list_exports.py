"""Exports of the company's lists over HTTP: asked for, followed, downloaded and deleted."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.api.http.route import identifier
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.identity import Role
from chalicelib.domain.list_exports import (
    MOST_KEPT,
    MOST_ROWS,
    ListExport,
    ListExportFailure,
    ListExportStatus,
    ListKind,
)
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.services.list_exports import requests as service

blueprint = ApiBlueprint(
    __name__, tag="List exports", description="The company's bookings and trips as CSV files, of more than a page."
)
_EXPORT = {"listExportId": identifier("lex", "The export's id")}
_EXPORT_ID = "lex_01JQZY5V9D7R8M3T2K6W4H0YBE"


class ListExportRequest(Value, frozen=True):
    """Which list is exported, by the filters of its route: either bookings or trips."""

    bookings: Annotated[
        BookingFilters | None, msgspec.Meta(description="Filters of `GET /v1/bookings` with `scope=all`")
    ] = None
    trips: Annotated[TripFilters | None, msgspec.Meta(description="Filters of `GET /v1/trips` with `scope=all`")] = None


class ListExportView(Value, frozen=True):
    """An export of a list, and how far it is."""

    export_id: Annotated[str, msgspec.Meta(description="Id of the export, as paths name it")]
    list: Annotated[ListKind, msgspec.Meta(description="Which list it is of")]
    status: Annotated[ListExportStatus, msgspec.Meta(description="How far it is")]
    bookings: Annotated[BookingFilters | None, msgspec.Meta(description="Filters, with the days that they mean")]
    trips: Annotated[TripFilters | None, msgspec.Meta(description="Filters, with the days that they mean")]
    rows: Annotated[int, msgspec.Meta(description="Rows that are written so far, without the header")]
    unreadable: Annotated[
        int, msgspec.Meta(description="How many of the rows have an id alone, because the rest cannot be read")
    ]
    size_bytes: Annotated[int, msgspec.Meta(description="Size of what is written so far, in bytes")]
    failure: Annotated[
        ListExportFailure | None,
        msgspec.Meta(description=f"Why it failed; null unless it did. At most {MOST_ROWS:,} rows are exported"),
    ]
    created_at: datetime
    updated_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="The export and its file are removed then")]
    download_url: Annotated[
        str | None,
        msgspec.Meta(description="Gives the file for a minute, to whoever has it; null while there is no file"),
    ]


class ListExportQuery(PageQuery, frozen=True):
    """A page of exports."""


def to_view(export: ListExport, download_url: str | None = None) -> ListExportView:
    """Return the view of an export."""
    return ListExportView(
        export_id=export.export_id,
        list=export.kind,
        status=export.status,
        bookings=export.booking_filters,
        trips=export.trip_filters,
        rows=export.rows,
        unreadable=export.unreadable,
        size_bytes=export.size_bytes,
        failure=export.failure,
        created_at=export.created_at,
        updated_at=export.updated_at,
        expires_at=export.expires_at,
        download_url=download_url,
    )


_FILTERS = BookingFilters(
    cost_centre="SALES-EU", starts_from=examples.REQUEST.starts_on, starts_to=examples.REQUEST.ends_on
)


def _example_view() -> ListExportView:
    export = ListExport(
        export_id=_EXPORT_ID,
        requested_by=examples.TRAVELLER_ID,
        kind=ListKind.BOOKINGS,
        booking_filters=_FILTERS,
        created_at=examples.AT,
        updated_at=examples.AT,
        expires_at=examples.AT + timedelta(days=1),
    )
    return to_view(export)


@blueprint.route(
    "/v1/exports",
    method="POST",
    status=202,
    summary="Export a list of the company as a file",
    description=(
        "A CSV file of all that the list has, for travel managers. It is written in the background, beginning within a "
        "minute: follow `Location` until `status` is `done` or `failed`. Rows that change meanwhile are as they were "
        f"when they were read. At most {MOST_ROWS:,} rows, and {MOST_KEPT} exports a person."
    ),
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotAllowed, Conflict],
    links=[links_to("get_list_export", "delete_list_export", listExportId="/exportId")],
    example=lambda: Example(request=ListExportRequest(bookings=_FILTERS), response=_example_view()),
)
def request_list_export(call: Call[ListExportRequest, None]) -> Answer[ListExportView]:
    export = service.request_export(call.identity, call.body.bookings, call.body.trips, export_id=call.new_id("lex"))
    return Answer(to_view(export), location=f"/v1/exports/{export.export_id}")


@blueprint.route(
    "/v1/exports",
    summary="List my exports of lists, newest first",
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotAllowed],
    links=[links_to("get_list_export", "delete_list_export", listExportId="/items/0/exportId")],
    example=lambda: Example(response=Page(items=(_example_view(),), next_cursor=None)),
)
def list_list_exports(call: Call[None, ListExportQuery]) -> Answer[Page[ListExportView]]:
    found, position = service.list_own_exports(call.identity, limit=call.query.limit, start=call.position())
    return call.page(map(to_view, found), position)


@blueprint.route(
    "/v1/exports/{listExportId}",
    summary="Get an export of a list, with the address of its file",
    params=_EXPORT,
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotAllowed, NotFound],
    links=[links_to("delete_list_export", listExportId="/exportId")],
    example=lambda: Example(response=_example_view()),
)
def get_list_export(call: Call[None, None]) -> Answer[ListExportView]:
    export = service.get_export(call.identity, call.path["listExportId"])
    return Answer(to_view(export, service.sign_download(export)))


@blueprint.route(
    "/v1/exports/{listExportId}",
    method="DELETE",
    status=204,
    summary="Delete an export of a list and its file",
    params=_EXPORT,
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotAllowed, NotFound],
    links=[links_to("get_list_export")],
    example=Example,
)
def delete_list_export(call: Call[None, None]) -> Answer[None]:
    service.delete_export(call.identity, call.path["listExportId"])
    return Answer(None)
