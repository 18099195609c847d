"""`make load`: many bookings in flight and many requests a second, first in one process and in virtual time, then on a
deployed copy of its own; nothing is lost, and nobody is refused but by design."""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from local import cloud, deployment
from tests.e2e.conftest import HASTE
from tests.e2e.world import World
from tests.load.embedded import Answers, Copy, run_embedded
from tests.load.in_process import Asked, run_load

_MOST_SAID = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--bookings", type=int, default=200, help="in flight at once, in process (200)")
    parser.add_argument("--rate", type=int, default=300, help="requests a second, in process (300)")
    parser.add_argument("--seconds", type=int, default=60, help="for how long (60)")
    parser.add_argument("--copy", type=int, default=40, help="bookings on a deployed copy; 0 deploys none (40)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    measured = run_load(Asked(asked.bookings, asked.rate, asked.seconds, asked.seed))
    print(f"in process: {measured.describe()}", flush=True)
    wrong, said = list(measured.found), f"{measured.requests} requests and {asked.bookings} bookings in process"
    if asked.copy:
        answers = _load_copy(Copy(asked.copy, float(asked.seconds)))
        print(f"deployed: {answers.describe()}", flush=True)
        wrong += answers.lost
        said += f", {answers.statuses.total()} and {asked.copy} on a deployed copy"
    for text in wrong[:_MOST_SAID]:
        print(f"  {text}")
    print(f"load: {said}, {len(wrong)} lost or wrong, {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


def _load_copy(asked: Copy) -> Answers:
    with tempfile.TemporaryDirectory(prefix="sojourn-load-") as folder:
        home = Path(folder)
        started, _ = cloud.start(home, settings=HASTE)
        try:
            stack = deployment.install(started, home, deployment.build(home, _say), _say)
            return run_embedded(World(stack), asked)
        finally:
            cloud.stop(home)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would make two runs of one seed differ
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - ourselves
    sys.exit(main())
