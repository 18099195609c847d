"""How offers become options and which of them are shown first."""

from collections.abc import Iterable, Sequence

from chalicelib.domain.offers import FlightOffer, Option, StayOffer
from chalicelib.domain.policy import Policy
from chalicelib.domain.trip_request import TripRequest


def combine(
    flights: Sequence[FlightOffer], stays: Sequence[StayOffer], request: TripRequest, policy: Policy
) -> tuple[Option, ...]:
    """Every itinerary that can be made of the offers; judge each, then `rank` them."""
    raise NotImplementedError


def rank(options: Iterable[Option], request: TripRequest, policy: Policy, limit: int = 5) -> tuple[Option, ...]:
    """The best `limit` options, best first, each with its rank and the reasons for it."""
    raise NotImplementedError
