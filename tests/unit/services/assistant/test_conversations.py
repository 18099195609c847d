"""Conversations with the assistant: one message at a time, each answered once, kept for its person alone and not for
ever."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import settings
from chalicelib.domain.assistant.answer import Answer
from chalicelib.domain.assistant.conversation import (
    ANSWERING_TAKES,
    MOST_CONVERSATIONS,
    MOST_MESSAGES,
    AssistantMessage,
    MessageStatus,
)
from chalicelib.domain.identity import Identity
from chalicelib.errors import Conflict, InvalidInput, NotFound, StillRunning, Unavailable
from chalicelib.models import conversations as table
from chalicelib.models.conversations import ConversationRow
from chalicelib.services.assistant import conversations as service
from chalicelib.services.assistant.conversations import MOST_REMEMBERED
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.world import ANNA, DAVID
from tests.support.turning_clock import TurningClock, turning_clock
from tests.unit.services.assistant.messages import echo, list_all, said, send


@pytest.fixture(autouse=True, name="turning")
def a_turning_clock() -> Iterator[TurningClock]:
    with empty_cloud(), turning_clock() as turning:
        yield turning


def test_messages_are_answered_in_order_with_what_was_said_before() -> None:
    first = send("How much may a hotel cost?")
    second = send("and in London?", first.conversation_id)

    assert (said(first), said(second)) == ("0 before: How much may a hotel cost?", "1 before: and in London?")
    assert list_all(first.conversation_id) == [first, second]
    found = service.get_conversation(ANNA, first.conversation_id)
    assert (found.messages, found.title, found.open_message) == (2, "How much may a hotel cost?", None)


def test_the_same_message_again_is_its_first_answer() -> None:
    first = send(message_id="msg_01JQZX7C2K4M6P8R0T2V4X6Z8B", new_id="cnv_01JQZX5V9D7R8M3T2K6W4H0YBE")

    again = send(message_id=first.message_id, new_id=first.conversation_id)

    assert again == first
    assert list_all(first.conversation_id) == [first]


def test_another_message_waits_until_the_first_is_answered(turning: TurningClock) -> None:
    begun = send().conversation_id

    def interrupted(who: Identity, question: str, before: Sequence[AssistantMessage]) -> Answer:
        with pytest.raises(StillRunning):
            send("Another", begun)
        assert list_all(begun)[-1].status is MessageStatus.ANSWERING
        assert service.get_conversation(ANNA, begun).open_message is not None
        return echo(who, question, before)

    assert send("First", begun, answering=interrupted).status is MessageStatus.ANSWERED
    assert [each.message for each in list_all(begun)] == ["Where?", "First"]


def test_whoever_died_while_answering_holds_nobody_up_for_longer_than_a_minute(turning: TurningClock) -> None:
    begun = send().conversation_id

    class Died(BaseException):
        pass

    def die(*_: Any) -> Answer:
        raise Died

    with pytest.raises(Died):
        send("Lost", begun, answering=die)
    with pytest.raises(StillRunning):
        send("Next", begun)
    turning.time += ANSWERING_TAKES

    assert send("Next", begun).number == 2
    assert [each.message for each in list_all(begun)] == ["Where?", "Next"]


def test_what_cannot_be_answered_now_is_free_to_be_asked_again() -> None:
    begun = send().conversation_id

    def fail(*_: Any) -> Answer:
        raise Unavailable("The policy cannot be read.")

    with pytest.raises(Unavailable):
        send("Asked", begun, answering=fail)

    assert send("Asked", begun).status is MessageStatus.ANSWERED


def test_an_answer_to_a_conversation_that_was_deleted_meanwhile_is_not_kept() -> None:
    begun = send().conversation_id

    def delete(who: Identity, question: str, before: Sequence[AssistantMessage]) -> Answer:
        service.delete_conversation(ANNA, begun)
        return echo(who, question, before)

    with pytest.raises(Conflict):
        send("Late", begun, answering=delete)
    assert not list(ConversationRow.query("anna"))


def test_nobody_else_finds_continues_or_deletes_a_conversation() -> None:
    begun = send().conversation_id

    for attempt in (
        lambda: service.get_conversation(DAVID, begun),
        lambda: list_all(begun, DAVID),
        lambda: send("Mine now", begun, who=DAVID),
        lambda: service.delete_conversation(DAVID, begun),
        lambda: service.events_after(DAVID, begun, None),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert service.list_conversations(DAVID, limit=10, start=None).rows == []
    assert len(list_all(begun)) == 1


def test_there_are_only_so_many_conversations_and_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = [send().conversation_id for _ in range(MOST_CONVERSATIONS)]
    with pytest.raises(Conflict, match="delete one"):
        send()
    service.delete_conversation(ANNA, begun[0])
    assert send().number == 1
    assert send(who=DAVID).number == 1
    monkeypatch.setattr(service, "MOST_MESSAGES", 1)
    with pytest.raises(Conflict, match="begin another"):
        send("One more", begun[1])
    assert MOST_MESSAGES > MOST_REMEMBERED


def test_a_conversation_is_gone_when_nobody_went_on_with_it_for_as_long_as_it_is_kept(turning: TurningClock) -> None:
    kept = timedelta(days=settings.current().conversation_days)
    left, alive = send().conversation_id, send().conversation_id
    turning.time += kept - timedelta(minutes=1)
    send("Still here", alive)
    turning.time += timedelta(minutes=2)

    with pytest.raises(NotFound):
        service.get_conversation(ANNA, left)
    with pytest.raises(NotFound):
        send("Anybody?", left)
    assert [each.conversation_id for each in service.list_conversations(ANNA, limit=10, start=None).rows] == [alive]


def test_conversations_are_listed_page_by_page_the_latest_begun_first(turning: TurningClock) -> None:
    begun = []
    for _ in range(5):
        turning.turn(seconds=1)
        begun.append(send().conversation_id)

    first = service.list_conversations(ANNA, limit=3, start=None)
    rest = service.list_conversations(ANNA, limit=3, start=first.next)

    assert [each.conversation_id for each in (*first.rows, *rest.rows)] == begun[::-1]


def test_events_go_on_behind_the_last_one_that_was_read() -> None:
    begun = send("First").conversation_id
    send("Second", begun)
    events, more = service.events_after(ANNA, begun, None)

    assert not more

    assert [each.type for each in events] == ["message.started", "text", "message.completed"] * 2
    for place, event in enumerate(events):
        assert service.events_after(ANNA, begun, event.event_id).events == events[place + 1 :]
    for foreign in ("evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004", "evt_7", f"evt_{begun[4:]}"):
        with pytest.raises(InvalidInput):
            service.events_after(ANNA, begun, foreign)


def test_a_long_conversation_is_streamed_some_messages_at_a_time() -> None:
    begun = send("1").conversation_id
    for number in range(2, 26):
        send(str(number), begun)
    read, last, more = list[str](), None, True
    while more:
        events, more = service.events_after(ANNA, begun, last)
        read += [each.data["message"] for each in events if each.type == "message.started"]
        last = events[-1].event_id

    assert read == [str(number) for number in range(1, 26)]


def test_a_deletion_that_a_crash_interrupted_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = send().conversation_id

    class Crash(BaseException):
        pass

    def crash(*_: Any) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(table, "delete_conversation", crash)
        with pytest.raises(Crash):
            service.delete_conversation(ANNA, begun)

    with pytest.raises(NotFound):
        service.get_conversation(ANNA, begun)
    assert list(ConversationRow.query("anna"))
    service.delete_conversation(ANNA, begun)
    assert not list(ConversationRow.query("anna"))
