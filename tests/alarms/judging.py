"""What CloudWatch would have made of a stage's operation: the metrics of its lines, and the alarms that rang."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

from tests.alarms.cloudwatch.embedded import errors_in, measured_in
from tests.alarms.cloudwatch.evaluation import MORE, AlarmState, MetricAlarm, follow
from tests.alarms.cloudwatch.metrics import Metrics
from tests.alarms.cloudwatch.patterns import read_pattern
from tests.alarms.cloudwatch.unsupported import Unsupported
from tests.alarms.described import Described, MetricFilter
from tests.alarms.functions import LogLine


class Operated(Protocol):
    """A stage, by what CloudWatch has of it: lines, metrics, the filters that counted any, and since when."""

    metrics: Metrics
    counting: set[str]
    began: datetime
    seen_since: datetime

    @property
    def log(self) -> list[LogLine]: ...

    @property
    def now(self) -> datetime: ...


def read_log(stage: Operated, described: Described) -> list[str]:
    """Add the metrics of a stage's lines to those that AWS counted; what is wrong with lines."""
    groups: dict[str, list[LogLine]] = {}
    wrong = []
    for line in stage.log:
        groups.setdefault(line.group, []).append(line)
        for each in measured_in(line.text):
            stage.metrics.put(each.metric, each.at, each.value, each.unit)
        if error := errors_in(line.text):
            wrong.append(f"{line.group}: {error}")
    for one in described.filters:
        if count_lines(one, groups.get(one.group, []), stage.metrics):
            stage.counting.add(one.id)
    return wrong


def count_lines(of: MetricFilter, lines: list[LogLine], metrics: Metrics) -> int:
    """Add what a filter counts of these lines; how many they are. Raises Unsupported."""
    if not of.value.isdigit():
        raise Unsupported(f"{of.id} counts {of.value}")
    matches = read_pattern(of.pattern)
    counted = [line for line in lines if matches(line.text)]
    for line in counted:
        metrics.put(of.metric, line.at, float(of.value))
    return len(counted)


def rung(stage: Operated, described: Described, *, names: frozenset[str] | None = None) -> dict[str, timedelta]:
    """The alarms that rang, and how long after the stage began; only those of these names, and the composites."""
    watched = [each for each in described.alarms if names is None or each.name in names]
    histories = {each.name: list(_ringing(each, stage)) for each in watched}
    return {name: times[0] for name, times in histories.items() if times} | dict(_composites(described, histories))


def _ringing(alarm: MetricAlarm, stage: Operated) -> Iterator[timedelta]:
    """When an alarm rings. Where only values can ring it, moments without any are passed over."""
    spans = [(_since(alarm, stage), stage.now)] if alarm.missing == "breaching" else _spans(alarm, stage)
    for start, end in spans:
        for at, found in follow(alarm, stage.metrics, start, end):
            if found is AlarmState.ALARM:
                yield at - stage.began


def _since(alarm: MetricAlarm, stage: Operated) -> datetime:
    """From when on an alarm is followed that silence rings: that before the stage was looked at is none."""
    return stage.seen_since + _looks_back(alarm)


def _spans(alarm: MetricAlarm, stage: Operated) -> Iterator[tuple[datetime, datetime]]:
    """From when until when an alarm has a value to look at, in whole intervals since the stage began."""
    times = sorted({at for of in alarm.metrics() for at in stage.metrics.times(of)})
    began, ended = None, None
    for at in (datetime.fromtimestamp(each, UTC) for each in times):
        if began is None or ended is None or at > ended:
            if began is not None and ended is not None:
                yield began, ended
            began = stage.began + (at - stage.began) // alarm.interval * alarm.interval
        ended = min(at + _looks_back(alarm), stage.now)
    if began is not None and ended is not None:
        yield began, ended


def _looks_back(alarm: MetricAlarm) -> timedelta:
    return timedelta(seconds=alarm.period * (alarm.evaluation_periods + MORE))


def _composites(described: Described, histories: dict[str, list[timedelta]]) -> Iterator[tuple[str, timedelta]]:
    moments = sorted({at for times in histories.values() for at in times})
    known = dict.fromkeys((each.name for each in described.alarms), AlarmState.OK)
    for composite in described.composites:
        for at in moments:
            states = known | {name: AlarmState.ALARM for name, times in histories.items() if at in times}
            if composite.holds(states):
                yield composite.name, at
                break
