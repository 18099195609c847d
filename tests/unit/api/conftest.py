"""Fixtures of the edge: a user pool with real keys, this test's settings, a table in moto."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib import settings
from chalicelib.api import calendars, items, shares, trips
from chalicelib.models.base import transactions
from chalicelib.models.idempotency import IdempotencyRow
from tests.support.tables import make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.unit.api.harness import CLIENT, POOL, Api, KeyServer, PoolKeys
from tests.unit.api.people import Person


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
    transactions()  # as the tables do, they go where the process's own settings say, not to the server of the keys
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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[TurningClock]:
    """The tables of trips and what hangs on them, in moto, at a time that the test turns."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws(), turning_clock() as turning:
        make_tables("bookings", "calendars", "idempotency", "items", "shares", "trips")
        yield turning


@pytest.fixture
def trips_api(clock: TurningClock) -> Api:
    """The API of trips and what hangs on them."""
    return Api(trips.blueprint, shares.blueprint, items.blueprint, calendars.blueprint)


@pytest.fixture
def anna(trips_api: Api, pool_keys: PoolKeys) -> Person:
    return Person(trips_api, pool_keys, "anna")


@pytest.fixture
def david(trips_api: Api, pool_keys: PoolKeys) -> Person:
    return Person(trips_api, pool_keys, "david")


@pytest.fixture
def clara(trips_api: Api, pool_keys: PoolKeys) -> Person:
    """A travel manager."""
    return Person(trips_api, pool_keys, "clara", "travel-manager")
