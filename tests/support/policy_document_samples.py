"""Policy documents for tests, in any status."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import ParsingProgress, PolicyDocument, PolicyFile, PolicyFileType
from chalicelib.domain.policy_documents.problems import ParsingProblem, failure_of
from chalicelib.domain.policy_documents.section import Section

DOCUMENT_ID = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
MANAGER = "manager-1"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HANDBOOK = b"""# Travel handbook

## 1 Flights

Economy is booked for flights under six hours.

## 2 Hotels

A room may cost 180 EUR a night in Vienna.
"""


def policy_file(body: bytes = HANDBOOK, kind: PolicyFileType = PolicyFileType.MARKDOWN) -> PolicyFile:
    """Return how a file of these bytes is announced."""
    suffix = {
        PolicyFileType.PDF: "pdf",
        PolicyFileType.DOCX: "docx",
        PolicyFileType.HTML: "html",
        PolicyFileType.MARKDOWN: "md",
        PolicyFileType.TEXT: "txt",
    }[kind]
    return PolicyFile(
        file_name=f"handbook.{suffix}",
        content_type=kind,
        size_bytes=len(body),
        sha256=sha256(body).hexdigest(),
    )


def pending(document_id: str = DOCUMENT_ID, now: datetime = NOW) -> PolicyDocument:
    """Return a document whose file has yet to come."""
    return parsing.create_document(document_id, "Travel handbook", policy_file(), uploaded_by=MANAGER, now=now)


def parsed(document: PolicyDocument, version: int, sections: int = 2, now: datetime = NOW) -> PolicyDocument:
    """Return the document with a pending version parsed into so many sections."""
    after = parsing.receive_file(document, version, now)
    after = parsing.begin_parsing(after, version, now, until=now + timedelta(minutes=5))
    return parsing.complete_parsing(after, version, ParsingProgress(sections=sections), now)


def failed(document: PolicyDocument, version: int, now: datetime = NOW) -> PolicyDocument:
    """Return the document with a version that is encrypted."""
    return parsing.fail_version(document, version, failure_of(ParsingProblem.ENCRYPTED), now)


def section(position: int = 0, text: str = "Economy is booked for flights under six hours.") -> Section:
    """Return a section of a parsed document."""
    return Section(position=position, number=str(position + 1), heading="Flights", level=1, text=text)
