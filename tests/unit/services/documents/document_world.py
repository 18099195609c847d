"""Documents in real tables and a bucket, in a time that can be turned."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib import settings
from chalicelib.domain.documents import ContentType, Document
from chalicelib.domain.identity import Identity
from chalicelib.gateways import aws
from chalicelib.services.documents import documents as service
from tests.support.connection import Cut
from tests.support.files import BUCKET, FILES, announcement, keys_in, make_bucket
from tests.support.process_memory import forget_all
from tests.support.tables import STAGE, client, make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.wire import Wire, aws_on_the_wire

ADA = Identity(user_id="ada", email="ada@example.com", name="Ada", groups=frozenset({"traveller"}))
BOB = Identity(user_id="bob", email="bob@example.com", name="Bob", groups=frozenset({"traveller", "travel-manager"}))
PDF = FILES[ContentType.PDF]
BEGUN = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


class World:
    """Documents as their owners have them, and what lies in the bucket."""

    def __init__(self, wire: Wire, clock: TurningClock) -> None:
        self.wire = wire
        self.clock = clock
        self.s3 = make_bucket()
        self._count = 0

    def announce(self, identity: Identity = ADA, **said: Any) -> Document:
        self._count += 1
        number = f"doc_01JQZXB2M4C6N8P0R2T4{self._count:06d}"
        return service.create_document(identity, announcement(**said), number)[0]

    def upload(self, document: Document, body: bytes = PDF, content_type: str = "application/pdf") -> None:
        with self.wire.quiet():
            self.s3.put_object(Bucket=BUCKET, Key=service.upload_key(document), Body=body, ContentType=content_type)

    def confirmed(self, identity: Identity = ADA, **said: Any) -> Document:
        document = self.announce(identity, **said)
        self.upload(document)
        return service.confirm_document(identity, document.document_id)

    def versions(self) -> list[tuple[str, str]]:
        """Every version of every file in the bucket, marks of deletion as well: key and id."""
        found = self.s3.list_object_versions(Bucket=BUCKET)
        return [(e["Key"], e["VersionId"]) for e in (*found.get("Versions", ()), *found.get("DeleteMarkers", ()))]

    def kept(self) -> list[str]:
        with self.wire.quiet():
            return keys_in(self.s3)


@contextmanager
def fresh_clients() -> Iterator[None]:
    """Clients that were made before moto answers them are used by nobody here, nor are these used afterwards."""
    aws.client.cache_clear()
    yield
    aws.client.cache_clear()


def name_foundation() -> None:
    """Let the foundation's parameter be there, of a stage that has no second region: it names the bucket."""
    written = json.dumps({"userPoolId": "pool", "userPoolClientId": "client", "documentsBucket": BUCKET})
    client("ssm").put_parameter(Name=f"/sojourn/{STAGE}/foundation", Value=written, Type="String", Overwrite=True)


@contextmanager
def document_world() -> Iterator[World]:
    """Tables and a bucket of their own."""
    here = settings.Settings(documents_bucket=BUCKET)
    forget_all()
    with pytest.MonkeyPatch.context() as patch, turning_clock(BEGUN) as clock, aws_on_the_wire() as wire:
        patch.setattr(settings, "current", lambda: here)
        make_tables("documents", "limits", "mentions", "trips", "shares", "webhooks", "webhook-deliveries")
        with wire.quiet():
            name_foundation()
        yield World(wire, clock)


def cut_at(number: int, how: Cut) -> Any:
    return lambda call: how if call.number == number else None
