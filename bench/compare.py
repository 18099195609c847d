"""`make bench BASE=<commit>`: this tree beside that commit's, in one run, as the ratio of new to old.

Both take turns in every round, and which goes first changes with it, so that what disturbs one disturbs the other. A
ratio is the median of the rounds' ratios, with the least and the greatest. Times are CPU time. Beside them stands what
no other program disturbs: how many modules are loaded, and, where valgrind is there, how many instructions are run.
"""

import argparse
import re
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from statistics import fmean, median
from typing import Any, NamedTuple

from bench.packages import BUILT, ROOT
from bench.running import Worker
from bench.trees import KINDS, Function, Tree, build, commit_of, export

WARM_ROUNDS, REQUESTS = 15, 60
COLD_ROUNDS = {"api": 21, "queue": 9, "step": 7, "schedule": 7, "websocket": 7}  # fewer where there are more functions
LIMIT = 1.03
STATUS_OF = {"read": 200, "write": 201}
_REFERENCES = re.compile(r"I\s+refs:\s+([\d,]+)")

Pair = tuple[Tree, Tree]  # the old one, the new one


class Samples(NamedTuple):
    """One measure of both trees, round by round."""

    old: list[float]
    new: list[float]

    def ratios(self) -> list[float]:
        return [new / old for old, new in zip(self.old, self.new, strict=True)]


class Started(NamedTuple):
    """A function after its first call: milliseconds until it was imported and until it answered, modules, answer."""

    init: float
    first: float
    modules: float
    answer: Any


class Measure(NamedTuple):
    """A line of the table: what was measured, in which unit, and how much of the old the new may be (None: any)."""

    name: str
    unit: str
    samples: Samples
    limit: float | None = None

    @property
    def met(self) -> bool:
        return self.limit is None or median(self.samples.ratios()) <= self.limit

    def line(self) -> str:
        digits = 0 if median(self.samples.old) >= 100 else 1
        ratios = self.samples.ratios()
        spread = f"{median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
        held = "" if self.limit is None else f"{'met' if self.met else 'MISSED'}, at most {self.limit}"
        old, new = (f"{median(each):.{digits}f}" for each in self.samples)
        return f"  {self.name:38}{old:>10}{new:>10} {self.unit:13}{spread:24}{held}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("base", help="the commit to compare with")
    parser.add_argument("--start", type=float, default=LIMIT, help="how much of the old a function's start may be")
    arguments = parser.parse_args()
    begun = time.monotonic()
    commit = commit_of(arguments.base)
    print(f"bench: packaging this tree and {commit[:12]}", flush=True)
    old = build(commit[:12], export(commit), BUILT / "base")
    pair = old, build("this tree", ROOT, BUILT / "new")
    measures = [*measure_warm(pair), *measure_cold(pair, arguments.start), *count_instructions(pair)]
    print(f"\n  {'new to old, median (least-greatest)':38}{'old':>10}{'new':>10}")
    for measure in measures:
        print(measure.line())
    if differing := different_ends(pair):
        print(f"\n  Not to be compared, the first call ends otherwise: {', '.join(differing)}")
    missed = [measure.name for measure in measures if not measure.met]
    verdict = f"MISSED: {', '.join(missed)}" if missed else "all met"
    print(f"bench: this tree to {commit[:12]}, {verdict}, {time.monotonic() - begun:.0f} s")
    return 0


def api_of(tree: Tree) -> Function:
    (api,) = tree.of_kind("api")
    return api


def taking_turns(rounds: int, measure: Callable[[int], float]) -> Samples:
    """What `measure` says of the old (0) and the new (1) tree in each round, the other one first each time."""
    samples = Samples([], [])
    for number in range(rounds):
        for which in turns(number):
            samples[which].append(measure(which))
    return samples


def turns(number: int) -> tuple[int, int]:
    """Which tree is measured first in a round, and which second."""
    return (0, 1) if number % 2 else (1, 0)


