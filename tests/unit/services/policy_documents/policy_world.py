"""Policy documents in real tables, queues and a bucket, in a time that can be turned."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.policy_documents.document import (
    PolicyDocument,
    PolicyDocumentVersion,
    PolicyFile,
    PolicyFileType,
)
from chalicelib.models import policy_documents, policy_sections
from chalicelib.services.policy_documents import maintenance
from chalicelib.services.policy_documents import uploads as service
from chalicelib.services.policy_documents.files import upload_key
from chalicelib.worklist import work_off
from tests.support import policy_document_samples as samples
from tests.support.files import BUCKET, keys_in, make_bucket
from tests.support.policy_document_samples import HANDBOOK, policy_file
from tests.support.process_memory import forget_all
from tests.support.tables import client, make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.wire import Wire, aws_on_the_wire
from tests.unit.services.documents.document_world import BEGUN, name_foundation

MANAGER = Identity(
    user_id="bob", email="bob@example.com", name="Bob", groups=frozenset({"traveller", "travel-manager"})
)
TRAVELLER = Identity(user_id="ada", email="ada@example.com", name="Ada", groups=frozenset({"traveller"}))
QUEUES = ("policy-documents", "policy-documents-dlq", "policy-index", "webhooks")


class PolicyWorld:
    """Policy documents as travel managers upload them, what lies in the bucket, and what waits in the queues."""

    def __init__(self, wire: Wire, clock: TurningClock) -> None:
        self.wire = wire
        self.clock = clock
        self.s3 = make_bucket()
        self.sqs: Any = client("sqs")
        self._urls = {
            name: self.sqs.create_queue(QueueName=settings.current().name(name))["QueueUrl"] for name in QUEUES
        }
        self._count = 0

    def create(self, file: PolicyFile | None = None) -> PolicyDocument:
        self._count += 1
        new = service.PolicyDocumentRequest(title=f"Travel handbook {self._count}", file=file or policy_file())
        return service.create_document(MANAGER, new, f"pdc_01JQZXB2M4C6N8P0R2T4{self._count:06d}")[0]

    def add_version(self, document: PolicyDocument, file: PolicyFile | None = None) -> PolicyDocumentVersion:
        return service.create_version(
            MANAGER, document.document_id, file or policy_file(), expected=None, operation_id=None
        )[1]

    def upload(
        self,
        document: PolicyDocument,
        version: int = 1,
        body: bytes = HANDBOOK,
        kind: PolicyFileType = PolicyFileType.MARKDOWN,
    ) -> None:
        with self.wire.quiet():
            self.s3.put_object(
                Bucket=BUCKET,
                Key=upload_key(document.document_id, version),
                Body=body,
                ContentType=kind,
            )

    def received(self) -> PolicyDocument:
        document = self.create()
        self.upload(document)
        return service.confirm_version(MANAGER, document.document_id, 1)

    def parsed(self, document: PolicyDocument | None = None, version: int = 1) -> PolicyDocument:
        """A document of two sections whose parsing is behind it."""
        before = self.stored(document or self.create())
        policy_sections.write_sections(
            before.document_id, version, [samples.section(place, f"Words of {place}.") for place in range(2)]
        )
        return policy_documents.replace_document(before, samples.parsed(before, version))

    def stored(self, document: PolicyDocument) -> PolicyDocument:
        with self.wire.quiet():
            return policy_documents.get_document(document.document_id)

    def version(self, document: PolicyDocument, version: int = 1) -> PolicyDocumentVersion:
        return self.stored(document).versions[version - 1]

    def receive(self, queue: str) -> list[Any]:
        """Receive the messages of a queue, as its function is given them."""
        with self.wire.quiet():
            got = self.sqs.receive_message(QueueUrl=self._urls[queue], MaxNumberOfMessages=10)["Messages"]
        return [{"messageId": m["MessageId"], "receiptHandle": m["ReceiptHandle"], "body": m["Body"]} for m in got]

    def take(self, queue: str) -> list[Any]:
        """Take the messages of a queue."""
        with self.wire.quiet():
            got = self.sqs.receive_message(QueueUrl=self._urls[queue], MaxNumberOfMessages=10).get("Messages", [])
            for each in got:
                self.sqs.delete_message(QueueUrl=self._urls[queue], ReceiptHandle=each["ReceiptHandle"])
        return [json.loads(each["Body"]) for each in got]

    def kept(self) -> list[str]:
        with self.wire.quiet():
            return keys_in(self.s3)


def sweep(world: PolicyWorld) -> Counter[str]:
    """Do what is due of policy documents, as the sweeper does; how often what was done."""
    return work_off([maintenance.to_look_after(world.clock.time)], seconds=40).counts


@contextmanager
def policy_world() -> Iterator[PolicyWorld]:
    """Tables, queues and a bucket of their own."""
    here = settings.Settings()
    forget_all()
    with pytest.MonkeyPatch.context() as patch, turning_clock(BEGUN) as clock, aws_on_the_wire() as wire:
        patch.setattr(settings, "current", lambda: here)
        make_tables(
            "policy-documents", "policy-sections", "policies", "limits", "mentions", "webhooks", "webhook-deliveries"
        )
        with wire.quiet():
            name_foundation()
        yield PolicyWorld(wire, clock)
