"""Deliveries go from tables and queues of the test's own to a real receiver."""

from collections.abc import Iterator

import pytest

from tests.support.receiver import Receiver, receiver
from tests.unit.services.webhooks.delivery_world import World, delivery_world


@pytest.fixture
def world() -> Iterator[World]:
    with delivery_world() as made:
        yield made


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as made:
        yield made
