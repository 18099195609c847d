"""Rules on who travels together."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.geography import slices_by
from chalicelib.domain.policies.rules.rule import UNRELATED, Amounts, Case, Relevance, Rule
from chalicelib.domain.policies.rules.wording import format_count
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class TravellingTogether(Rule, frozen=True, kw_only=True, tag="travelling_together"):
    """The highest number of employees on one aircraft."""

    max_travellers: Annotated[int, msgspec.Meta(ge=1, le=8, description="Most employees on one aircraft")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        together = case.people
        if case.option.flights and together > self.max_travellers:
            expected = f"{format_count(self.max_travellers, 'traveller')} at most on one aircraft"
            yield self.violation(expected, f"{together} travellers")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        together = len(request.travellers)
        if together <= self.max_travellers or not slices_by(TravelMode.AIR, request):
            return UNRELATED
        return Relevance(applies=True, trip_detail=f"{together} travellers")
