"""A message and its answer as events, in the order in which they are read: what a stream of server-sent events sends.

They follow from the message alone, so that a reader who comes back gets the same events under the same ids.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.assistant.answer import (
    ActionLink,
    Answer,
    AnswererKind,
    AnswerOutcome,
    AnswerParagraph,
    Link,
    Usage,
)
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.ids import event_id
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.value import JsonObject, Value

# Numbers of a message's events are its own thousand: `000` begins it, so that they sort as messages were sent.
_A_MESSAGE = 1_000
STARTED, TEXT, CITATION, LINK, ACTION = "message.started", "text", "citation", "link", "action"
COMPLETED = "message.completed"


class MessageStarted(Value, frozen=True):
    """A message as it was sent."""

    conversation_id: Annotated[str, msgspec.Meta(description="Conversation to which it belongs")]
    message_id: Annotated[str, msgspec.Meta(description="Id of the message, as paths name it")]
    number: Annotated[int, msgspec.Meta(ge=1, description="Place in the conversation, from 1")]
    sent_at: Annotated[datetime, msgspec.Meta(description="When it was sent")]
    message: Annotated[str, msgspec.Meta(description="What was asked, as it was sent")]


class NumberedCitation(Citation, frozen=True, kw_only=True):
    """A quote that the answer rests on, under its number."""

    citation: Annotated[int, msgspec.Meta(ge=0, description="Number of the quote, by which paragraphs name it")]


class MessageCompleted(Value, frozen=True):
    """The end of an answer, and how it was made."""

    conversation_id: Annotated[str, msgspec.Meta(description="Conversation to which it belongs")]
    message_id: Annotated[str, msgspec.Meta(description="Id of the message, as paths name it")]
    outcome: Annotated[AnswerOutcome, msgspec.Meta(description="What came of the question")]
    answered_by: Annotated[AnswererKind, msgspec.Meta(description="Who made the answer")]
    notice: Annotated[str, msgspec.Meta(description="How the answer was made, to be shown with it")]
    usage: Annotated[Usage | None, msgspec.Meta(description="What it took a language model; null without one")]


EVENTS: Mapping[str, type[Value]] = {
    STARTED: MessageStarted,
    TEXT: AnswerParagraph,
    CITATION: NumberedCitation,
    LINK: Link,
    ACTION: ActionLink,
    COMPLETED: MessageCompleted,
}
"""The type of the data of each type of event."""


class MessageEvent(NamedTuple):
    """One event of a message, with its data as plain JSON."""

    event_id: str
    type: str
    data: JsonObject


def list_events(message: AssistantMessage) -> list[MessageEvent]:
    """Return the events of a message: all that there are so far."""
    numbers = count(message.number * _A_MESSAGE)
    return [
        MessageEvent(event_id(message.conversation_id, next(numbers)), kind, msgspec.to_builtins(data))
        for kind, data in _list_all(message)
    ]


def last_whole_message(last_event_id: str | None) -> int:
    """Return the number of the message that an event is of, less one: behind it a reader goes on, whatever of the
    message they have. 0 for none."""
    return max(int(last_event_id.rpartition("_")[2]) // _A_MESSAGE - 1, 0) if last_event_id else 0


def _list_all(message: AssistantMessage) -> Iterator[tuple[str, Value]]:
    yield (
        STARTED,
        MessageStarted(
            conversation_id=message.conversation_id,
            message_id=message.message_id,
            number=message.number,
            sent_at=message.sent_at,
            message=message.message,
        ),
    )
    answer = message.answer
    if answer is None:
        return
    yield from _list_of_answer(answer)
    yield (
        COMPLETED,
        MessageCompleted(
            conversation_id=message.conversation_id,
            message_id=message.message_id,
            outcome=answer.outcome,
            answered_by=answer.answered_by,
            notice=answer.notice,
            usage=answer.usage,
        ),
    )


def _list_of_answer(answer: Answer) -> Iterator[tuple[str, Value]]:
    """Yield each citation right before the words that are quoted by it, then what may be read and done next."""
    shown = set[int]()
    for paragraph in answer.paragraphs:
        at = paragraph.citation
        if at is not None and at not in shown:
            shown.add(at)
            yield CITATION, _number(at, answer.citations[at])
        yield TEXT, paragraph
    yield from ((CITATION, _number(at, each)) for at, each in enumerate(answer.citations) if at not in shown)
    yield from ((LINK, each) for each in answer.links)
    yield from ((ACTION, each) for each in answer.actions)


def _number(at: int, citation: Citation) -> NumberedCitation:
    return NumberedCitation(citation=at, **msgspec.structs.asdict(citation))
