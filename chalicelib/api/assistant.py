"""The assistant over HTTP: messages and their answers, as JSON and as server-sent events, and conversations."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.event_streams import (
    HOW_LONG,
    AtOnce,
    EventStream,
    News,
    Reader,
    SentEvent,
    StreamQuery,
    write_news,
)
from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    identifier,
    links_to,
)
from chalicelib.api.openapi import assistant_examples as examples
from chalicelib.domain.assistant.conversation import AssistantMessage, Conversation
from chalicelib.domain.assistant.events import COMPLETED, EVENTS, MessageEvent, list_events
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotFound
from chalicelib.services.assistant import conversations as service
from chalicelib.services.assistant.conversations import AssistantMessageRequest

blueprint = ApiBlueprint(
    __name__,
    tag="Assistant",
    description=(
        "Questions about the travel policy and about your own trips, in words. Answers quote the policy with where it "
        "says so, and change nothing: what can be done is offered as requests that you may send."
    ),
)

_PAUSE_SECONDS = 0.25  # a look reads the conversation and its next messages
_PARAMS = {"conversationId": identifier("cnv", "The conversation's id")}


class ConversationQuery(PageQuery, frozen=True):
    """A page of conversations."""


class ConversationMessageQuery(PageQuery, frozen=True):
    """A page of a conversation's messages."""


class ConversationView(Value, frozen=True):
    """A conversation with the assistant. Nobody else can read it."""

    conversation_id: Annotated[str, msgspec.Meta(description="Id of the conversation, as paths name it")]
    title: Annotated[str, msgspec.Meta(description="How its first message begins")]
    messages: Annotated[int, msgspec.Meta(ge=0, description="How many messages have been answered")]
    answering: Annotated[bool, msgspec.Meta(description="Whether a message is being answered")]
    created_at: datetime
    updated_at: datetime
    expires_at: Annotated[
        datetime,
        msgspec.Meta(
            description="When it is deleted, unless it goes on before; each message is kept as long after it was sent"
        ),
    ]
    events_url: str


def _view(found: Conversation) -> ConversationView:
    return ConversationView(
        conversation_id=found.conversation_id,
        title=found.title,
        messages=found.messages,
        answering=found.open_message is not None,
        created_at=found.created_at,
        updated_at=found.updated_at,
        expires_at=found.expires_at,
        events_url=f"/v1/sse/assistant/conversations/{found.conversation_id}",
    )


def _send(call: Call[AssistantMessageRequest, None]) -> AssistantMessage:
    from chalicelib.services.assistant.answering import answer_message

    return service.send_message(
        call.identity,
        call.body,
        message_id=call.new_id("msg"),
        conversation_id=call.new_id("cnv"),
        answering=answer_message,
    )


@blueprint.route(
    "/v1/assistant/messages",
    method="POST",
    idempotency="required",
    summary="Ask the assistant",
    description=(
        "Answers a question about the travel policy or about your own trips, bookings, approvals, budget and "
        "documents. `answeredBy` says whether a language model made the answer; without one it quotes and lists. "
        "Every quote is in the policy word for word. `actions` are requests that you may send; nothing changes "
        "by a message. A conversation answers one message at a time."
    ),
    errors=[NotFound, Conflict],
    links=[
        links_to(
            "get_conversation",
            "list_conversation_messages",
            "delete_conversation",
            "stream_conversation",
            conversationId="/conversationId",
        )
    ],
    example=lambda: Example(request=examples.REQUEST, response=examples.MESSAGE),
)
def send_assistant_message(call: Call[AssistantMessageRequest, None]) -> Answer[AssistantMessage]:
    return Answer(_send(call))


@blueprint.route(
    "/v1/sse/assistant/messages",
    method="POST",
    idempotency="required",
    summary="Ask the assistant, answered as events",
    description=(
        "The same as a stream of server-sent events: `message.started`, `text`, `citation` before the words that it "
        "is of, `link`, `action`, `message.completed`. What a broken connection lost is read again by the stream of "
        "the conversation after `Last-Event-ID`, or by sending the same `Idempotency-Key` again."
    ),
    errors=[NotFound, Conflict],
    events=EVENTS,
    example=lambda: Example(request=examples.REQUEST, response=write_news(_to_news(list_events(examples.MESSAGE)))),
)
def stream_assistant_message(call: Call[AssistantMessageRequest, None]) -> EventStream:
    return EventStream(AtOnce(_to_news(list_events(_send(call)))))


