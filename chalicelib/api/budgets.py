"""Budgets over HTTP: what a cost centre may spend on travel in a period."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, PathParam, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.budgets import alerts as budget_alerts
from chalicelib.domain.budgets.budget import Budget, BudgetKey, Threshold
from chalicelib.domain.identity import Role
from chalicelib.domain.ids import UserId
from chalicelib.domain.money import Money
from chalicelib.domain.text import COST_CENTRE_PATTERN
from chalicelib.domain.value import Value
from chalicelib.errors import BudgetExceeded, NotFound
from chalicelib.services.budgets import budgets as service

blueprint = ApiBlueprint(
    __name__, tag="Budgets", description="What a cost centre may spend on travel in a calendar year."
)

_PARAMS = {
    "costCentre": PathParam(COST_CENTRE_PATTERN, "The cost centre", "SALES-EU"),
    "period": PathParam("20[0-9]{2}", "The calendar year in which that begins which is charged to it", "2027"),
}


class BudgetRequest(Value, frozen=True):
    """The limit of a budget and the thresholds at which to warn."""

    limit: Annotated[Money, msgspec.Meta(description="What may be spent in the period; its currency is the budget's")]
    thresholds: (
        Annotated[
            tuple[Threshold, ...],
            msgspec.Meta(
                max_length=10,
                description="Warning thresholds in percent of the limit, ascending; unchanged if left out",
            ),
        ]
        | None
    ) = None
    owner_id: Annotated[
        UserId | UnsetType | None,
        msgspec.Meta(
            description=(
                "`userId` of the owner of the cost centre, who approves charges by people who may not charge it by "
                "themselves; unchanged if left out, null for none"
            )
        ),
    ] = UNSET


class ReachedThreshold(Value, frozen=True):
    """A warning threshold that is reached; it stays reached until use has fallen five percentage points below it."""

    percent: Threshold
    reached_at: Annotated[datetime, msgspec.Meta(description="When use reached it")]


class BudgetQuery(PageQuery, frozen=True):
    """A page of the budgets of a period."""

    period: Annotated[
        Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}$")] | None,
        msgspec.Meta(description="The calendar year; the current one if left out"),
    ] = None


class BudgetView(Value, frozen=True):
    """A budget: the limit, and what bookings have reserved and committed of it."""

    cost_centre: str
    period: Annotated[str, msgspec.Meta(description="Calendar year that it is for, such as 2027")]
    limit: Annotated[Money, msgspec.Meta(description="What may be spent in the period")]
    reserved: Annotated[Money, msgspec.Meta(description="Reserved for bookings in progress")]
    awaiting_approval: Annotated[
        Money, msgspec.Meta(description="Part of `reserved` that is reserved for bookings that are not approved yet")
    ]
    committed: Annotated[Money, msgspec.Meta(description="Spent on booked trips")]
    remaining: Annotated[
        Money, msgspec.Meta(description="What may still be reserved: the limit less what is reserved and committed")
    ]
    used_percent: Annotated[float, msgspec.Meta(description="`reserved` plus `committed`, in percent of `limit`")]
    thresholds: Annotated[tuple[Threshold, ...], msgspec.Meta(description="Warning thresholds in percent of the limit")]
    reached_thresholds: Annotated[
        tuple[ReachedThreshold, ...], msgspec.Meta(description="Thresholds that are reached, and since when")
    ]
    owner_id: Annotated[str | None, msgspec.Meta(description="`userId` of the owner of the cost centre")]


def _to_view(budget: Budget) -> BudgetView:
    return BudgetView(
        cost_centre=budget.cost_centre,
        period=budget.period,
        limit=budget.limit,
        reserved=budget.reserved,
        awaiting_approval=budget.awaiting_approval,
        committed=budget.committed,
        remaining=budget.remaining,
        used_percent=budget_alerts.compute_used_percent(budget),
        thresholds=budget.thresholds,
        reached_thresholds=tuple(
            ReachedThreshold(percent=each.percent, reached_at=each.reached_at)
            for each in budget_alerts.find_reached(budget)
            if each.reached_at
        ),
        owner_id=budget.owner_id,
    )


def _example() -> BudgetView:
    budget = Budget(
        cost_centre="SALES-EU",
        period="2027",
        limit=examples.euros(5_000_000),
        reserved=examples.euros(0),
        committed=examples.euros(59_640),
        awaiting_approval=examples.euros(0),
        version=3,
        owner_id=examples.APPROVER_ID,
    )
    return _to_view(budget)


@blueprint.route(
    "/v1/budgets",
    summary="List budgets by cost centre",
    scope=Scope.REPORTS_READ,
    description=(
        "The budgets of one period. Amounts may be a moment old; a single budget is read with its latest amounts."
    ),
    roles=[Role.TRAVEL_MANAGER],
    links=[links_to("get_budget", "set_budget", costCentre="/items/0/costCentre", period="/items/0/period")],
    example=lambda: Example(response=Page(items=(_example(),), next_cursor=None)),
)
def list_budgets(call: Call[None, BudgetQuery]) -> Answer[Page[BudgetView]]:
    found, position = service.list_budgets(
        call.identity, call.query.period, limit=call.query.limit, start=call.position()
    )
    return call.page(map(_to_view, found), position)


@blueprint.route(
    "/v1/budgets/{costCentre}/{period}",
    summary="Get a budget",
    scope=Scope.REPORTS_READ,
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER, Role.APPROVER],
    errors=[NotFound],
    links=[links_to("set_budget", costCentre="/costCentre", period="/period", etag=True)],
    example=lambda: Example(response=_example()),
)
def get_budget(call: Call[None, None]) -> Answer[BudgetView]:
    budget = service.get_budget(call.identity, call.path["costCentre"], call.path["period"])
    return Answer(_to_view(budget), version=budget.version)


@blueprint.route(
    "/v1/budgets/{costCentre}/{period}",
    method="PUT",
    summary="Create a budget, or change its limit and thresholds",
    description=(
        'Send `If-Match: "v0"` to create one, the ETag that you read to change one, or `*` for either. When a '
        "percentage of `thresholds` (by default 80 and 95 percent) is reached, the event `budget.threshold_reached` "
        "is published once."
    ),
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[BudgetExceeded],
    links=[links_to("get_budget", costCentre="/costCentre", period="/period")],
    example=lambda: Example(
        request=BudgetRequest(limit=examples.euros(5_000_000), thresholds=(80, 95)), response=_example()
    ),
)
def set_budget(call: Call[BudgetRequest, None]) -> Answer[BudgetView]:
    key, body = BudgetKey(call.path["costCentre"], call.path["period"]), call.body
    budget = service.set_budget(
        call.identity, key, body.limit, body.thresholds, expected=call.expected_version, owner_id=body.owner_id
    )
    return Answer(_to_view(budget), version=budget.version)
