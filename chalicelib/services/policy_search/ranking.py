"""Ranking the policy by a question, where it is done: by the index of the stage where that is at hand, and by words for
what it does not have, or where there is none."""

from collections.abc import Sequence
from itertools import zip_longest

from chalicelib import observability
from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY, CitedDocumentId
from chalicelib.domain.policy_documents.search import (
    LONGEST_QUESTION,
    DocumentVersion,
    PassageScore,
    Ranking,
    RankingMethod,
)
from chalicelib.domain.policy_documents.word_ranking import rank_by_words
from chalicelib.domain.value import Value
from chalicelib.domain.word_scores import words_of
from chalicelib.errors import Unavailable
from chalicelib.gateways.policy_index.protocol import PolicyIndex
from chalicelib.services.policy_documents.messages import send_to_indexing
from chalicelib.services.policy_search.corpus import (
    Searchable,
    cite_passages,
    count_words,
    list_searchable,
    read_sections,
)

MOST_HITS = 50
BY_WORDS = "words"  # what a version says that it is ranked by that was indexed where there are no models

# Versions that this process has had indexed, or has asked to be.
_seen: set[tuple[str, DocumentVersion]] = set()


class SearchQuery(Value, frozen=True, forbid_unknown_fields=False):
    """A question to the policy: its words, at most how many sections to find, and of which document, if of one."""

    question: str
    limit: int
    document_id: CitedDocumentId | None = None
    clauses: bool = True  # whether those of the travel policy are searched as well


def rank(query: SearchQuery, index: PolicyIndex | None) -> Ranking:
    """Return the sections that bear on a question. Raises Unavailable when the index, or a table, cannot be asked.

    The index ranks the documents that it has. What it does not have yet is ranked by words, and its sections stand
    between the others at the places that they have among their own: scores of the one and the other compare to nothing.
    """
    question = query.question[:LONGEST_QUESTION]
    searched = list_for(query)
    if index is None:
        return rank_words(question, searched, query.limit)
    indexed = [each for each in searched if _is_indexed(index, each)]
    ranking = index.search(question, [each.document for each in indexed], query.limit)
    others = [each for each in searched if each not in indexed]
    by_words = rank_by_words(question, [count_words(each) for each in others], query.limit)
    passages = _alternate(ranking.passages, by_words)[: query.limit]
    return Ranking(hits=cite_passages(question, passages, searched), method=ranking.method)


def list_for(query: SearchQuery) -> list[Searchable]:
    """Return what a question is looked for in; nothing for one that says nothing."""
    return list_searchable(query.document_id, clauses=query.clauses) if words_of(query.question) else []


def rank_words(question: str, searched: Sequence[Searchable], limit: int) -> Ranking:
    """Return the sections that share words with the question."""
    passages = rank_by_words(question, [count_words(each) for each in searched], limit)
    return Ranking(hits=cite_passages(question, passages, searched), method=RankingMethod.WORDS)


def _is_indexed(index: PolicyIndex, searchable: Searchable) -> bool:
    """Return whether the index has a version. One of other models than the index's is sent to be indexed again,
    once."""
    document = searchable.document
    seen = (index.name, document)
    if document.document_id == TRAVEL_POLICY:
        return seen in _seen or _index_clauses(index, searchable)
    if searchable.ranking not in (None, index.name) and seen not in _seen:
        observability.info("document to be indexed again", documentId=document.document_id, ranking=searchable.ranking)
        send_to_indexing(document.document_id, document.version)
        _seen.add(seen)
    return searchable.ranking == index.name


def _index_clauses(index: PolicyIndex, searchable: Searchable) -> bool:
    """Have the travel policy in the index, when it is first searched, for its clauses are few; whether it is there."""
    document = searchable.document
    try:
        if not index.search(document.title, [document], 1).passages:
            index.add_document(document, read_sections(TRAVEL_POLICY, document.version, searchable.sections))
    except Unavailable as error:  # its clauses are ranked by words meanwhile
        observability.warning("travel policy not indexed", version=document.version, reason=str(error))
        return False
    _seen.add((index.name, document))
    return True


def _alternate(first: Sequence[PassageScore], second: Sequence[PassageScore]) -> list[PassageScore]:
    return [each for pair in zip_longest(first, second) for each in pair if each is not None]
