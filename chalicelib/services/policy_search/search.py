"""Searching the policy, for everybody who asks: the function that carries the models is asked, and where it cannot be,
sections are ranked by words right here. The answer says which it was."""

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.policy_documents.search import Ranking, RankingMethod
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.services.policy_search.ranking import SearchQuery, list_for, rank_words

FUNCTION = "search_policies"
# How long somebody who searches waits for it; a cold start with its models takes about two seconds.
PATIENCE = 6.0


def search_policy(question: str, *, limit: int = 10, document_id: str | None = None) -> Ranking:
    """Return the sections of policy documents and the clauses of the travel policy that bear on a question, the most
    telling first; none is an answer, also for a `document_id` that is not there. Raises Unavailable."""
    return search(SearchQuery(question=question, limit=limit, document_id=document_id), seconds=PATIENCE)


def search(query: SearchQuery, *, seconds: float) -> Ranking:
    """Return what a question finds, waiting `seconds` for the function that has the models. Raises Unavailable."""
    begun = clock.elapsed()
    try:
        ranking = _ask_function(query, seconds)
    except Unavailable as error:
        observability.warning("policy searched by words", reason=str(error))
        ranking = rank_words(query.question, list_for(query), query.limit)
    if ranking.method is RankingMethod.WORDS:
        observability.metric("SearchesByWords", by_operation=False)
    milliseconds = (clock.elapsed() - begun) * 1000
    observability.metric("SearchLatency", milliseconds, "Milliseconds", by_operation=False)
    observability.touch(searchMethod=ranking.method.value, searchHits=len(ranking.hits))
    return ranking


def _ask_function(query: SearchQuery, seconds: float) -> Ranking:
    answer = functions.invoke(FUNCTION, query, seconds=seconds)
    try:
        return msgspec.json.decode(answer, type=Ranking)
    except msgspec.DecodeError as error:  # one of another release, for as long as both are there
        raise Unavailable(f"The function {FUNCTION} answered what cannot be read.") from error
