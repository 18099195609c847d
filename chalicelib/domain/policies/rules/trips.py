"""Rules on a trip beside the others that its travellers have."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.offers.offers import OverlapKind
from chalicelib.domain.policies.rules.rule import APPLIES, Amounts, Case, Relevance, Rule
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class OverlappingTrip(Rule, frozen=True, kw_only=True, tag="overlapping_trip"):
    """Asks that no traveller has another trip at the same time."""

    same_flight_only: Annotated[
        bool, msgspec.Meta(description="Only for a flight that a traveller has a seat on already")
    ] = False

    is_separable: ClassVar[bool] = False

    @property
    def variant(self) -> str:
        return OverlapKind.SAME_FLIGHT.value if self.same_flight_only else "any"

    def violations(self, case: Case) -> Iterator[Violation]:
        held = {case.request.travellers[place].full_name for place in case.places}
        for overlap in case.option.overlaps:
            if overlap.traveller not in held and case.people < len(case.request.travellers):
                continue
            if overlap.kind is OverlapKind.SAME_FLIGHT:
                yield self.violation(
                    "one seat a traveller on a flight", f"{overlap.traveller} is on this flight already"
                )
            elif not self.same_flight_only:
                yield self.violation("one trip at a time", f"{overlap.traveller} has another trip at that time")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES
