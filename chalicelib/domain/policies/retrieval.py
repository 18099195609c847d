"""Which clauses of the travel policy speak of a trip: those whose rules apply to it, and those that use its words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

import msgspec

from chalicelib.domain.policies.document import Clause, Policy, Tag
from chalicelib.domain.policies.rules.geography import in_scope, slices_by, visited_places
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.word_scores import bm25_plus, words_of

# How much the ways of applying weigh beside the words, whose best score of a policy counts 1.
_NAMES_THE_TRIP, _HAS_A_RULE, _HAS_A_TAG = 3.0, 1.0, 0.5

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_EXCERPT = 280
_WORDS_OF_KINDS = {
    Tag.FLIGHT: "flight",
    Tag.RAIL: "rail train",
    Tag.STAY: "hotel night",
    Tag.CAR: "rental car",
    Tag.GROUP: "group together",
}


class ClauseHit(Value, frozen=True):
    """A policy clause that applies to a trip request, and why: rules, kinds of trip, words."""

    number: Annotated[str, msgspec.Meta(description="Number of the clause, such as 4.2")]
    title: Annotated[str, msgspec.Meta(description="Heading of the clause")]
    excerpt: Annotated[str, msgspec.Meta(description="First words of the clause")]
    why: Annotated[tuple[str, ...], msgspec.Meta(description="What of the request it applies to, in words")]


def relevant_clauses(policy: Policy, request: TripRequest, limit: int = 10) -> tuple[ClauseHit, ...]:
    """Return the `limit` clauses that apply most to `request`, the most telling first; the same input gives the same
    order.

    A clause weighs 3 when one of its rules names this very trip (its destination, its city's hotel limit), 1 when one
    applies to it, half when only its tags do; to which comes its BM25+ score over the request's words, divided by the
    best of the policy. Clauses that neither apply nor share a word are left out.
    """
    words = _query(request)
    scores = bm25_plus(words, [_words(f"{clause.title} {clause.text}") for clause in policy.clauses])
    best = max(scores, default=0.0) or 1.0
    found = []
    for index, clause in enumerate(policy.clauses):
        mine = (_applies(rule, request) for rule in policy.rules if rule.clause == clause.number)
        reasons = [reason for reason in mine if reason is not None]
        reasons += [(_HAS_A_TAG, f"{tag} trip") for tag in clause.tags if _has_tag(tag, request)]
        weight = max((weight for weight, _ in reasons), default=0.0) + scores[index] / best
        if weight > 0:
            number = tuple(int(part) for part in clause.number.split("."))
            found.append(((-weight, number), _hit(clause, [reason for _, reason in reasons], words)))
    return tuple(hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit])


def _applies(rule: AnyRule, request: TripRequest) -> tuple[float, str] | None:
    """Return how much `rule` has to do with the trip, and the reason in words; None when it cannot apply to it."""
    relevance = rule.relevance(request)
    if relevance.trip_detail is not None:
        return _NAMES_THE_TRIP, f"{rule.name}: {relevance.trip_detail}"
    return (_HAS_A_RULE, rule.name) if relevance.applies else None


def _has_tag(tag: Tag, request: TripRequest) -> bool:
    match tag:
        case Tag.ALWAYS:
            return True
        case Tag.FLIGHT:
            return bool(slices_by(TravelMode.AIR, request))
        case Tag.RAIL:
            return bool(slices_by(TravelMode.RAIL, request))
        case Tag.STAY:
            return bool(request.stays)
        case Tag.CAR:
            return bool(request.cars)
        case Tag.GROUP:
            return len(request.travellers) > 1
        case Tag.DOMESTIC:
            return in_scope("domestic", request)
        case Tag.INTERNATIONAL:
            return in_scope("international", request)


def _hit(clause: Clause, reasons: Sequence[str], words: Sequence[str]) -> ClauseHit:
    matched = sorted(set(_words(f"{clause.title} {clause.text}")).intersection(words))
    why = (*reasons, *(["words: " + ", ".join(matched)] if matched else []))
    excerpt = _excerpt(clause.text, () if reasons else words)
    return ClauseHit(number=clause.number, title=clause.title, excerpt=excerpt, why=why)


def describe_trip(request: TripRequest) -> str:
    """Return words that say what the trip is: its purpose, the kinds of what is asked for, cabins and places."""
    parts = [request.purpose or "", *(words for tag, words in _WORDS_OF_KINDS.items() if _has_tag(tag, request))]
    parts += [asked.cabin.replace("_", " ") for asked in request.slices]
    parts += [place.name for place in visited_places(request)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _query(request: TripRequest) -> list[str]:
    """Return the words that say what the trip is: each once, in alphabetical order."""
    return sorted(set(_words(describe_trip(request))))


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return at most 280 characters of `text`, from the first of the sentences that use most of `words`."""
    sentences = _SENTENCE.split(text.strip())
    shared = [len(set(_words(sentence)).intersection(words)) for sentence in sentences]
    rest = " ".join(sentences[shared.index(max(shared)) :])
    return rest if len(rest) <= _EXCERPT else rest[:_EXCERPT].rsplit(" ", 1)[0] + " ..."


@lru_cache(maxsize=512)  # a policy's clauses are asked for with every booking, and do not change
def _words(text: str) -> tuple[str, ...]:
    return words_of(text)
