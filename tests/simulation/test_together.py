"""A few schedules of people who travel together, of several cost centres, policy groups and management chains."""

from collections import Counter

from tests.simulation.together import run_together


def test_each_traveller_is_charged_judged_and_approved_as_their_own() -> None:
    outcomes = [run_together(seed) for seed in range(14)]

    assert [(each.seed, each.found) for each in outcomes if each.found] == []
    assert Counter(end for each in outcomes for end in each.ends)["booked"] > 0


def test_a_seed_is_the_same_schedule_again() -> None:
    assert run_together(3) == run_together(3)
