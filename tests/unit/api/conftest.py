"""Fixtures of the edge: a user pool with real keys, this test's settings, a table in moto."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib import settings
from chalicelib.models.idempotency import IdempotencyRow
from tests.unit.api.harness import CLIENT, POOL, KeyServer, PoolKeys


@pytest.fixture(scope="session")
def pool_keys() -> PoolKeys:
    return PoolKeys("first")


@pytest.fixture
def key_server(pool_keys: PoolKeys) -> Iterator[KeyServer]:
    server = KeyServer()
    server.serve(pool_keys)
    yield server
    server.close()


@pytest.fixture
def stage(key_server: KeyServer, monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    """This test's settings: a pool whose keys are on the loopback."""
    here = settings.Settings(
        user_pool_id=POOL,
        user_pool_client_id=CLIENT,
        state_machine_arn="arn:aws:states:eu-central-1:000000000000:stateMachine:sojourn-local-booking",
        signing_key="a key for tests",
        verify_tokens_in_app=True,
        aws_endpoint_url=key_server.url,
    )
    monkeypatch.setattr(settings, "current", lambda: here)
    return here


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The idempotency table, in moto."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        IdempotencyRow.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield


@pytest.fixture
def token(pool_keys: PoolKeys) -> str:
    return pool_keys.id_token()
