"""One cut at every call to the outside: the booking ends as it would have ended, and every invariant holds."""

import pytest

from tests.simulation.crashes import APPROVED, RECALLED, REJECTED, SENT_BACK, points, run_with_cut

PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_purchase_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(APPROVED)[part::PARTS]

    assert [text for point in tried for text in run_with_cut(APPROVED, point)] == []


@pytest.mark.parametrize("part", range(2))
def test_undo_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(REJECTED, between=(-1, None))[part::2]

    assert [text for point in tried for text in run_with_cut(REJECTED, point)] == []


@pytest.mark.parametrize("part", range(4))
def test_revision_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(SENT_BACK, between=(1, 3))[part::4]

    assert [text for point in tried for text in run_with_cut(SENT_BACK, point)] == []


@pytest.mark.parametrize("part", range(2))
def test_recall_survives_a_cut_at_every_call(part: int) -> None:
    tried = points(RECALLED, between=(1, None))[part::2]

    assert [text for point in tried for text in run_with_cut(RECALLED, point)] == []
