"""Rules on when a trip is booked."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.geography import TripScope, in_scope
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, applies_if
from chalicelib.domain.policies.rules.wording import format_count
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class AdvanceBooking(Rule, frozen=True, kw_only=True, tag="advance_booking"):
    """Requires at least this many days between booking and the first day of the trip."""

    min_days: Annotated[
        int,
        msgspec.Meta(ge=1, le=365, description="Least number of days between booking and the first day of the trip"),
    ]
    scope: Annotated[TripScope, msgspec.Meta(description="Which trips it is about, by whether they cross a border")] = (
        "any"
    )

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return self.scope

    def violations(self, case: Case) -> Iterator[Violation]:
        days = (case.request.starts_on - case.today).days
        if in_scope(self.scope, case.request) and days < self.min_days:
            expected = f"booked at least {format_count(self.min_days, 'day')} ahead"
            yield self.violation(expected, f"{format_count(days, 'day')} ahead")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return applies_if(in_scope(self.scope, request))
