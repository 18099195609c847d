"""The documents table. Its key begins with the owner, so that what is somebody else's cannot even be asked for; the
sparse index `due` holds what must be looked at again by itself."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.documents import Document, DocumentKind, DocumentStatus
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound
from chalicelib.models.mentions import save_unless_erased

_DUE = "due"  # the index's only hash key: a company's documents that are due at a time are few


class _ByKind(GlobalSecondaryIndex["DocumentRow"]):
    class Meta:
        index_name = "owner-kind"
        projection = AllProjection()

    owner_kind = UnicodeAttribute(hash_key=True, attr_name="ownerKind")
    document_id = UnicodeAttribute(range_key=True, attr_name="documentId")


class _ByTrip(GlobalSecondaryIndex["DocumentRow"]):
    class Meta:
        index_name = "owner-trip"
        projection = AllProjection()

    owner_trip = UnicodeAttribute(hash_key=True, attr_name="ownerTrip")
    document_id = UnicodeAttribute(range_key=True, attr_name="documentId")


class _ByDue(GlobalSecondaryIndex["DueDocumentRow"]):
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DueDocumentRow(DueRow):
    """What is known of a document that is due before it is read."""

    Meta = table_meta("documents")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    document_id = UnicodeAttribute(range_key=True, attr_name="documentId")

    by_due = _ByDue()


class DocumentRow(Model):
    """One document; `document` is the whole of it, the other attributes are what indexes and conditions need."""

    Meta = table_meta("documents")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    document_id = UnicodeAttribute(range_key=True, attr_name="documentId")
    owner_kind = UnicodeAttribute(attr_name="ownerKind")
    owner_trip = UnicodeAttribute(attr_name="ownerTrip", null=True)
    kind = UnicodeAttribute()
    status = UnicodeAttribute()
    due = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    version = NumberAttribute()
    document = StructAttribute[Document](Document)

    by_kind = _ByKind()
    by_trip = _ByTrip()


def save(document: Document) -> Document:
    """Write a new document, or the next version of one. Raises VersionConflict when it is there already, or when it is
    no longer the version before; PersonErased for a new one."""
    is_new = document.version == 1
    unchanged = DocumentRow.document_id.does_not_exist() if is_new else DocumentRow.version == document.version - 1
    owner = [document.user_id] if is_new else []
    save_unless_erased(_to_row(document), unchanged, of=owner, what="The document")
    return document


def get_document(user_id: str, document_id: str) -> Document:
    """Return the owner's document, read consistently, whatever its status. Raises NotFound."""
    try:
        return DocumentRow.get(user_id, document_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no document {document_id}.") from None


def list_documents(
    user_id: str,
    *,
    kind: DocumentKind | None,
    trip_id: str | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Document]:
    """Return one page of the owner's documents that are not deleted, newest first, and the key after which the next one
    starts."""
    there = DocumentRow.status != DocumentStatus.DELETED.value
    common: dict[str, Any] = {
        "scan_index_forward": False,
        "limit": limit,
        "page_size": limit,
        "last_evaluated_key": start,
    }
    if trip_id is not None:
        wanted = there if kind is None else there & (DocumentRow.kind == kind.value)
        rows = DocumentRow.by_trip.query(f"{user_id}#{trip_id}", filter_condition=wanted, **common)
    elif kind is not None:
        rows = DocumentRow.by_kind.query(f"{user_id}#{kind.value}", filter_condition=there, **common)
    else:
        rows = DocumentRow.query(user_id, filter_condition=there, consistent_read=True, **common)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_due(now: datetime) -> Iterator[Due]:
    """Yield documents whose time to be looked at has come, the longest overdue first."""
    for row in DueDocumentRow.by_due.query(_DUE, DueDocumentRow.due_at <= to_text(now), page_size=PAGE):
        yield Due((row.user_id, row.document_id), row.due_at)


def list_all(user_id: str) -> list[Document]:
    """Return all documents of the owner, the deleted ones as well, read consistently."""
    return [row.document for row in DocumentRow.query(user_id, consistent_read=True)]


def remove(document: Document) -> None:
    """Take the row away; harmless when it is gone already."""
    DocumentRow(document.user_id, document.document_id).delete()


def _to_row(document: Document) -> DocumentRow:
    return DocumentRow(
        document.user_id,
        document.document_id,
        owner_kind=f"{document.user_id}#{document.kind.value}",
        owner_trip=f"{document.user_id}#{document.trip_id}" if document.trip_id else None,
        kind=document.kind.value,
        status=document.status.value,
        due=_DUE if document.due_at else None,
        due_at=document.due_at,
        version=document.version,
        document=document,
    )
