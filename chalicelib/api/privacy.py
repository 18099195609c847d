"""Privacy over HTTP: export and erasure of a person's data."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.ids import PassengerId, UserId
from chalicelib.domain.privacy.requests import Erasure, ErasureStatus, Export
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound
from chalicelib.services.privacy import requests as service
from chalicelib.services.privacy.export_entries import ExportEntry

blueprint = ApiBlueprint(
    __name__,
    tag="Privacy",
    description="Export and erasure of personal data (GDPR): your own, or, as a travel manager, anybody's.",
)

_EXPORT = {"exportId": identifier("exp", "The data export's id")}
_ERASURE = {"erasureId": identifier("era", "The erasure's id")}


class PrivacyRequest(Value, frozen=True):
    """The person whose data it concerns."""

    user_id: Annotated[
        UserId | None, msgspec.Meta(description="You, if left out; only a travel manager may name another person")
    ] = None


class ErasureRequest(PrivacyRequest, frozen=True):
    """The person whose data is to be erased: a user, or a guest."""

    passenger_id: Annotated[
        PassengerId | None,
        msgspec.Meta(
            description="Instead of `userId`: the passenger profile of a guest, whom you keep or may book for; "
            "a travel manager may name any guest"
        ),
    ] = None


class ExportView(Value, frozen=True):
    """A data export, readable until it expires."""

    export_id: Annotated[str, msgspec.Meta(description="Id of the export, as paths name it")]
    user_id: str
    created_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when it can be read")]
    entries_url: Annotated[str, msgspec.Meta(description="Address of the export's entries, a paged list")]


class ErasureView(Value, frozen=True):
    """The progress of an erasure of a person's data."""

    erasure_id: Annotated[str, msgspec.Meta(description="Id of the erasure, as paths name it")]
    user_id: Annotated[str | None, msgspec.Meta(description="Null if it concerns a guest")]
    passenger_id: Annotated[str | None, msgspec.Meta(description="The guest's passenger profile; null for a user")]
    requested_by: Annotated[str, msgspec.Meta(description="Who requested it, by their id")]
    status: Annotated[ErasureStatus, msgspec.Meta(description="Whether it is complete")]
    created_at: datetime
    updated_at: datetime
    counts: Annotated[dict[str, int], msgspec.Meta(description="Number of records removed or anonymised, by kind")]


class EntryQuery(PageQuery, frozen=True):
    """A page of exported records."""


def to_export_view(export: Export) -> ExportView:
    """Return the view of an export."""
    return ExportView(
        export_id=export.export_id,
        user_id=export.user_id,
        created_at=export.created_at,
        expires_at=export.expires_at,
        entries_url=f"/v1/privacy/exports/{export.export_id}/entries",
    )


def to_erasure_view(erasure: Erasure) -> ErasureView:
    """Return the view of an erasure."""
    return ErasureView(**{field: getattr(erasure, field) for field in ErasureView.__struct_fields__})


_USER = "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"


def _export() -> Export:
    return Export(
        export_id="exp_01JQZY5V9D7R8M3T2K6W4H0YBE",
        user_id=_USER,
        requested_by=_USER,
        created_at=examples.AT,
        expires_at=examples.AT + timedelta(days=7),
    )


def _erasure() -> Erasure:
    return Erasure(
        erasure_id="era_01JQZY5V9D7R8M3T2K6W4H0YBE",
        user_id=_USER,
        requested_by=_USER,
        status=ErasureStatus.DONE,
        created_at=examples.AT,
        updated_at=examples.AT,
        counts={"bookings": 3, "trips": 2, "profile": 1},
    )


@blueprint.route(
    "/v1/privacy/exports",
    method="POST",
    status=201,
    summary="Request an export of a person's data",
    description=(
        "`entriesUrl` in the response is readable for a week. Nothing is copied: each page shows the data as stored "
        "when it is read."
    ),
    errors=[NotAllowed],
    links=[links_to("get_export", "list_export_entries", exportId="/exportId")],
    example=lambda: Example(request=PrivacyRequest(), response=to_export_view(_export())),
)
def request_export(call: Call[PrivacyRequest, None]) -> Answer[ExportView]:
    export = service.request_export(call.identity, call.body.user_id, export_id=call.new_id("exp"))
    return Answer(to_export_view(export), location=f"/v1/privacy/exports/{export.export_id}")


@blueprint.route(
    "/v1/privacy/exports/{exportId}",
    summary="Get a data export",
    params=_EXPORT,
    errors=[NotFound],
    links=[links_to("list_export_entries", exportId="/exportId")],
    example=lambda: Example(response=to_export_view(_export())),
)
def get_export(call: Call[None, None]) -> Answer[ExportView]:
    return Answer(to_export_view(service.get_export(call.identity, call.path["exportId"])))


@blueprint.route(
    "/v1/privacy/exports/{exportId}/entries",
    summary="List the entries of a data export",
    description="Read on until `nextCursor` is null: a page may be short, or empty, although more follow.",
    params=_EXPORT,
    errors=[NotFound],
    example=lambda: Example(
        response=Page(
            items=(
                ExportEntry(section="consents", id="trip_sharing/1", data={"purpose": "trip_sharing", "granted": True}),
            ),
            next_cursor=None,
        )
    ),
)
def list_export_entries(call: Call[None, EntryQuery]) -> Answer[Page[ExportEntry]]:
    found, position = service.list_entries(
        call.identity, call.path["exportId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/privacy/erasures",
    method="POST",
    status=202,
    summary="Request erasure of a person's data",
    description=(
        "Deletes the passenger profile, guests, documents, shares, the account and everything written by hand; "
        "anonymises bookings and booked trips, those that others made for the person as well. Accounting and audit "
        "keep the pseudonymous user id. From its beginning on, nothing that names the person is accepted. A second "
        "request while one runs continues it. An erasure cannot be reverted."
    ),
    errors=[NotAllowed, NotFound, Conflict],
    links=[links_to("get_erasure", erasureId="/erasureId")],
    example=lambda: Example(request=ErasureRequest(), response=to_erasure_view(_erasure())),
)
def request_erasure(call: Call[ErasureRequest, None]) -> Answer[ErasureView]:
    asked, erasure_id = call.body, call.new_id("era")
    if asked.passenger_id is None:
        erasure = service.request_erasure(call.identity, asked.user_id, erasure_id=erasure_id)
    elif asked.user_id is None:
        erasure = service.request_guest_erasure(call.identity, asked.passenger_id, erasure_id=erasure_id)
    else:
        detail = "leave it out where `userId` is given"
        raise InvalidInput("An erasure concerns a user or a guest.", [FieldError("/passengerId", detail)])
    return Answer(to_erasure_view(erasure), location=f"/v1/privacy/erasures/{erasure.erasure_id}")


@blueprint.route(
    "/v1/privacy/erasures/{erasureId}",
    summary="Get the progress of an erasure",
    params=_ERASURE,
    errors=[NotFound],
    example=lambda: Example(response=to_erasure_view(_erasure())),
)
def get_erasure(call: Call[None, None]) -> Answer[ErasureView]:
    erasure = service.get_erasure(call.identity, call.path["erasureId"])
    return Answer(to_erasure_view(erasure), version=erasure.version)
