"""A message, and a deletion, that die at any call to the table: sent again they are done, once, and hold nobody up."""

from collections.abc import Iterator

import pytest
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.assistant.conversation import ANSWERING_TAKES, MessageStatus
from chalicelib.errors import NotFound, Unavailable
from chalicelib.models.conversations import ConversationRow
from chalicelib.services.assistant import conversations as service
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.simulation.world import ANNA
from tests.support.connection import Crash, Cut
from tests.support.turning_clock import TurningClock, turning_clock
from tests.unit.services.assistant.messages import list_all, send
from tests.unit.services.documents.document_world import cut_at

CUTS = [Cut.BEFORE, Cut.AFTER, Cut.LOST]


@pytest.fixture(name="turning")
def a_turning_clock() -> Iterator[tuple[Wire, TurningClock]]:
    with empty_cloud() as wire, turning_clock() as turning:
        yield wire, turning


def number_calls(wire: Wire) -> Iterator[int]:
    """Count the calls that are to be cut, one after the other, until there are no more."""
    for number in range(100):
        wire.cut.clear()
        yield number
        if not wire.cut:
            return


@pytest.mark.parametrize("how", CUTS)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_message_that_dies_anywhere_is_answered_once_when_it_is_sent_again(
    turning: tuple[Wire, TurningClock], is_new: bool, how: Cut
) -> None:
    wire, clock = turning
    tried = 0
    for number in number_calls(wire):
        ulid = f"01JQZX5V9D7R8M3T2K6W4H{number:04d}"
        conversation_id = f"cnv_{ulid}" if is_new else send("Before", new_id=f"cnv_{ulid}").conversation_id
        known = None if is_new else conversation_id
        wire.scissors = cut_at(len(wire.calls) + number, how)
        try:
            send("Where?", known, message_id=f"msg_{ulid}", new_id=conversation_id)
        except (Crash, Unavailable, PynamoDBException):
            tried += 1
        wire.scissors = None
        clock.time += ANSWERING_TAKES

        again = send("Where?", known, message_id=f"msg_{ulid}", new_id=conversation_id)

        messages = list_all(conversation_id)
        assert [each.message for each in messages] == (["Where?"] if is_new else ["Before", "Where?"])
        assert {each.status for each in messages} == {MessageStatus.ANSWERED}
        assert messages[-1] == again
        assert service.get_conversation(ANNA, conversation_id).messages == len(messages)
        service.delete_conversation(ANNA, conversation_id)

    assert tried >= 3


@pytest.mark.parametrize("how", CUTS)
def test_a_deletion_that_dies_anywhere_is_finished_when_it_is_sent_again(
    turning: tuple[Wire, TurningClock], how: Cut
) -> None:
    wire, _ = turning
    tried = 0
    for number in number_calls(wire):
        begun = send("First").conversation_id
        send("Second", begun)
        wire.scissors = cut_at(len(wire.calls) + number, how)
        try:
            service.delete_conversation(ANNA, begun)
        except (Crash, Unavailable, PynamoDBException):
            tried += 1
        wire.scissors = None

        try:
            service.delete_conversation(ANNA, begun)
        except NotFound:
            pass  # it was the answer alone that was lost

        assert not list(ConversationRow.query("anna", consistent_read=True))

    assert tried >= 3
