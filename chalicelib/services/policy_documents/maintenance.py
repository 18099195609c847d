"""What policy documents need by themselves: uploads that never came, parsing that a worker died over, messages that
were lost on the way, and deletions to be finished. Everything here is safe to do again."""

from datetime import datetime

from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import PolicyDocument, PolicyDocumentStatus, PolicyDocumentVersion
from chalicelib.dynamodb.due_rows import FIRST_PAUSE, Due, put_off, to_moment
from chalicelib.errors import NotFound
from chalicelib.gateways import storage
from chalicelib.models import policy_documents, policy_sections
from chalicelib.models.policy_documents import DuePolicyDocumentRow
from chalicelib.services.policy_documents.changes import change_document
from chalicelib.services.policy_documents.files import folder, upload_key
from chalicelib.services.policy_documents.follow_up import follow_up
from chalicelib.services.policy_documents.messages import send_to_indexing, send_to_parsing
from chalicelib.worklist import NOTHING, Part

EXPIRED, RESENT, REMOVED = "uploads_expired", "parsing_resent", "versions_removed"


def to_look_after(now: datetime) -> Part[Due]:
    """Return the documents whose time to be looked at has come."""
    return Part(
        "policy documents",
        lambda: policy_documents.list_due(now),
        lambda due: look_after_due(due, now),
        lambda due: {"documentId": due.key[0]},
        lambda due, _why: put_off(DuePolicyDocumentRow, due, now),
        lambda due: to_moment(due.due_at),
    )


def look_after_due(due: Due, now: datetime) -> str:
    """Do what one document needs, version by version, and say what the first of it was."""
    try:
        document = policy_documents.get_document(*due.key)
    except NotFound:
        return NOTHING  # the index still names what is gone
    words = [
        _look_after(document, each, now) for each in document.versions if each.due_at is not None and each.due_at <= now
    ]
    if RESENT in words:  # it is due until somebody has done what was asked for: not at every sweep
        put_off(DuePolicyDocumentRow, due, now, first=2 * FIRST_PAUSE)
    return next(iter(words), NOTHING)


def _look_after(document: PolicyDocument, version: PolicyDocumentVersion, now: datetime) -> str:
    """Do what one version needs, and say what that was."""
    match version.status:
        case PolicyDocumentStatus.PENDING:
            change_document(document.document_id, lambda before: _expire(before, version.version, now))
            follow_up(document.document_id, version.version)
            return EXPIRED
        case PolicyDocumentStatus.RECEIVED | PolicyDocumentStatus.PARSING:
            send_to_parsing(document.document_id, version.version)
            return RESENT
        case PolicyDocumentStatus.PARSED | PolicyDocumentStatus.INDEXED | PolicyDocumentStatus.FAILED:
            follow_up(document.document_id, version.version)
            return RESENT
        case PolicyDocumentStatus.DELETED:
            _remove(document.document_id, version.version, now)
            return REMOVED


def _expire(before: PolicyDocument, version: int, now: datetime) -> PolicyDocument:
    found = before.find(version)
    if found is None or found.status is not PolicyDocumentStatus.PENDING:
        return before
    return parsing.expire_upload(before, version, now)


def _remove(document_id: str, version: int, now: datetime) -> None:
    """Take away what is left of a deleted version, and at last the document's row."""
    storage.delete(upload_key(document_id, version))
    storage.delete_below(folder(document_id, version))
    policy_sections.remove_sections(document_id, version)
    send_to_indexing(document_id, version)  # whose index may lie elsewhere
    before = policy_documents.get_document(document_id)
    after = parsing.clear_due(before, version, now)
    if after.deleted and after.due_at is None:
        policy_documents.remove_document(before)  # as it is due still, should this be the last that is done
    else:
        policy_documents.replace_document(before, after)
