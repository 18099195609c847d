"""Answers about the policy by what it says itself: the best of what is found, word for word, or that nothing is."""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.assistant.answer import BY_RULES, Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.assistant.relevance import (
    Scope,
    Subject,
    bears_on_question,
    measure_relevance,
    scope_of,
    subject_of,
)
from chalicelib.domain.assistant.relevance import widen as widen_question
from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY
from chalicelib.domain.policy_documents.search import LONGEST_QUESTION, RankingMethod, SectionHit
from chalicelib.services.assistant.toolbox import Toolbox

NOTHING = "I found nothing in the policy on this."
OUT_OF_SCOPE = (
    "I answer questions about the travel policy and about your own trips, bookings, approvals, budget and documents. "
    "This seems to be about something else."
)
_LOOKED_AT = 8
_MOST_QUOTES = 3
# How far around a quote its section is looked at, and what of the best hit others have to come to.
_AROUND = 600
_NEAR_BEST = 0.75
_FIRST_COUNTS = 0.4


class _Bearing(NamedTuple):
    """A hit with how much of the question's words stands around it, and its place in the ranking."""

    hit: SectionHit
    relevance: float
    place: int

    @property
    def weight(self) -> float:
        """How early it is quoted: what was ranked by meaning stands in a better order than words could say."""
        return -self.place if self.hit.similarity is not None else self.relevance + _FIRST_COUNTS / (1 + self.place)


def answer_from_policy(question: str, box: Toolbox) -> Answer:
    """Return what the policy says to a question, in its own words; or that it says nothing, or is not what it is
    about. Raises Unavailable."""
    subject = subject_of(question)
    scope = scope_of(subject)
    if scope is Scope.FOREIGN or subject.is_empty:
        return _say(AnswerOutcome.OUT_OF_SCOPE, OUT_OF_SCOPE)
    bearing = _find_bearing(question, subject, box)
    if bearing:
        return _quote([each.hit for each in bearing])
    if scope is Scope.UNCLEAR:
        return _say(AnswerOutcome.OUT_OF_SCOPE, OUT_OF_SCOPE)
    return find_nothing()


def find_nothing() -> Answer:
    """Return the answer that the policy has nothing on a question."""
    return _say(AnswerOutcome.NOTHING_FOUND, NOTHING)


def shorten_question(text: str) -> str:
    """Return a question as it may be searched for: of a long text the sentences that ask, or else its beginning."""
    if len(text) <= LONGEST_QUESTION:
        return text
    asking = [each.strip() for each in text.replace("\n", " ").split(". ") if "?" in each]
    shorter = " ".join(asking) or text
    return shorter[:LONGEST_QUESTION].rpartition(" ")[0] or shorter[:LONGEST_QUESTION]


def _find_bearing(question: str, subject: Subject, box: Toolbox) -> list[_Bearing]:
    """Return the hits to quote. Where words alone were compared, it is asked once more by other words for the same
    things."""
    asked = shorten_question(question)
    ranking = box.search_policy(asked, _LOOKED_AT)
    found = list(ranking.hits)
    if ranking.method is RankingMethod.WORDS:
        widened = box.search_policy(widen_question(asked, subject, LONGEST_QUESTION), _LOOKED_AT)
        places = {(each.citation.document_id, each.citation.position) for each in found}
        found += [it for it in widened.hits if (it.citation.document_id, it.citation.position) not in places]
    return _choose(found, subject, box)


def _choose(hits: Sequence[SectionHit], subject: Subject, box: Toolbox) -> list[_Bearing]:
    """Return the hits to quote, the one first that bears most on the question."""
    measured = [
        _Bearing(hit, measure_relevance(subject, _read_around(hit, box)), place) for place, hit in enumerate(hits)
    ]
    scope = scope_of(subject)
    bearing = [each for each in measured if bears_on_question(each.relevance, each.hit.similarity, scope)]
    best = max((each.relevance for each in bearing), default=0.0)
    near = [each for each in bearing if each.relevance >= _NEAR_BEST * best or each.hit.similarity is not None]
    return _without_repetition(sorted(near, key=lambda each: -each.weight))[:_MOST_QUOTES]


def _without_repetition(found: Sequence[_Bearing]) -> list[_Bearing]:
    """Return what was found without what only repeats another's words: a clause of the travel policy may quote the very
    section that was found, which is then the one that is shown."""
    kept: list[_Bearing] = []
    for each in found:
        repeated = next((place for place, other in enumerate(kept) if _is_repetition(each, other)), None)
        if repeated is None:
            kept.append(each)
        elif kept[repeated].hit.citation.document_id == TRAVEL_POLICY:
            kept[repeated] = each
    return kept


def _is_repetition(each: _Bearing, other: _Bearing) -> bool:
    one, two = each.hit.citation.quote, other.hit.citation.quote
    return one in two or two in one


def _read_around(hit: SectionHit, box: Toolbox) -> str:
    """Return what a quote stands in: the headings above it, and what is around it in its section."""
    citation = hit.citation
    section = box.policy.find_section(citation)
    around = section.text[max(citation.start - _AROUND, 0) : citation.end + _AROUND] if section else citation.quote
    return f"{citation.heading}\n{around}"


def _quote(hits: list[SectionHit]) -> Answer:
    citations = tuple(hit.citation for hit in hits)
    first = AnswerParagraph(text="The policy says:" if len(hits) == 1 else "The policy says, the closest first:")
    quotes = tuple(AnswerParagraph(text=each.quote, citation=place) for place, each in enumerate(citations))
    return Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.EXTRACTIVE,
        notice=BY_RULES,
        paragraphs=(first, *quotes),
        citations=citations,
    )


def _say(outcome: AnswerOutcome, text: str) -> Answer:
    return Answer(
        outcome=outcome,
        answered_by=AnswererKind.EXTRACTIVE,
        notice=BY_RULES,
        paragraphs=(AnswerParagraph(text=text),),
    )
