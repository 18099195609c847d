"""A conversation with the assistant: messages of one person, each with its answer, one after the other.

It is its person's alone: nobody else can ask for it, and it goes with their data.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.assistant.answer import Answer
from chalicelib.domain.ids import prefixed
from chalicelib.domain.value import Value

LONGEST_MESSAGE = 2_000
MOST_CONVERSATIONS = 50
MOST_MESSAGES = 200
# How long a message may be answered before its sender counts as gone: longer than any request can run.
ANSWERING_TAKES = timedelta(seconds=60)
_LONGEST_TITLE = 80

ConversationId = Annotated[str, prefixed("cnv", "01JQZX5V9D7R8M3T2K6W4H0YBE")]
MessageId = Annotated[str, prefixed("msg", "01JQZX7C2K4M6P8R0T2V4X6Z8B")]


class MessageStatus(StrEnum):
    """Status of a message to the assistant."""

    ANSWERING = "answering"
    ANSWERED = "answered"


class AssistantMessage(Value, frozen=True):
    """A message of a conversation, and its answer as soon as there is one."""

    conversation_id: Annotated[str, msgspec.Meta(description="Conversation to which it belongs")]
    message_id: Annotated[str, msgspec.Meta(description="Id of the message, as paths name it")]
    number: Annotated[int, msgspec.Meta(ge=1, description="Place in the conversation, from 1")]
    sent_at: Annotated[datetime, msgspec.Meta(description="When it was sent")]
    message: Annotated[str, msgspec.Meta(description="What was asked, as it was sent")]
    status: Annotated[MessageStatus, msgspec.Meta(description="Whether there is an answer yet")]
    answered_at: Annotated[datetime | None, msgspec.Meta(description="When it was answered; null until then")]
    answer: Annotated[Answer | None, msgspec.Meta(description="Null while it is being answered")]


class OpenMessage(Value, frozen=True):
    """The message that is being answered, and until when nobody else may take its place."""

    message_id: str
    until: datetime


class Conversation(Value, frozen=True):
    """A conversation as it is kept. While `open_message` is set, a message is being answered."""

    conversation_id: str
    user_id: str
    title: Annotated[str, msgspec.Meta(description="How its first message begins")]
    messages: Annotated[int, msgspec.Meta(ge=0, description="How many messages were answered")]
    created_at: datetime
    updated_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="When it is deleted, unless it goes on before")]
    open_message: OpenMessage | None = None
    deleting: bool = False
    version: Annotated[int, msgspec.Meta(ge=1)] = 1

    def is_answering(self, message_id: str, now: datetime) -> bool:
        """Return whether another message than `message_id` is being answered now."""
        open_message = self.open_message
        return open_message is not None and open_message.message_id != message_id and open_message.until > now

    def is_gone(self, now: datetime) -> bool:
        """Return whether it is deleted, or its time has run out, even if the table still has it."""
        return self.deleting or self.expires_at <= now


def begin_conversation(
    conversation_id: str, user_id: str, first_message: str, now: datetime, kept: timedelta
) -> Conversation:
    """Return a new conversation, named after its first message."""
    words = " ".join(first_message.split())
    title = words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
    return Conversation(
        conversation_id=conversation_id,
        user_id=user_id,
        title=title,
        messages=0,
        created_at=now,
        updated_at=now,
        expires_at=now + kept,
    )


def open_message(conversation: Conversation, message_id: str, now: datetime, kept: timedelta) -> Conversation:
    """Return the conversation in which this message is being answered from now on."""
    return msgspec.structs.replace(
        conversation,
        open_message=OpenMessage(message_id=message_id, until=now + ANSWERING_TAKES),
        updated_at=now,
        expires_at=now + kept,
        version=conversation.version + 1,
    )


def close_message(conversation: Conversation, now: datetime, *, answered: bool) -> Conversation:
    """Return the conversation in which no message is being answered any more, and one more was, if it was."""
    return msgspec.structs.replace(
        conversation,
        messages=conversation.messages + answered,
        open_message=None,
        updated_at=now,
        version=conversation.version + 1,
    )
