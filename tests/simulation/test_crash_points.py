"""One cut at every durable write and every call to the outside, and two at many: the booking ends as it would have
ended without, and every invariant holds. `make simulate` tries more pairs, and singly also the cuts that come to the
same."""

from itertools import islice
from random import Random

import pytest

from tests.simulation.crashes import LATERS, PATHS, Path, firsts, lost_reads, paired, parse, replay, run, seconds
from tests.simulation.shapes import THERE_AND_BACK
from tests.simulation.tiers import first_points

PAIRS_A_PATH = 8
ONE_READ_IN = 8
ONE_READ_OF_A_SHAPE_IN = 40
ONE_CUT_IN = 2  # on paths that begin like another
ONE_OF_A_SHAPE_IN = 12  # on paths of another shape than there and back, of which `make simulate` tries every cut


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_a_cut_at_every_write_and_call(name: str) -> None:
    """Every second time the tasks that follow are delivered again."""
    path = PATHS[name]
    tried = paired(path)[:: _cuts_left_out(path)]

    runs = [run(path, (point,), again=place % 2 == 1) for place, point in enumerate(tried)]

    assert [text for ran in runs for text in ran.found] == []
    assert len(tried) > (40 if path.shape is THERE_AND_BACK else 10)


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_that_a_read_is_not_answered(name: str) -> None:
    path = PATHS[name]
    tried = lost_reads(path)[:: ONE_READ_IN if path.shape is THERE_AND_BACK else ONE_READ_OF_A_SHAPE_IN]

    assert [text for point in tried for text in run(path, (point,)).found] == []


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_that_every_task_comes_again(name: str) -> None:
    path = PATHS[name]
    laters = LATERS if path.shape is THERE_AND_BACK else LATERS[::4]

    assert [text for later in laters for text in run(path, (), later=later).found] == []


@pytest.mark.parametrize("name", PATHS)
def test_path_survives_two_cuts(name: str) -> None:
    path, rng = PATHS[name], Random(name)
    many = PAIRS_A_PATH if path.shape is THERE_AND_BACK else 2
    begun = [list(seconds(path, first)) for first in rng.sample(paired(path), many)]
    tried = [rng.choice(pairs) for pairs in begun if pairs]

    assert [text for pair in tried for text in run(path, pair, again=True).found] == []


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


def _cuts_left_out(path: Path) -> int:
    """One cut of so many of a path is tried here."""
    if path.shape is not THERE_AND_BACK:
        return ONE_OF_A_SHAPE_IN
    return ONE_CUT_IN if path.like else 1


def test_what_a_replay_says_is_what_was_run() -> None:
    path = next(iter(PATHS.values()))
    pair = tuple(firsts(path)[3:5])

    point_text = replay(path, pair, again=True).partition("POINT=")[2].strip("'")

    assert parse(point_text) == (path, pair, True)
    one, other = run(path, pair, again=True), run(path, pair, again=True)
    assert (one.found, list(map(str, one.calls))) == (other.found, list(map(str, other.calls)))
