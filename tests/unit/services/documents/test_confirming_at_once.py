"""Confirming a document twice at the same moment."""

from typing import Any

import pytest

from chalicelib.domain.documents import Document, DocumentStatus
from chalicelib.gateways import storage
from chalicelib.services.documents import documents as service
from tests.unit.services.documents.document_world import ADA, World


def test_two_confirmations_at_once_both_find_it_confirmed(world: World) -> None:
    document = world.announce()
    world.upload(document)
    read, others = storage.read, list[Document]()

    def overtaken(*arguments: Any, **named: Any) -> Any:
        patch.setattr(storage, "read", read)
        others.append(service.confirm_document(ADA, document.document_id))
        return read(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "read", overtaken)
        confirmed = service.confirm_document(ADA, document.document_id)

    assert others == [confirmed]
    assert confirmed.status is DocumentStatus.CONFIRMED
