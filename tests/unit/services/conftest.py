"""Services are tested in a world of their own: real tables from the template, and a clock to turn."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.accounts import let_everybody_be_known
from tests.support.keys import make_keys
from tests.support.tables import empty_tables, make_tables


@pytest.fixture(autouse=True)
def everybody_is_known() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        let_everybody_be_known(patch)
        yield


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture(scope="module")
def profiles() -> Iterator[None]:
    """Tables, and the keys that profiles are encrypted by; `empty` takes away what the test before has left."""
    with mock_aws():
        make_tables()
        make_keys()
        yield


@pytest.fixture
def empty(profiles: None) -> None:
    empty_tables()
