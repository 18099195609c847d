"""Which sections of policy documents bear on a trip request, to be shown beside the clauses that apply to it."""

from chalicelib import observability
from chalicelib.domain.policies.retrieval import describe_trip
from chalicelib.domain.policy_documents.search import LONGEST_QUESTION, SectionHit
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.services.policy_search.ranking import SearchQuery, list_for
from chalicelib.services.policy_search.search import search

SECTIONS_SHOWN = 4
# A step of the workflow waits for the models no longer than that: what words find is good enough for it.
PATIENCE = 3.0


def find_trip_sections(request: TripRequest) -> tuple[SectionHit, ...]:
    """Return the sections that bear most on a trip request, none where there are no documents, or no search of them.

    They are shown and decide nothing, so no booking fails for them: whatever goes wrong is written down as an error.
    """
    question = describe_trip(request)[:LONGEST_QUESTION]
    query = SearchQuery(question=question, limit=SECTIONS_SHOWN, clauses=False)
    try:
        found = search(query, seconds=PATIENCE).hits if list_for(query) else ()
    except Exception:  # noqa: BLE001 - a booking goes on without them
        observability.error("policy sections not found")
        return ()
    return tuple(hit for hit in found if hit.score > 0)  # of models, less than none is below the average section
