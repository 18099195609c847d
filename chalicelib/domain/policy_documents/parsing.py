"""How a version of a policy document goes from one status to the next: each function returns the document after it.

Who parses has a claim for a while. What comes of it counts only by the number of that attempt, so that a worker that
was thought dead changes nothing any more.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib.domain.ids import event_id
from chalicelib.domain.policy_documents.document import (
    ENDED,
    MOST_EVENTS,
    MOST_VERSIONS,
    MOVES,
    ParsingProgress,
    PolicyDocument,
    PolicyDocumentEvent,
    PolicyDocumentEventType,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
    PolicyFile,
)
from chalicelib.domain.policy_documents.problems import (
    ParsingFailure,
    ParsingProblem,
    ParsingWarning,
    failure_of,
)
from chalicelib.errors import Conflict, NotFound, VersionConflict

UPLOAD_KEPT = timedelta(days=1)
# Longer than a form is valid and than any request or worker can run: what was still on its way when a version was
# deleted has arrived by then, and is removed with it.
DELETION_TAKES = timedelta(minutes=20)
MOST_ATTEMPTS = 3
"""How often parsing a version is begun before it is given up."""
_PATIENCE = timedelta(minutes=1)
"""How long a message may be on its way before it is sent again."""


def create_document(
    document_id: str, title: str, file: PolicyFile, *, uploaded_by: str, now: datetime
) -> PolicyDocument:
    """Return a document whose first version's file has yet to come."""
    first = _announce(1, file, uploaded_by, now)
    made = PolicyDocument(
        document_id=document_id, title=title, versions=(first,), events=(), created_at=now, updated_at=now
    )
    return msgspec.structs.replace(made, events=(_event(made, first, PolicyDocumentEventType.CREATED, now),))


def add_version(
    document: PolicyDocument, file: PolicyFile, *, uploaded_by: str, now: datetime, operation_id: str | None = None
) -> PolicyDocument:
    """Return the document with one more version, whose file has yet to come. Raises Conflict when there are as many as
    there may be."""
    if len(document.versions) >= MOST_VERSIONS:
        raise Conflict(f"A document has at most {MOST_VERSIONS} versions; create another document.")
    added = _announce(len(document.versions) + 1, file, uploaded_by, now, operation_id)
    return _next(document, added, PolicyDocumentEventType.CREATED, now)


