"""A message as events: the same under the same ids whenever they are read, and resumed at any of them."""

from datetime import UTC, datetime

import msgspec

from chalicelib.domain.assistant.answer import (
    ActionLink,
    Answer,
    AnswererKind,
    AnswerOutcome,
    AnswerParagraph,
    Link,
)
from chalicelib.domain.assistant.conversation import AssistantMessage, MessageStatus
from chalicelib.domain.assistant.events import last_whole_message, list_events
from chalicelib.domain.policy_documents.citation import cite
from chalicelib.domain.policy_documents.section import Section

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECTION = Section(position=4, number="3.1", heading="Hotels", level=1, text="At most 180 EUR a night.")
QUOTE = cite(SECTION, 0, len(SECTION.text), document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", version=2, title="Handbook")
ANSWER = Answer(
    outcome=AnswerOutcome.ANSWERED,
    answered_by=AnswererKind.EXTRACTIVE,
    notice="By rules.",
    paragraphs=(AnswerParagraph(text="The policy says:"), AnswerParagraph(text=QUOTE.quote, citation=0)),
    citations=(QUOTE,),
    links=(Link(title="Trip", href="/v1/trips/trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"),),
    actions=(
        ActionLink(
            operation="cancel_trip",
            title="Cancel the trip",
            method="POST",
            href="/v1/trips/trp_01JQZXB2M4C6N8P0R2T4V6X8Z0/cancellation",
            body=None,
            effect="Cancels it.",
        ),
    ),
)
OPEN = AssistantMessage(
    conversation_id="cnv_01JQZX5V9D7R8M3T2K6W4H0YBE",
    message_id="msg_01JQZX7C2K4M6P8R0T2V4X6Z8B",
    number=3,
    sent_at=NOW,
    message="How much may a hotel cost?",
    status=MessageStatus.ANSWERING,
    answered_at=None,
    answer=None,
)
ANSWERED = msgspec.structs.replace(OPEN, status=MessageStatus.ANSWERED, answered_at=NOW, answer=ANSWER)


def test_a_citation_comes_before_the_words_that_it_is_of_and_the_end_comes_last() -> None:
    events = list_events(ANSWERED)

    assert [each.type for each in events] == [
        "message.started", "text", "citation", "text", "link", "action", "message.completed",
    ]  # fmt: skip
    assert events[2].data["quote"] == events[3].data["text"] == QUOTE.quote
    assert events[-1].data["answeredBy"] == "extractive"


def test_a_message_that_is_being_answered_has_begun_and_the_rest_follows_it() -> None:
    begun = list_events(OPEN)

    assert [each.type for each in begun] == ["message.started"]
    assert list_events(ANSWERED)[:1] == begun


def test_ids_sort_as_messages_were_sent_and_say_where_to_go_on() -> None:
    events = list_events(ANSWERED)
    later = list_events(msgspec.structs.replace(ANSWERED, number=200))
    ids = [each.event_id for each in (*events, *later)]

    assert ids == sorted(set(ids))
    assert {last_whole_message(each.event_id) for each in events} == {2}
    assert last_whole_message(None) == 0
