"""Privacy over HTTP: seeing everything that is held about a person, and having it forgotten."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.domain.passengers import UserId
from chalicelib.domain.privacy.requests import Erasure, ErasureState, Export
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.services.privacy import requests as service
from chalicelib.services.privacy.export import Entry

blueprint = ApiBlueprint(
    __name__,
    tag="Privacy",
    description="Everything that is held about you, and having it forgotten. A travel manager asks for others.",
)

_EXPORT = {"exportId": identifier("exp", "The export's id")}
_ERASURE = {"erasureId": identifier("era", "The erasure's id")}


class PrivacyAsk(Value, frozen=True):
    """Whom it is about."""

    user_id: Annotated[
        UserId | None, msgspec.Meta(description="Yourself unless given; others need a travel manager")
    ] = None


class ExportView(Value, frozen=True):
    """An export that may be read until it expires."""

    export_id: str
    user_id: str
    created_at: datetime
    expires_at: datetime
    entries_url: Annotated[str, msgspec.Meta(description="Where it is read, a page at a time")]


class ErasureView(Value, frozen=True):
    """How far a person has been forgotten."""

    erasure_id: str
    user_id: str
    requested_by: str
    state: ErasureState
    created_at: datetime
    updated_at: datetime
    counts: Annotated[dict[str, int], msgspec.Meta(description="What was removed or made anonymous, by kind")]


class EntryQuery(PageQuery, frozen=True):
    """A page of what is held."""


def to_export_view(export: Export) -> ExportView:
    """What is shown of an export."""
    return ExportView(
        export_id=export.export_id,
        user_id=export.user_id,
        created_at=export.created_at,
        expires_at=export.expires_at,
        entries_url=f"/v1/privacy/exports/{export.export_id}/entries",
    )


def to_erasure_view(erasure: Erasure) -> ErasureView:
    """What is shown of an erasure."""
    return ErasureView(**{field: getattr(erasure, field) for field in ErasureView.__struct_fields__})


_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_USER = "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"


def _export() -> Export:
    return Export(
        export_id="exp_01JQZY5V9D7R8M3T2K6W4H0YBE",
        user_id=_USER,
        requested_by=_USER,
        created_at=_AT,
        expires_at=datetime(2026, 11, 27, 9, 0, tzinfo=UTC),
    )


def _erasure() -> Erasure:
    return Erasure(
        erasure_id="era_01JQZY5V9D7R8M3T2K6W4H0YBE",
        user_id=_USER,
        requested_by=_USER,
        state=ErasureState.DONE,
        created_at=_AT,
        updated_at=_AT,
        counts={"bookings": 3, "trips": 2, "profile": 1},
    )


@blueprint.route(
    "/v1/privacy/exports",
    method="POST",
    status=201,
    summary="See everything that is held about a person",
    description="The answer says where to read it, for a week. Nothing is copied: each page is what is held then.",
    errors=[NotAllowed],
    links=[links_to("get_export", "list_export_entries", exportId="/exportId")],
    example=lambda: Example(request=PrivacyAsk(), response=to_export_view(_export())),
)
def request_export(call: Call[PrivacyAsk, None]) -> Answer[ExportView]:
    export = service.request_export(call.identity, call.body.user_id, export_id=call.new_id("exp"))
    return Answer(to_export_view(export), location=f"/v1/privacy/exports/{export.export_id}")


@blueprint.route(
    "/v1/privacy/exports/{exportId}",
    summary="One export",
    params=_EXPORT,
    errors=[NotFound],
    links=[links_to("list_export_entries", exportId="/exportId")],
    example=lambda: Example(response=to_export_view(_export())),
)
def get_export(call: Call[None, None]) -> Answer[ExportView]:
    return Answer(to_export_view(service.get_export(call.identity, call.path["exportId"])))


@blueprint.route(
    "/v1/privacy/exports/{exportId}/entries",
    summary="What is held, a page at a time",
    description="Go on until `nextCursor` is null; a page may be short, or empty, although more follow.",
    params=_EXPORT,
    errors=[NotFound],
    example=lambda: Example(
        response=Page(
            items=(Entry(section="consents", id="trip_sharing/1", data={"purpose": "trip_sharing", "granted": True}),),
            next_cursor=None,
        )
    ),
)
def list_export_entries(call: Call[None, EntryQuery]) -> Answer[Page[Entry]]:
    found, position = service.list_entries(
        call.identity, call.path["exportId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/privacy/erasures",
    method="POST",
    status=202,
    summary="Have a person forgotten",
    description=(
        "Removes the profile, guests, documents, sharing and what was written by hand; takes the person out of "
        "bookings and booked trips. Accounts and audit keep the pseudonymous user id. Sent again while it runs, it "
        "goes on. There is no way back."
    ),
    errors=[NotAllowed, Conflict],
    links=[links_to("get_erasure", erasureId="/erasureId")],
    example=lambda: Example(request=PrivacyAsk(), response=to_erasure_view(_erasure())),
)
def request_erasure(call: Call[PrivacyAsk, None]) -> Answer[ErasureView]:
    erasure = service.request_erasure(call.identity, call.body.user_id, erasure_id=call.new_id("era"))
    return Answer(to_erasure_view(erasure), location=f"/v1/privacy/erasures/{erasure.erasure_id}")


@blueprint.route(
    "/v1/privacy/erasures/{erasureId}",
    summary="How far a person has been forgotten",
    params=_ERASURE,
    errors=[NotFound],
    example=lambda: Example(response=to_erasure_view(_erasure())),
)
def get_erasure(call: Call[None, None]) -> Answer[ErasureView]:
    erasure = service.get_erasure(call.identity, call.path["erasureId"])
    return Answer(to_erasure_view(erasure), version=erasure.version)
