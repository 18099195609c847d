"""How often a day the application's own schedules call a function."""

import re

from chalice.app import ScheduledEventConfig

from app import app

_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_DAILY = re.compile(r"cron\(\d+ \d+ \* \* \? \*\)")
_HOURLY = re.compile(r"cron\(\d+ \* \* \* \? \*\)")


def runs_a_day() -> dict[str, float]:
    """Return the runs of each scheduled function. ValueError for a schedule of a kind that is not known here."""
    scheduled = [each for each in app.event_sources if isinstance(each, ScheduledEventConfig)]
    return {each.name: count_runs(_written(each.schedule_expression)) for each in scheduled}


def _written(expression: object) -> str:
    return expression if isinstance(expression, str) else str(expression.to_string())  # type: ignore[attr-defined]


def count_runs(expression: str) -> float:
    """Return how often a day that is, as EventBridge writes schedules. ValueError for a kind that is not known here."""
    if rate := _RATE.fullmatch(expression):
        return 24 * 60 / (int(rate[1]) * _MINUTES[rate[2]])
    if _HOURLY.fullmatch(expression):
        return 24
    if _DAILY.fullmatch(expression):
        return 1
    raise ValueError(f"how often is {expression}?")
