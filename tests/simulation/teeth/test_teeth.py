"""Every seeded bug can still be planted, and some of them are caught with every run of the tests; `make simulate
TEETH=1` hunts for all of them."""

from collections import Counter

import pytest

from tests.simulation.teeth.bite import ROOT, bite
from tests.simulation.teeth.bug import Bug
from tests.simulation.teeth.bugs import BUGS
from tests.simulation.teeth.planting import planted

SAMPLE = (
    "the purchase does not commit the budget",
    "holds are not released",
    "a lost announcement is not delivered by the sweeper",
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_bug_can_be_planted(bug: Bug) -> None:
    source = (ROOT / bug.file).read_text(encoding="utf-8")

    compile(planted(bug, source), bug.file, "exec")


def test_there_are_many_and_no_two_are_one() -> None:
    assert len(BUGS) >= 139
    assert Counter(bug.name for bug in BUGS).most_common(1)[0][1] == 1
    assert Counter((bug.where, bug.old, bug.new) for bug in BUGS).most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", SAMPLE)
def test_bug_is_caught(name: str) -> None:
    (bug,) = (bug for bug in BUGS if bug.name == name)

    assert bite(bug, 60).by