def receive_file(document: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    """Return the document, the file of a version being there and as announced, to be parsed."""
    return _move(
        document,
        version,
        PolicyDocumentStatus.RECEIVED,
        now,
        event_type=PolicyDocumentEventType.RECEIVED,
        due_at=now + _PATIENCE,
    )


def begin_parsing(document: PolicyDocument, version: int, now: datetime, *, until: datetime) -> PolicyDocument:
    """Return the document with a version that somebody parses, `until` they are thought dead."""
    found = _require(document, version)
    return _move(
        document,
        version,
        PolicyDocumentStatus.PARSING,
        now,
        event_type=PolicyDocumentEventType.PARSING,
        due_at=until,
        attempts=found.attempts + 1,
        progress=ParsingProgress(),
    )


def is_claimed(version: PolicyDocumentVersion, now: datetime) -> bool:
    """Return whether somebody is parsing a version who is not thought dead."""
    under_way = version.status is PolicyDocumentStatus.PARSING
    return under_way and version.due_at is not None and version.due_at > now


def is_given_up(version: PolicyDocumentVersion) -> bool:
    """Return whether parsing a version was begun as often as it may be."""
    return version.attempts >= MOST_ATTEMPTS


def holds_claim(document: PolicyDocument, version: int, attempt: int) -> bool:
    """Return whether what comes of this attempt counts: nobody has deleted the version, and no other attempt was
    begun."""
    found = document.find(version)
    return found is not None and (found.status, found.attempts) == (PolicyDocumentStatus.PARSING, attempt)


def report_progress(document: PolicyDocument, version: int, progress: ParsingProgress, now: datetime) -> PolicyDocument:
    """Return the document with a version of which so much has been parsed."""
    found = msgspec.structs.replace(_require(document, version), progress=progress, updated_at=now)
    return _next(document, found, PolicyDocumentEventType.PROGRESSED, now)


def release_parsing(document: PolicyDocument, version: int, now: datetime, *, counts: bool) -> PolicyDocument:
    """Return the document with a version that is to be parsed by somebody else, soon; `counts` when the attempt may
    have failed because of the file, and not of a system that was away."""
    found = _require(document, version)
    return _move(
        document,
        version,
        PolicyDocumentStatus.RECEIVED,
        now,
        due_at=now + _PATIENCE,
        attempts=found.attempts if counts else found.attempts - 1,
    )


def complete_parsing(
    document: PolicyDocument,
    version: int,
    progress: ParsingProgress,
    now: datetime,
    *,
    warnings: tuple[ParsingWarning, ...] = (),
) -> PolicyDocument:
    """Return the document with a version whose sections can be read, to be told of and to be indexed."""
    return _move(
        document,
        version,
        PolicyDocumentStatus.PARSED,
        now,
        event_type=PolicyDocumentEventType.PARSED,
        due_at=now + _PATIENCE,
        progress=progress,
        warnings=warnings,
        outcome_seq=document.revision + 1,
    )


def fail_version(document: PolicyDocument, version: int, failure: ParsingFailure, now: datetime) -> PolicyDocument:
    """Return the document with a version that will not be parsed, to be told of."""
    return _move(
        document,
        version,
        PolicyDocumentStatus.FAILED,
        now,
        event_type=PolicyDocumentEventType.FAILED,
        due_at=now + _PATIENCE,
        failure=failure,
        outcome_seq=document.revision + 1,
    )


def expire_upload(document: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    """Return the document with a version whose file never came."""
    return fail_version(document, version, failure_of(ParsingProblem.NOT_UPLOADED), now)


def mark_notified(document: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    """Return the document, subscribers having been told how parsing a version ended."""
    found = _require(document, version)
    due_at = None if found.status in ENDED else found.due_at
    return _next(document, msgspec.structs.replace(found, notified=True, due_at=due_at), None, now)


def complete_indexing(document: PolicyDocument, version: int, ranking: str, now: datetime) -> PolicyDocument:
    """Return the document with a version that a search finds, by this `ranking`."""
    found = _require(document, version)
    return _move(
        document,
        version,
        PolicyDocumentStatus.INDEXED,
        now,
        event_type=PolicyDocumentEventType.INDEXED,
        due_at=None if found.notified else now + _PATIENCE,
        ranking=ranking,
    )


def delete_version(document: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    """Return the document with a version that is gone for everybody; its files and sections follow."""
    return _move(
        document,
        version,
        PolicyDocumentStatus.DELETED,
        now,
        event_type=PolicyDocumentEventType.DELETED,
        due_at=now + DELETION_TAKES,
        failure=None,
    )


def delete_document(document: PolicyDocument, now: datetime) -> PolicyDocument:
    """Return the document with all its versions deleted."""
    for each in document.versions:
        if each.status is not PolicyDocumentStatus.DELETED:
            document = delete_version(document, each.version, now)
    return document


def clear_due(document: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    """Return the document with nothing due for a version any more."""
    versions = tuple(
        msgspec.structs.replace(each, due_at=None) if each.version == version else each for each in document.versions
    )
    return msgspec.structs.replace(document, versions=versions, revision=document.revision + 1, updated_at=now)


def forget_uploader(document: PolicyDocument, user_id: str, now: datetime) -> PolicyDocument:
    """Return the document without a person's id where it says who uploaded it; the same when it names them nowhere."""
    if all(each.uploaded_by != user_id for each in document.versions):
        return document
    versions = tuple(
        msgspec.structs.replace(each, uploaded_by=None) if each.uploaded_by == user_id else each
        for each in document.versions
    )
    return msgspec.structs.replace(document, versions=versions, revision=document.revision + 1, updated_at=now)


def require_revision(document: PolicyDocument, expected: int | None) -> None:
    """Raise VersionConflict unless the document is as it was at the `expected` revision; None for any."""
    if expected is not None and expected != document.revision:
        raise VersionConflict("The document has changed meanwhile.")


def seq_of(document_id: str, event: str) -> int | None:
    """Return the number in an event id of this document; None when it is not one."""
    prefix, _, seq = event.rpartition("_")
    known = prefix == event_id(document_id, 0).rpartition("_")[0] and len(seq) == 6 and seq.isascii() and seq.isdigit()
    return int(seq) if known else None


def _announce(
    version: int, file: PolicyFile, uploaded_by: str, now: datetime, operation_id: str | None = None
) -> PolicyDocumentVersion:
    return PolicyDocumentVersion(
        version=version,
        file=file,
        status=PolicyDocumentStatus.PENDING,
        uploaded_by=uploaded_by,
        created_at=now,
        updated_at=now,
        due_at=now + UPLOAD_KEPT,
        operation_id=operation_id,
    )


def _require(document: PolicyDocument, version: int) -> PolicyDocumentVersion:
    found = document.find(version)
    if found is None:
        raise NotFound(f"There is no version {version} of the document {document.document_id}.")
    return found


def _move(
    document: PolicyDocument,
    version: int,
    status: PolicyDocumentStatus,
    now: datetime,
    *,
    event_type: PolicyDocumentEventType | None = None,
    **changes: Any,
) -> PolicyDocument:
    """Return the document with a version in another status. Raises NotFound, and Conflict for a status that may not
    follow."""
    found = _require(document, version)
    if status not in MOVES[found.status]:
        raise Conflict(f"Version {version} of the document is {found.status}, and cannot become {status}.")
    moved = msgspec.structs.replace(found, status=status, updated_at=now, **changes)
    return _next(document, moved, event_type, now)


def _next(
    document: PolicyDocument, changed: PolicyDocumentVersion, event_type: PolicyDocumentEventType | None, now: datetime
) -> PolicyDocument:
    others = [each for each in document.versions if each.version != changed.version]
    versions = tuple(sorted([*others, changed], key=lambda each: each.version))
    after = msgspec.structs.replace(document, versions=versions, updated_at=now, revision=document.revision + 1)
    if event_type is None:
        return after
    events = (*document.events, _event(after, changed, event_type, now))[-MOST_EVENTS:]
    return msgspec.structs.replace(after, events=events)


def _event(
    document: PolicyDocument, version: PolicyDocumentVersion, kind: PolicyDocumentEventType, now: datetime
) -> PolicyDocumentEvent:
    return PolicyDocumentEvent(
        event_id=event_id(document.document_id, document.revision),
        document_id=document.document_id,
        seq=document.revision,
        type=kind,
        version=version.version,
        status=version.status,
        at=now,
        progress=version.progress,
        failure=version.failure,
    )
