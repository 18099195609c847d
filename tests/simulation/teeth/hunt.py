"""Hunts for a bug in the tree that it runs in: every path as it is, then tasks that come again, single cuts and
schedules of every kind in turn, and nothing more once something was found. What calls the changed function comes first:
the paths on which tasks come again, and of the cuts those in its turns, each with one elsewhere beside it.

Prints one line: who caught it and what did not hold; nothing when nobody did.
"""

# ruff: noqa: T201 - the line is the answer
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from random import Random
from typing import NamedTuple

from tests.simulation.crashes import LATERS, PATHS, Path, Point, points, replay, run
from tests.simulation.teeth.reach import Traced, trace
from tests.simulation.tiers import runner
from tests.support.connection import Cut

_KINDS = (0, 1, 2)  # of schedules: the last digits of their seeds, to the base of five
_SCHEDULES = 5_000  # of each kind, at most
_SLOW = 10.0  # seconds of the processor's time within which a single run has to end


class _Endless(BaseException):
    """Nothing that a run does may catch it."""


class _Single(NamedTuple):
    """A cut of a path, and whether it is in a turn that calls the changed function."""

    path: Path
    point: Point
    is_near: bool

    def look(self) -> str:
        name = replay(self.path, (self.point,), again=True).partition("POINT=")[2]
        return first(name, lambda: run(self.path, (self.point,), again=True).found)


def main(seconds: float, where: str, among: Sequence[int] = ()) -> int:
    """Hunt for so many seconds of the processor's time for what was changed in the function `where`, in schedules of
    these kinds alone if any are named."""
    signal.signal(signal.SIGVTALRM, _give_up)
    for caught in hunt_among(among) if among else hunt(where):
        if caught:
            print(caught, flush=True)
            return 0
        if time.process_time() > seconds:
            break
    return 1


def hunt(where: str) -> Iterator[str]:
    """Path by path without a cut, and with every task delivered again; then single cuts and schedules in turn. An empty
    text is a run that found nothing."""
    traced: list[Traced] = []
    for path in PATHS.values():
        yield first(path.name, partial(_trace, path, where, traced))
    singles = cuts(traced)
    near, far = ([each for each in singles if each.is_near is wanted] for wanted in (True, False))
    for delivery, *both, number in zip_longest(deliveries(traced), near, far, range(_SCHEDULES)):
        if delivery is not None:
            path, later = delivery
            name = f"{path.name}, tasks again after {later:g} s"
            yield first(name, lambda path=path, later=later: run(path, (), later=later).found)
        yield from (single.look() for single in both if single is not None)
        for seed in (5 * (number or 0) + kind for kind in _KINDS):
            yield first(f"seed {seed}", lambda seed=seed: list(runner(seed)(seed).found))


def _trace(path: Path, where: str, traced: list[Traced]) -> list[str]:
    """What a path finds by itself; it is noted which of its turns call the function."""
    traced.append(trace(path, where))
    return traced[-1].ran.found


def hunt_among(kinds: Sequence[int]) -> Iterator[str]:
    """Schedules of these kinds, in turn."""
    for number in range(_SCHEDULES):
        for seed in (50 * number + kind for kind in kinds):
            yield first(f"seed {seed}", lambda seed=seed: list(runner(seed)(seed).found))


def deliveries(traced: Sequence[Traced]) -> list[tuple[Path, float]]:
    """Every path and how much later its tasks come again; first the paths that call the changed function."""
    twice = [(each, later) for later in LATERS for each in traced]
    Random(0).shuffle(twice)
    twice.sort(key=lambda one: not one[0].turns)
    return [(each.path, later) for each, later in twice]


def cuts(traced: Sequence[Traced]) -> list[_Single]:
    """Every single cut of every path: one of each kind of call before a second one of any, and first those that no pair
    of cuts tries."""
    found: list[tuple[_Single, tuple[str, str, Cut, bool]]] = []
    for each in traced:
        calls = each.ran.calls
        for point in points(calls):
            call = calls[point.number]
            single = _Single(each.path, point, each.reaches(call))
            found.append((single, (call.within, call.operation, point.cut, single.is_near)))
    Random(0).shuffle(found)
    found.sort(key=lambda one: (one[0].path.in_pairs, not one[0].path.quick))
    seen = Counter[tuple[str, str, Cut, bool]]()
    turns: list[tuple[int, _Single]] = []
    for single, kind in found:
        seen[kind] += 1
        turns.append((seen[kind], single))
    return [single for _, single in sorted(turns, key=lambda one: one[0])]


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
    sys.exit(main(float(sys.argv[1]), sys.argv[2], [int(each) for each in sys.argv[3:]]))
