"""The function that searches the policy: it carries the models, and is asked by others of the stage."""

from typing import Any

import msgspec

from chalicelib import observability
from chalicelib.decoding import messages
from chalicelib.gateways.policy_index import registry
from chalicelib.services.policy_search.ranking import SearchQuery, rank


def search_policies(event: dict[str, Any]) -> dict[str, Any]:
    """Return the ranking that a question asks for. Raises Unavailable, InvalidInput."""
    with observability.operation("searchPolicies") as line:
        query = messages.read_values(event, SearchQuery)
        ranking = rank(query, registry.current())
        line.note(searchMethod=ranking.method.value, searchHits=len(ranking.hits))
        answer: dict[str, Any] = msgspec.to_builtins(ranking)
        return answer
