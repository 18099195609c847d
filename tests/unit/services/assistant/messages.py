"""Messages to the assistant, answered by their own words."""

from collections.abc import Sequence

from chalicelib import clock
from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.identity import Identity
from chalicelib.services.assistant import conversations as service
from chalicelib.services.assistant.conversations import Answering, AssistantMessageRequest
from tests.simulation.world import ANNA


def echo(_who: Identity, question: str, before: Sequence[AssistantMessage]) -> Answer:
    return Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.EXTRACTIVE,
        notice="By rules.",
        paragraphs=(AnswerParagraph(text=f"{len(before)} before: {question}"),),
    )


def send(
    message: str = "Where?",
    conversation_id: str | None = None,
    *,
    who: Identity = ANNA,
    message_id: str = "",
    new_id: str = "",
    answering: Answering = echo,
) -> AssistantMessage:
    return service.send_message(
        who,
        AssistantMessageRequest(message=message, conversation_id=conversation_id),
        message_id=message_id or clock.new_id("msg"),
        conversation_id=new_id or clock.new_id("cnv"),
        answering=answering,
    )


def said(message: AssistantMessage) -> str:
    assert message.answer is not None
    return message.answer.paragraphs[0].text


def list_all(conversation_id: str, who: Identity = ANNA) -> list[AssistantMessage]:
    return service.list_messages(who, conversation_id, limit=100, start=None).rows
