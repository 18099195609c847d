"""Policy documents over HTTP: uploads and their versions, progress, sections. Files never pass through the API."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from chalicelib.api import policy_document_views as views
from chalicelib.api.http.event_streams import HOW_LONG, EventStream, News, Reader, SentEvent, StreamQuery, write_news
from chalicelib.api.http.route import PathParam
from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    identifier,
    links_to,
)
from chalicelib.api.openapi import policy_document_examples as examples
from chalicelib.api.policy_document_views import (
    PolicyDocumentSummary,
    PolicyDocumentUpload,
    PolicyDocumentView,
    PolicySectionView,
)
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from chalicelib.domain.policy_documents.document import (
    ENDED,
    PolicyDocument,
    PolicyDocumentEvent,
    PolicyDocumentEventType,
    PolicyDocumentStatus,
    PolicyFile,
)
from chalicelib.errors import Conflict, NotFound, Unavailable, VersionConflict
from chalicelib.services.file_links import DownloadLink
from chalicelib.services.policy_documents import deletion, queries, uploads
from chalicelib.services.policy_documents.uploads import PolicyDocumentRequest

blueprint = ApiBlueprint(
    __name__,
    tag="Policy documents",
    description=(
        "The documents that the travel policy rests on, as sections that can be searched and cited. Travel managers "
        "upload PDF, DOCX, HTML, Markdown or plain text; everybody reads what was parsed."
    ),
)

_MANAGERS = [Role.TRAVEL_MANAGER]
_CURRENT = "current"
_PAUSE_SECONDS = 1.0  # a look reads the document's row, and parsing takes a while
_DOCUMENT = {"policyDocumentId": identifier("pdc", "The policy document's id")}
_VERSION = {**_DOCUMENT, "version": PathParam("[1-9][0-9]{0,2}", "Number of the version", "1")}
_READ_VERSION = {
    **_DOCUMENT,
    "version": PathParam(f"{_CURRENT}|[1-9][0-9]{{0,2}}", "Number of the version, or `current`", "1"),
}
_SECTION = {**_READ_VERSION, "position": PathParam("0|[1-9][0-9]{0,3}", "Place of the section, from 0", "0")}
_OPERATIONS = (
    "get_policy_document",
    "delete_policy_document",
    "create_policy_document_version",
    "stream_policy_document_events",
)
_VERSION_OPERATIONS = ("confirm_policy_document_version", "delete_policy_document_version")
_READING_OPERATIONS = ("create_policy_document_download_link", "list_policy_sections")  # once it was parsed


class PolicyDocumentQuery(PageQuery, frozen=True):
    status: Annotated[
        PolicyDocumentStatus | None, msgspec.Meta(description="Only documents whose newest version has this status")
    ] = None


def _show(document: PolicyDocument) -> Answer[PolicyDocumentView]:
    # What is shown of one revision differs between who manages travel and who does not.
    return Answer(views.to_view(document), version=document.revision, content_tagged=True)


def _number(call: Call[None, None] | Call[None, PageQuery]) -> int | None:
    """Return the version that a path names, None for the one that counts."""
    named = call.path["version"]
    return None if named == _CURRENT else int(named)


@blueprint.route(
    "/v1/policy-documents",
    method="POST",
    status=201,
    summary="Create a policy document and the upload form of its first version",
    description=(
        "The form accepts exactly the announced file, for five minutes. Then confirm the version. One whose file has "
        "not come within a day has failed. There are at most 200 documents."
    ),
    roles=_MANAGERS,
    errors=[Conflict],
    links=[
        links_to(*_OPERATIONS, policyDocumentId="/document/documentId"),
        links_to(*_VERSION_OPERATIONS, policyDocumentId="/document/documentId", version="/version"),
    ],
    example=lambda: Example(
        request=examples.REQUEST,
        response=PolicyDocumentUpload(document=views.to_view(examples.PENDING), version=1, upload=examples.FORM),
    ),
)
def create_policy_document(call: Call[PolicyDocumentRequest, None]) -> Answer[PolicyDocumentUpload]:
    document, form = uploads.create_document(call.identity, call.body, call.new_id("pdc"))
    answer = PolicyDocumentUpload(document=views.to_view(document), version=1, upload=form)
    return Answer(answer, version=document.revision, location=f"/v1/policy-documents/{document.document_id}")


@blueprint.route(
    "/v1/policy-documents",
    summary="List policy documents, newest first",
    scope=Scope.POLICIES_READ,
    description="Travel managers see all; everybody else those of which a version was parsed.",
    links=[links_to("get_policy_document", policyDocumentId="/items/0/documentId")],
    example=lambda: Example(response=Page(items=(views.to_summary(examples.PARSED),), next_cursor=None)),
)
def list_policy_documents(call: Call[None, PolicyDocumentQuery]) -> Answer[Page[PolicyDocumentSummary]]:
    found, position = queries.list_documents(
        call.identity, status=call.query.status, limit=call.query.limit, start=call.position()
    )
    return call.page(map(views.to_summary, found), position)


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}",
    summary="Get a policy document with its versions",
    scope=Scope.POLICIES_READ,
    params=_DOCUMENT,
    errors=[NotFound],
    links=[
        links_to(*_OPERATIONS, policyDocumentId="/documentId"),
        links_to(*_VERSION_OPERATIONS, *_READING_OPERATIONS, policyDocumentId="/documentId", version="/currentVersion"),
    ],
    example=lambda: Example(response=views.to_view(examples.PARSED)),
)
def get_policy_document(call: Call[None, None]) -> Answer[PolicyDocumentView]:
    return _show(queries.get_document(call.identity, call.path["policyDocumentId"]))


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}",
    method="DELETE",
    status=204,
    summary="Delete a policy document with all its versions",
    description=(
        "409 while the travel policy in effect, or one that will be, cites it. With `If-Match`, only if nobody has "
        "changed it since."
    ),
    params=_DOCUMENT,
    roles=_MANAGERS,
    errors=[NotFound, Conflict, VersionConflict],
    links=[links_to("list_policy_documents")],
    example=Example,
)
def delete_policy_document(call: Call[None, None]) -> Answer[None]:
    deletion.delete_document(call.identity, call.path["policyDocumentId"], expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions",
    method="POST",
    status=201,
    summary="Create the next version of a policy document and its upload form",
    description=(
        "The version before counts until the new one is parsed. Versions never change: what is cited of the old one "
        "still stands there. A document has at most 100."
    ),
    params=_DOCUMENT,
    roles=_MANAGERS,
    errors=[NotFound, Conflict],
    links=[
        links_to(*_OPERATIONS, policyDocumentId="/document/documentId"),
        links_to(*_VERSION_OPERATIONS, policyDocumentId="/document/documentId", version="/version"),
    ],
    example=lambda: Example(
        request=examples.REQUEST.file,
        response=PolicyDocumentUpload(document=views.to_view(examples.PENDING), version=1, upload=examples.FORM),
    ),
)
def create_policy_document_version(call: Call[PolicyFile, None]) -> Answer[PolicyDocumentUpload]:
    document, version, form = uploads.create_version(
        call.identity, call.path["policyDocumentId"], call.body, expected=None, operation_id=call.operation_id
    )
    answer = PolicyDocumentUpload(document=views.to_view(document), version=version.version, upload=form)
    return Answer(answer, version=document.revision, location=f"/v1/policy-documents/{document.document_id}")


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions/{version}",
    method="DELETE",
    status=204,
    summary="Delete a version of a policy document",
    description=(
        "The newest parsed version that is left counts again; with the last one the document is deleted. 409 while the "
        "travel policy in effect, or one that will be, cites it. With `If-Match`, only if nobody has changed the "
        "document since."
    ),
    params=_VERSION,
    roles=_MANAGERS,
    errors=[NotFound, Conflict, VersionConflict],
    links=[links_to("get_policy_document")],
    example=Example,
)
def delete_policy_document_version(call: Call[None, None]) -> Answer[None]:
    version = int(call.path["version"])
    deletion.delete_version(call.identity, call.path["policyDocumentId"], version, expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions/{version}/confirmation",
    method="POST",
    status=202,
    summary="Confirm the uploaded file of a version, which is then parsed",
    description=(
        "Checks the file: the version is `received` and will be parsed, or has `failed` if the file differs from the "
        "announced one in size, type, checksum or content. Follow `eventsUrl`. 409 if nothing has been uploaded yet: "
        "confirm again with another Idempotency-Key after the upload."
    ),
    params=_VERSION,
    roles=_MANAGERS,
    errors=[NotFound, Conflict, Unavailable],
    links=[links_to(*_OPERATIONS, policyDocumentId="/documentId")],
    example=lambda: Example(response=views.to_view(examples.RECEIVED)),
)
def confirm_policy_document_version(call: Call[None, None]) -> Answer[PolicyDocumentView]:
    document = uploads.confirm_version(call.identity, call.path["policyDocumentId"], int(call.path["version"]))
    location = f"/v1/policy-documents/{document.document_id}"
    return Answer(views.to_view(document), version=document.revision, location=location)


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions/{version}/download",
    summary="Create a download link for a version of a policy document",
    description="The link is valid for one minute, needs no token and returns the file as an attachment.",
    params=_READ_VERSION,
    errors=[NotFound],
    example=lambda: Example(response=examples.LINK),
)
def create_policy_document_download_link(call: Call[None, None]) -> Answer[DownloadLink]:
    return Answer(queries.create_download_link(call.identity, call.path["policyDocumentId"], _number(call)))


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions/{version}/sections",
    summary="List the sections of a version of a policy document",
    scope=Scope.POLICIES_READ,
    description=(
        "In the order of the document. Quotes of `text` are verbatim: offsets count code points of it, from 0. A page "
        "may hold fewer sections than `limit` although more follow."
    ),
    params=_READ_VERSION,
    errors=[NotFound],
    links=[links_to("get_policy_section", position="/items/0/position")],
    example=lambda: Example(response=Page(items=(views.to_section(examples.SECTION),), next_cursor=None)),
)
def list_policy_sections(call: Call[None, PageQuery]) -> Answer[Page[PolicySectionView]]:
    _, (found, position) = queries.list_sections(
        call.identity, call.path["policyDocumentId"], _number(call), limit=call.query.limit, start=call.position()
    )
    return call.page(map(views.to_section, found), position)


@blueprint.route(
    "/v1/policy-documents/{policyDocumentId}/versions/{version}/sections/{position}",
    summary="Get a section of a version of a policy document",
    scope=Scope.POLICIES_READ,
    params=_SECTION,
    errors=[NotFound],
    links=[links_to("list_policy_sections", "get_policy_document")],
    example=lambda: Example(response=views.to_section(examples.SECTION)),
)
def get_policy_section(call: Call[None, None]) -> Answer[PolicySectionView]:
    position = int(call.path["position"])
    _, section = queries.get_section(call.identity, call.path["policyDocumentId"], _number(call), position)
    return Answer(views.to_section(section))


@blueprint.route(
    "/v1/sse/policy-documents/{policyDocumentId}",
    summary="Stream a policy document's events",
    description=(
        f"Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. {HOW_LONG} "
        "The last hundred events are kept. Travel managers see all, everybody else that a version was parsed or "
        "indexed."
    ),
    params=_DOCUMENT,
    errors=[NotFound],
    events=dict.fromkeys(PolicyDocumentEventType, PolicyDocumentEvent),
    example=lambda: Example(write_news(News(_to_sent([examples.EVENT])))),
)
def stream_policy_document_events(call: Call[None, StreamQuery]) -> EventStream:
    reader = Reader(call.identity, "stream_policy_document_events")
    last_seen = call.last_event_id or call.query.last_event_id
    source = _DocumentEvents(reader, call.path["policyDocumentId"], last_seen)
    return EventStream(source, call.query, quick_pause=_PAUSE_SECONDS)


class _DocumentEvents:
    """The events of a policy document for one reader; they stand in its row."""

    def __init__(self, reader: Reader, document_id: str, last_seen: str | None) -> None:
        self._reader, self._document_id, self._last_seen = reader, document_id, last_seen

    def read(self) -> News:
        events, ended = queries.events_after(self._reader.now(), self._document_id, self._last_seen)
        if events:
            self._last_seen = events[-1].event_id
        return News(_to_sent(events), ended=ended and bool(events))

    def check(self) -> bool:
        return queries.get_document(self._reader.now(), self._document_id).newest.status not in ENDED


def _to_sent(events: Sequence[PolicyDocumentEvent]) -> list[SentEvent]:
    return [SentEvent(event.event_id, event.type.value, event) for event in events]
