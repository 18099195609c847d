"""docs/data.md has every key that bookings of different people share, with what a booking reads and writes there."""

import re
from functools import cache, partial

from tests.simulation.cloud.units import Meter, UnitKey
from tests.simulation.people import Approver, Traveller
from tests.simulation.schedules import NEEDS_APPROVAL
from tests.simulation.world import ANNA, BEN, DAVID, World
from tests.simulation.worlds import world
from tests.support.data_page import section

# Partitions of one person, who takes part in both bookings or goes on looking at the first.
PEOPLE = {"anna", "ben", "person#ben"}
READS, WRITES = 3_000, 1_000  # units that a partition has in a second


@cache
def measure_bookings() -> tuple[dict[UnitKey, tuple[float, int]], ...]:
    """Units of two bookings of different people, each asked for, selected, approved and bought."""
    found = []
    with world(model=True) as made:
        made.publish(NEEDS_APPROVAL)
        for count, identity in enumerate((ANNA, DAVID), 1):
            made.wire.tables.meter = meter = Meter()
            traveller = Traveller(made, identity, name=identity.user_id)
            Approver(made, traveller, "approved", BEN)
            made.run(3600, until=partial(_is_over, made, count))
            found.append(meter.units())
        assert {booking.status.value for booking in made.asked()} == {"booked"}
    return tuple(found)


def _is_over(made: World, count: int) -> bool:
    return len(made.asked()) == count and made.ended() and not made.has_pending_events()


def measure_shared() -> dict[tuple[str, str], tuple[float, int]]:
    """The most that one partition of a table or an index takes of a booking, of partitions that both bookings touch."""
    first, second = measure_bookings()
    most: dict[tuple[str, str], tuple[float, int]] = {}
    for key in (first.keys() & second.keys()) - {each for each in first if each.partition in PEOPLE}:
        reads, writes = most.get(key[:2], (0.0, 0))
        most[key[:2]] = max(reads, second[key][0]), max(writes, second[key][1])
    return most


def documented() -> dict[tuple[str, str], list[str]]:
    named = {tuple((*re.findall(r"`([\w-]+)`", row[0]), "")[:2]): row for row in section("Hot keys")}
    assert len(named) == len(section("Hot keys"))
    return {(table, index): row for (table, index), row in named.items()}


def test_every_key_that_bookings_share_is_documented_with_what_they_take_of_it() -> None:
    said = {key: (float(row[1]), int(row[2])) for key, row in documented().items()}

    assert said == measure_shared()


def test_no_shared_key_ends_before_twenty_bookings_a_second() -> None:
    for key, (reads, writes) in measure_shared().items():
        assert min(READS / max(reads, 1), WRITES / max(writes, 1)) >= 20, key


def test_asking_which_policy_counts_costs_no_more_with_more_versions() -> None:
    first, second = (each[UnitKey("policies", "", "travel")][0] for each in measure_bookings())

    assert second <= first
    assert second <= 6
