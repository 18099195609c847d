"""How a policy document's file comes: announced, uploaded past us straight to the bucket, checked, and sent to be
parsed.

An upload goes to a key of its own, and is copied to where it is kept out of the very bytes that were checked. No form
is ever made for the second key, so nothing can change a version after the check.
"""

import hashlib
from typing import Annotated

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import (
    PolicyDocument,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
    PolicyFile,
    Title,
)
from chalicelib.domain.policy_documents.problems import ParsingFailure
from chalicelib.domain.policy_documents.uploads import HEAD, file_errors, judge_upload
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotFound
from chalicelib.gateways import storage
from chalicelib.models import policy_documents
from chalicelib.services.file_links import UploadForm, make_form, remove_files
from chalicelib.services.policy_documents import queries
from chalicelib.services.policy_documents.changes import change_document
from chalicelib.services.policy_documents.files import kept_key, upload_key
from chalicelib.services.policy_documents.messages import send_to_parsing

_KIND = "policy"


class PolicyDocumentRequest(Value, frozen=True):
    """A policy document to upload: its title, and the file of its first version."""

    title: Title
    file: Annotated[PolicyFile, msgspec.Meta(description="The file to be uploaded as its first version")]


def create_document(
    identity: Identity, new: PolicyDocumentRequest, document_id: str
) -> tuple[PolicyDocument, UploadForm]:
    """Make a document whose file is yet to come, and the form to send it with. The same id again gives the same
    document and a fresh form. Raises NotAllowed, InvalidInput, Conflict when there are too many, PersonErased."""
    identity.require(Role.TRAVEL_MANAGER)
    _validate(new.file, "/file")
    made = parsing.create_document(document_id, new.title, new.file, uploaded_by=identity.user_id, now=clock.now())
    document = policy_documents.add_document(made)
    return queries.show_document(identity, document), _form(document_id, document.versions[0])


def create_version(
    identity: Identity, document_id: str, file: PolicyFile, *, expected: int | None, operation_id: str | None
) -> tuple[PolicyDocument, PolicyDocumentVersion, UploadForm]:
    """Make the next version of a document, whose file is yet to come, and the form to send it with. The same
    `operation_id` again gives the same version and a fresh form.

    Raises NotAllowed, NotFound, InvalidInput, Conflict when there are too many, VersionConflict.
    """
    identity.require(Role.TRAVEL_MANAGER)
    _validate(file, "")

    def change(before: PolicyDocument) -> PolicyDocument:
        if before.deleted:
            raise NotFound(f"There is no policy document {document_id}.")
        if _find_made(before, operation_id) is not None:
            return before
        parsing.require_revision(before, expected)
        return parsing.add_version(
            before, file, uploaded_by=identity.user_id, now=clock.now(), operation_id=operation_id
        )

    document = change_document(document_id, change)
    version = _find_made(document, operation_id) or document.newest
    return queries.show_document(identity, document), version, _form(document_id, version)


def confirm_version(identity: Identity, document_id: str, version: int) -> PolicyDocument:
    """Look at what was uploaded: when it is the file that was announced it is kept and sent to be parsed, else the
    version has failed, and says why.

    Confirming again changes nothing. Raises NotAllowed, NotFound, Conflict when nothing has been uploaded yet,
    Unavailable.
    """
    identity.require(Role.TRAVEL_MANAGER)
    found = queries.find_version(queries.get_document(identity, document_id), version)
    if found.status is PolicyDocumentStatus.PENDING:
        _receive(document_id, found)
    return queries.get_document(identity, document_id)


def _receive(document_id: str, found: PolicyDocumentVersion) -> None:
    """Check and keep a file. A crash between any two lines leaves the version pending, to be confirmed again, or
    received, which the sweeper sends to be parsed."""
    stored = storage.read(upload_key(document_id, found.version), at_most=found.file.size_bytes)
    if stored is None:
        raise Conflict("Nothing has been uploaded yet.")
    body = stored.body or b""
    failure = judge_upload(
        found.file,
        size_bytes=stored.size_bytes,
        content_type=stored.content_type,
        sha256=hashlib.sha256(body).hexdigest() if body else "",
        head=body[:HEAD],
    )
    if failure is None:
        key, file = kept_key(document_id, found.version), found.file
        storage.write(key, body, content_type=file.content_type, sha256=file.sha256, kind=_KIND)
    after = change_document(document_id, lambda before: _decide(before, found.version, failure))
    remove_files(upload_key(document_id, found.version))
    decided = after.find(found.version)
    if decided is not None and decided.status is PolicyDocumentStatus.RECEIVED:
        send_to_parsing(document_id, found.version)


def _decide(before: PolicyDocument, version: int, failure: ParsingFailure | None) -> PolicyDocument:
    """Return the document with a version received, or failed; as it is, when somebody else has decided or deleted it.

    A file that was written for a deleted version is removed with it, some time later than any request may run.
    """
    found = before.find(version)
    if found is None or found.status is not PolicyDocumentStatus.PENDING:
        return before
    now = clock.now()
    if failure is not None:
        return parsing.fail_version(before, version, failure, now)
    return parsing.receive_file(before, version, now)


def _find_made(document: PolicyDocument, operation_id: str | None) -> PolicyDocumentVersion | None:
    """Return the version that an earlier sending of a request made."""
    if operation_id is None:
        return None
    return next((each for each in document.versions if each.operation_id == operation_id), None)


def _validate(file: PolicyFile, pointer: str) -> None:
    if wrong := [FieldError(f"{pointer}/{field}", why) for field, why in file_errors(file)]:
        raise InvalidInput("The file is not valid.", wrong)


def _form(document_id: str, version: PolicyDocumentVersion) -> UploadForm:
    return make_form(
        upload_key(document_id, version.version),
        content_type=version.file.content_type,
        size_bytes=version.file.size_bytes,
        sha256=version.file.sha256,
    )
