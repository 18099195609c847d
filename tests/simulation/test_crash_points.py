"""One cut at every call to the outside: the booking ends as it would have ended, and every invariant holds."""

import pytest

from tests.simulation.crashes import APPROVED, REJECTED, points, run_with_cut

PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_purchase_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(APPROVED)[part::PARTS]

    assert [text for point in tried for text in run_with_cut(APPROVED, point)] == []


@pytest.mark.parametrize("part", range(2))
def test_undo_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(REJECTED, undo_only=True)[part::2]

    assert [text for point in tried for text in run_with_cut(REJECTED, point)] == []
