"""The copy that is attacked, and the figures of what was tried, which `make security` prints."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from infra.package import ROOT
from local.client import Client
from tests.e2e.conftest import package, stack, world
from tests.e2e.world import World
from tests.security.described import Operation, described
from tests.support.user_pool import pool_key_server, pool_keys, stage

__all__ = ["package", "pool_key_server", "pool_keys", "stack", "stage", "world"]

FIGURES = ROOT / "build" / "reports" / "security-figures.json"


@pytest.fixture(scope="session")
def figures() -> Iterator[Counter[str]]:
    """How much was tried, by name; kept for the summary."""
    counted: Counter[str] = Counter()
    yield counted
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(counted, indent=1), encoding="utf-8")


@pytest.fixture(scope="session")
def operations(world: World) -> list[Operation]:
    """Everything that the deployed copy says it can do."""
    return described(Client(world.stack.base_url).get("/v1/openapi.json"))
