"""Searches are tested with policy documents in tables, queues and a bucket of their own."""

from collections.abc import Iterator

import pytest

from tests.unit.services.documents.document_world import fresh_clients
from tests.unit.services.policy_documents.policy_world import PolicyWorld, policy_world


@pytest.fixture(scope="module", autouse=True)
def _clients() -> Iterator[None]:
    with fresh_clients():
        yield


@pytest.fixture
def world() -> Iterator[PolicyWorld]:
    with policy_world() as made:
        yield made
