"""What planning finds without making every itinerary is what going through all of them finds.

A few hundred small random cases in every run; CASES=10000 runs so many, from where SEED says.
"""

import os
import random

import pytest

from chalicelib.domain.planning.ranking import CUT_SHORT, plan
from tests.unit.domain.planning.every_itinerary import as_ids, choose, rank_all
from tests.unit.domain.planning.planning_cases import PlanningCase, random_case

CASES, SEED = int(os.environ.get("CASES", "200")), int(os.environ.get("SEED", "13"))
CHUNK = 100


@pytest.mark.parametrize("start", range(0, CASES, CHUNK))
def test_plan_shows_what_going_through_every_itinerary_shows(start: int) -> None:
    for number in range(start, min(start + CHUNK, CASES)):
        check_case(random_case(random.Random(f"{SEED}/{number}")), number)


def check_case(case: PlanningCase, number: int) -> None:
    """Hold what is planned against every itinerary there is."""
    limit = 1 + number % 10
    expected = choose(rank_all(case.offers, case.request, case.policy, case.judge), case.request, case.policy, limit)

    found = plan(case.offers, case.request, case.policy, case.judge, limit)

    hasty = plan(case.offers, case.request, case.policy, case.judge, limit, steps=5 * (number % 20))

    assert found.is_exact, number
    assert as_ids(hasty.options) == as_ids(found.options) or not hasty.is_exact, number
    assert bool(hasty.options) == bool(found.options), number
    assert all((CUT_SHORT in option.reasons) is not hasty.is_exact for option in hasty.options), number
    assert as_ids(found.options) == as_ids(one.option for one in expected), number
    assert [option.verdict for option in found.options] == [one.option.verdict for one in expected], number
    assert [option.rank for option in found.options] == list(range(1, len(expected) + 1)), number
