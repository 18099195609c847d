"""Answers by a language model, which looks things up as the person who asks and chooses by handles what is shown.

No word of it is shown or logged. Whatever goes wrong with a model, the next one is asked, and then rules answer and say
why.
"""

import json
import time
from collections.abc import Sequence

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.assistant.answer import Answer, AnswerParagraph, Usage
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.errors import InvalidInput
from chalicelib.gateways.language_models.calling import UNCHARGED
from chalicelib.gateways.language_models.conversation import (
    Asking,
    Bounds,
    TalkingModel,
    Tool,
    Turn,
    count_prompt_tokens,
    hold_talk,
)
from chalicelib.gateways.language_models.questions import FINAL, INSTRUCTIONS, describe_tools
from chalicelib.model_names import PricedModel
from chalicelib.services.assistant.answerer import Answerer
from chalicelib.services.assistant.chosen import ChosenAnswer, Shown, look_up_choice, show_choice
from chalicelib.services.assistant.model_tools import ModelTools, name_inputs
from chalicelib.services.assistant.token_budget import (
    DAY_SPENT,
    TOKENS_SPENT,
    release_turn,
    reserve_turn,
    settle_turn,
)
from chalicelib.services.assistant.toolbox import Toolbox

BOUNDS = Bounds()
FOUND_BY_RULES = "By its words this bears on your question, too:"
_REMEMBERED = 4  # earlier questions that a model is told of
_SHORTEST_WAIT = 0.5  # seconds that are left for another turn to be asked for at all
_WHY_RULES = {
    TOKENS_SPENT: "Your tokens of language models for today are spent.",
    DAY_SPENT: "The company's budget of language models for today is spent.",
}
_WHY_RULES_OTHERWISE = "No language model chose an answer."
# Why a model was not to answer: nothing has failed.
_REFUSALS = frozenset({TOKENS_SPENT, DAY_SPENT, "guardrail"})
# What ends all asking, whichever model would be next.
_FINAL_REASONS = frozenset({TOKENS_SPENT, DAY_SPENT, "budget_unknown"})


class ModelAnswerer:
    """Answers by a model, and by `rules` where none chooses anything. What rules would quote first is quoted whatever a
    model chooses, so that nobody who writes to it can hide a rule."""

    def __init__(self, rules: Answerer) -> None:
        self._rules = rules

    def answer(self, question: str, conversation: Sequence[AssistantMessage], tools: Toolbox) -> Answer:
        """Return the answer. Raises what the rules raise."""
        chosen, reason = _ask_models(question, conversation, tools)
        by_rules = self._rules.answer(question, conversation, tools)
        if chosen is not None:
            return _quote_also(chosen, by_rules.citations[:1])
        why = _WHY_RULES.get(reason, _WHY_RULES_OTHERWISE)
        return msgspec.structs.replace(by_rules, notice=f"{by_rules.notice} {why}")


def _quote_also(answer: Answer, citations: Sequence[Citation]) -> Answer:
    """Return an answer with these quotes at its end, unless it has something of the same sections."""
    shown = {(each.document_id, each.position) for each in answer.citations}
    more = [each for each in citations if (each.document_id, each.position) not in shown]
    if not more:
        return answer
    first = len(answer.citations)
    quotes = (AnswerParagraph(text=each.quote, citation=first + place) for place, each in enumerate(more))
    return msgspec.structs.replace(
        answer,
        paragraphs=(*answer.paragraphs, AnswerParagraph(text=FOUND_BY_RULES), *quotes),
        citations=(*answer.citations, *more),
    )


def _ask_models(question: str, conversation: Sequence[AssistantMessage], box: Toolbox) -> tuple[Answer | None, str]:
    """Return what the first model that answers chose, or why none did."""
    deadline = time.monotonic() + settings.current().assistant_seconds
    reason = ""
    for model in settings.current().answering_models:
        try:
            return _Talk(model, question, conversation, box, deadline).find_answer(), "nothing_chosen"
        except ModelUnavailable as failed:
            reason = failed.reason
            _note_failure(reason, model)
        if reason in _FINAL_REASONS or deadline - time.monotonic() < _SHORTEST_WAIT:
            break
    return None, reason


