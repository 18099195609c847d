"""What a language model chose to show, by handles, and the answer that our own words and the policy's make of it.

A handle that no tool returned for this message is dropped, whatever stands beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.assistant.answer import (
    LONGEST_PARAGRAPH,
    ActionLink,
    Answer,
    AnswererKind,
    AnswerOutcome,
    AnswerParagraph,
    Usage,
)
from chalicelib.domain.assistant.quoting import quote_text
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.value import Value
from chalicelib.services.assistant.facts import AnyFact, BookingDetail
from chalicelib.services.assistant.model_tools import ModelTools
from chalicelib.services.assistant.sayings import say_fact, say_option
from chalicelib.services.assistant.toolbox import Toolbox
from chalicelib.services.assistant.verification import is_in_policy

T = TypeVar("T")

NOTICE = (
    "A language model chose what is shown here, and worded none of it: quotes stand in the policy letter by letter, "
    "and the rest is what the services say. Whether it bears on your question is yours to judge."
)
THE_POLICY_SAYS = "The policy says:"
YOURS = "Of your own, as it stands now:"
YOU_MAY = "You may send this request yourself; nothing changes until you do:"

Handle = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class ChosenAnswer(Value, frozen=True):
    """What to show."""

    quotes: Annotated[tuple[Handle, ...], msgspec.Meta(max_length=8, description="quoteHandle of each")] = ()
    facts: Annotated[tuple[Handle, ...], msgspec.Meta(max_length=10, description="linkHandle of each")] = ()
    actions: Annotated[tuple[Handle, ...], msgspec.Meta(max_length=4, description="actionHandle of each")] = ()


class Shown(NamedTuple):
    """What there is of a choice, and how many of its handles stand for nothing."""

    citations: tuple[Citation, ...]
    facts: Mapping[str, AnyFact]
    actions: tuple[ActionLink, ...]
    forged: int


def look_up_choice(chosen: ChosenAnswer, tools: ModelTools, box: Toolbox) -> Shown:
    """Return what a choice stands for: quotes that stand in the stored policy, and with each action what it is about.
    Raises Unavailable when the policy cannot be read."""
    actions = _pick(chosen.actions, box.actions)
    subjects = [tools.subjects[handle] for handle in actions if handle in tools.subjects]
    quotes = {
        handle: each for handle, each in _pick(chosen.quotes, box.citations).items() if is_in_policy(each, box.policy)
    }
    facts = _pick(chosen.facts, box.facts)
    found = len(quotes) + len(facts) + len(actions)
    named = sum(len(set(handles)) for handles in (chosen.quotes, chosen.facts, chosen.actions))
    return Shown(tuple(quotes.values()), facts | _pick(subjects, box.facts), tuple(actions.values()), named - found)


def show_choice(shown: Shown, box: Toolbox, usage: Usage) -> Answer | None:
    """Return the answer; None where there is nothing to show."""
    paragraphs = tuple(_write_all(shown))
    if not paragraphs:
        return None
    return Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.MODEL,
        notice=NOTICE,
        paragraphs=paragraphs,
        citations=shown.citations,
        links=tuple(box.links[handle] for handle in shown.facts),
        actions=shown.actions,
        usage=usage,
    )


def _write_all(shown: Shown) -> Iterator[AnswerParagraph]:
    if shown.citations:
        yield AnswerParagraph(text=THE_POLICY_SAYS)
    for place, citation in enumerate(shown.citations):
        yield AnswerParagraph(text=citation.quote, citation=place)
    if shown.facts:
        yield AnswerParagraph(text=YOURS)
    for fact in shown.facts.values():
        yield AnswerParagraph(text=say_fact(fact)[:LONGEST_PARAGRAPH])
    if shown.actions:
        yield AnswerParagraph(text=YOU_MAY)
    for action in shown.actions:
        yield AnswerParagraph(text=_describe_action(action, shown.facts.values()))


def _describe_action(action: ActionLink, facts: Iterable[AnyFact]) -> str:
    """Return what an action does, and with what: the option that it selects, or the words that it sends."""
    body = action.body or {}
    described = f"{action.title}. {action.effect}"
    if "request" in body:
        return f"{described} It is sent as: {quote_text(str(body['request']))}"
    options = (option for fact in facts if isinstance(fact, BookingDetail) for option in fact.options)
    chosen = next((each for each in options if each.option_id == body.get("optionId")), None)
    return described if chosen is None else f"{described} {say_option(chosen)}"


def _pick(handles: Iterable[str], known: Mapping[str, T]) -> dict[str, T]:
    """Return what handles stand for, in their order and once each; those that are known."""
    return {handle: known[handle] for handle in handles if handle in known}
