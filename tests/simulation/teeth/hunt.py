"""Hunts for a bug in the tree that it runs in: every path as it is, then tasks that come again, single cuts and
schedules of every kind in turn, and nothing more once something was found.

Prints one line: who caught it and what did not hold; nothing when nobody did.
"""

# ruff: noqa: T201 - the line is the answer
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from random import Random

from tests.simulation.crashes import LATERS, PATHS, Path, Point, points, replay, run
from tests.simulation.tiers import runner
from tests.support.connection import Cut

_KINDS = (0, 1, 2)  # of schedules: the last digits of their seeds, to the base of five
_SCHEDULES = 5_000  # of each kind, at most
_SLOW = 10.0  # seconds of the processor's time within which a single run has to end


class _Endless(BaseException):
    """Nothing that a run does may catch it."""


def main(seconds: float, among: Sequence[int] = ()) -> int:
    """Hunt for so many seconds of the processor's time, in schedules of these kinds alone if any are named."""
    signal.signal(signal.SIGVTALRM, _give_up)
    for caught in hunt_among(among) if among else hunt():
        if caught:
            print(caught, flush=True)
            return 0
        if time.process_time() > seconds:
            break
    return 1


def hunt() -> Iterator[str]:
    """Path by path without a cut, and with every task delivered again; then single cuts and schedules in turn. An empty
    text is a run that found nothing."""
    for path in PATHS.values():
        yield first(path.name, lambda path=path: run(path, ()).found)
    twice = [(path, later) for later in LATERS for path in PATHS.values()]
    Random(0).shuffle(twice)
    for delivery, task, number in zip_longest(twice, cuts(), range(_SCHEDULES)):
        if delivery is not None:
            path, later = delivery
            name = f"{path.name}, tasks again after {later:g} s"
            yield first(name, lambda path=path, later=later: run(path, (), later=later).found)
        if task is not None:
            path, point = task
            name = replay(path, (point,), again=True).partition("POINT=")[2]
            yield first(name, lambda p=path, c=point: run(p, (c,), again=True).found)
        for seed in (5 * (number or 0) + kind for kind in _KINDS):
            yield first(f"seed {seed}", lambda seed=seed: list(runner(seed)(seed).found))


def hunt_among(kinds: Sequence[int]) -> Iterator[str]:
    """Schedules of these kinds, in turn."""
    for number in range(_SCHEDULES):
        for seed in (50 * number + kind for kind in kinds):
            yield first(f"seed {seed}", lambda seed=seed: list(runner(seed)(seed).found))


def cuts() -> list[tuple[Path, Point]]:
    """Every single cut of every path: one of each kind of call before a second one of any, and first those that no pair
    of cuts tries."""
    found: list[tuple[Path, Point, tuple[str, str, Cut]]] = []
    for path in PATHS.values():
        calls = run(path, ()).calls
        kinds = ((point, calls[point.number]) for point in points(calls))
        found += [(path, point, (call.within, call.operation, point.cut)) for point, call in kinds]
    Random(0).shuffle(found)
    found.sort(key=lambda each: (each[0].in_pairs, not each[0].quick))
    seen = Counter[tuple[str, str, Cut]]()
    turns: list[tuple[int, Path, Point]] = []
    for path, point, kind in found:
        seen[kind] += 1
        turns.append((seen[kind], path, point))
    return [(path, point) for _, path, point in sorted(turns, key=lambda each: each[0])]


def first(name: str, look: object) -> str:
    """The first thing that did not hold; a crash of the test itself, on what the code should never do, counts."""
    signal.setitimer(signal.ITIMER_VIRTUAL, _SLOW)
    try:
        found = look()  # type: ignore[operator]
    except _Endless:
        found = ["it does not come to an end"]
    except Exception as error:  # noqa: BLE001 - the bug may break anything
        found = [f"{type(error).__name__}: {error}"]
    return f"{name}: {found[0]}" if found else ""


def _give_up(_signal: int, _frame: object) -> None:
    raise _Endless


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), [int(each) for each in sys.argv[2:]]))
