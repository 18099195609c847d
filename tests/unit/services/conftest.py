"""Services are tested in a world of their own: real tables from the template, and a clock to turn."""

from collections.abc import Iterator

import pytest

from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.accounts import let_everybody_be_known


@pytest.fixture(autouse=True)
def everybody_is_known() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        let_everybody_be_known(patch)
        yield


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture
def empty() -> Iterator[None]:
    """Empty tables, and the keys that profiles are encrypted by."""
    with empty_cloud():
        yield
