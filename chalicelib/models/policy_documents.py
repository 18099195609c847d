"""The table of policy documents: one row a document, with all its versions and its latest events, so that every change
of it is one conditional write; the sparse index `due` holds what must be looked at again by itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.policy_documents.document import MOST_DOCUMENTS, PolicyDocument, PolicyDocumentStatus
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import Contended, save_unless_erased

_DUE = "due"  # each index's only hash key: a company's policy documents are few
_COMPANY = "company"


class _Listed(GlobalSecondaryIndex["PolicyDocumentRow"]):
    class Meta:
        index_name = "listed-document"
        projection = AllProjection()

    listed = UnicodeAttribute(hash_key=True)
    document_id = UnicodeAttribute(range_key=True, attr_name="documentId")


class _ByDue(GlobalSecondaryIndex["DuePolicyDocumentRow"]):
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DuePolicyDocumentRow(DueRow):
    """What is known of a document that is due before it is read."""

    Meta = table_meta("policy-documents")

    document_id = UnicodeAttribute(hash_key=True, attr_name="documentId")

    by_due = _ByDue()


class PolicyDocumentRow(Model):
    """One document; `document` is the whole of it, the other attributes are what indexes and conditions need: `status`
    is that of its newest version, `current` the number of the version that counts."""

    Meta = table_meta("policy-documents")

    document_id = UnicodeAttribute(hash_key=True, attr_name="documentId")
    listed = UnicodeAttribute()
    status = UnicodeAttribute()
    current = NumberAttribute(null=True)
    due = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    revision = NumberAttribute()
    document = StructAttribute[PolicyDocument](PolicyDocument)

    by_listed = _Listed()
    by_due = _ByDue()


def add_document(document: PolicyDocument) -> PolicyDocument:
    """Keep a new document; the one that is kept under its id already, if an earlier sending got that far.

    Raises Conflict when there are as many as there may be, PersonErased when its uploader is, Unavailable.
    """
    is_new = PolicyDocumentRow.document_id.does_not_exist()
    uploaders = {each.uploaded_by for each in document.versions if each.uploaded_by}
    try:
        save_unless_erased(_to_row(document), is_new, of=uploaders, what="The document", within=_room_for(document))
    except Contended:
        raise
    except VersionConflict:
        return get_document(document.document_id)
    return document


def replace_document(before: PolicyDocument, after: PolicyDocument) -> PolicyDocument:
    """Put `after` in the place of `before`. Raises VersionConflict when that is no longer what is there, PersonErased
    when whoever uploads a new version is."""
    if after is before:
        return before
    unchanged = PolicyDocumentRow.revision == before.revision
    uploaders = {each.uploaded_by for each in after.versions[len(before.versions) :] if each.uploaded_by}
    save_unless_erased(_to_row(after), unchanged, of=uploaders, what="The document")
    return after


def touch_document(transaction: TransactWrite, document: PolicyDocument) -> None:
    """Raise the revision of a document within a transaction, which is refused when it is no longer what was read: what
    is decided about it at the same time is decided anew."""
    touched = msgspec.structs.replace(document, revision=document.revision + 1)
    transaction.save(_to_row(touched), condition=PolicyDocumentRow.revision == document.revision)


def get_document(document_id: str) -> PolicyDocument:
    """Return the document, read consistently, also one that is deleted. Raises NotFound."""
    try:
        return PolicyDocumentRow.get(document_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no policy document {document_id}.") from None


def list_documents(
    *,
    readable: bool,
    status: PolicyDocumentStatus | None = None,
    deleted: bool = False,
    limit: int,
    start: Cursor | None,
) -> ResultPage[PolicyDocument]:
    """Return one page of the documents, newest first, and the key after which the next one starts: only those with a
    version that can be read (`readable`), or whose newest version is in a `status`; those that are being removed only
    if `deleted` ones are wanted as well."""
    wanted = PolicyDocumentRow.document_id.exists()
    if not deleted:
        wanted &= PolicyDocumentRow.status != PolicyDocumentStatus.DELETED.value
    if readable:
        wanted &= PolicyDocumentRow.current.exists()
    if status is not None:
        wanted &= PolicyDocumentRow.status == status.value
    rows = PolicyDocumentRow.by_listed.query(
        _COMPANY,
        filter_condition=wanted,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_every_document() -> Iterator[PolicyDocument]:
    """Yield all documents, those that are being deleted as well, the newest first."""
    for row in PolicyDocumentRow.by_listed.query(_COMPANY, scan_index_forward=False, page_size=PAGE):
        yield row.document


def list_due(now: datetime) -> Iterator[Due]:
    """Yield documents whose time to be looked at has come, the longest overdue first."""
    for row in DuePolicyDocumentRow.by_due.query(_DUE, DuePolicyDocumentRow.due_at <= to_text(now), page_size=PAGE):
        yield Due((row.document_id,), row.due_at)


def remove_document(document: PolicyDocument) -> None:
    """Take the row of a deleted document away, as it was read; harmless when it is gone already. Raises
    VersionConflict."""
    unchanged: Any = PolicyDocumentRow.document_id.does_not_exist() | (PolicyDocumentRow.revision == document.revision)
    with changing("The document"):
        PolicyDocumentRow(document.document_id).delete(unchanged)


def _room_for(document: PolicyDocument) -> Limit:
    """Return the limit that a document is added to, with the company's others."""

    def count(recent: Sequence[str]) -> int:
        known = {each.document_id: each.deleted for each in list_every_document()}
        there = {each for each in (*known, *recent) if not known.get(each, False)}
        return len(there - {document.document_id})

    return Limit(
        scope=scope_of("policy documents", _COMPANY),
        most=MOST_DOCUMENTS,
        key=document.document_id,
        count=count,
        full=Conflict(f"There are at most {MOST_DOCUMENTS} policy documents; delete one first."),
    )


def _to_row(document: PolicyDocument) -> PolicyDocumentRow:
    current = document.current
    return PolicyDocumentRow(
        document.document_id,
        listed=_COMPANY,
        status=document.newest.status.value,
        current=current.version if current else None,
        due=_DUE if document.due_at else None,
        due_at=document.due_at,
        revision=document.revision,
        document=document,
    )
