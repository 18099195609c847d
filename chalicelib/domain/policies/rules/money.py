"""Rules on what a trip costs as a whole, who pays for it, and what of it can be had back."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from chalicelib.domain.offers.offers import Refundability
from chalicelib.domain.policies.rules.limits import find_excess
from chalicelib.domain.policies.rules.rule import APPLIES, UNRELATED, Amounts, Case, Relevance, Rule
from chalicelib.domain.trip_requests.cost_shares import divide_by_cost_centre
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Finding, MissingFact, Violation
from chalicelib.errors import FieldError


class TotalCap(Rule, frozen=True, kw_only=True, tag="total_cap"):
    """The highest price of the whole option, all travellers together."""

    amounts: Amounts

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        share = case.share_of(*(component.price for component in case.option.components))
        return find_excess(self, share, self.amounts, case, unit="for the whole trip")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        yield "/amounts", self.amounts

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES


class BudgetAvailable(Rule, frozen=True, kw_only=True, tag="budget_available"):
    """Requires that each cost centre that is charged has a budget and that what it pays fits into the remaining
    amount."""

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        prices = [component.price for component in case.option.components]
        to_pay = divide_by_cost_centre(case.request, prices, prices[0].currency)
        charged = {case.request.charged[place] for place in case.places}
        for centre, left in case.budgets:
            if centre not in charged:
                continue
            if left is None:
                yield self.violation(f"a budget of {centre} for {case.request.depart_on.year}", "no budget")
                continue
            converted = case.convert(left)
            limits = (left,) if converted is None else (left, converted.money)
            yield from find_excess(self, to_pay[centre], limits, case, unit=f"left in the budget of {centre}")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES


class Refundable(Rule, frozen=True, kw_only=True, tag="refundable"):
    """Requires that a component above this price is at least partly refundable."""

    component_kind: Literal["flight", "stay"]
    above: Amounts

    @property
    def variant(self) -> str:
        return self.component_kind

    def violations(self, case: Case) -> Iterator[Finding]:
        components = case.option.flights if self.component_kind == "flight" else case.option.stays
        for component in components:
            if component.refundability is Refundability.NONE:
                for found in find_excess(
                    self, case.share_of(component.price), self.above, case, unit="unless it is refundable"
                ):
                    yield found if isinstance(found, MissingFact) else self._named(found)

    def _named(self, found: Violation) -> Violation:
        actual = f"{found.actual} for a {self.component_kind} that is not refundable"
        return msgspec.structs.replace(found, actual=actual)

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        yield "/above", self.above

    def relevance(self, request: TripRequest) -> Relevance:
        return UNRELATED if self.component_kind == "stay" and request.stay is None else APPLIES
