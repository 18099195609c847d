"""Fixtures of the edge: a user pool with real keys, settings that believe it, and empty tables."""

from collections.abc import Iterator

import pytest

from chalicelib.api import calendars, items, shares, trips
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.services import employees
from tests.simulation.cloud.empty import empty_cloud
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.user_pool import PoolKeys, pool_key_server, pool_keys, stage
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.api.shipped import document, schemas, shipped

__all__ = ["document", "pool_key_server", "pool_keys", "schemas", "shipped", "stage"]


@pytest.fixture
def nobody_has_left() -> Iterator[None]:
    """Empty tables, the one that says who has left among them: nobody has."""
    with empty_cloud():
        yield


@pytest.fixture
def token(pool_keys: PoolKeys) -> str:
    return pool_keys.id_token()


@pytest.fixture
def clock() -> Iterator[TurningClock]:
    """Empty tables, in which some colleagues are kept, at a time that the test turns."""
    with empty_cloud(), turning_clock() as turning:
        keep_colleagues("anna", "ben", "clara", "david", "emma", "frank")
        yield turning


def keep_colleagues(*user_ids: str) -> None:
    """Employee records of these people, with whom a trip may be shared."""
    manager = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"travel-manager"}))
    for each in user_ids:
        employees.put_employee(manager, each, EmployeeDetails(name=each.title()), expected=None)


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
