"""A message and its answer as events, in the order in which they are read: what a stream of server-sent events sends.

They follow from the message alone, so that a reader who comes back gets the same events under the same ids.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.assistant.answer import Answer
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.ids import event_id
from chalicelib.domain.value import JsonObject

# Numbers of a message's events are its own thousand: `000` begins it, so that they sort as messages were sent.
_A_MESSAGE = 1_000
STARTED, COMPLETED = "message.started", "message.completed"


class MessageEvent(NamedTuple):
    """One event of a message, with its data as plain JSON."""

    event_id: str
    type: str
    data: JsonObject


def list_events(message: AssistantMessage) -> list[MessageEvent]:
    """Return the events of a message: all that there are so far."""
    numbers = count(message.number * _A_MESSAGE)
    return [
        MessageEvent(event_id(message.conversation_id, next(numbers)), kind, data) for kind, data in _list_all(message)
    ]


def last_whole_message(last_event_id: str | None) -> int:
    """Return the number of the message that an event is of, less one: behind it a reader goes on, whatever of the
    message they have. 0 for none."""
    return max(int(last_event_id.rpartition("_")[2]) // _A_MESSAGE - 1, 0) if last_event_id else 0


def _list_all(message: AssistantMessage) -> Iterator[tuple[str, JsonObject]]:
    ids = {"conversationId": message.conversation_id, "messageId": message.message_id}
    yield STARTED, {**ids, "number": message.number, "sentAt": _plain(message.sent_at), "message": message.message}
    answer = message.answer
    if answer is None:
        return
    yield from _list_of_answer(answer)
    yield (
        COMPLETED,
        {
            **ids,
            "outcome": answer.outcome.value,
            "answeredBy": answer.answered_by.value,
            "notice": answer.notice,
            "usage": _plain(answer.usage),
        },
    )


def _list_of_answer(answer: Answer) -> Iterator[tuple[str, JsonObject]]:
    """Yield each citation right before the words that are quoted by it, then what may be read and done next."""
    shown = set[int]()
    for paragraph in answer.paragraphs:
        at = paragraph.citation
        if at is not None and at not in shown:
            shown.add(at)
            yield "citation", {"citation": at, **_plain(answer.citations[at])}
        yield "text", _plain(paragraph)
    for place, citation in enumerate(answer.citations):
        if place not in shown:
            yield "citation", {"citation": place, **_plain(citation)}
    for link in answer.links:
        yield "link", _plain(link)
    for action in answer.actions:
        yield "action", _plain(action)


def _plain(value: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))
