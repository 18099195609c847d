"""A few random schedules with every run of the tests; `python -m tests.simulation` runs as many as one likes."""

import msgspec
import pytest

from chalicelib.services.operations.sweeper import Swept, sweep
from tests.simulation.schedules import run_schedule
from tests.simulation.world import World


@pytest.mark.parametrize("seed", range(1, 9))
def test_nothing_that_goes_wrong_breaks_an_invariant(seed: int) -> None:
    assert run_schedule(seed).found == ()


def test_a_seed_is_the_same_schedule_again() -> None:
    first, second = run_schedule(2), run_schedule(2)

    assert first == second
    assert first.cuts > 0


def test_answer_that_could_not_be_kept_is_not_sent() -> None:
    """Else the same key gets another answer later, when the booking has moved on."""
    assert run_schedule(378).found == ()


def test_sweeper_that_is_not_called_would_have_done_nothing() -> None:
    idle: list[Swept] = []

    def watch(made: World) -> None:
        def tick() -> None:
            before = made.wire.tables.snapshot()
            with made.wire.quiet():
                idle.append(
                    msgspec.structs.replace(sweep(), pending_compensations=0)
                )  # it counts those, and does nothing
            assert made.wire.tables.snapshot() == before

        made.idle_tick = tick

    for seed in range(20, 28):
        run_schedule(seed, watch)

    assert set(idle) == {Swept()}
    assert len(idle) > 20
