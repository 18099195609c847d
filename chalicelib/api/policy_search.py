"""Searching the policy over HTTP: documents and clauses of the travel policy, with the words that answer."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.policy_documents.citation import CitedDocumentId
from chalicelib.domain.policy_documents.search import LONGEST_QUESTION, RankingMethod, SectionHit
from chalicelib.domain.value import Value
from chalicelib.errors import Unavailable
from chalicelib.services.policy_search import search as service
from chalicelib.services.policy_search.ranking import MOST_HITS

blueprint = ApiBlueprint(__name__, tag="Policy")


class SearchParameters(Value, frozen=True):
    """What to look for, and where."""

    q: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=LONGEST_QUESTION,
            description="A question in people's words, or words to look for",
            examples=["May I take a taxi to the airport at night?"],
        ),
    ]
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_HITS, description="At most how many sections to return")] = 10
    document_id: Annotated[
        CitedDocumentId | None, msgspec.Meta(description="Search this document only, or `travel-policy`")
    ] = None


class PolicyHits(Value, frozen=True):
    """What was found, the best first; nothing, if nothing bears on the question."""

    items: Annotated[
        tuple[SectionHit, ...], msgspec.Meta(description="Sections that bear on the question, the best first")
    ]
    method: Annotated[
        RankingMethod,
        msgspec.Meta(
            description="What it was ranked by: `meaning` by models of language, `words` while those are not at hand"
        ),
    ]


_EXAMPLE = PolicyHits(items=(examples.POLICY_SECTION,), method=RankingMethod.MEANING)


@blueprint.route(
    "/v1/policies/search",
    summary="Search the policy",
    scope=Scope.POLICIES_READ,
    description=(
        "Searches the version that counts of every policy document, and the clauses of the travel policy in effect "
        "(`documentId` is then `travel-policy`). Each section comes once, with the sentences of its best paragraph; "
        "`start` and `end` are their places in the section's text."
    ),
    errors=[Unavailable],
    links=[links_to("get_policy")],
    example=lambda: Example(response=_EXAMPLE),
)
def search_policy(call: Call[None, SearchParameters]) -> Answer[PolicyHits]:
    query = call.query
    found = service.search_policy(query.q, limit=query.limit, document_id=query.document_id)
    return Answer(PolicyHits(items=found.hits, method=found.method))
