"""Rules on what a trip is for."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.geography import TripScope, in_scope
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, applies_if
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class PurposeStated(Rule, frozen=True, kw_only=True, tag="purpose_stated"):
    """Requires that the trip request states its purpose."""

    scope: Annotated[TripScope, msgspec.Meta(description="Which trips it is about, by whether they cross a border")] = (
        "any"
    )

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return self.scope

    def violations(self, case: Case) -> Iterator[Violation]:
        if in_scope(self.scope, case.request) and not (case.request.purpose or "").strip():
            yield self.violation("the purpose of the trip", "no purpose given")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return applies_if(in_scope(self.scope, request))
