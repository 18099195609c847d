"""Warnings about budgets: when a threshold counts as reached, when it can be reached anew, and what is told of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from chalicelib.domain import ids
from chalicelib.domain.budgets.budget import Budget, BudgetAlert
from chalicelib.domain.money import Money
from chalicelib.domain.value import Value

REACHED_EVENT = "budget.threshold_reached"
# A threshold can be reached anew only after so many points less were used, so that one seat to and fro warns once.
REARMED_BELOW = 5


class BudgetReached(Value, frozen=True):
    """A budget that has reached a threshold."""

    cost_centre: str
    period: Annotated[str, msgspec.Meta(description="Year or month that the budget is for", examples=["2027"])]
    percent: Annotated[int, msgspec.Meta(description="The threshold")]
    reached_at: Annotated[datetime, msgspec.Meta(description="When it was reached")]
    limit: Annotated[Money, msgspec.Meta(description="What may be spent in the period")]
    reserved: Annotated[Money, msgspec.Meta(description="Kept for bookings that are not bought yet")]
    committed: Annotated[Money, msgspec.Meta(description="Spent on what is bought")]
    remaining: Annotated[Money, msgspec.Meta(description="`limit` less `reserved` and `committed`")]
    used_percent: Annotated[float, msgspec.Meta(description="Share of the limit that is reserved or committed")]


def compute_used_percent(budget: Budget) -> float:
    """Return how much of the limit is reserved or committed, in percent, cut off after one decimal."""
    limit = budget.limit.amount
    return (_compute_used(budget) * 1000 // limit) / 10 if limit else 0.0


def update_alerts(budget: Budget, now: datetime) -> tuple[BudgetAlert, ...]:
    """Return the budget's alerts as they are to be, by what is used of it now.

    A threshold that is reached is so once, and is to be told; it can be reached anew after use has fallen
    `REARMED_BELOW` points below it. What is no threshold any more keeps its number, in case it comes to be one again.
    """
    known = {alert.percent: alert for alert in budget.alerts}
    percents = sorted({*known, *budget.thresholds})
    alerts = (_update_alert(budget, known.get(each, BudgetAlert(percent=each)), now) for each in percents)
    return tuple(each for each in alerts if each.number)


def find_reached(budget: Budget) -> tuple[BudgetAlert, ...]:
    """Return the thresholds that count as reached, the lowest first."""
    return tuple(each for each in budget.alerts if each.reached_at is not None and each.percent in budget.thresholds)


def mark_notified(alerts: Iterable[BudgetAlert], done: Iterable[BudgetAlert]) -> tuple[BudgetAlert, ...]:
    """Return the alerts with those marked as notified of which people were notified."""
    numbers = {(each.percent, each.number) for each in done}
    return tuple(
        msgspec.structs.replace(each, notified=True) if (each.percent, each.number) in numbers else each
        for each in alerts
    )


def event_id(budget: Budget, alert: BudgetAlert) -> str:
    """Return the id of the event that tells of an alert: the same however often, and by whomever, it is told."""
    begins = datetime(int(budget.period), 1, 1, tzinfo=UTC)
    threshold = ids.derive_id("bdg", begins, budget.cost_centre, budget.period, str(alert.percent))
    return ids.event_id(threshold, alert.number)


def notice_data(budget: Budget, alert: BudgetAlert, reached_at: datetime) -> BudgetReached:
    """Return what is told of an alert, with the budget as it stands."""
    return BudgetReached(
        cost_centre=budget.cost_centre,
        period=budget.period,
        percent=alert.percent,
        reached_at=reached_at,
        limit=budget.limit,
        reserved=budget.reserved,
        committed=budget.committed,
        remaining=budget.remaining,
        used_percent=compute_used_percent(budget),
    )


def _update_alert(budget: Budget, alert: BudgetAlert, now: datetime) -> BudgetAlert:
    used, limit = _compute_used(budget) * 100, budget.limit.amount
    is_threshold = alert.percent in budget.thresholds and limit > 0
    if alert.reached_at is None:
        if is_threshold and used >= limit * alert.percent:
            return BudgetAlert(percent=alert.percent, number=alert.number + 1, reached_at=now, notified=False)
        return alert
    if alert.notified and (not is_threshold or used < limit * (alert.percent - REARMED_BELOW)):
        return msgspec.structs.replace(alert, reached_at=None)
    return alert


def _compute_used(budget: Budget) -> int:
    return (budget.reserved + budget.committed).amount
