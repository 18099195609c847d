"""docs/conversation.md is true: each message of its table changes, or asks, what stands beside it."""

import re
from pathlib import Path

import msgspec
import pytest

from chalicelib.domain.bookings.revisions import changes_of
from chalicelib.domain.bookings.turns import TurnOutcome
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.turns import take_turn
from chalicelib.domain.trip_requests.conversation.understood import trip_changes_of
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import AmbiguousRequest
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.replies import read_with_replies
from chalicelib.services.trip_requests.words import read_words
from tests.unit.domain.trip_requests.conversation.trips import NOW, THERE_AND_BACK, TRIPS

GUIDE = (Path(__file__).parents[5] / "docs" / "conversation.md").read_text(encoding="utf-8")
ROWS = re.findall(rf"^\| (.+) \| ({'|'.join(TRIPS)}) \| (.+) \|$", GUIDE, re.MULTILINE)


DEFAULTS = ReadingDefaults(traveller=THERE_AND_BACK.travellers[0], currency="EUR", cost_centre="SALES-EU")


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


def test_example_of_replies_is_a_request_that_is_read() -> None:
    (example,) = re.findall(r"^(\{\"request\".+\})$", GUIDE, re.MULTILINE)
    asked = msgspec.json.decode(example, type=BookingRequest)

    with pytest.raises(AmbiguousRequest) as doubt:
        read_words(asked.words or "", now=NOW, defaults=DEFAULTS, answers={})
    read = read_with_replies(
        lambda known: read_words(asked.words or "", now=NOW, defaults=DEFAULTS, answers=known), {}, asked.replies, NOW
    )

    assert [question.field for question in doubt.value.questions] == ["destination"]
    assert [(each.cabin, each.depart_on.day) for each in read.slices] == [(Cabin.BUSINESS, 3), (Cabin.BUSINESS, 6)]


def test_guide_explains_every_outcome() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| ", GUIDE, re.MULTILINE)) >= {each.value for each in TurnOutcome}
