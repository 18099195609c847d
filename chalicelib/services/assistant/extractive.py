"""The answerer without a language model: rules read what is asked for, and it is quoted from the policy or listed from
what is the asking person's own."""

from collections.abc import Sequence

from chalicelib.domain.assistant.answer import Answer, AnswerOutcome
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.assistant.topics import Topic, is_follow_up, read_topic
from chalicelib.services.assistant.own_answers import answer_own
from chalicelib.services.assistant.policy_answers import answer_from_policy
from chalicelib.services.assistant.toolbox import Toolbox


class ExtractiveAnswerer:
    """Answers by quoting and listing."""

    def answer(self, question: str, conversation: Sequence[AssistantMessage], tools: Toolbox) -> Answer:
        """Return what the policy or the person's own things say to a question; "and in London?" goes on from the
        message before. Raises Unavailable."""
        topic = read_topic(question)
        if conversation and is_follow_up(question):
            before = conversation[-1].message
            topic = read_topic(before)
            asked = question if topic is not Topic.POLICY else f"{before} {question}"
        else:
            asked = question
        if topic is Topic.POLICY:
            return answer_from_policy(asked, tools)
        own = answer_own(topic, asked, tools)
        if topic is Topic.CANCELLATION and own.outcome is AnswerOutcome.NOTHING_FOUND:
            return _prefer_answered(answer_from_policy(asked, tools), own)  # whether one may, rather than to do it
        return own


def _prefer_answered(answer: Answer, otherwise: Answer) -> Answer:
    return answer if answer.outcome is AnswerOutcome.ANSWERED else otherwise
