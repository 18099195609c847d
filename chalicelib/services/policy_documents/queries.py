"""Reading policy documents: everybody reads what was parsed, travel managers all of it."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policy_documents.document import (
    ENDED,
    PolicyDocument,
    PolicyDocumentEvent,
    PolicyDocumentEventType,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
)
from chalicelib.domain.policy_documents.parsing import seq_of
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotFound
from chalicelib.models import policy_documents, policy_sections
from chalicelib.services.file_links import DownloadLink, make_link
from chalicelib.services.policy_documents.files import kept_key

_SEEN_BY_EVERYBODY = frozenset({PolicyDocumentEventType.PARSED, PolicyDocumentEventType.INDEXED})


def list_documents(
    identity: Identity, *, status: PolicyDocumentStatus | None, limit: int, start: Cursor | None
) -> ResultPage[PolicyDocument]:
    """List a page of the documents, newest first, and where the next page starts; `status` is that of the newest
    version that the caller may see."""
    if identity.has(Role.TRAVEL_MANAGER):
        return policy_documents.list_documents(readable=False, status=status, limit=limit, start=start)
    found, position = policy_documents.list_documents(readable=True, limit=limit, start=start)
    shown = [show_document(identity, each) for each in found]
    return ResultPage([each for each in shown if status in (None, each.newest.status)], position)


def get_document(identity: Identity, document_id: str) -> PolicyDocument:
    """Return a document as the caller may see it. Raises NotFound."""
    document = policy_documents.get_document(document_id)
    if document.deleted or not (document.current or identity.has(Role.TRAVEL_MANAGER)):
        raise _no_document(document_id)
    return show_document(identity, document)


def show_document(identity: Identity, document: PolicyDocument) -> PolicyDocument:
    """Return of a document what the caller may see: who manages travel, all that is not deleted; everybody else, what
    was parsed, and not by whom it was uploaded."""
    if identity.has(Role.TRAVEL_MANAGER):
        there = tuple(each for each in document.versions if each.status is not PolicyDocumentStatus.DELETED)
        return replace(document, versions=there)
    readable = tuple(replace(each, uploaded_by=None) for each in document.versions if each.readable)
    events = tuple(each for each in document.events if each.type in _SEEN_BY_EVERYBODY)
    return replace(document, versions=readable, events=events)


def find_version(document: PolicyDocument, version: int | None) -> PolicyDocumentVersion:
    """Return a version of a document that was read, or the one that counts. Raises NotFound."""
    found = document.current if version is None else document.find(version)
    if found is None:
        missing = "no version that was parsed" if version is None else f"no version {version}"
        raise NotFound(f"The policy document {document.document_id} has {missing}.")
    return found


def list_sections(
    identity: Identity, document_id: str, version: int | None, *, limit: int, start: Cursor | None
) -> tuple[PolicyDocumentVersion, ResultPage[Section]]:
    """List a page of the sections of a version (of the one that counts, if none is given), in their order. Raises
    NotFound."""
    found = _find_readable(identity, document_id, version)
    page = policy_sections.list_sections(
        document_id, found.version, count=found.progress.sections, limit=limit, start=start
    )
    return found, page


def get_section(
    identity: Identity, document_id: str, version: int | None, position: int
) -> tuple[PolicyDocumentVersion, Section]:
    """Return a section of a version by its place. Raises NotFound."""
    found = _find_readable(identity, document_id, version)
    if position >= found.progress.sections:
        raise NotFound(f"Version {found.version} of the document has {found.progress.sections} sections, from 0.")
    return found, policy_sections.get_section(document_id, found.version, position)


def create_download_link(identity: Identity, document_id: str, version: int | None) -> DownloadLink:
    """Return a short-lived link to the file of a version that was parsed; also of one that was not to who manages
    travel, if its file came. Raises NotFound."""
    found = find_version(get_document(identity, document_id), version)
    if not found.file_kept:
        raise NotFound(f"Version {found.version} of the document has no file: it is {found.status}.")
    return make_link(
        kept_key(document_id, found.version),
        file_name=found.file.file_name,
        content_type=found.file.content_type,
        size_bytes=found.file.size_bytes,
        sha256=found.file.sha256,
    )


class DocumentEvents(NamedTuple):
    """Events of a document, and whether its newest version has come to its end, so that no more follow by
    themselves."""

    events: list[PolicyDocumentEvent]
    ended: bool


def events_after(identity: Identity, document_id: str, last_event_id: str | None) -> DocumentEvents:
    """Return what has happened to a document since `last_event_id`, or since the first event that is kept. Raises
    NotFound, InvalidInput."""
    document = get_document(identity, document_id)
    after = 0 if last_event_id is None else seq_of(document_id, last_event_id)
    if after is None:
        raise InvalidInput(
            "The event does not belong to this document.", [FieldError("/lastEventId", "unknown event id")]
        )
    events = [each for each in document.events if each.seq > after]
    return DocumentEvents(events, document.newest.status in ENDED)


def list_current() -> Iterator[tuple[PolicyDocument, PolicyDocumentVersion]]:
    """Yield every document that can be read with the version that counts."""
    for each in policy_documents.list_every_document():
        if each.current is not None:
            yield each, each.current


def _find_readable(identity: Identity, document_id: str, version: int | None) -> PolicyDocumentVersion:
    found = find_version(get_document(identity, document_id), version)
    if not found.readable:
        raise NotFound(f"Version {found.version} of the document has no sections: it is {found.status}.")
    return found


def _no_document(document_id: str) -> NotFound:
    return NotFound(f"There is no policy document {document_id}.")
