"""Documents over HTTP: receipts, visas and other travel papers. The files themselves never pass through the API."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.documents import (
    ContentType,
    Document,
    DocumentKind,
    DocumentRequest,
    DocumentStatus,
    Rejection,
    Reminder,
)
from chalicelib.domain.ids import TripId
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotFound, Unavailable, VersionConflict
from chalicelib.services.documents import documents as service
from chalicelib.services.file_links import DownloadLink, UploadForm

blueprint = ApiBlueprint(
    __name__,
    tag="Documents",
    description=(
        "Your receipts, invoices, itineraries, visas and passports. Create a document, upload its file to the "
        "document store with a signed form, then confirm it."
    ),
)

_DOCUMENT_OPERATIONS = ("get_document", "delete_document", "confirm_document", "create_download_link")

_PARAMS = {"documentId": identifier("doc", "The document's id")}
_ID = "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2"


class DocumentView(Value, frozen=True):
    """A document as its owner sees it."""

    document_id: str
    kind: Annotated[DocumentKind, msgspec.Meta(description="What the file shows")]
    file_name: Annotated[str, msgspec.Meta(description="Name of the file as it was announced")]
    content_type: Annotated[ContentType, msgspec.Meta(description="Media type of the file")]
    size_bytes: Annotated[int, msgspec.Meta(description="Size of the file, in bytes")]
    sha256: Annotated[str, msgspec.Meta(description="SHA-256 of the file's bytes, in hexadecimal digits")]
    trip_id: Annotated[str | None, msgspec.Meta(description="Trip that it is attached to; null if none")]
    expires_on: Annotated[
        date | None, msgspec.Meta(description="Last day on which the document is valid; null if it does not expire")
    ]
    status: Annotated[DocumentStatus, msgspec.Meta(description="Only a confirmed document has a file to download")]
    rejection: Annotated[Rejection | None, msgspec.Meta(description="Why the file was rejected; null if it was not")]
    reminders: Annotated[tuple[Reminder, ...], msgspec.Meta(description="Reminders sent before the document expires")]
    created_at: datetime
    updated_at: datetime


class DocumentUpload(Value, frozen=True):
    """The document, and the form to upload its file with."""

    document: Annotated[DocumentView, msgspec.Meta(description="The document, `pending` until its file is confirmed")]
    upload: Annotated[UploadForm, msgspec.Meta(description="POST it as multipart/form-data with the field `file` last")]


class DocumentQuery(PageQuery, frozen=True):
    kind: Annotated[DocumentKind | None, msgspec.Meta(description="Only documents of this kind")] = None
    trip_id: Annotated[TripId | None, msgspec.Meta(description="Only documents of this trip")] = None


def _to_view(document: Document) -> DocumentView:
    return DocumentView(
        document_id=document.document_id,
        kind=document.kind,
        file_name=document.file_name,
        content_type=document.content_type,
        size_bytes=document.size_bytes,
        sha256=document.sha256,
        trip_id=document.trip_id,
        expires_on=document.expires_on,
        status=document.status,
        rejection=document.rejection,
        reminders=document.reminders,
        created_at=document.created_at,
        updated_at=document.updated_at,
    )


def _show(document: Document) -> Answer[DocumentView]:
    return Answer(_to_view(document), version=document.version)


def _new_example() -> DocumentRequest:
    return DocumentRequest(
        kind=DocumentKind.RECEIPT,
        file_name="hotel.pdf",
        content_type=ContentType.PDF,
        size_bytes=48_213,
        sha256=examples.HASH,
        trip_id=examples.TRIP_ID,
    )


def _view_example(status: DocumentStatus = DocumentStatus.CONFIRMED) -> DocumentView:
    new = _new_example()
    return DocumentView(
        document_id=_ID,
        kind=new.kind,
        file_name=new.file_name,
        content_type=new.content_type,
        size_bytes=new.size_bytes,
        sha256=new.sha256,
        trip_id=new.trip_id,
        expires_on=None,
        status=status,
        rejection=None,
        reminders=(),
        created_at=examples.AT,
        updated_at=examples.AT,
    )


def _announced_example() -> Example:
    form = UploadForm(
        url="https://sojourn-prod-documents-123456789012.s3.eu-central-1.amazonaws.com/",
        fields={
            "key": f"uploads/{examples.TRAVELLER_ID}/{_ID}",
            "Content-Type": "application/pdf",
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": "n4bQgYhMfWWaL-example",
            "policy": "eyJleHBpcmF0aW9uIjoi...",
            "x-amz-signature": "4b1c...",
        },
        expires_at=examples.AT,
    )
    answer = DocumentUpload(document=_view_example(DocumentStatus.PENDING), upload=form)
    return Example(request=_new_example(), response=answer)


def _link_example() -> DownloadLink:
    new = _new_example()
    return DownloadLink(
        url="https://sojourn-prod-documents-123456789012.s3.eu-central-1.amazonaws.com/documents/...",
        expires_at=examples.AT,
        file_name=new.file_name,
        content_type=new.content_type,
        size_bytes=new.size_bytes,
        sha256=new.sha256,
    )


@blueprint.route(
    "/v1/documents",
    method="POST",
    status=201,
    summary="Create a document and its upload form",
    description=(
        "The form accepts exactly the announced file, for five minutes. Then confirm the document. One that is "
        "not confirmed within a day expires and is removed."
    ),
    links=[links_to(*_DOCUMENT_OPERATIONS, documentId="/document/documentId")],
    example=_announced_example,
)
def create_document(call: Call[DocumentRequest, None]) -> Answer[DocumentUpload]:
    document, form = service.create_document(call.identity, call.body, call.new_id("doc"))
    answer = DocumentUpload(document=_to_view(document), upload=form)
    return Answer(answer, version=document.version, location=f"/v1/documents/{document.document_id}")


@blueprint.route(
    "/v1/documents",
    summary="List my documents, newest first",
    links=[
        links_to(*_DOCUMENT_OPERATIONS, documentId="/items/0/documentId"),
        links_to("get_trip", tripId="/items/0/tripId"),
    ],
    example=lambda: Example(response=Page(items=(_view_example(),), next_cursor=None)),
)
def list_documents(call: Call[None, DocumentQuery]) -> Answer[Page[DocumentView]]:
    found, position = service.list_documents(
        call.identity,
        kind=call.query.kind,
        trip_id=call.query.trip_id,
        limit=call.query.limit,
        start=call.position(),
    )
    return call.page([_to_view(document) for document in found], position)


@blueprint.route(
    "/v1/documents/{documentId}",
    summary="Get a document",
    params=_PARAMS,
    errors=[NotFound],
    links=[links_to(*_DOCUMENT_OPERATIONS, documentId="/documentId"), links_to("get_trip", tripId="/tripId")],
    example=lambda: Example(response=_view_example()),
)
def get_document(call: Call[None, None]) -> Answer[DocumentView]:
    return _show(service.get_document(call.identity, call.path["documentId"]))


@blueprint.route(
    "/v1/documents/{documentId}/confirmation",
    method="POST",
    summary="Confirm an uploaded document",
    description=(
        "Checks the file. `status` in the response is `confirmed`, or `rejected` with the reason if the file "
        "differs from the announced one in size, type, checksum or content; a rejected file is deleted, and a "
        "new document must be created. 409 if nothing has been uploaded yet: confirm again with another "
        "Idempotency-Key after the upload."
    ),
    params=_PARAMS,
    errors=[NotFound, Conflict, Unavailable],
    links=[links_to(*_DOCUMENT_OPERATIONS, documentId="/documentId")],
    example=lambda: Example(response=_view_example()),
)
def confirm_document(call: Call[None, None]) -> Answer[DocumentView]:
    return _show(service.confirm_document(call.identity, call.path["documentId"]))


@blueprint.route(
    "/v1/documents/{documentId}/download",
    summary="Create a download link for a document",
    description=(
        "The link is valid for one minute, needs no token and returns the file as an attachment; compare its "
        "SHA-256 with the one in the response."
    ),
    params=_PARAMS,
    errors=[NotFound, Conflict],
    example=lambda: Example(response=_link_example()),
)
def create_download_link(call: Call[None, None]) -> Answer[DownloadLink]:
    return Answer(service.create_download_link(call.identity, call.path["documentId"]))


@blueprint.route(
    "/v1/documents/{documentId}",
    method="DELETE",
    status=204,
    summary="Delete a document and its file",
    description="With `If-Match`, only if nobody has changed it since.",
    params=_PARAMS,
    errors=[NotFound, VersionConflict],
    links=[links_to("get_document")],
    example=Example,
)
def delete_document(call: Call[None, None]) -> Answer[None]:
    service.delete_document(call.identity, call.path["documentId"], expected=call.expected_version)
    return Answer(None)
