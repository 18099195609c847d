"""A policy document: a title and its versions, each an uploaded file that is parsed into sections.

A version never changes once it is parsed, so that what is cited of it stands. The newest parsed version is the one that
counts; older ones stay to be read where they are cited.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.policy_documents.citation import PolicyDocumentId
from chalicelib.domain.policy_documents.problems import LARGEST, ParsingFailure, ParsingWarning
from chalicelib.domain.text import DISPLAY_NAME_PATTERN
from chalicelib.domain.value import Value

MOST_VERSIONS = 100
MOST_DOCUMENTS = 200  # of the company
MOST_EVENTS = 100
LONGEST_TITLE = 200


class PolicyFileType(StrEnum):
    """Media type of a policy document's file."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


SUFFIXES: Mapping[PolicyFileType, tuple[str, ...]] = {
    PolicyFileType.PDF: (".pdf",),
    PolicyFileType.DOCX: (".docx",),
    PolicyFileType.HTML: (".html", ".htm"),
    PolicyFileType.MARKDOWN: (".md", ".markdown"),
    PolicyFileType.TEXT: (".txt",),
}


class PolicyDocumentStatus(StrEnum):
    """Status of a version: `pending` until its file is uploaded and confirmed, `parsed` once its sections can be read,
    `indexed` once a search finds them."""

    PENDING = "pending"
    RECEIVED = "received"
    PARSING = "parsing"
    PARSED = "parsed"
    INDEXED = "indexed"
    FAILED = "failed"
    DELETED = "deleted"


MOVES: Mapping[PolicyDocumentStatus, frozenset[PolicyDocumentStatus]] = {
    PolicyDocumentStatus.PENDING: frozenset(
        {PolicyDocumentStatus.RECEIVED, PolicyDocumentStatus.FAILED, PolicyDocumentStatus.DELETED}
    ),
    PolicyDocumentStatus.RECEIVED: frozenset(
        {PolicyDocumentStatus.PARSING, PolicyDocumentStatus.FAILED, PolicyDocumentStatus.DELETED}
    ),
    # Back to `received` when a worker gives it back; `parsing` again when one died over it.
    PolicyDocumentStatus.PARSING: frozenset(
        {
            PolicyDocumentStatus.RECEIVED,
            PolicyDocumentStatus.PARSING,
            PolicyDocumentStatus.PARSED,
            PolicyDocumentStatus.FAILED,
            PolicyDocumentStatus.DELETED,
        }
    ),
    PolicyDocumentStatus.PARSED: frozenset({PolicyDocumentStatus.INDEXED, PolicyDocumentStatus.DELETED}),
    # `indexed` again when it is ranked by other models.
    PolicyDocumentStatus.INDEXED: frozenset({PolicyDocumentStatus.INDEXED, PolicyDocumentStatus.DELETED}),
    PolicyDocumentStatus.FAILED: frozenset({PolicyDocumentStatus.DELETED}),
    PolicyDocumentStatus.DELETED: frozenset(),
}
READABLE = frozenset({PolicyDocumentStatus.PARSED, PolicyDocumentStatus.INDEXED})
"""Versions whose sections can be read, by everybody."""
ENDED = frozenset({PolicyDocumentStatus.INDEXED, PolicyDocumentStatus.FAILED, PolicyDocumentStatus.DELETED})

# No folders, control characters, line separators or marks that turn the reading direction (they hide the real suffix).
_NAME = r"^[^/\\\x00-\x1f\x7f\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+$"

FileName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=200,
        pattern=_NAME,
        examples=["travel-policy.pdf"],
        description="File name with a suffix that fits the content type",
    ),
]
Title = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=LONGEST_TITLE,
        pattern=f"^{DISPLAY_NAME_PATTERN}$",
        examples=["Travel handbook"],
        description="What the document is called where it is cited",
    ),
]
Sha256 = Annotated[
    str, msgspec.Meta(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$", description="SHA-256 of the file, in hex")
]
VersionNumber = Annotated[int, msgspec.Meta(ge=1, le=MOST_VERSIONS, description="Version of the document, from 1")]


class PolicyFile(Value, frozen=True):
    """A file to upload as a version of a policy document."""

    file_name: FileName
    content_type: Annotated[
        PolicyFileType, msgspec.Meta(description="Media type of the file; its bytes have to be of it")
    ]
    size_bytes: Annotated[int, msgspec.Meta(ge=1, le=LARGEST, description="Size of the file, in bytes")]
    sha256: Sha256


class ParsingProgress(Value, frozen=True):
    """How far parsing has come."""

    pages_parsed: Annotated[int, msgspec.Meta(ge=0, description="Pages that are parsed so far")] = 0
    pages: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        msgspec.Meta(description="Null until it is known, and for files without pages"),
    ] = None
    sections: Annotated[int, msgspec.Meta(ge=0, description="Sections found so far")] = 0


