"""Budgets over HTTP: what a cost centre may spend on travel in a period."""

from typing import Annotated

import msgspec

from chalicelib.api import examples
from chalicelib.api.routing import Answer, ApiBlueprint, Call, Example, PathParam
from chalicelib.domain.budget import Budget
from chalicelib.domain.identity import Role
from chalicelib.domain.money import Money
from chalicelib.domain.value import Value
from chalicelib.errors import BudgetExceeded, NotFound
from chalicelib.services import budgets as service

blueprint = ApiBlueprint(__name__, tag="Budgets", description="What a cost centre may spend on travel in a period.")

_PARAMS = {
    "costCentre": PathParam("[A-Z0-9][A-Z0-9-]{1,31}", "The cost centre", "SALES-EU"),
    "period": PathParam("20[0-9]{2}", "The calendar year of departure", "2027"),
}


class BudgetLimit(Value, frozen=True):
    """How much may be spent in all."""

    limit: Money


class BudgetView(Value, frozen=True):
    """A budget: the limit, and what bookings have reserved and committed of it."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Annotated[Money, msgspec.Meta(description="Held by bookings that are under way")]
    committed: Annotated[Money, msgspec.Meta(description="Spent by bookings that were bought")]
    left: Money


def _to_view(budget: Budget) -> BudgetView:
    return BudgetView(
        cost_centre=budget.cost_centre,
        period=budget.period,
        limit=budget.limit,
        reserved=budget.reserved,
        committed=budget.committed,
        left=budget.left,
    )


@blueprint.route(
    "/v1/budgets/{costCentre}/{period}",
    summary="One budget as it stands",
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER, Role.APPROVER],
    errors=[NotFound],
    example=lambda: Example(response=_to_view(examples.BUDGET)),
)
def get_budget(call: Call[None, None]) -> Answer[BudgetView]:
    budget = service.get_budget(call.identity, call.path["costCentre"], call.path["period"])
    return Answer(_to_view(budget), version=budget.version)


@blueprint.route(
    "/v1/budgets/{costCentre}/{period}",
    method="PUT",
    summary="Make a budget, or change its limit",
    description='Send `If-Match: "v0"` to make a new one, the ETag that you read to change one, or `*` for either.',
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[BudgetExceeded],
    example=lambda: Example(request=BudgetLimit(limit=examples.euros(5_000_000)), response=_to_view(examples.BUDGET)),
)
def set_budget(call: Call[BudgetLimit, None]) -> Answer[BudgetView]:
    budget = service.set_budget(
        call.identity, call.path["costCentre"], call.path["period"], call.body.limit, call.expected_version
    )
    return Answer(_to_view(budget), version=budget.version)
