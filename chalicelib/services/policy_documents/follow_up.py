"""What follows when parsing a version has ended: subscribers are told, and what was parsed is sent to be indexed. The
version's row says what is still to be done, so all of it may be done twice and none of it is lost."""

from chalicelib import clock, observability
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import PolicyDocument, PolicyDocumentStatus, PolicyDocumentVersion
from chalicelib.errors import NotFound, Unavailable
from chalicelib.models import policy_documents
from chalicelib.services.policy_documents.changes import change_document
from chalicelib.services.policy_documents.messages import notify_subscribers, send_to_indexing


def follow_up(document_id: str, version: int) -> None:
    """Do what follows for a version of which it was not done yet; what cannot be done now, the sweeper does."""
    document = policy_documents.get_document(document_id)
    found = document.find(version)
    if found is None:
        return
    if found.status is PolicyDocumentStatus.PARSED:
        send_to_indexing(document_id, version)
    if awaits_notification(found) and _notify(document, found):
        change_document(document_id, lambda before: _mark_notified(before, version))


def complete_indexing(document_id: str, version: int, ranking: str) -> bool:
    """Note that a search finds the sections of a version, by this `ranking`; whether that is news. Late and doubled
    calls are harmless."""
    indexed = False

    def change(before: PolicyDocument) -> PolicyDocument:
        nonlocal indexed
        found = before.find(version)
        indexed = found is not None and found.readable and found.ranking != ranking
        return parsing.complete_indexing(before, version, ranking, clock.now()) if indexed else before

    try:
        change_document(document_id, change)
    except NotFound:  # it was deleted meanwhile
        return False
    return indexed


def awaits_notification(version: PolicyDocumentVersion) -> bool:
    """Return whether subscribers are still to be told how parsing a version ended."""
    return (version.readable or version.failure is not None) and not version.notified


def _notify(document: PolicyDocument, version: PolicyDocumentVersion) -> bool:
    try:
        notify_subscribers(document, version, version.updated_at)
    except Unavailable:
        observability.warning(
            "notification left to the sweeper", documentId=document.document_id, version=version.version
        )
        return False
    return True


def _mark_notified(before: PolicyDocument, version: int) -> PolicyDocument:
    found = before.find(version)
    if found is None or not awaits_notification(found):
        return before
    return parsing.mark_notified(before, version, clock.now())