def measure_warm(pair: Pair) -> list[Measure]:
    """Microseconds of CPU that a request takes the API in a running process."""
    with ExitStack() as stack:
        workers = [stack.enter_context(start(tree, api_of(tree))) for tree in pair]
        measures = []
        for event, status in STATUS_OF.items():
            for tree, worker in zip(pair, workers, strict=True):
                answered = worker.once(event)["answer"]["statusCode"]
                if answered != status:
                    raise RuntimeError(f"The {event} of {tree.title} answers {answered}, not {status}.")
                worker.timed(event, REQUESTS)
            samples = taking_turns(WARM_ROUNDS, partial(_timed, workers, event))
            measures.append(Measure(f"warm {event}", "us", samples, LIMIT))
        return measures


def _timed(workers: list[Worker], event: str, which: int) -> float:
    return workers[which].timed(event, REQUESTS)


def start(tree: Tree, function: Function, *, prefix: tuple[str, ...] = ()) -> Worker:
    """A new process of one function, after its first call."""
    first = "read" if function.kind == "api" else "first"
    return Worker(function.peer, tree.folder, given=tree.given_to(function), first=first, prefix=prefix)


def measure_cold(pair: Pair, start_limit: float) -> list[Measure]:
    """Milliseconds of CPU until a function is imported, and until its first call is over; and modules loaded by then.

    By kind: the mean of its functions, which every round starts all of. The API answers the read.
    """
    measures = []
    for kind in KINDS:
        init, first, modules = (Samples([], []) for _ in range(3))
        for number in range(COLD_ROUNDS[kind]):
            for which in turns(number):
                started = [start_once(pair[which], function) for function in pair[which].of_kind(kind)]
                init[which].append(fmean(each.init for each in started))
                first[which].append(fmean(each.first for each in started))
                modules[which].append(fmean(each.modules for each in started))
        limit = LIMIT if kind == "api" else start_limit if kind in {"queue", "step"} else None
        measures += [
            Measure(f"init, {kind}", "ms", init, limit),
            Measure(f"init and first call, {kind}", "ms", first, limit),
            Measure(f"modules after the first call, {kind}", "", modules),
        ]
    return measures


def start_once(tree: Tree, function: Function) -> Started:
    """Start a function, have it answer its first call, and end it."""
    with start(tree, function) as worker:
        measured = worker.started
        init = float(measured["init"][0])
        return Started(init, init + float(measured["first"][0]), float(measured["modules"]), measured["answer"])


def different_ends(pair: Pair) -> list[str]:
    """Functions of both trees whose first call does not end alike: their figures say little about each other."""
    ends = [{each.name: end_of(start_once(tree, each).answer) for each in tree.functions} for tree in pair]
    common = sorted(ends[0].keys() & ends[1].keys())
    return [f"{name} ({ends[0][name]}, {ends[1][name]})" for name in common if ends[0][name] != ends[1][name]]


def end_of(answer: Any) -> str:
    """How a call ended: the error's name, the status, or that it returned."""
    if isinstance(answer, dict):
        return str(answer.get("raised") or answer.get("statusCode") or "returned")
    return "returned"


def count_instructions(pair: Pair) -> list[Measure]:
    """Millions of instructions until the first call is over, of one function a kind; nothing without valgrind."""
    if not shutil.which("valgrind"):
        return []
    measures = []
    for kind in ("api", "queue", "step"):
        functions = [tree.of_kind(kind)[0] for tree in pair]
        samples = taking_turns(1, partial(_instructions, pair, functions))
        measures.append(Measure(f"instructions until then, {functions[1].name}", "million", samples))
    return measures


def _instructions(pair: Pair, functions: list[Function], which: int) -> float:
    log = BUILT / "valgrind.log"
    tool = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}")
    with start(pair[which], functions[which], prefix=tool):
        pass
    found = _REFERENCES.search(log.read_text(encoding="utf-8"))
    if found is None:
        raise RuntimeError(f"valgrind counted nothing: see {log}")
    return int(found[1].replace(",", "")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
