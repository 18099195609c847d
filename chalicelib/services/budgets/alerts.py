"""Watching budgets: a threshold that is reached is noticed after the change that reached it, and published once.

Whoever handles the event of a change that moved money looks at the budget; the event stays in the outbox until that is
done. To notice is one conditional write, which one of many wins. The event comes after it, under an id that is always
the same, and is marked when done, so that what died in between is published by the next who looks.
"""

import time
from collections.abc import Callable
from datetime import datetime

from chalicelib import clock, observability
from chalicelib.domain.budgets import alerts as domain
from chalicelib.domain.budgets.budget import Budget, BudgetAlert, BudgetKey
from chalicelib.domain.webhooks.webhook import Notice
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import NotFound
from chalicelib.models import budgets
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.worklist import NOTHING, Part

_TURNS = 8
_PAUSE = 0.02  # seconds, longer from turn to turn
# How long, in looks and seconds between them, whoever noticed something is given to tell it; then others do.
_LOOKS, _BETWEEN = 3, 0.1


def watch_budget(key: BudgetKey) -> int:
    """Notice and publish which thresholds a budget has reached; how many were published. Doing it twice changes
    nothing.

    Raises VersionConflict when the budget keeps changing, and what kept it from being published: then it is to be done
    again.
    """
    try:
        budget, mine = _notice(key, clock.now())
    except NotFound:
        return 0
    for _ in range(_LOOKS):
        pending = _pending(budget)
        if mine.issuperset(pending):
            break
        time.sleep(_BETWEEN)  # somebody else is at it, or has died of it
        budget = budgets.get_budget(key.cost_centre, key.period)
    pending = _pending(budget)
    for alert in pending:
        _publish(budget, alert)
    if pending:
        _mark(key, pending)
    return len(pending)


def to_watch(now: datetime) -> Part[BudgetKey]:
    """Return every budget that trips are booked on now, of this year and the next, as something to look at: for what no
    event brought up, such as a limit that was lowered by somebody whose request died."""
    periods = (str(now.year), str(now.year + 1))
    return Part(
        "budgets",
        lambda: (key for period in periods for key in budgets.list_keys(period)),
        lambda key: "warnings" if watch_budget(key) else NOTHING,
        lambda key: {"costCentre": key.cost_centre, "period": key.period},
    )


def _notice(key: BudgetKey, now: datetime) -> tuple[Budget, frozenset[BudgetAlert]]:
    """Return the budget with its alerts as they are to be, and those of them that were noticed here."""
    before, after = _keep_alerts(key, lambda budget: domain.update_alerts(budget, now))
    return after, frozenset(after.alerts) - set(before.alerts)


def _mark(key: BudgetKey, done: list[BudgetAlert]) -> None:
    _keep_alerts(key, lambda budget: domain.mark_notified(budget.alerts, done))


def _keep_alerts(key: BudgetKey, alerts_of: Callable[[Budget], tuple[BudgetAlert, ...]]) -> tuple[Budget, Budget]:
    """Store the alerts that `alerts_of` makes; the budget before and after, the same twice when nothing changed.

    Raises NotFound, VersionConflict when the budget keeps changing.
    """

    def attempt() -> tuple[Budget, Budget]:
        before = budgets.get_budget(key.cost_centre, key.period)
        alerts = alerts_of(before)
        return before, before if alerts == before.alerts else budgets.keep_alerts(before, alerts)

    return until_kept(attempt, attempts=_TURNS, pause=_PAUSE)


def _publish(budget: Budget, alert: BudgetAlert) -> None:
    event_id, reached_at = domain.event_id(budget, alert), alert.reached_at or clock.now()
    data = domain.notice_data(budget, alert, reached_at)
    webhook_deliveries.publish(Notice(event_id=event_id, type=domain.REACHED_EVENT, at=reached_at, data=data))
    # BudgetThresholdAlarm counts lines with this event: infra/foundation/logs.py.
    observability.warning(
        "budget threshold reached",
        event=domain.REACHED_EVENT,
        eventId=event_id,
        costCentre=budget.cost_centre,
        period=budget.period,
        percent=alert.percent,
        usedPercent=data.used_percent,
    )


def _pending(budget: Budget) -> list[BudgetAlert]:
    return [each for each in budget.alerts if not each.notified]
