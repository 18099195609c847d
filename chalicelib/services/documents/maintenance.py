"""What documents need by themselves: uploads that never came, refusals that were read long enough, deletions to be
finished, and reminders before a travel document expires. Everything here is safe to do again."""

from datetime import datetime

from chalicelib import clock, observability
from chalicelib.domain import documents as rules
from chalicelib.domain.documents import Document, DocumentStatus, ExpiryNotice
from chalicelib.domain.value import Value
from chalicelib.domain.webhooks.webhook import Notice
from chalicelib.errors import NotFound, SojournError
from chalicelib.gateways import storage
from chalicelib.models import documents
from chalicelib.models.documents import DocumentKey
from chalicelib.services.documents.documents import kept_key, remove_files, upload_key
from chalicelib.services.webhooks import deliveries as webhook_deliveries

_DOCUMENTS_A_SWEEP = 100


class DocumentCounts(Value, frozen=True):
    """What was done: documents marked as deleted, removed for good, and reminded of; and how many could not be."""

    discarded: int = 0
    removed: int = 0
    reminded: int = 0
    failed: int = 0


def clean_up_documents() -> DocumentCounts:
    """Do what is due, one document at a time; one that fails is counted and left for the next sweep."""
    now = clock.now()
    counts: dict[str, int] = {}
    for key in documents.list_due(now, _DOCUMENTS_A_SWEEP):
        done = _clean_up_guarded(key, now)
        counts[done] = counts.get(done, 0) + 1
    counts.pop("nothing", None)
    return DocumentCounts(**counts)


def _clean_up_guarded(key: DocumentKey, now: datetime) -> str:
    try:
        document = documents.get_document(key.user_id, key.document_id)
        return _clean_up(document, now)
    except NotFound:
        return "nothing"  # the index still names what is gone
    except SojournError:
        observability.error("unfinished document not cleaned up", documentId=key.document_id)
        return "failed"


def _clean_up(document: Document, now: datetime) -> str:
    """Do what one document needs, and say what that was."""
    if document.due_at is None or document.due_at > now:
        return "nothing"
    if document.status is DocumentStatus.DELETED:
        storage.delete(upload_key(document), kept_key(document))
        documents.remove(document)
        return "removed"
    if document.status is DocumentStatus.CONFIRMED:
        return _remind(document, now)
    documents.save(rules.delete_document(document, now))
    remove_files(upload_key(document), kept_key(document))
    return "discarded"


def _remind(document: Document, now: datetime) -> str:
    """Notify, then record it: a crash in between notifies twice, under one event id, and never not."""
    notice = rules.expiry_notice(document, now.date())
    if notice is None:
        documents.save(rules.clear_due(document, now))
        return "nothing"
    _publish(notice, now)
    documents.save(rules.record_reminder(document, notice.days_before, now))
    return "reminded"


def _publish(notice: ExpiryNotice, now: datetime) -> None:
    """Create a pending delivery for every webhook that subscribes to the event."""
    event_id = rules.notice_id(notice)
    webhook_deliveries.publish(Notice(event_id=event_id, type=rules.EXPIRING_EVENT, at=now, data=notice))
    observability.info(
        "document expires soon",
        event=rules.EXPIRING_EVENT,
        eventId=event_id,
        documentId=notice.document_id,
        daysBefore=notice.days_before,
    )
    observability.metric("DocumentsExpiring")
