"""Who uploaded versions of policy documents, which an erasure forgets. The documents stay: they are the company's."""

from chalicelib import clock
from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.domain.policy_documents.parsing import forget_uploader
from chalicelib.domain.value import Cursor
from chalicelib.errors import NotFound
from chalicelib.models import policy_documents
from chalicelib.services.policy_documents.changes import change_document


def erase_uploader(user_id: str, *, limit: int, start: Cursor | None) -> tuple[int, Cursor | None]:
    """Take a person's id out of one page of the documents; out of how many, and where the next page starts. Done again,
    it finds nothing left to do."""
    page = policy_documents.list_documents(readable=False, limit=limit, start=start, deleted=True)
    return sum(_forget(each, user_id) for each in page.rows), page.next


def _names(document: PolicyDocument, user_id: str) -> bool:
    return any(each.uploaded_by == user_id for each in document.versions)


def _forget(found: PolicyDocument, user_id: str) -> bool:
    if not _names(found, user_id):
        return False
    try:
        change_document(found.document_id, lambda before: forget_uploader(before, user_id, clock.now()))
    except NotFound:  # it was removed meanwhile
        return False
    return True
