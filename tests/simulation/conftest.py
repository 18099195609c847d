"""Every test of the workflow gets a world of its own; whatever it does there, the invariants hold after it."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib import settings
from tests.simulation.invariants import violations
from tests.simulation.world import World
from tests.simulation.worlds import world


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with world() as made:
        yield made
        assert violations(made, ended=False) == []


@pytest.fixture
def queued_world(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose bookings are taken in through the queue."""
    queued = msgspec.structs.replace(settings.current(), invoke_mode="queue")
    monkeypatch.setattr(settings, "current", lambda: queued)
    return world