class PolicyDocumentVersion(Value, frozen=True):
    """One version of a policy document. `due_at` is when it must be looked at again by itself, if ever; `attempts`
    counts how often parsing was begun; `outcome_seq` is the number of the event that tells how that ended, `notified`
    whether subscribers were told; `operation_id`, the request that made it, so that sent again it makes no other."""

    version: VersionNumber
    file: PolicyFile
    status: PolicyDocumentStatus
    uploaded_by: str | None
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    progress: ParsingProgress = ParsingProgress()
    failure: ParsingFailure | None = None
    warnings: tuple[ParsingWarning, ...] = ()
    attempts: int = 0
    outcome_seq: int = 0
    notified: bool = False
    operation_id: str | None = None
    ranking: str | None = None
    """By what a search ranks its sections, once it is indexed."""

    @property
    def readable(self) -> bool:
        """Whether its sections can be read."""
        return self.status in READABLE

    @property
    def file_kept(self) -> bool:
        """Whether its file came, and is the one that was announced."""
        under_way = {PolicyDocumentStatus.RECEIVED, PolicyDocumentStatus.PARSING}
        return self.readable or self.status in under_way or (self.failure is not None and self.attempts > 0)


class PolicyDocumentEventType(StrEnum):
    """Everything that can happen to a policy document."""

    CREATED = "policy_document.created"
    RECEIVED = "policy_document.received"
    PARSING = "policy_document.parsing"
    PROGRESSED = "policy_document.progressed"
    PARSED = "policy_document.parsed"
    INDEXED = "policy_document.indexed"
    FAILED = "policy_document.failed"
    DELETED = "policy_document.deleted"


class PolicyDocumentEvent(Value, frozen=True):
    """One thing that happened to a version of a policy document."""

    event_id: Annotated[
        str,
        msgspec.Meta(
            description="Id of the event, the same wherever it is read",
            examples=["evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"],
        ),
    ]
    document_id: PolicyDocumentId
    seq: Annotated[int, msgspec.Meta(ge=1, description="Rises with every event of the document")]
    type: Annotated[PolicyDocumentEventType, msgspec.Meta(description="What happened")]
    version: VersionNumber
    status: Annotated[PolicyDocumentStatus, msgspec.Meta(description="Status of the version after it")]
    at: Annotated[datetime, msgspec.Meta(description="When it was committed")]
    progress: Annotated[ParsingProgress, msgspec.Meta(description="How far parsing has come")]
    failure: Annotated[ParsingFailure | None, msgspec.Meta(description="Why parsing failed; null if it did not")] = None


class PolicyDocument(Value, frozen=True):
    """A document with all its versions and its latest events. `revision` rises with every change; an event has the
    number of the change that it tells of."""

    document_id: PolicyDocumentId
    title: Title
    versions: tuple[PolicyDocumentVersion, ...]
    events: tuple[PolicyDocumentEvent, ...]
    created_at: datetime
    updated_at: datetime
    revision: int = 1

    @property
    def due_at(self) -> datetime | None:
        """When one of its versions must be looked at again by itself."""
        return min((each.due_at for each in self.versions if each.due_at), default=None)

    @property
    def deleted(self) -> bool:
        """Whether nothing of it is left to be seen."""
        return all(each.status is PolicyDocumentStatus.DELETED for each in self.versions)

    @property
    def newest(self) -> PolicyDocumentVersion:
        """The version that was created last and is not deleted; the last of all when all are."""
        left = [each for each in self.versions if each.status is not PolicyDocumentStatus.DELETED]
        return (left or self.versions)[-1]

    @property
    def current(self) -> PolicyDocumentVersion | None:
        """The version that counts: the newest whose sections can be read."""
        return next((each for each in reversed(self.versions) if each.readable), None)

    def find(self, version: int) -> PolicyDocumentVersion | None:
        """Return a version that is not deleted, None when there is none of this number."""
        return next(
            (
                each
                for each in self.versions
                if each.version == version and each.status is not PolicyDocumentStatus.DELETED
            ),
            None,
        )
