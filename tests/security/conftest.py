"""The copy that is attacked, and the figures of what was tried, which `make security` prints."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from chalicelib import settings
from infra.package import ROOT
from local.client import Client
from tests.e2e.conftest import package, stack, world
from tests.e2e.world import World
from tests.security.described import Operation, described
from tests.unit.api.conftest import pool_keys
from tests.unit.api.harness import CLIENT, POOL, KeyServer, PoolKeys

__all__ = ["package", "pool_keys", "stack", "world"]

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


@pytest.fixture
def pool_key_server(pool_keys: PoolKeys) -> Iterator[KeyServer]:
    """Serves the keys of the pool that this process checks tokens with."""
    server = KeyServer()
    server.serve(pool_keys)
    yield server
    server.close()


@pytest.fixture
def stage(pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    """This process's own settings: a pool whose keys are on the loopback, tokens checked here."""
    here = settings.Settings(
        user_pool_id=POOL,
        user_pool_client_id=CLIENT,
        state_machine_arn="arn:aws:states:eu-central-1:000000000000:stateMachine:sojourn-local-booking",
        signing_key="a key for tests",
        verify_tokens_in_app=True,
        aws_endpoint_url=pool_key_server.url,
    )
    monkeypatch.setattr(settings, "current", lambda: here)
    return here
