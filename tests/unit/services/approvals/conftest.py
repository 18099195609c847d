"""Who holds a role in a test's user pool is theirs to say."""

from collections.abc import Iterator

import pytest

from tests.simulation.cloud import accounts


@pytest.fixture(autouse=True)
def unchanged_pool() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "MEMBERS", dict(accounts.MEMBERS))
        yield
