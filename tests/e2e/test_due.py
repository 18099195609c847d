"""Many deadlines at once in the deployed copy, with its policies on: one row that cannot be read holds up none of them.

Here with a few; `make security` has a thousand of them.
"""

import pytest

from tests.e2e import due
from tests.e2e.world import World

pytestmark = pytest.mark.waits

MANY = 105  # more than the sweeper reads at a time


def test_deadlines_due_at_once_are_all_kept_though_one_cannot_be_read(world: World) -> None:
    with world.unscheduled(), due.due_at_once(world, MANY) as ids:
        world.invoke("sweeper")

        assert due.reminded(world, ids) == set(ids)
        assert [each for each in due.put_off(world) if each.startswith(ids[0])] == [f"{ids[0]}-unreadable"]
