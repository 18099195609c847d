"""What is sent about policy documents: a message names a version, and its row says what is to be done. What is lost on
the way is sent again by the sweeper."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib import observability
from chalicelib.domain.ids import event_id
from chalicelib.domain.policy_documents.citation import PolicyDocumentId
from chalicelib.domain.policy_documents.document import (
    PolicyDocument,
    PolicyDocumentEventType,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
    VersionNumber,
)
from chalicelib.domain.policy_documents.problems import ParsingFailure
from chalicelib.domain.value import Value
from chalicelib.domain.webhooks.webhook import Notice
from chalicelib.errors import Unavailable
from chalicelib.gateways import queues
from chalicelib.gateways.queues import Queue
from chalicelib.services.webhooks import deliveries


class PolicyDocumentMessage(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the queues `policy-documents` and `policy-index`: this version is to be parsed, or indexed, unless
    that was done."""

    document_id: PolicyDocumentId
    version: VersionNumber


class PolicyDocumentNotice(Value, frozen=True):
    """How parsing a version of a policy document ended."""

    document_id: str
    title: Annotated[str, msgspec.Meta(description="Title of the document")]
    version: int
    status: Annotated[PolicyDocumentStatus, msgspec.Meta(description="`parsed` or `failed`")]
    pages: Annotated[int | None, msgspec.Meta(description="Pages that it has; null where its format has none")]
    sections: Annotated[int, msgspec.Meta(description="Sections that were found")]
    failure: Annotated[ParsingFailure | None, msgspec.Meta(description="Why it could not be parsed; null if it was")]


def send_to_parsing(document_id: str, version: int) -> None:
    """Ask for a version to be parsed; when that fails, the sweeper does."""
    _send("policy-documents", document_id, version)


def send_to_indexing(document_id: str, version: int) -> None:
    """Ask for a version to be indexed; when that fails, the sweeper does."""
    _send("policy-index", document_id, version)


def notify_subscribers(document: PolicyDocument, version: PolicyDocumentVersion, at: datetime) -> None:
    """Create a pending delivery for every webhook that subscribes to how parsing a version ended; the same event
    however often it is told. Raises Unavailable."""
    deliveries.publish(
        Notice(
            event_id=event_id(document.document_id, version.outcome_seq),
            type=(PolicyDocumentEventType.FAILED if version.failure else PolicyDocumentEventType.PARSED).value,
            at=at,
            data=PolicyDocumentNotice(
                document_id=document.document_id,
                title=document.title,
                version=version.version,
                status=version.status,
                pages=version.progress.pages,
                sections=version.progress.sections,
                failure=version.failure,
            ),
        )
    )


def _send(queue: Queue, document_id: str, version: int) -> None:
    try:
        queues.send(queue, PolicyDocumentMessage(document_id=document_id, version=version))
    except Unavailable:
        observability.warning("message left to the sweeper", queueName=queue, documentId=document_id, version=version)
