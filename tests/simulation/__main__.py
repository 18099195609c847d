"""`python -m tests.simulation --schedules N --seed S`: random schedules, one line of figures at the end.

`--crashes` cuts every call of every path in each of the three ways instead. What fails is printed with the command that
runs it again.
"""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.crashes import APPROVED, BOUGHT, REJECTED, points, run_with_cut
from tests.simulation.schedules import run_schedule


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--schedules", type=int, default=200, help="how many random schedules (200)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; each further one is one higher")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes (one a core)")
    parser.add_argument("--crashes", action="store_true", help="cut every call of every path instead")
    asked = parser.parse_args()
    return cut_everywhere() if asked.crashes else run_schedules(asked.seed, asked.schedules, asked.jobs)


def run_schedules(seed: int, count: int, jobs: int) -> int:
    started, cuts, bad = time.monotonic(), 0, 0
    ends: Counter[str] = Counter()
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(run_schedule, range(seed, seed + count)):
            cuts += outcome.cuts
            ends.update(outcome.ends)
            bad += len(outcome.found)
            for text in outcome.found:
                print(f"seed {outcome.seed}: {text}")
            if outcome.found:
                print(f"  again: python -m tests.simulation --schedules 1 --seed {outcome.seed}", flush=True)
    how = ", ".join(f"{ends[state]} {state}" for state in sorted(ends))
    print(
        f"simulate: {count} schedules from seed {seed}, {ends.total()} bookings ({how}), {cuts} crash points, "
        f"{bad} violations, {time.monotonic() - started:.0f} s"
    )
    return 1 if bad else 0


def cut_everywhere() -> int:
    started, tried, bad = time.monotonic(), 0, 0
    for path in (BOUGHT, APPROVED, REJECTED):
        for point in points(path, every=True):
            tried += 1
            for text in run_with_cut(path, point):
                bad += 1
                print(text, flush=True)
    seconds = time.monotonic() - started
    print(f"simulate: 3 paths, {tried} crash points, {bad} violations, {seconds:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would make two runs of one seed differ
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - ourselves
    sys.exit(main())
