"""`make simulate`: the booking workflow under every crash and in random schedules, with the figures on the last line.

What fails is printed with the command that runs it again. A single schedule or crash point that fails is told call by
call.
"""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import argparse
import os
import sys
from collections.abc import Callable

from tests.simulation import tiers
from tests.simulation.crashes import parse, run
from tests.simulation.teeth.bite import main as bite
from tests.simulation.tiers import Sum, spread
from tests.simulation.world import World

TIERS = ("quick", "crashes", "pairs", "schedules", "all")
QUICK = 300
PAIRS = 16  # of which one is tried with all tiers: all of them take half as long as the schedules


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--tier", choices=TIERS, default="all", help="what to run (all)")
    parser.add_argument("--schedules", type=int, default=None, help="how many random schedules (100,000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; each further one is one higher")
    parser.add_argument("--pairs", type=int, help=f"try one of so many pairs (all with --tier pairs, else of {PAIRS})")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (one a core)")
    parser.add_argument("--point", help="one crash point, as a failure names it")
    parser.add_argument("--teeth", action="store_true", help="break the code in many ways, and see each caught")
    parser.add_argument("--bug", default="", help="with --teeth, those bugs alone whose names have this in them")
    asked = parser.parse_args()
    if asked.teeth:
        return bite(asked.jobs, asked.bug)
    if asked.point:
        return show_point(asked.point)
    if asked.schedules == 1:
        return show_schedule(asked.seed)
    every = asked.pairs or (1 if asked.tier == "pairs" else PAIRS)
    return run_tiers(asked.tier, asked.schedules, asked.seed, every, asked.jobs)


def run_tiers(tier: str, schedules: int | None, seed: int, every: int, jobs: int) -> int:
    """Every tier that is asked for, one after the other."""
    total = Sum()
    count = schedules if schedules is not None else QUICK if tier == "quick" else 100_000
    if tier in ("quick", "crashes", "all"):
        spread(total, "crash points", tiers.cut_once, tiers.crash_points(), jobs)
    if tier in ("pairs", "all"):
        spread(total, "pairs of them", tiers.cut_twice, tiers.first_points(every, seed), jobs)
    if tier in ("quick", "schedules", "all") or schedules is not None:
        spread(total, "schedules", tiers.schedule, tiers.seeds(seed, count), jobs)
    if total.ends:
        print("bookings: " + ", ".join(f"{count} {status}" for status, count in sorted(total.ends.items())))
    print(total.line())
    return 1 if total.violations else 0


def show_schedule(seed: int) -> int:
    """One schedule, told call by call when something does not hold."""
    seen: list[World] = []
    outcome = tiers.runner(seed)(seed, seen.append)
    print_run(seen[0], outcome.found, print)
    print(f"simulate: 1 schedules, {outcome.cuts} crash points, {len(outcome.found)} violations (seed {seed})")
    return 1 if outcome.found else 0


def show_point(point_text: str) -> int:
    """One crash point or pair of them, told call by call when something does not hold."""
    path, points, again = parse(point_text)
    seen: list[World] = []
    ran = run(path, points, again=again, watch=seen.append)
    print_run(seen[0], ran.found, print)
    print(f"simulate: 0 schedules, {len(points)} crash points, {len(ran.found)} violations ({point_text})")
    return 1 if ran.found else 0


def print_run(made: World, found: list[str] | tuple[str, ...], say: Callable[[str], object]) -> None:
    """What happened, in order, and what is wrong with it."""
    if not found:
        return
    cuts = dict(made.wire.cut)
    for call in made.wire.calls:
        say(f"{call}{f'   <-- cut {cuts[call]}' if call in cuts else ''}")
    for failure in made.failures:
        say(f"failed: {failure}")
    for execution in made.executions.values():
        say(f"{execution.name}: {execution.status} {execution.error or ''}: {' > '.join(execution.path)}")
    for booking in made.asked():
        say(f"{booking.booking_id}: {booking.status}, version {booking.version}, ending {booking.ending}")
    for text in found:
        say(text)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would make two runs of one seed differ
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - ourselves
    sys.exit(main())
