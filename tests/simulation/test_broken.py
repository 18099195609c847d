"""A few schedules among broken things, and that they would notice what waits for one of them."""

from datetime import timedelta

import pytest

from chalicelib.services.operations import sweeper
from chalicelib.workers import schedules
from tests.simulation.broken import run_broken
from tests.simulation.punctual import Punctuality
from tests.simulation.receivers import HANGING, IDLE, Receivers
from tests.simulation.stages import booked, planned
from tests.simulation.unreadable import DOCUMENTS, LOOPS, put_row, take_away
from tests.simulation.world import World
from tests.support.connection import Cut


def test_nothing_sound_waits_for_anything_broken() -> None:
    outcomes = [run_broken(seed) for seed in range(6)]

    assert [(each.seed, each.found) for each in outcomes if each.found] == []


def test_function_that_waits_for_a_receiver_dies_with_its_world(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    receivers = Receivers(world, monkeypatch)
    receivers.subscribe(HANGING, 0)
    booked(world)
    world.run(1, until=lambda: any(not each.over for each in receivers._at_work.values()))
    waiting = [each for each in receivers._at_work.values() if not each.over]
    assert waiting
    failed = list(world.failures)

    receivers.close()

    assert [each.over for each in waiting] == [True] * len(waiting)
    assert {each.thread for each in waiting} <= set(IDLE), "a thread that could be used again is lost"
    assert world.failures == failed


def test_a_seed_is_the_same_schedule_again() -> None:
    assert run_broken(10) == run_broken(10)


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: f"{loop.table} {loop.attributes.get('status', '')}")
def test_a_row_that_cannot_be_read_is_where_a_loop_reads_it(world: World, loop: object) -> None:
    key = put_row(world, loop, DOCUMENTS[0])  # type: ignore[arg-type]
    ((table, _), before) = next(iter(world.foreign.items()))

    world.guarded("sweeper", schedules.sweep)

    after = world.wire.tables.tables[table].rows[key]
    assert after != before, "nobody has come upon it"
    take_away(world)


def test_what_the_sweeper_passes_by_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    punctual = Punctuality(world)
    monkeypatch.setattr(sweeper, "list_parts", lambda _now: [])
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.mentions("sojourn-local-notifications") else None
    planned(world)

    world.run(600)

    assert any("passed by" in text for text in world.found)
    assert punctual.late_ends(timedelta(hours=2)) != []
    world.found.clear()
