"""When a threshold of a budget counts as reached, how often, and under which name it is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.budgets import alerts as budget_alerts
from chalicelib.domain.budgets.budget import Budget, BudgetAlert
from tests.unit.policy_samples import euros

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def budget(used: int, limit: int = 1000, **changes: Any) -> Budget:
    """A budget of so many euros, of which so many are used, half of them committed."""
    usual: dict[str, Any] = {"cost_centre": "SALES-EU", "period": "2027", "limit": euros(limit), "version": 1}
    parts = {"reserved": euros(used - used // 2), "committed": euros(used // 2), "awaiting_approval": euros(0)}
    return Budget(**(usual | parts | changes))


def after(alerts: tuple[BudgetAlert, ...], used: int, now: datetime = NOW, **changes: Any) -> list[BudgetAlert]:
    """The alerts after that much is used and all is told that is to be told."""
    found = budget_alerts.update_alerts(budget(used, alerts=alerts, **changes), now)
    return [msgspec.structs.replace(each, notified=True) for each in found]


@pytest.mark.parametrize(
    ("used", "percents"), [(0, []), (799, []), (800, [80]), (949, [80]), (950, [80, 95]), (1000, [80, 95])]
)
def test_threshold_is_reached_with_the_very_cent(used: int, percents: list[int]) -> None:
    found = budget_alerts.update_alerts(budget(used), NOW)

    assert [(each.percent, each.number, each.reached_at, each.notified) for each in found] == [
        (percent, 1, NOW, False) for percent in percents
    ]


def test_threshold_is_reached_again_only_after_five_points_less() -> None:
    later = NOW + timedelta(hours=1)
    once = tuple(after((), 850))

    assert after(once, 790, later) == after(once, 750, later) == list(once)
    below = tuple(after(once, 749, later))
    assert [(each.number, each.reached_at) for each in below] == [(1, None)]
    assert budget_alerts.find_reached(budget(749, alerts=below)) == ()
    again = after(below, 800, later)
    assert [(each.number, each.reached_at) for each in again] == [(2, later)]


def test_what_was_noticed_and_is_not_notified_yet_is_not_forgotten() -> None:
    (noticed,) = budget_alerts.update_alerts(budget(800), NOW)

    assert budget_alerts.update_alerts(budget(0, alerts=(noticed,)), NOW) == (noticed,)


def test_threshold_that_is_none_any_more_keeps_its_number() -> None:
    once = tuple(after((), 850))
    none = tuple(after(once, 850, thresholds=(90,)))

    assert [(each.percent, each.number, each.reached_at) for each in none] == [(80, 1, None)]
    assert budget_alerts.find_reached(budget(850, alerts=once, thresholds=(90,))) == ()
    assert [each.number for each in after(none, 850)] == [2]


def test_nothing_to_spend_warns_of_nothing() -> None:
    assert budget_alerts.update_alerts(budget(0, limit=0), NOW) == ()
    assert budget_alerts.compute_used_percent(budget(0, limit=0)) == 0.0
    assert budget_alerts.compute_used_percent(budget(2, limit=3)) == 66.6


@given(uses=st.lists(st.integers(min_value=0, max_value=1000), max_size=40))
def test_however_use_moves_a_warning_comes_once_for_each_rise(uses: list[int]) -> None:
    alerts: tuple[BudgetAlert, ...] = ()
    warned, armed = 0, True
    for used in uses:
        alerts = tuple(after(alerts, used, thresholds=(80,)))
        if armed and used >= 800:
            warned, armed = warned + 1, False
        elif not armed and used < 750:
            armed = True
        assert sum(each.number for each in alerts) == warned
        assert bool(budget_alerts.find_reached(budget(used, alerts=alerts, thresholds=(80,)))) is not armed


def test_event_has_one_id_for_ever_and_another_the_next_time() -> None:
    first, second = (BudgetAlert(percent=80, number=number) for number in (1, 2))
    ids = [
        budget_alerts.event_id(budget(0), first),
        budget_alerts.event_id(budget(0), second),
        budget_alerts.event_id(budget(0), BudgetAlert(percent=95, number=1)),
        budget_alerts.event_id(budget(0, period="2028"), first),
    ]

    assert ids[0] == budget_alerts.event_id(budget(900, version=7), first)
    assert len(set(ids)) == 4
    assert all(len(each) == len("evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004") for each in ids)
