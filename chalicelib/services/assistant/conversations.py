"""Conversations with the assistant: sending a message, reading what was said, deleting it.

A message is written before it is answered, so that others see it is; its conversation takes one at a time. Sent again
under the same id it is answered once, whenever its sender died in between.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.assistant import conversation as rules
from chalicelib.domain.assistant.answer import Answer
from chalicelib.domain.assistant.conversation import (
    LONGEST_MESSAGE,
    MOST_MESSAGES,
    AssistantMessage,
    Conversation,
    ConversationId,
    MessageStatus,
)
from chalicelib.domain.assistant.events import MessageEvent, last_whole_message, list_events
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor, Value
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, FieldError, InvalidInput, StillRunning, VersionConflict
from chalicelib.models import conversations as table

# What an answerer is told of before: enough for "and in London?".
MOST_REMEMBERED = 10
_STREAMED_AT_ONCE = 10

Answering = Callable[[Identity, str, Sequence[AssistantMessage]], Answer]


class AssistantMessageRequest(Value, frozen=True):
    """A message to the assistant: a question about the travel policy or about your own trips, in words."""

    message: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=LONGEST_MESSAGE,
            pattern=r"[^ \t\r\n]",
            examples=["How much may a hotel in London cost?"],
            description="The question, in English",
        ),
    ]
    conversation_id: Annotated[
        ConversationId | None, msgspec.Meta(description="The conversation that it continues; left out to begin one")
    ] = None


class _Opened(msgspec.Struct, frozen=True):
    """A message that is ours to answer, in its conversation, and what was said before it."""

    conversation: Conversation
    message: AssistantMessage
    before: tuple[AssistantMessage, ...]


def send_message(
    identity: Identity,
    request: AssistantMessageRequest,
    *,
    message_id: str,
    conversation_id: str,
    answering: Answering,
) -> AssistantMessage:
    """Answer a message, in its conversation or in a new one of the id `conversation_id`, and keep both. The same
    `message_id` again returns what was answered.

    Raises NotFound for a conversation that is not the caller's, StillRunning while another message of it is being
    answered, Conflict when there may be no more conversations or messages, Unavailable.
    """
    known_id = request.conversation_id or conversation_id
    opened = until_kept(lambda: _open(identity, request, message_id, known_id), VersionConflict)
    if isinstance(opened, AssistantMessage):
        return opened
    try:
        answer = answering(identity, request.message, opened.before)
    except Exception:
        _give_up(opened.conversation)
        raise
    return _close(opened, answer)


def _give_up(conversation: Conversation) -> None:
    """Let the next message in; where the conversation is another's turn already, or deleted, there is nothing to do."""
    with suppress(VersionConflict):
        table.replace_conversation(conversation, rules.close_message(conversation, clock.now(), answered=False))


def _open(
    identity: Identity, request: AssistantMessageRequest, message_id: str, conversation_id: str
) -> _Opened | AssistantMessage:
    """Take a message into its conversation, or return it if it is answered. Raises VersionConflict when another was
    faster."""
    now = clock.now()
    before = table.find_conversation(identity.user_id, conversation_id)
    if before is None or before.is_gone(now):
        if request.conversation_id is not None or before is not None:
            raise table.no_conversation(conversation_id)
        return _begin(identity, request, message_id, conversation_id, now)
    remembered = _remember(before)
    for each in remembered:
        if each.message_id == message_id:
            return each
    if before.is_answering(message_id, now):
        raise StillRunning("Another message of this conversation is being answered.")
    if before.messages >= MOST_MESSAGES:
        raise Conflict(f"This conversation has {MOST_MESSAGES} messages, as many as there may be: begin another.")
    after = rules.open_message(before, message_id, now, _kept())
    message = _new_message(request, message_id, conversation_id, after.messages + 1, now)
    table.replace_conversation(before, after, message)
    return _Opened(after, message, remembered)


def _begin(
    identity: Identity, request: AssistantMessageRequest, message_id: str, conversation_id: str, now: datetime
) -> _Opened:
    begun = rules.begin_conversation(conversation_id, identity.user_id, request.message, now, _kept())
    opened = msgspec.structs.replace(rules.open_message(begun, message_id, now, _kept()), version=1)
    message = _new_message(request, message_id, conversation_id, 1, now)
    table.create_conversation(opened, message, now)
    return _Opened(opened, message, ())


