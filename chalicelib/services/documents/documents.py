"""A person's travel papers: announced, uploaded past us straight to the bucket, checked, listed, fetched and deleted.

An upload goes to a key of its own (`uploads/...`), and is copied to where it is kept (`documents/...`) out of the very
bytes that were checked. No form is ever made for the second key, so nothing can change a document after the check.
"""

import hashlib
from contextlib import suppress

from chalicelib import clock
from chalicelib.domain import documents as rules
from chalicelib.domain.documents import (
    Document,
    DocumentKind,
    DocumentRequest,
    DocumentStatus,
    FoundFile,
    Rejection,
)
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound, VersionConflict
from chalicelib.gateways import storage
from chalicelib.models import documents
from chalicelib.services.authorization.trips import writable_trip
from chalicelib.services.file_links import DownloadLink, UploadForm, make_form, make_link, remove_files

_HEAD = 64  # bytes that tell what a file is


def create_document(identity: Identity, new: DocumentRequest, document_id: str) -> tuple[Document, UploadForm]:
    """Make a document whose file is yet to come, and the form to send it with. The same id again gives the same
    document and a fresh form. Raises InvalidInput."""
    now = clock.now()
    wrong = [FieldError(f"/{field}", why) for field, why in rules.errors_in(new, now.date())]
    if new.trip_id is not None and not _may_attach(identity, new.trip_id):
        wrong.append(FieldError("/tripId", "Trip not found."))
    if wrong:
        raise InvalidInput("The document is not valid.", wrong)
    document = rules.announce_document(new, document_id, identity.user_id, now)
    try:
        documents.save(document)
    except VersionConflict:
        document = documents.get_document(identity.user_id, document_id)  # an earlier sending of this request made it
    return document, _form(document)


def confirm_document(identity: Identity, document_id: str) -> Document:
    """Look at what was uploaded: confirmed when it is the file that was announced, else rejected and removed.

    Confirming again changes nothing. Raises NotFound, Conflict when nothing has been uploaded yet, Unavailable.
    """
    document = get_document(identity, document_id)
    if document.status is not DocumentStatus.PENDING:
        return document
    stored = storage.read(upload_key(document), at_most=document.size_bytes)
    if stored is None:
        document = get_document(identity, document_id)
        if document.status is not DocumentStatus.PENDING:
            return document  # decided meanwhile, by another call of the same
        raise Conflict("Nothing has been uploaded yet.")
    body = stored.body or b""
    sha256 = hashlib.sha256(body).hexdigest() if body else ""
    found = FoundFile(size_bytes=stored.size_bytes, content_type=stored.content_type, sha256=sha256, head=body[:_HEAD])
    wrong = rules.judge(document, found)
    if wrong is None:
        storage.write(
            kept_key(document), body, content_type=document.content_type, sha256=document.sha256, kind=document.kind
        )
    kept = _decide(document, wrong)
    remove_files(upload_key(document))
    return kept


def get_document(identity: Identity, document_id: str) -> Document:
    """Return one of the caller's own documents. Raises NotFound."""
    document = documents.get_document(identity.user_id, document_id)
    if document.status is DocumentStatus.DELETED:
        raise NotFound(f"There is no document {document_id}.")
    return document


def list_documents(
    identity: Identity,
    *,
    kind: DocumentKind | None,
    trip_id: str | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Document]:
    """List a page of the caller's own documents, newest first, and where the next page starts."""
    return documents.list_documents(identity.user_id, kind=kind, trip_id=trip_id, limit=limit, start=start)


def create_download_link(identity: Identity, document_id: str) -> DownloadLink:
    """Return a short-lived link to the file of a confirmed document. Raises NotFound, Conflict when it is not
    confirmed."""
    document = get_document(identity, document_id)
    if document.status is not DocumentStatus.CONFIRMED:
        raise Conflict(f"This document is {document.status.value}: it has no file to download.")
    return make_link(
        kept_key(document),
        file_name=document.file_name,
        content_type=document.content_type,
        size_bytes=document.size_bytes,
        sha256=document.sha256,
    )


def delete_document(identity: Identity, document_id: str, *, expected: int | None) -> None:
    """Delete one of the caller's own documents; `expected` is the version that the caller has seen, None for any.

    It is gone for everybody at once; its row stays, marked, until its files are surely gone too, which the sweeper
    sees to when this cannot. Raises NotFound, VersionConflict.
    """
    _delete(get_document(identity, document_id), expected)


def erase_documents(user_id: str) -> int:
    """Erase all documents of a person, those that are deleted already as well, with every version of their files, also
    of documents whose rows are gone; how many there were. Safe to do again after a crash. Raises Unavailable."""
    left = [document for document in documents.list_all(user_id) if not rules.is_erased(document)]
    storage.purge(_uploads_of(user_id), _kept_of(user_id))
    for document in left:
        _erase(document)
    return len(left)


def _erase(document: Document) -> None:
    def attempt() -> Document:
        found = documents.get_document(document.user_id, document.document_id)
        return documents.save(rules.erase_document(found, clock.now()))

    with suppress(NotFound):  # the sweeper has removed it meanwhile
        until_kept(attempt)


def upload_key(document: Document) -> str:
    """Return where the file of a document is uploaded to; the bucket forgets everything there after a day."""
    return _uploads_of(document.user_id) + document.document_id


def kept_key(document: Document) -> str:
    """Return where the checked file of a document lies."""
    return _kept_of(document.user_id) + document.document_id


def _uploads_of(user_id: str) -> str:
    return f"uploads/{user_id}/"


def _kept_of(user_id: str) -> str:
    return f"documents/{user_id}/"


def _may_attach(identity: Identity, trip_id: str) -> bool:
    try:
        writable_trip(identity, trip_id)
    except (NotFound, NotAllowed):
        return False
    return True


def _form(document: Document) -> UploadForm:
    return make_form(
        upload_key(document),
        content_type=document.content_type,
        size_bytes=document.size_bytes,
        sha256=document.sha256,
    )


def _decide(document: Document, wrong: Rejection | None) -> Document:
    now = clock.now()
    after = rules.confirm_document(document, now) if wrong is None else rules.reject_document(document, wrong, now)
    try:
        return documents.save(after)
    except VersionConflict:
        # Somebody else confirmed it or deleted it meanwhile. A file that was written for a deleted document is removed
        # with the document's row, which outlives every request under way.
        decided = documents.get_document(document.user_id, document.document_id)
        if decided.status is DocumentStatus.DELETED:
            raise NotFound(f"There is no document {document.document_id}.") from None
        return decided


def _delete(document: Document, expected: int | None = None) -> None:
    def attempt() -> Document:
        found = documents.get_document(document.user_id, document.document_id)
        require_version(found, expected, "The document")
        return documents.save(rules.delete_document(found, clock.now()))

    until_kept(attempt)
    remove_files(upload_key(document), kept_key(document))
