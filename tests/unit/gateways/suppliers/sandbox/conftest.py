"""What is sold here is sold in a sandbox of the test's own."""

from collections.abc import Iterator

import pytest

from tests.unit.gateways.suppliers.sandbox.sandbox_world import World, sandbox_world


@pytest.fixture
def world() -> Iterator[World]:
    with sandbox_world() as made:
        yield made
