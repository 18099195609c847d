"""Which clauses of the travel policy speak of a trip: those whose rules apply to it first, then those whose words do."""

from chalicelib.domain.policy import Policy
from chalicelib.domain.trip_request import TripRequest
from chalicelib.domain.value import Value


class ClauseHit(Value, frozen=True):
    """One clause that applies to a request, and why it was found."""

    number: str
    title: str
    excerpt: str
    why: tuple[str, ...]


def relevant_clauses(policy: Policy, request: TripRequest, limit: int = 10) -> tuple[ClauseHit, ...]:
    """The `limit` clauses that apply most to `request`, the most telling first; the same input gives the same order."""
    raise NotImplementedError
