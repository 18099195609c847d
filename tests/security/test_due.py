"""A thousand deadlines due at once, one of them unreadable: two sweeps, of at most 45 seconds each, keep them all."""

from collections import Counter

from tests.e2e import due
from tests.e2e.world import World

THOUSAND = 1_000
SWEEPS = 2  # each ends after 40 seconds, and the item that it is at: together less than 90


def test_thousand_deadlines_due_at_once_are_kept_in_two_sweeps(world: World, figures: Counter[str]) -> None:
    with world.unscheduled(), due.due_at_once(world, THOUSAND) as ids:
        for _ in range(SWEEPS):
            world.invoke("sweeper")
            figures["sweeps of a thousand deadlines"] += 1
            if len(kept := due.reminded(world, ids)) == THOUSAND:
                break

        assert len(kept) == THOUSAND
        assert f"{ids[0]}-unreadable" in due.put_off(world)
