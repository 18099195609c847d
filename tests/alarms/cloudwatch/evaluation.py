"""Alarms on metrics: in which state one is at a moment, by the rules that CloudWatch documents.

Every minute (every hour, when an alarm looks back more than a day) the windows that end at that moment are looked at.
Two more of them are fetched than the alarm needs, so that some may be missing; how what is missing counts is said only
when what is there is not enough.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from tests.alarms.cloudwatch.expressions import Series, compute
from tests.alarms.cloudwatch.metrics import Metric, Metrics, measure, percentile_of
from tests.alarms.cloudwatch.unsupported import Unsupported

MORE = 2  # windows than the alarm's evaluation periods
A_DAY = 86_400

Treatment = Literal["missing", "ignore", "breaching", "notBreaching"]


class AlarmState(StrEnum):
    """What CloudWatch says of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


class Measurement(NamedTuple):
    """A statistic of a metric, under the id by which expressions name it."""

    id: str
    metric: Metric
    statistic: str
    unit: str | None = None


class Computation(NamedTuple):
    """An expression, under the id by which others name it."""

    id: str
    expression: str


Query = Measurement | Computation


class MetricAlarm(NamedTuple):
    """An alarm on the query whose id is `returned`."""

    name: str
    queries: tuple[Query, ...]
    returned: str
    period: int
    evaluation_periods: int
    datapoints_to_alarm: int
    threshold: float
    comparison: str
    missing: Treatment = "missing"
    ignores_few_samples: bool = False

    def metrics(self) -> set[Metric]:
        """The metrics that it looks at."""
        return {query.metric for query in self.queries if isinstance(query, Measurement)}

    @property
    def interval(self) -> timedelta:
        """How often it is evaluated."""
        return timedelta(hours=1) if self.period * self.evaluation_periods > A_DAY else timedelta(minutes=1)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def decide(
    points: Sequence[bool | None], *, needed: int, to_alarm: int, missing: Treatment, before: AlarmState
) -> AlarmState:
    """The state after these data points, the oldest first: whether each breaches, or None where it is missing."""
    real = [point for point in points if point is not None]
    if len(real) >= needed:
        return _decide_by(sum(real[-needed:]) >= to_alarm)
    lacking = needed - len(real)
    match missing:
        case "breaching":
            return _decide_by(sum(real) + lacking >= to_alarm)
        case "notBreaching":
            return _decide_by(sum(real) >= to_alarm)
        case "missing":
            if not real:
                return AlarmState.INSUFFICIENT_DATA
            return _decide_by(sum(real) >= to_alarm or (all(real) and _age(points) >= to_alarm))
        case "ignore":
            if sum(real) >= to_alarm:
                return AlarmState.ALARM
            return before if all(real) else AlarmState.OK


def _decide_by(breaches: bool) -> AlarmState:
    return AlarmState.ALARM if breaches else AlarmState.OK


def _age(points: Sequence[bool | None]) -> int:
    """How many windows ago the oldest is that is there; the last one is 1."""
    return len(points) - next(place for place, point in enumerate(points) if point is not None)


def evaluate(alarm: MetricAlarm, metrics: Metrics, at: datetime, before: AlarmState) -> AlarmState:
    """The state of an alarm at a moment. Raises Unsupported."""
    compare = _COMPARISONS.get(alarm.comparison)
    if compare is None:
        raise Unsupported(f"{alarm.name}: {alarm.comparison}")
    windows = _windows(alarm, at)
    if alarm.ignores_few_samples and _has_few_samples(alarm, metrics, windows):
        return before
    return decide(
        [None if point is None else compare(point, alarm.threshold) for point in series_of(alarm, metrics, windows)],
        needed=alarm.evaluation_periods,
        to_alarm=alarm.datapoints_to_alarm,
        missing=alarm.missing,
        before=before,
    )


def follow(
    alarm: MetricAlarm, metrics: Metrics, start: datetime, end: datetime
) -> Iterator[tuple[datetime, AlarmState]]:
    """The states of an alarm from one moment to another, each time that it is evaluated."""
    state = AlarmState.INSUFFICIENT_DATA
    at = start + alarm.interval
    while at <= end:
        state = evaluate(alarm, metrics, at, state)
        yield at, state
        at += alarm.interval


def series_of(alarm: MetricAlarm, metrics: Metrics, windows: Sequence[tuple[float, float]]) -> Series:
    """The values of the returned query in these windows."""
    known: dict[str, Series] = {}
    waiting = list(alarm.queries)
    while waiting:
        query = waiting.pop(0)
        match query:
            case Measurement():
                known[query.id] = tuple(
                    measure(query.statistic, metrics.between(query.metric, start, end, query.unit))
                    for start, end in windows
                )
            case Computation() if not any(isinstance(other, Measurement) for other in waiting):
                known[query.id] = compute(query.expression, known, alarm.period)
            case Computation():
                waiting.append(query)  # after all metrics; one expression may name those before it
    return known[alarm.returned]


def _windows(alarm: MetricAlarm, at: datetime) -> list[tuple[float, float]]:
    end, count = at.timestamp(), alarm.evaluation_periods + MORE
    return [(end - alarm.period * back, end - alarm.period * (back - 1)) for back in range(count, 0, -1)]


def _has_few_samples(alarm: MetricAlarm, metrics: Metrics, windows: Sequence[tuple[float, float]]) -> bool:
    """Whether the last window has too few values for the percentile that is asked for."""
    for query in alarm.queries:
        if isinstance(query, Measurement) and (share := percentile_of(query.statistic)) is not None:
            tail = min(share, 100 - share) / 100
            start, end = windows[-1]
            if tail and len(metrics.between(query.metric, start, end, query.unit)) < 10 / tail:
                return True
    return False