def _close(opened: _Opened, answer: Answer) -> AssistantMessage:
    now = clock.now()
    message = msgspec.structs.replace(opened.message, status=MessageStatus.ANSWERED, answered_at=now, answer=answer)
    table.replace_conversation(
        opened.conversation, rules.close_message(opened.conversation, now, answered=True), message
    )
    return message


def _remember(conversation: Conversation) -> tuple[AssistantMessage, ...]:
    """Return the last answered messages, the oldest first."""
    if conversation.messages == 0:
        return ()
    after = max(conversation.messages - MOST_REMEMBERED, 0)
    found = table.list_messages(
        conversation.user_id, conversation.conversation_id, limit=MOST_REMEMBERED, after=after
    ).rows
    return tuple(each for each in found if each.number <= conversation.messages)


def _new_message(
    request: AssistantMessageRequest, message_id: str, conversation_id: str, number: int, now: datetime
) -> AssistantMessage:
    return AssistantMessage(
        conversation_id=conversation_id,
        message_id=message_id,
        number=number,
        sent_at=now,
        message=request.message,
        status=MessageStatus.ANSWERING,
        answered_at=None,
        answer=None,
    )


def list_conversations(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[Conversation]:
    """List a page of the caller's conversations, the latest begun first, and where the next page starts."""
    return table.list_conversations(identity.user_id, clock.now(), limit=limit, start=start)


def get_conversation(identity: Identity, conversation_id: str) -> Conversation:
    """Return a conversation of the caller's. Raises NotFound."""
    found = table.find_conversation(identity.user_id, conversation_id)
    if found is None or found.is_gone(clock.now()):
        raise table.no_conversation(conversation_id)
    return found


def list_messages(
    identity: Identity, conversation_id: str, *, limit: int, start: Cursor | None
) -> ResultPage[AssistantMessage]:
    """List a page of a conversation's messages, the oldest first, and where the next page starts. Raises NotFound."""
    get_conversation(identity, conversation_id)
    return table.list_messages(identity.user_id, conversation_id, limit=limit, start=start)


def delete_conversation(identity: Identity, conversation_id: str) -> None:
    """Delete a conversation with its messages: gone for everybody at once, and what a crash interrupts the next call
    finishes. Raises NotFound."""

    def mark() -> None:
        found = table.find_conversation(identity.user_id, conversation_id)
        if found is None:
            raise table.no_conversation(conversation_id)
        if not found.deleting:
            table.mark_deleting(found, msgspec.structs.replace(found, deleting=True, version=found.version + 1))

    until_kept(mark, VersionConflict)
    table.delete_conversation(identity.user_id, conversation_id)


class EventPage(NamedTuple):
    """Events of some messages, and whether those of more messages follow."""

    events: list[MessageEvent]
    more: bool


def events_after(identity: Identity, conversation_id: str, last_event_id: str | None) -> EventPage:
    """Return the events of a conversation's messages since `last_event_id`, or since it began: those of some messages
    at a time. Raises NotFound, InvalidInput for an id that is of no event of it."""
    get_conversation(identity, conversation_id)
    _check_event(conversation_id, last_event_id)
    messages, following = table.list_messages(
        identity.user_id, conversation_id, limit=_STREAMED_AT_ONCE, after=last_whole_message(last_event_id)
    )
    events = [event for each in messages for event in list_events(each) if event.event_id > (last_event_id or "")]
    return EventPage(events, more=following is not None)


def _check_event(conversation_id: str, last_event_id: str | None) -> None:
    if last_event_id is None:
        return
    if not re.fullmatch(f"evt_{conversation_id.partition('_')[2]}_[0-9]{{6}}", last_event_id):
        wrong = FieldError("/Last-Event-ID", "Send the id of an event of this conversation.")
        raise InvalidInput("This is no event of this conversation.", [wrong])


def _kept() -> timedelta:
    return timedelta(days=settings.current().conversation_days)
