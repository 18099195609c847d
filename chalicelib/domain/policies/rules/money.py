"""Rules on what a trip costs as a whole, who pays for it, and what of it can be had back."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.offers.periods import charge_budgets
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.rules.geography import relevance_of_flights, slices_by
from chalicelib.domain.policies.rules.limits import find_excess
from chalicelib.domain.policies.rules.rule import APPLIES, Amounts, Case, Relevance, Rule, applies_if
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.domain.verdict import Finding, MissingFact, Violation
from chalicelib.errors import FieldError


class TotalCap(Rule, frozen=True, kw_only=True, tag="total_cap"):
    """The highest price of the whole option, all travellers together."""

    amounts: Amounts

    is_separable: ClassVar[bool] = False

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
    """Requires that each cost centre that is charged has a budget of each period that it is charged for, and that what
    it pays fits into the remaining amount."""

    is_separable: ClassVar[bool] = False

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        to_pay = charge_budgets(case.request, [(each, each.price) for each in case.option.components])
        charged = {case.request.charged[place] for place in case.places}
        for budget in case.budgets:
            price, left, name = to_pay.get(budget.key), budget.remaining, f"{budget.cost_centre} for {budget.period}"
            if price is None or budget.cost_centre not in charged:
                continue
            if left is None:
                yield self.violation(f"a budget of {name}", "no budget")
                continue
            converted = case.convert(left)
            limits = (left,) if converted is None else (left, converted.money)
            yield from find_excess(self, price, limits, case, unit=f"left in the budget of {name}")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES


class Refundable(Rule, frozen=True, kw_only=True, tag="refundable"):
    """Requires that a component above this price is at least partly refundable."""

    component_kind: Annotated[ComponentKind, msgspec.Meta(description="Kind of component that it is about")]
    above: Amounts

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return self.component_kind.value

    def violations(self, case: Case) -> Iterator[Finding]:
        for component in self._components_of(case.option):
            if component.refundability is Refundability.NONE:
                for found in find_excess(
                    self, case.share_of(component.price), self.above, case, unit="unless it is refundable"
                ):
                    yield found if isinstance(found, MissingFact) else self._named(found)

    def _named(self, found: Violation) -> Violation:
        kind = "train" if self.component_kind is ComponentKind.RAIL else self.component_kind
        return msgspec.structs.replace(found, actual=f"{found.actual} for a {kind} that is not refundable")

    def _components_of(self, option: Option) -> Sequence[Offer]:
        match self.component_kind:
            case ComponentKind.FLIGHT:
                return option.flights
            case ComponentKind.RAIL:
                return option.rail
            case ComponentKind.STAY:
                return option.stays
            case ComponentKind.CAR:
                return option.cars

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        yield "/above", self.above

    def relevance(self, request: TripRequest) -> Relevance:
        match self.component_kind:
            case ComponentKind.FLIGHT:
                return relevance_of_flights(request)
            case ComponentKind.RAIL:
                return applies_if(slices_by(TravelMode.RAIL, request))
            case ComponentKind.STAY:
                return applies_if(request.stays)
            case ComponentKind.CAR:
                return applies_if(request.cars)
