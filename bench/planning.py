"""What it takes to find the best itineraries among millions, beside making and judging every one of them; also alone,
by `python -m bench.planning`.

All is CPU time of one process, in rounds that take turns. Every one of the 5,400,000 itineraries is too much to go
through, so the same is gone through with fewer offers, and its time counted up to all as if it took no longer for each
when there are more. What is found without going through all is the same, as 10,000 random cases show here,
and a few hundred in every run of the tests.
"""

import os
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median

from bench.planning_cases import many_slices, there_and_back
from chalicelib.domain.planning.ranking import plan
from tests.unit.domain.planning.every_itinerary import rank_all

ROUNDS, SHOWN = 7, 10
FARES, BEDS = 300, 60
# So many of each are gone through one by one.
FEW_FARES, FEW_BEDS = 20, 20
SLICES, FARES_OF_MANY = 5, 100
CASES = 10_000
MOST_MS, MOST_MS_OF_MANY, LEAST_RATIO, MOST_MEMORY = 50, 200, 100, 8
EXACTNESS = "tests/unit/domain/planning/test_exactness.py"


def measure() -> str:
    """Print what planning takes, with its targets; return a line for the summary."""
    print(f"\nplanning: ms of CPU for the first {SHOWN} under twenty rules; median (least-greatest) of {ROUNDS} rounds")
    met, ratio = _measure_trip()
    met &= _measure_many()
    met &= _measure_memory()
    met &= _check_cases()
    return f"planning {ratio:.0f} times as fast as going through all, {'targets met' if met else 'targets MISSED'}"


def _measure_trip() -> tuple[bool, float]:
    everything = FARES * FARES * BEDS
    times, ratios, exact = [], [], True
    for number in range(ROUNDS):
        case = there_and_back(FARES, BEDS, random.Random(number), is_tight=number % 2 == 1)
        few = there_and_back(FEW_FARES, FEW_BEDS, random.Random(number), is_tight=number % 2 == 1)
        one = _timed(partial(rank_all, *few))
        times.append(_timed(partial(plan, *case, SHOWN)))
        ratios.append(one / (FEW_FARES * FEW_FARES * FEW_BEDS) * everything / times[-1])
        exact &= plan(*case, SHOWN).is_exact
    met = _say(median(times) <= MOST_MS and exact, f"{FARES} x {FARES} x {BEDS}, exact: {_spread(times)} ms", MOST_MS)
    counted = f"counted up from {FEW_FARES} x {FEW_FARES} x {FEW_BEDS}"
    met &= _say(
        median(ratios) >= LEAST_RATIO,
        f"as fast as going through all ({counted}): {_spread(ratios)} times",
        LEAST_RATIO,
        "at least",
    )
    return met, median(ratios)


def _measure_many() -> bool:
    met = True
    for is_tight in (False, True):
        times, exact = [], 0
        for number in range(ROUNDS):
            case = many_slices(SLICES, FARES_OF_MANY, random.Random(number), is_tight=is_tight)
            times.append(_timed(partial(plan, *case, SHOWN)))
            exact += plan(*case, SHOWN).is_exact
        kind = "no fare worse than another in all" if is_tight else "fares at random"
        said = f"{SLICES} slices x {FARES_OF_MANY}, {kind}: {_spread(times)} ms, exact in {exact} of {ROUNDS}"
        met &= _say(median(times) <= MOST_MS_OF_MANY, said, MOST_MS_OF_MANY)
    return met


def _measure_memory() -> bool:
    """Print how much memory planning takes at its peak, while itineraries grow by 64 and offers by 4."""
    peaks = []
    for part in (4, 2, 1):
        case = there_and_back(FARES // part, BEDS // part, random.Random(1), is_tight=True)
        plan(*case, SHOWN)
        tracemalloc.start()
        plan(*case, SHOWN)
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    said = ", ".join(f"{peak:.1f}" for peak in peaks)
    return _say(
        peaks[-1] <= MOST_MEMORY, f"MB at the peak, at a quarter, half and all of the offers: {said}", MOST_MEMORY
    )


def _check_cases() -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", EXACTNESS],
        env={**os.environ, "CASES": str(CASES)},
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        print(done.stdout[-2000:])
    return _say(not done.returncode, f"as going through all in {CASES} random cases", CASES, "all")


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _spread(values: list[float]) -> str:
    return f"{median(values):.0f} ({min(values):.0f}-{max(values):.0f})"


def _say(is_met: bool, said: str, limit: int, how: str = "at most") -> bool:
    print(f"  {'met   ' if is_met else 'MISSED'} {said}, {how} {limit}")
    return is_met


if __name__ == "__main__":
    print(measure())