@blueprint.route(
    "/v1/sse/assistant/conversations/{conversationId}",
    params=_PARAMS,
    summary="Stream a conversation's events",
    description=(
        "Server-sent events after `Last-Event-ID`, those of some messages at a time: at once those that there are, "
        f"then those that come. {HOW_LONG}"
    ),
    errors=[NotFound],
    events=EVENTS,
    example=lambda: Example(response=write_news(_to_news(list_events(examples.MESSAGE)))),
)
def stream_conversation(call: Call[None, StreamQuery]) -> EventStream:
    reader = Reader(call.identity, "stream_conversation")
    last_seen = call.last_event_id or call.query.last_event_id
    source = _ConversationEvents(reader, call.path["conversationId"], last_seen)
    return EventStream(source, call.query, quick_pause=_PAUSE_SECONDS)


class _ConversationEvents:
    """The events of a conversation for whose it is."""

    def __init__(self, reader: Reader, conversation_id: str, last_seen: str | None) -> None:
        self._reader, self._conversation_id, self._last_seen = reader, conversation_id, last_seen

    def read(self) -> News:
        events, more = service.events_after(self._reader.now(), self._conversation_id, self._last_seen)
        if events:
            self._last_seen = events[-1].event_id
        return _to_news(events, more=more)

    def check(self) -> bool:
        service.get_conversation(self._reader.now(), self._conversation_id)
        return True


@blueprint.route(
    "/v1/assistant/conversations",
    summary="List my conversations, the latest begun first",
    description="A page may be short, because of what is deleted, although `nextCursor` says that more follow.",
    links=[
        links_to(
            "get_conversation",
            "list_conversation_messages",
            "delete_conversation",
            "stream_conversation",
            conversationId="/items/0/conversationId",
        )
    ],
    example=lambda: Example(response=Page(items=(_view(examples.CONVERSATION),), next_cursor=None)),
)
def list_conversations(call: Call[None, ConversationQuery]) -> Answer[Page[ConversationView]]:
    found, position = service.list_conversations(call.identity, limit=call.query.limit, start=call.position())
    return call.page(map(_view, found), position)


@blueprint.route(
    "/v1/assistant/conversations/{conversationId}",
    params=_PARAMS,
    summary="Get a conversation",
    errors=[NotFound],
    links=[links_to("list_conversation_messages", "delete_conversation", "stream_conversation")],
    example=lambda: Example(response=_view(examples.CONVERSATION)),
)
def get_conversation(call: Call[None, None]) -> Answer[ConversationView]:
    return Answer(_view(service.get_conversation(call.identity, call.path["conversationId"])))


@blueprint.route(
    "/v1/assistant/conversations/{conversationId}/messages",
    params=_PARAMS,
    summary="List a conversation's messages, the oldest first",
    errors=[NotFound],
    links=[links_to("get_conversation", "delete_conversation", "stream_conversation")],
    example=lambda: Example(response=Page(items=(examples.MESSAGE,), next_cursor=None)),
)
def list_conversation_messages(call: Call[None, ConversationMessageQuery]) -> Answer[Page[AssistantMessage]]:
    found, position = service.list_messages(
        call.identity, call.path["conversationId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/assistant/conversations/{conversationId}",
    method="DELETE",
    status=204,
    params=_PARAMS,
    summary="Delete a conversation",
    description="With all its messages, at once and for good.",
    errors=[NotFound],
    example=Example,
)
def delete_conversation(call: Call[None, None]) -> Answer[None]:
    service.delete_conversation(call.identity, call.path["conversationId"])
    return Answer(None)


def _to_news(events: list[MessageEvent], *, more: bool = False) -> News:
    is_answered = bool(events) and events[-1].type == COMPLETED and not more
    return News([SentEvent(each.event_id, each.type, each.data) for each in events], ended=is_answered, more=more)
