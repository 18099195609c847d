"""A few schedules of people who leave, and that they would notice who does what they have no right to any more."""

from collections import Counter

from tests.simulation.company import PEOPLE, erases, furnish, send
from tests.simulation.leaving import run_leaving
from tests.simulation.traces import of_erased
from tests.simulation.world import ANNA, World


def test_nobody_who_has_lost_a_right_does_anything_by_it() -> None:
    outcomes = [run_leaving(seed) for seed in range(12)]

    assert [(each.seed, each.found) for each in outcomes if each.found] == []
    assert Counter(end for each in outcomes for end in each.ends)["booked"] > 0


def test_a_seed_is_the_same_schedule_again() -> None:
    assert run_leaving(3) == run_leaving(3)


def test_what_is_left_of_somebody_erased_is_noticed(world: World) -> None:
    furnish(world)
    send(world, erases(ANNA))
    people = {who.user_id: who for who in PEOPLE}
    assert list(of_erased(world, people)) == []

    table = world.wire.tables.tables["sojourn-local-items"]
    table.store(("itm_1", None), {"itemId": {"S": "itm_1"}, "document": {"S": '{"name": "For Mrs BERGER"}'}})
    world.wire.accounts["anna"] = ANNA.name

    assert len(list(of_erased(world, people))) == 2
