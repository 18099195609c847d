"""Answering a message: by whoever answers here, with the tools of the asking person, and nothing shown unverified."""

from collections.abc import Sequence

from chalicelib import observability, settings
from chalicelib.domain.assistant.answer import Answer, AnswererKind
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.identity import Identity
from chalicelib.services.assistant.answerer import Answerer
from chalicelib.services.assistant.extractive import ExtractiveAnswerer
from chalicelib.services.assistant.policy_answers import find_nothing
from chalicelib.services.assistant.policy_reader import StoredPolicy
from chalicelib.services.assistant.toolbox import PolicyReader, Toolbox
from chalicelib.services.assistant.tools import open_toolbox
from chalicelib.services.assistant.verification import UnverifiedAnswer, verify_answer


def answer_message(identity: Identity, question: str, conversation: Sequence[AssistantMessage]) -> Answer:
    """Return the verified answer to a question that follows on a conversation. Raises Unavailable."""
    return answer_with(_choose_answerer(), identity, question, conversation, StoredPolicy())


def answer_with(
    answerer: Answerer,
    identity: Identity,
    question: str,
    conversation: Sequence[AssistantMessage],
    policy: PolicyReader,
) -> Answer:
    """Return what of an answerer's answer holds; where nothing does, what rules answer. Raises Unavailable."""
    box = open_toolbox(identity, policy)
    answer = answerer.answer(question, conversation, box)
    try:
        return _show_verified(answer, box)
    except UnverifiedAnswer as error:
        observability.warning("answer of the assistant not shown", reason=error.reason)
    if answer.answered_by is AnswererKind.EXTRACTIVE:
        return find_nothing()
    return answer_with(ExtractiveAnswerer(), identity, question, conversation, policy)


def _choose_answerer() -> Answerer:
    """Return who answers on this stage: rules, unless language models are named that they stand behind."""
    rules = ExtractiveAnswerer()
    if not settings.current().answering_models:
        return rules
    from chalicelib.services.assistant.model_answers import ModelAnswerer

    return ModelAnswerer(rules)


def _show_verified(answer: Answer, box: Toolbox) -> Answer:
    shown = verify_answer(answer, box)
    dropped = len(answer.citations) - len(shown.citations)
    observability.touch(
        assistantOutcome=shown.outcome.value,
        answeredBy=shown.answered_by.value,
        citations=len(shown.citations),
        citationsDropped=dropped,
    )
    return shown
