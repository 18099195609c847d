"""A question to the assistant and its answer, used as the example of its operations."""

from datetime import timedelta

from chalicelib.api.openapi import examples
from chalicelib.domain.assistant.answer import BY_RULES, Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.assistant.conversation import AssistantMessage, Conversation, MessageStatus
from chalicelib.domain.policy_documents.citation import cite
from chalicelib.domain.policy_documents.section import Section
from chalicelib.services.assistant.conversations import AssistantMessageRequest

CONVERSATION_ID = "cnv_01JQZX5V9D7R8M3T2K6W4H0YBE"
QUESTION = "How much may a hotel in London cost?"
REQUEST = AssistantMessageRequest(message=QUESTION)
_SECTION = Section(
    position=14,
    number="4.2",
    heading="Hotels",
    level=2,
    text="A night in a hotel costs no more than 180 EUR in London and 140 EUR elsewhere.",
    page_starts=((0, 5),),
)
_CITATION = cite(
    _SECTION, 0, len(_SECTION.text), document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", version=2, title="Travel handbook"
)
MESSAGE = AssistantMessage(
    conversation_id=CONVERSATION_ID,
    message_id="msg_01JQZX7C2K4M6P8R0T2V4X6Z8B",
    number=1,
    sent_at=examples.AT,
    message=QUESTION,
    status=MessageStatus.ANSWERED,
    answered_at=examples.AT + timedelta(seconds=1),
    answer=Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.EXTRACTIVE,
        notice=BY_RULES,
        paragraphs=(
            AnswerParagraph(text="The policy says:"),
            AnswerParagraph(text=_CITATION.quote, citation=0),
        ),
        citations=(_CITATION,),
    ),
)
CONVERSATION = Conversation(
    conversation_id=CONVERSATION_ID,
    user_id=examples.TRAVELLER_ID,
    title=QUESTION,
    messages=1,
    created_at=examples.AT,
    updated_at=examples.AT + timedelta(seconds=1),
    expires_at=examples.AT + timedelta(days=30),
    version=3,
)
