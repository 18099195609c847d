"""Travel papers that a person uploads: what may be kept, when a file is what it was said to be, and what a document is
next due (an upload that never came, a reminder before it expires, the end of a deletion)."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.ids import TripId, event_id
from chalicelib.domain.timestamps import Day
from chalicelib.domain.value import Value

LARGEST = 10 * 1024 * 1024  # bytes
UPLOAD_KEPT = timedelta(days=1)
REJECTION_KEPT = timedelta(days=7)
# Longer than a form is valid and than any request can run: whatever was still on its way when a document was deleted
# has arrived by then, and is removed with it.
DELETION_TAKES = timedelta(minutes=10)
REMIND_DAYS = (90, 30, 7)
EXPIRING_EVENT = "document.expiring"


class DocumentKind(StrEnum):
    """Kind of a document."""

    RECEIPT = "receipt"
    INVOICE = "invoice"
    ITINERARY = "itinerary"
    VISA = "visa"
    PASSPORT = "passport"


EXPIRING = frozenset({DocumentKind.VISA, DocumentKind.PASSPORT})


class DocumentStatus(StrEnum):
    """Status of a document."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    DELETED = "deleted"


class ContentType(StrEnum):
    """Media type of an upload; active content is excluded."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"


SUFFIXES: Mapping[ContentType, tuple[str, ...]] = {
    ContentType.PDF: (".pdf",),
    ContentType.JPEG: (".jpg", ".jpeg"),
    ContentType.PNG: (".png",),
    ContentType.WEBP: (".webp",),
    ContentType.HEIC: (".heic", ".heif"),
}

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
# How a file of each type begins: ISO 32000, ISO 10918 (JFIF), RFC 2083, the WebP container, ISO 23008-12.
_BEGINS: Mapping[ContentType, Callable[[bytes], bool]] = {
    ContentType.PDF: lambda head: head.startswith(b"%PDF-"),
    ContentType.JPEG: lambda head: head.startswith(b"\xff\xd8\xff"),
    ContentType.PNG: lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    ContentType.WEBP: lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    ContentType.HEIC: lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS,
}

# No folders, control characters, line separators or marks that turn the reading direction (they hide the real suffix).
_NAME = r"^[^/\\\x00-\x1f\x7f\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+$"


ERASED_FILE = "erased"
_NO_SHA256 = "0" * 64


class DocumentRequest(Value, frozen=True):
    """A document to upload."""

    kind: Annotated[DocumentKind, msgspec.Meta(description="What the file shows")]
    file_name: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=200,
            pattern=_NAME,
            examples=["hotel.pdf"],
            description="File name with a suffix that fits the content type",
        ),
    ]
    content_type: Annotated[ContentType, msgspec.Meta(description="Media type of the file; its bytes have to be of it")]
    size_bytes: Annotated[int, msgspec.Meta(ge=1, le=LARGEST, description="Size of the file, in bytes")]
    sha256: Annotated[
        str,
        msgspec.Meta(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$", description="SHA-256 of the file, in hex"),
    ]
    trip_id: Annotated[TripId | None, msgspec.Meta(description="Trip to attach it to; null: none")] = None
    expires_on: Annotated[
        Day | None, msgspec.Meta(description="Expiry date of a visa or passport; reminders are sent before")
    ] = None


class Rejection(Value, frozen=True):
    """Why an uploaded file was rejected."""

    code: Annotated[str, msgspec.Meta(examples=["checksum"], description="For programs: what is wrong with the file")]
    detail: str


class Reminder(Value, frozen=True):
    """A reminder sent to the owner before a document expires."""

    days_before: Annotated[int, msgspec.Meta(description="So many days before the document expires")]
    at: Annotated[datetime, msgspec.Meta(description="When the reminder was sent")]


class Document(Value, frozen=True):
    """One uploaded paper. `due_at` is when it must be looked at again by itself, if ever."""

    document_id: str
    user_id: str
    kind: DocumentKind
    file_name: str
    content_type: ContentType
    size_bytes: int
    sha256: str
    trip_id: str | None
    expires_on: date | None
    status: DocumentStatus
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    rejection: Rejection | None = None
    reminders: tuple[Reminder, ...] = ()
    version: int = 1


class ExpiryNotice(Value, frozen=True):
    """A document that is about to expire; without its name, or its owner's."""

    document_id: str
    user_id: str
    kind: Annotated[DocumentKind, msgspec.Meta(description="What kind of document it is")]
    expires_on: Annotated[date, msgspec.Meta(description="Last day on which it is good")]
    days_before: Annotated[int, msgspec.Meta(description="How many days before that the reminder was due")]


class FoundFile(Value, frozen=True):
    """What lies where an upload was to go. `sha256` and `head` (its first bytes) are empty when it was too large to
    be read."""

    size_bytes: int
    content_type: str
    sha256: str
    head: bytes


