"""How little it takes to plan: steps and verdicts are counted, for clocks say little on a busy computer."""

import random
from collections.abc import Callable

import pytest

from bench.planning_cases import PlanningCase, many_slices, there_and_back
from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.planning.ranking import plan

SHOWN = 10


class Counting:
    """A judge who counts what is asked."""

    def __init__(self, case: PlanningCase) -> None:
        self._judge = case.judge
        self.follows_price = case.judge.follows_price
        self.offers = self.gravities = self.verdicts = 0

    def floor(self, offer: Offer) -> int:
        self.offers += 1
        return self._judge.floor(offer)

    def floor_at(self, offer: Offer, price: int) -> int:
        return self._judge.floor_at(offer, price)

    def gravity(self, option: Option, floor: int) -> int:
        self.gravities += 1
        return self._judge.gravity(option, floor)

    def judge(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        self.verdicts += len(options)
        return self._judge.judge(options)


CASES: dict[str, tuple[Callable[[random.Random], PlanningCase], int]] = {
    "5,400,000 itineraries": (lambda chance: there_and_back(300, 60, chance), 400),
    "5,400,000 of offers none of which another beats": (
        lambda chance: there_and_back(300, 60, chance, is_tight=True),
        400,
    ),
    "10,000,000,000 itineraries": (lambda chance: many_slices(5, 100, chance), 1_000),
}


@pytest.mark.parametrize("name", CASES)
def test_best_of_millions_are_found_in_few_steps_and_exactly(name: str) -> None:
    make, steps = CASES[name]
    case = make(random.Random(1))
    judge = Counting(case)

    found = plan(case.offers, case.request, case.policy, judge, SHOWN, steps)

    assert found.is_exact
    assert len(found.options) == judge.verdicts
    assert len(found.options) >= SHOWN
    assert judge.offers <= len(case.offers) // 4
    assert judge.gravities <= 200
