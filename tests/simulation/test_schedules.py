"""A few random schedules with every run of the tests; `python -m tests.simulation` runs as many as one likes."""

import pytest

from tests.simulation.schedules import run_schedule


@pytest.mark.parametrize("seed", range(1, 9))
def test_nothing_that_goes_wrong_breaks_an_invariant(seed: int) -> None:
    assert run_schedule(seed).found == ()


def test_a_seed_is_the_same_schedule_again() -> None:
    first, second = run_schedule(5), run_schedule(5)

    assert first == second
    assert first.cuts > 0
