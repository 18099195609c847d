"""Rules on the way that is flown."""

from collections.abc import Iterator
from typing import Annotated

import msgspec

from chalicelib.domain.policies.rules.geography import TripScope, in_scope, route_length
from chalicelib.domain.policies.rules.rule import UNRELATED, Amounts, Case, Relevance, Rule
from chalicelib.domain.policies.rules.wording import format_kilometres
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class ShortRoute(Rule, frozen=True, kw_only=True, tag="short_route"):
    """Forbids flights over shorter distances, where a train is expected."""

    min_metres: Annotated[int, msgspec.Meta(ge=1, description="Metres")]
    scope: TripScope = "any"

    @property
    def variant(self) -> str:
        return self.scope

    def violations(self, case: Case) -> Iterator[Violation]:
        if case.option.flights and self._is_too_short(case.request):
            flown = format_kilometres(route_length(case.request))
            yield self.violation(f"no flight under {format_kilometres(self.min_metres)}", f"a flight over {flown}")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        if not self._is_too_short(request):
            return UNRELATED
        return Relevance(applies=True, trip_detail=f"{route_length(request) // 1000} km")

    def _is_too_short(self, request: TripRequest) -> bool:
        return in_scope(self.scope, request) and route_length(request) < self.min_metres