def errors_in(new: DocumentRequest, today: date) -> list[tuple[str, str]]:
    """Return what the fields' own rules cannot say is wrong: (field, why) for each."""
    found = []
    if not new.file_name.lower().endswith(SUFFIXES[new.content_type]):
        found.append(("fileName", f"A file of this type is named {' or '.join(SUFFIXES[new.content_type])}."))
    if new.expires_on is not None and new.kind not in EXPIRING:
        found.append(("expiresOn", "Only a visa or a passport expires."))
    elif new.expires_on is not None and new.expires_on < today:
        found.append(("expiresOn", "This date has passed."))
    return found


def announce_document(new: DocumentRequest, document_id: str, user_id: str, now: datetime) -> Document:
    """Return a document whose file has yet to come."""
    return Document(
        document_id=document_id,
        user_id=user_id,
        kind=new.kind,
        file_name=new.file_name,
        content_type=new.content_type,
        size_bytes=new.size_bytes,
        sha256=new.sha256,
        trip_id=new.trip_id,
        expires_on=new.expires_on,
        status=DocumentStatus.PENDING,
        created_at=now,
        updated_at=now,
        due_at=now + UPLOAD_KEPT,
    )


def judge(document: Document, found: FoundFile) -> Rejection | None:
    """Return why `found` is not the file that was announced; None when it is."""
    if found.size_bytes != document.size_bytes:
        return Rejection(code="size", detail=f"The file has {found.size_bytes} bytes, not {document.size_bytes}.")
    if found.content_type != document.content_type:
        return Rejection(code="content-type", detail=f"The file was not sent as {document.content_type}.")
    if found.sha256 != document.sha256:
        return Rejection(code="checksum", detail="The file's SHA-256 is not the one that was announced.")
    if not _BEGINS[document.content_type](found.head):
        return Rejection(code="content", detail=f"The file's content is not {document.content_type}.")
    return None


def confirm_document(document: Document, now: datetime) -> Document:
    """Return the document, its file being there and as announced."""
    return _move_document(document, now, status=DocumentStatus.CONFIRMED, due_at=_next_reminder(document))


def reject_document(document: Document, why: Rejection, now: datetime) -> Document:
    """Return the document, its file having been turned away; kept a while so that its owner can read why."""
    return _move_document(document, now, status=DocumentStatus.REJECTED, rejection=why, due_at=now + REJECTION_KEPT)


def delete_document(document: Document, now: datetime) -> Document:
    """Return the document, gone for everybody; its files and at last its row follow."""
    return _move_document(document, now, status=DocumentStatus.DELETED, due_at=now + DELETION_TAKES)


def erase_document(document: Document, now: datetime) -> Document:
    """Return the document, gone for everybody, without anything that tells of its owner or of what it was; its row
    stays as long as a deleted one's, for a file that is on its way."""
    silent = msgspec.structs.replace(
        document, file_name=ERASED_FILE, sha256=_NO_SHA256, trip_id=None, expires_on=None, rejection=None, reminders=()
    )
    return delete_document(silent, now)


def is_erased(document: Document) -> bool:
    """Return whether the document was erased with its owner."""
    return (document.file_name, document.sha256) == (ERASED_FILE, _NO_SHA256)


def expiry_notice(document: Document, today: date) -> ExpiryNotice | None:
    """Return what the owner is to be told now: that the document expires within one of REMIND_DAYS, the nearest that
    has come, unless they were told so before; None when nothing is due (any more)."""
    if document.expires_on is None or today > document.expires_on:
        return None
    come = [days for days in REMIND_DAYS if document.expires_on - timedelta(days=days) <= today]
    if not come or any(sent.days_before <= min(come) for sent in document.reminders):
        return None
    return ExpiryNotice(
        document_id=document.document_id,
        user_id=document.user_id,
        kind=document.kind,
        expires_on=document.expires_on,
        days_before=min(come),
    )


def notice_id(notice: ExpiryNotice) -> str:
    """Return the id of the event that tells it, the same however often it is told."""
    return event_id(notice.document_id, notice.days_before)


def record_reminder(document: Document, days: int, now: datetime) -> Document:
    """Return the document after its owner was reminded `days` before the expiry."""
    sent = (*document.reminders, Reminder(days_before=days, at=now))
    notified = msgspec.structs.replace(document, reminders=sent)
    return _move_document(notified, now, due_at=_next_reminder(notified))


def clear_due(document: Document, now: datetime) -> Document:
    """Return the document with nothing due any more."""
    return _move_document(document, now, due_at=None)


def _next_reminder(document: Document) -> datetime | None:
    last = min((sent.days_before for sent in document.reminders), default=max(REMIND_DAYS) + 1)
    ahead = [days for days in REMIND_DAYS if days < last]
    if document.expires_on is None or not ahead:
        return None
    return datetime.combine(document.expires_on - timedelta(days=max(ahead)), time(), UTC)


def _move_document(document: Document, now: datetime, **changes: object) -> Document:
    return msgspec.structs.replace(document, version=document.version + 1, updated_at=now, **changes)
