"""The tiers of `make simulate`, spread over processes: every cut, every pair of cuts, and random schedules."""

# ruff: noqa: T201 - what is found is said at once, and progress now and then
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import NamedTuple, TypeVar

from chalicelib.dynamodb import tables
from tests.simulation.broken import run_broken
from tests.simulation.changing import run_changing
from tests.simulation.cloud.wire import plugged_in
from tests.simulation.crashes import PATHS, Point, firsts, lost_reads, paired, replay, run, seconds
from tests.simulation.far import run_far
from tests.simulation.leaving import run_leaving
from tests.simulation.overlaps import run_overlapped
from tests.simulation.schedules import Outcome, run_schedule
from tests.simulation.throttles import run_throttled
from tests.simulation.together import run_together
from tests.simulation.unruly import run_unruly
from tests.simulation.world import World

T = TypeVar("T")
SAID_EVERY = 20.0  # seconds
SCHEDULES_AT_ONCE = 50
_MOST_SAID = 20
RUNS_BETWEEN_COLLECTIONS = 100
_KINDS: dict[int, Callable[..., Outcome]] = {
    0: run_changing,
    1: run_unruly,
    6: run_unruly,
    3: run_leaving,
    8: run_leaving,
}
_BROKEN = 49  # one of fifty, for it takes as long as six others
_FAR = 47
_TOGETHER = 44
_THROTTLED = 42
_OVERLAPPED = 41
_FOR_GOOD = ExitStack()
_untidy = 0


class Done(NamedTuple):
    """What one piece of work comes to; `found` says what did not hold, and how to see it again."""

    schedules: int
    points: int
    ends: Counter[str]
    found: list[str]


class Sum:
    """What all pieces come to so far."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.schedules = self.points = self.violations = 0
        self.ends: Counter[str] = Counter()
        self._said = self.began

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def add(self, name: str, done: Done) -> None:
        self.schedules += done.schedules
        self.points += done.points
        self.ends += done.ends
        for text in done.found:
            self.violations += 1
            if self.violations <= _MOST_SAID:
                print(text, flush=True)
        if time.monotonic() - self._said > SAID_EVERY:
            self._said = time.monotonic()
            print(f"  {name}: {self.line()}", flush=True)

    def line(self) -> str:
        """The figures, on one line."""
        counts = f"{self.schedules} schedules, {self.points} crash points"
        return f"simulate: {counts}, {self.violations} violations, {self.seconds:.0f} s"


def spread(total: Sum, name: str, work: Callable[[T], Done], pieces: Iterable[T], jobs: int) -> None:
    """Do every piece of work, so many at once; few wait in line, so that the pieces need not be there at once."""
    left = iter(pieces)
    with ProcessPoolExecutor(jobs, initializer=_settle_down) as pool:
        running: set[Future[Done]] = {pool.submit(work, piece) for piece in islice(left, 2 * jobs)}
        while running:
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                total.add(name, future.result())
            running |= {pool.submit(work, piece) for piece in islice(left, len(ended))}


def crash_points() -> Iterator[tuple[str, Point, bool]]:
    """Every single cut of every path, with tasks delivered once and twice, and every read that is not answered."""
    for name, path in PATHS.items():
        for again in (False, True):
            yield from ((name, point, again) for point in firsts(path))
        yield from ((name, point, False) for point in lost_reads(path))


def cut_once(piece: tuple[str, Point, bool]) -> Done:
    name, point, again = piece
    path = PATHS[name]
    with _world_after_world() as see:
        found = [
            f"{text}\n  again: {replay(path, (point,), again=again)}"
            for text in run(path, (point,), again=again, watch=see).found
        ]
    return Done(0, 1, Counter(), found)


class Begun(NamedTuple):
    """The cut that pairs begin with, and which of them are tried: every so manieth, from a place on."""

    path: str
    first: Point
    every: int = 1
    start: int = 0


def first_points(every: int = 1, seed: int = 0) -> Iterator[Begun]:
    """Every cut with which pairs begin. Of the pairs, one of `every`; so many seeds in a row try all of them."""
    number = seed
    for name, path in PATHS.items():
        for point in paired(path) if path.in_pairs else ():
            number += 1  # so that one and the same second cut is not left out after every first
            yield Begun(name, point, every, number % every)


def cut_twice(begun: Begun) -> Done:
    """The pairs that begin with one cut."""
    path = PATHS[begun.path]
    found, count = [], 0
    for pair in islice(seconds(path, begun.first), begun.start, None, begun.every):
        count += 1
        with _world_after_world() as see:
            ran = run(path, pair, again=True, watch=see)
        found += [f"{text}\n  again: {replay(path, pair, again=True)}" for text in ran.found]
    return Done(0, count, Counter(), found)


def seeds(first: int, count: int) -> Iterator[range]:
    for start in range(first, first + count, SCHEDULES_AT_ONCE):
        yield range(start, min(start + SCHEDULES_AT_ONCE, first + count))


def runner(seed: int) -> Callable[..., Outcome]:
    """What runs the schedule of this seed: of every ten, one is of people who change what they have booked, two are of
    unruly people and two of people who leave; of every fifty, one is of broken things, one of journeys far away, one
    of people who travel together, one of minutes in which AWS has no room and one of a job that overlaps itself."""
    rare = {
        _BROKEN: run_broken,
        _FAR: run_far,
        _TOGETHER: run_together,
        _THROTTLED: run_throttled,
        _OVERLAPPED: run_overlapped,
    }
    return rare.get(seed % 50) or _KINDS.get(seed % 10, run_schedule)


def schedule(numbers: range) -> Done:
    """One schedule for every seed."""
    ends: Counter[str] = Counter()
    found, cuts = [], 0
    for seed in numbers:
        with _world_after_world() as see:
            outcome = runner(seed)(seed, lambda made: _see_forgetting(see, made))
        cuts += outcome.cuts
        ends.update(outcome.ends)
        found += [f"seed {seed}: {text}\n  again: make simulate SCHEDULES=1 SEED={seed}" for text in outcome.found]
    return Done(len(numbers), cuts, ends, found)


def _see_forgetting(see: Callable[[World], object], made: World) -> None:
    made.wire.forgets_requests = True
    see(made)


@contextmanager
def _world_after_world() -> Iterator[Callable[[World], object]]:
    """Around one run, which shows its world to what this yields: the world is taken apart when the run is over.

    All who live in it know it, so it would otherwise wait for the collector, which has the more to look through the
    longer it is not called. What is there in a process after a collection is there to stay.
    """
    global _untidy  # noqa: PLW0603 - one of each process
    seen: list[World] = []
    yield seen.append
    for world in seen:
        vars(world).clear()
    _untidy += 1
    if _untidy >= RUNS_BETWEEN_COLLECTIONS:
        _untidy = 0
        gc.collect()
        gc.freeze()


def _settle_down() -> None:
    """A process that does the same all over: what it has loaded stays, and what a world leaves goes when it is done."""
    _FOR_GOOD.enter_context(plugged_in())
    tables.LONGEST_PLAIN = 64_000  # compressing rows takes a tenth of the time; crash points in `make test` do it
    gc.collect()
    gc.freeze()
    gc.disable()
