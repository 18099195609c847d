"""docs/conversation.md is true: each message of its table changes, or asks, what stands beside it."""

import re
from pathlib import Path

import pytest

from chalicelib.domain.bookings.revisions import changes_of
from chalicelib.domain.bookings.turns import TurnOutcome
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.turns import take_turn, trip_changes_of
from tests.unit.domain.trip_requests.conversation.trips import NOW, TRIPS

GUIDE = (Path(__file__).parents[5] / "docs" / "conversation.md").read_text(encoding="utf-8")
ROWS = re.findall(rf"^\| (.+) \| ({'|'.join(TRIPS)}) \| (.+) \|$", GUIDE, re.MULTILINE)


def test_guide_has_examples() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("message", "which", "becomes"), ROWS)
def test_message_of_the_guide_does_what_stands_beside_it(message: str, which: str, becomes: str) -> None:
    request = TRIPS[which]
    understood = take_turn(message, request, NOW, None).understood

    said = re.findall(r"`([^`]+)`", becomes)
    if becomes.startswith("asks"):
        assert [asked.field for asked in understood.questions] == said
        assert understood.changes == ()
    else:
        after = apply_changes(request, trip_changes_of(understood.changes)).request
        assert {change.pointer for change in changes_of(request, after)} == set(said)


def test_guide_explains_every_outcome() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| ", GUIDE, re.MULTILINE)) >= {each.value for each in TurnOutcome}
