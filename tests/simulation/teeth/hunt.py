"""Hunts for a bug in the tree that it runs in: what is cheap first, and nothing more once something was found.

Prints one line: who caught it and what did not hold; nothing when nobody did.
"""

# ruff: noqa: T201 - the line is the answer
import sys
import time
from collections.abc import Iterator
from itertools import zip_longest

from tests.simulation.crashes import LATERS, PATHS, firsts, replay, run
from tests.simulation.tiers import runner

CUTS_BEFORE_SCHEDULES = 3


def main(seconds: float) -> int:
    began = time.monotonic()
    for caught in hunt():
        if caught:
            print(caught, flush=True)
            return 0
        if time.monotonic() - began > seconds:
            break
    return 1


def hunt() -> Iterator[str]:
    """Path by path without a cut, and with every task delivered again; then single cuts and schedules in turn. An empty
    text is a run that found nothing."""
    for path in PATHS.values():
        yield first(path.name, lambda path=path: run(path, ()).found)
    for path in PATHS.values():
        for later in LATERS:
            name = f"{path.name}, tasks again after {later:g} s"
            yield first(name, lambda path=path, later=later: run(path, (), later=later).found)
    tasks = ((path, point) for path in PATHS.values() for point in firsts(path)[::CUTS_BEFORE_SCHEDULES])
    for task, seed in zip_longest(tasks, range(1, 4000)):
        if task is not None:
            path, point = task
            name = replay(path, (point,), again=True).partition("POINT=")[2]
            yield first(name, lambda p=path, c=point: run(p, (c,), again=True).found)
        yield first(f"seed {seed}", lambda seed=seed: list(runner(seed)(seed).found))


def first(name: str, look: object) -> str:
    """The first thing that did not hold; a crash of the test itself, on what the code should never do, counts."""
    try:
        found = look()  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001 - the bug may break anything
        found = [f"{type(error).__name__}: {error}"]
    return f"{name}: {found[0]}" if found else ""


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
