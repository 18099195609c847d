"""Policy documents, their versions and their sections as the API shows them."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.domain.policy_documents.document import (
    ParsingProgress,
    PolicyDocument,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
    PolicyFile,
)
from chalicelib.domain.policy_documents.problems import ParsingFailure, ParsingWarning
from chalicelib.domain.policy_documents.section import Section, Table
from chalicelib.domain.value import Value
from chalicelib.services.file_links import UploadForm


class PolicyDocumentVersionView(Value, frozen=True):
    """A version of a policy document."""

    version: Annotated[int, msgspec.Meta(description="Number of the version, from 1")]
    file: Annotated[PolicyFile, msgspec.Meta(description="The file as it was announced")]
    status: Annotated[
        PolicyDocumentStatus,
        msgspec.Meta(description="Sections can be read once it is `parsed`; a search finds them once it is `indexed`"),
    ]
    progress: Annotated[ParsingProgress, msgspec.Meta(description="How far parsing has come")]
    failure: Annotated[
        ParsingFailure | None, msgspec.Meta(description="Why it failed and what to do; null unless it `failed`")
    ]
    warnings: Annotated[tuple[ParsingWarning, ...], msgspec.Meta(description="What is missing from its sections")]
    uploaded_by: Annotated[
        str | None, msgspec.Meta(description="`userId` of the travel manager; shown to travel managers")
    ]
    created_at: datetime
    updated_at: datetime


class PolicyDocumentSummary(Value, frozen=True):
    """A policy document in a list."""

    document_id: str
    title: Annotated[str, msgspec.Meta(description="Title of the document, for people")]
    current_version: Annotated[
        int | None, msgspec.Meta(description="The newest version whose sections can be read; null if there is none")
    ]
    newest: Annotated[PolicyDocumentVersionView, msgspec.Meta(description="The version that was created last")]
    created_at: datetime
    updated_at: datetime


class PolicyDocumentView(Value, frozen=True):
    """A policy document with all its versions."""

    document_id: str
    title: Annotated[str, msgspec.Meta(description="Title of the document, for people")]
    current_version: Annotated[
        int | None, msgspec.Meta(description="The newest version whose sections can be read; null if there is none")
    ]
    versions: Annotated[
        tuple[PolicyDocumentVersionView, ...], msgspec.Meta(description="All versions, the newest first")
    ]
    events_url: str
    created_at: datetime
    updated_at: datetime


class PolicyDocumentUpload(Value, frozen=True):
    """The document, the version whose file is to be uploaded, and the form to upload it with."""

    document: Annotated[PolicyDocumentView, msgspec.Meta(description="The document, whose new version is `pending`")]
    version: Annotated[int, msgspec.Meta(description="Number of the version whose file is to be uploaded")]
    upload: Annotated[UploadForm, msgspec.Meta(description="POST it as multipart/form-data with the field `file` last")]


class PageStart(Value, frozen=True):
    """Where a page of the file begins in the text of a section."""

    offset: Annotated[int, msgspec.Meta(ge=0, description="Code points from the beginning of `text`")]
    page: Annotated[int, msgspec.Meta(ge=1, description="Number of the page, from 1")]


class PolicySectionView(Value, frozen=True):
    """A numbered or titled part of a policy document, without the sections below it."""

    position: Annotated[int, msgspec.Meta(description="Place in the document, from 0")]
    number: Annotated[str | None, msgspec.Meta(description="As printed, such as `4.2`; null if it has none")]
    heading: Annotated[str, msgspec.Meta(description="Without its number; empty for text before the first heading")]
    level: Annotated[int, msgspec.Meta(description="Depth of the heading, 1 for the highest")]
    text: Annotated[
        str, msgspec.Meta(description="Paragraphs parted by an empty line; rows of tables as lines with ` | `")
    ]
    pages: Annotated[tuple[PageStart, ...], msgspec.Meta(description="Empty for files without pages")]
    tables: Annotated[tuple[Table, ...], msgspec.Meta(description="Tables within the text")]
    captions: Annotated[tuple[str, ...], msgspec.Meta(description="Captions of figures")]


def to_version(version: PolicyDocumentVersion) -> PolicyDocumentVersionView:
    """Return a version as it is shown."""
    fields = PolicyDocumentVersionView.__struct_fields__
    return PolicyDocumentVersionView(**{name: getattr(version, name) for name in fields})


def to_view(document: PolicyDocument) -> PolicyDocumentView:
    """Return a document as it is shown."""
    return PolicyDocumentView(
        document_id=document.document_id,
        title=document.title,
        current_version=document.current.version if document.current else None,
        versions=tuple(map(to_version, document.versions)),
        events_url=f"/v1/sse/policy-documents/{document.document_id}",
        created_at=document.created_at,
        updated_at=document.updated_at,
    )


def to_summary(document: PolicyDocument) -> PolicyDocumentSummary:
    """Return a document as a list shows it."""
    return PolicyDocumentSummary(
        document_id=document.document_id,
        title=document.title,
        current_version=document.current.version if document.current else None,
        newest=to_version(document.newest),
        created_at=document.created_at,
        updated_at=document.updated_at,
    )


def to_section(section: Section) -> PolicySectionView:
    """Return a section as it is shown."""
    return PolicySectionView(
        position=section.position,
        number=section.number,
        heading=section.heading,
        level=section.level,
        text=section.text,
        pages=tuple(PageStart(offset=offset, page=page) for offset, page in section.page_starts),
        tables=section.tables,
        captions=section.captions,
    )
