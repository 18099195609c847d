"""One cut at every kind of durable write and call to the outside, and two at many: the booking ends as it would have
ended without, and every invariant holds. Which of the cuts that are alike are tried differs from day to day, so that
each has its turn; `make simulate` tries all of them, also those that come to the same, and more pairs."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from random import Random

import pytest

from tests.simulation.cloud.wire import Call
from tests.simulation.crashes import LATERS, PATHS, Path, Point, firsts, lost_reads, paired, parse, replay, run, seconds
from tests.simulation.tiers import first_points
from tests.support.daily_share import current_day, share

ONE_CUT_IN = 29
ONE_READ_IN = 73
ONE_LATER_IN = 5
PAIRS_A_PATH = 2


class Shares:
    """The day's share of the cuts of all paths: of each kind one at least, on one path or another."""

    def __init__(self, list_cuts: Callable[[Path], Sequence[Point]], one_in: int) -> None:
        self.day = current_day()
        cases = [(name, place, point) for name in PATHS for place, point in enumerate(list_cuts(PATHS[name]))]
        self.chosen = share(cases, lambda case: calls_of(case[0])[case[2].number].kind, one_in=one_in)

    def of(self, path: Path) -> list[tuple[int, Point]]:
        """The path's cuts that are tried, with their places among all of it."""
        return [(place, point) for name, place, point in self.chosen if name == path.name]


@cache
def calls_of(name: str) -> list[Call]:
    """The calls of a path that nothing cuts."""
    return run(PATHS[name], ()).calls


@cache
def cuts() -> Shares:
    return Shares(paired, ONE_CUT_IN)


@cache
def reads() -> Shares:
    return Shares(lost_reads, ONE_READ_IN)


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_a_cut_at_every_kind_of_write_and_call(name: str) -> None:
    """Every second time the tasks that follow are delivered again."""
    path = PATHS[name]
    tried = cuts().of(path)

    found = [
        f"{text}; {replay(path, (point,), again=again)}"
        for place, point in tried
        for again in [(place + cuts().day) % 2 == 1]
        for text in run(path, (point,), again=again).found
    ]

    assert found == []
    assert tried


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_that_a_read_is_not_answered(name: str) -> None:
    path = PATHS[name]
    tried = [point for _, point in reads().of(path)]

    found = [f"{text}; {replay(path, (point,), again=False)}" for point in tried for text in run(path, (point,)).found]

    assert found == []
    assert tried


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_that_every_task_comes_again(name: str) -> None:
    path = PATHS[name]
    laters = share(LATERS, lambda _: name, one_in=ONE_LATER_IN, day=current_day() + list(PATHS).index(name))

    assert [(later, text) for later in laters for text in run(path, (), later=later).found] == []
    assert laters


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_two_cuts(name: str) -> None:
    path, rng = PATHS[name], Random(f"{name} {current_day()}")
    begun = paired(path)
    pairs = next(pairs for first in rng.sample(begun, len(begun)) if (pairs := list(seconds(path, first))))
    tried = rng.sample(pairs, min(PAIRS_A_PATH, len(pairs)))

    broken = [
        f"{text}; {replay(path, pair, again=True)}" for pair in tried for text in run(path, pair, again=True).found
    ]

    assert broken == []


def test_as_many_seeds_in_a_row_as_pairs_are_left_out_try_every_pair_once() -> None:
    every = 3
    of_each_seed = [next(islice(first_points(every, seed), 40, None)) for seed in range(7, 7 + every)]

    tried = [
        pair
        for begun in of_each_seed
        for pair in islice(seconds(PATHS[begun.path], begun.first), begun.start, None, begun.every)
    ]

    first = of_each_seed[0]
    assert len(tried) > 2 * every
    assert sorted(map(str, tried)) == sorted(map(str, seconds(PATHS[first.path], first.first)))


def test_as_many_days_as_cuts_are_left_out_try_every_cut_and_each_day_every_kind() -> None:
    path = PATHS["bought at once"]
    calls = calls_of(path.name)
    every = firsts(path)
    days = [
        share(every, lambda point: calls[point.number].kind, one_in=ONE_CUT_IN, day=day) for day in range(ONE_CUT_IN)
    ]

    kinds = {calls[point.number].kind for point in every}
    assert {point for day in days for point in day} == set(every)
    assert all({calls[point.number].kind for point in day} == kinds for day in days)
    assert all(len(day) < len(every) for day in days)
    assert days[0] != days[1]


def test_what_a_replay_says_is_what_was_run() -> None:
    path = next(iter(PATHS.values()))
    pair = tuple(firsts(path)[3:5])

    point_text = replay(path, pair, again=True).partition("POINT=")[2].strip("'")

    assert parse(point_text) == (path, pair, True)
    one, other = run(path, pair, again=True), run(path, pair, again=True)
    assert (one.found, list(map(str, one.calls))) == (other.found, list(map(str, other.calls)))