class _Talk:
    """A talk with one model about one question."""

    def __init__(
        self,
        model: PricedModel,
        question: str,
        conversation: Sequence[AssistantMessage],
        box: Toolbox,
        deadline: float,
    ) -> None:
        here = settings.current()
        self._model = model
        self._talking = TalkingModel(
            model.model_id,
            here.assistant_region or here.region,
            here.assistant_seconds,
            here.assistant_tokens,
            here.assistant_guardrail,
        )
        self._box = box
        self._deadline = deadline
        self._opening = _say_question(question, conversation)
        self._tools = ModelTools(box, [*(each.message for each in conversation), question])
        self._described: tuple[Tool, ...] = describe_tools(name_inputs(box), msgspec.json.schema(ChosenAnswer))
        self._turns = self._input = self._output = self._cost = 0

    def find_answer(self) -> Answer | None:
        """Return what the model chose to show; None for nothing. Raises ModelUnavailable."""
        begun = time.perf_counter()
        try:
            arguments = hold_talk(self._ask, self._opening, self._tools.run, final=FINAL, bounds=BOUNDS)
        finally:
            self._measure()
        try:
            chosen = to_body(arguments, ChosenAnswer)
        except InvalidInput:
            raise ModelUnavailable("other_answer") from None
        shown = look_up_choice(chosen, self._tools, self._box)
        self._report(shown, time.perf_counter() - begun)
        return show_choice(
            shown, self._box, Usage(model_id=self._model.model_id, input_tokens=self._input, output_tokens=self._output)
        )

    def _ask(self, asking: Asking) -> Turn:
        left = self._deadline - time.monotonic()
        if left < _SHORTEST_WAIT:
            raise ModelUnavailable("timeout")
        prompt = count_prompt_tokens(INSTRUCTIONS, self._described, asking.messages)
        reserved = reserve_turn(self._box.identity.user_id, self._model, prompt, self._talking.tokens)
        begun = time.perf_counter()
        try:
            turn = self._talking.take_turn(INSTRUCTIONS, asking.messages, self._described, asking.final, left)
        except ModelUnavailable as failed:
            if failed.reason in UNCHARGED:
                release_turn(reserved)
            else:
                self._cost += reserved.cost
            raise
        taken = 1_000 * (time.perf_counter() - begun)
        observability.metric("AssistantTurnMilliseconds", taken, "Milliseconds", by_operation=False)
        self._cost += settle_turn(reserved, turn.tokens)
        self._turns += 1
        self._input += turn.tokens[0] if turn.tokens else prompt
        self._output += turn.tokens[1] if turn.tokens else self._talking.tokens
        return turn

    def _measure(self) -> None:
        if self._cost:
            observability.metric("AssistantTokens", self._input + self._output, by_operation=False)
            observability.metric("AssistantMicrodollars", self._cost, by_operation=False)

    def _report(self, shown: Shown, seconds: float) -> None:
        observability.info(
            "A question was answered by a model",
            modelId=self._model.model_id,
            duration=round(seconds * 1000),
            modelInput=self._input,
            modelOutput=self._output,
            turns=self._turns,
            callsRefused=self._tools.refused,
            quotes=len(shown.citations),
            facts=len(shown.facts),
            actions=len(shown.actions),
            forged=shown.forged,
        )


def _say_question(question: str, conversation: Sequence[AssistantMessage]) -> str:
    """Return the message with the question in it, what was asked before and what was shown then: JSON, from whose texts
    nothing gets out."""
    now = clock.now()
    earlier = [
        {"question": each.message, "shown": [link.title for link in each.answer.links] if each.answer else []}
        for each in conversation[-_REMEMBERED:]
    ]
    said = {"today": f"{now:%A}, {now.date().isoformat()}", "earlier": earlier, "question": question}
    return json.dumps(said, ensure_ascii=False)


def _note_failure(reason: str, model: PricedModel) -> None:
    """Say that another model, or rules, answered instead."""
    if reason in _REFUSALS:
        observability.metric("AssistantRefusals", by_operation=False)
    else:
        observability.metric("AssistantModelsFailed", by_operation=False)
    if reason == "throttled":
        observability.metric("AssistantThrottles", by_operation=False)
    observability.warning("A question was not answered by a model", reason=reason, modelId=model.model_id)
