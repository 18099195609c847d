"""Documents are tested with tables and a bucket of their own, by clients that moto answers."""

from collections.abc import Iterator

import pytest

from tests.unit.services.documents.document_world import World, document_world, fresh_clients


@pytest.fixture(scope="module", autouse=True)
def _clients() -> Iterator[None]:
    with fresh_clients():
        yield


@pytest.fixture
def world() -> Iterator[World]:
    with document_world() as made:
        yield made
