"""What documents need by themselves: uploads that never came, refusals that were read long enough, deletions to be
finished, and reminders before a travel document expires. Everything here is safe to do again."""

from datetime import datetime

from chalicelib import clock, observability
from chalicelib.domain import documents as rules
from chalicelib.domain.documents import Document, DocumentStatus, ExpiryNotice
from chalicelib.domain.value import Value
from chalicelib.domain.webhooks.webhook import Notice
from chalicelib.dynamodb.due_rows import Due, put_off, to_moment
from chalicelib.errors import NotFound
from chalicelib.gateways import storage
from chalicelib.models import documents
from chalicelib.models.documents import DueDocumentRow
from chalicelib.services.documents.documents import kept_key, upload_key
from chalicelib.services.file_links import remove_files
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.worklist import NOTHING, Part, work_off

_SECONDS = 10.0  # that documents may take of a sweep: files are deleted at another system


class DocumentCounts(Value, frozen=True):
    """What was done: documents marked as deleted, removed for good, and reminded of; and how many could not be."""

    discarded: int = 0
    removed: int = 0
    reminded: int = 0
    failed: int = 0


def clean_up_documents() -> DocumentCounts:
    """Do what is due, each document on its own; one that fails is counted and put off."""
    worked = work_off([to_clean_up(clock.now())], seconds=_SECONDS)
    return DocumentCounts(**{word: count for word, count in worked.counts.items() if word != NOTHING})


def to_clean_up(now: datetime) -> Part[Due]:
    """Return the documents whose time to be looked at has come."""
    return Part(
        "documents",
        lambda: documents.list_due(now),
        lambda due: _clean_up_found(due, now),
        lambda due: {"documentId": due.key[1]},
        lambda due, _why: put_off(DueDocumentRow, due, now),
        lambda due: to_moment(due.due_at),
    )


def _clean_up_found(due: Due, now: datetime) -> str:
    try:
        return _clean_up(documents.get_document(*due.key), now)
    except NotFound:
        return NOTHING  # the index still names what is gone


def _clean_up(document: Document, now: datetime) -> str:
    """Do what one document needs, and say what that was."""
    if document.due_at is None or document.due_at > now:
        return NOTHING
    if document.status is DocumentStatus.DELETED:
        take = storage.purge if rules.is_erased(document) else storage.delete
        take(upload_key(document), kept_key(document))
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
        return NOTHING
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
