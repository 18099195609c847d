"""What of an answer may be shown: words that stand in the policy letter by letter, and what the tools handed out.

Whoever made the answer, its quotes are compared with the stored sections once more before anybody sees it.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from chalicelib.domain.assistant.answer import Answer, AnswerParagraph
from chalicelib.domain.policy_documents.citation import Citation, is_verbatim
from chalicelib.services.assistant.toolbox import PolicyReader, Toolbox

T = TypeVar("T")


class UnverifiedAnswer(Exception):
    """Nothing that an answer says can be shown; `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def verify_answer(answer: Answer, box: Toolbox) -> Answer:
    """Return the answer with what holds of it: quotes that stand in the policy, links and actions of its own tools.

    A paragraph that quotes what does not hold goes with it. Raises UnverifiedAnswer when nothing is left, and for an
    answer that rests on no quote at all although it had some.
    """
    verified = [each if is_citable(each, box) else None for each in answer.citations]
    kept = [each for each in verified if each is not None]
    if answer.citations and not kept:
        raise UnverifiedAnswer("no_citation_holds")
    places = {old: kept.index(each) for old, each in enumerate(verified) if each is not None}
    paragraphs = tuple(_renumber(each, places) for each in answer.paragraphs if _holds(each, answer, places))
    if not paragraphs:
        raise UnverifiedAnswer("no_paragraph_holds")
    return msgspec.structs.replace(
        answer,
        paragraphs=paragraphs,
        citations=tuple(kept),
        links=_of(answer.links, list(box.links.values())),
        actions=_of(answer.actions, list(box.actions.values())),
    )


def is_citable(citation: Citation, box: Toolbox) -> bool:
    """Return whether a citation was handed out for this very answer, and its words stand in the stored section."""
    return citation in box.citations.values() and is_in_policy(citation, box.policy)


def is_in_policy(citation: Citation, policy: PolicyReader) -> bool:
    """Return whether the words of a citation stand where it says, letter by letter, in a section that is so called and
    on that page."""
    section = policy.find_section(citation)
    return (
        section is not None
        and is_verbatim(citation, section)
        and (citation.number, citation.heading) == (section.number, section.heading)
        and citation.page == section.page_at(citation.start)
    )


def _holds(paragraph: AnswerParagraph, answer: Answer, places: dict[int, int]) -> bool:
    at = paragraph.citation
    return at is None or (at in places and paragraph.text == answer.citations[at].quote)


def _renumber(paragraph: AnswerParagraph, places: dict[int, int]) -> AnswerParagraph:
    if paragraph.citation is None:
        return paragraph
    return msgspec.structs.replace(paragraph, citation=places[paragraph.citation])


def _of(shown: Sequence[T], given: Sequence[T]) -> tuple[T, ...]:
    return tuple(each for each in shown if each in given)
