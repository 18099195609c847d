"""Alarms: the documented tables of missing data, the windows, math and percentiles."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.evaluation import (
    AlarmState,
    Computation,
    Measurement,
    MetricAlarm,
    Treatment,
    decide,
    evaluate,
    follow,
)
from tests.alarms.cloudwatch.metrics import Metric, Metrics, metric
from tests.alarms.cloudwatch.unsupported import Unsupported

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ERRORS = metric("AWS/Lambda", "Errors", {"FunctionName": "sojourn-dev-sweeper"})
CALLS = metric("AWS/Lambda", "Invocations", {"FunctionName": "sojourn-dev-sweeper"})
TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)
OK, ALARM, NO_DATA = AlarmState.OK, AlarmState.ALARM, AlarmState.INSUFFICIENT_DATA
KEPT = None  # the state before

# The newest is on the right; 0 is within the threshold, X beyond it, - missing. Then the state for each treatment, in
# the order missing, ignore, breaching, notBreaching.
THREE_OF_THREE = {
    "0-X-X": (OK, OK, OK, OK),
    "----0": (OK, OK, OK, OK),
    "-----": (NO_DATA, KEPT, ALARM, OK),
    "0XX-X": (ALARM, ALARM, ALARM, ALARM),
    "--X--": (ALARM, KEPT, ALARM, OK),
}
TWO_OF_THREE = {
    "0-X-X": (ALARM, ALARM, ALARM, ALARM),
    "00X0X": (ALARM, ALARM, ALARM, ALARM),
    "0-X--": (OK, OK, ALARM, OK),
    "----0": (OK, OK, ALARM, OK),
    "---X-": (ALARM, KEPT, ALARM, OK),
}
DOCUMENTED = [
    (points, to_alarm, treatment, expected)
    for to_alarm, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, row in table.items()
    for treatment, expected in zip(TREATMENTS, row, strict=True)
]


def read_points(text: str) -> list[bool | None]:
    return [{"0": False, "X": True, "-": None}[sign] for sign in text]


@pytest.mark.parametrize(("points", "to_alarm", "treatment", "expected"), DOCUMENTED)
def test_missing_data_is_treated_as_documented(
    points: str, to_alarm: int, treatment: Treatment, expected: AlarmState | None
) -> None:
    for before in AlarmState:
        found = decide(read_points(points), needed=3, to_alarm=to_alarm, missing=treatment, before=before)

        assert found is (before if expected is None else expected)


@pytest.mark.parametrize("points", ["----X", "---X-"])
def test_one_late_breach_is_not_yet_an_alarm(points: str) -> None:
    assert decide(read_points(points), needed=3, to_alarm=3, missing="missing", before=OK) is OK


POINTS = st.lists(st.sampled_from([True, False, None]), min_size=5, max_size=5)


@settings(max_examples=100)
@given(POINTS, st.integers(1, 3), st.sampled_from(TREATMENTS), st.sampled_from(list(AlarmState)))
def test_enough_data_leaves_the_treatment_without_a_say(
    points: list[bool | None], to_alarm: int, treatment: Treatment, before: AlarmState
) -> None:
    real = [point for point in points if point is not None]
    found = decide(points, needed=3, to_alarm=to_alarm, missing=treatment, before=before)

    if len(real) >= 3:
        assert found is (ALARM if sum(real[-3:]) >= to_alarm else OK)
    if treatment == "notBreaching" and sum(real) < to_alarm:
        assert found is OK
    if treatment == "breaching" and not real:
        assert found is ALARM
    if found is NO_DATA:
        assert before is NO_DATA or (treatment == "missing" and not real)


@settings(max_examples=100)
@given(POINTS, st.integers(1, 3), st.sampled_from(TREATMENTS), st.integers(0, 4))
def test_one_more_breach_never_ends_an_alarm(
    points: list[bool | None], to_alarm: int, treatment: Treatment, place: int
) -> None:
    def ring(given: list[bool | None]) -> bool:
        return decide(given, needed=3, to_alarm=to_alarm, missing=treatment, before=OK) is ALARM

    if points[place] is False:
        assert ring(points) <= ring([*points[:place], True, *points[place + 1 :]])


def alarm(**changes: object) -> MetricAlarm:
    made = MetricAlarm("errors", (Measurement("m1", ERRORS, "Sum"),), "m1", 300, 1, 1, 3.0,
                       "GreaterThanOrEqualToThreshold", "notBreaching")  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]


def rings(of: MetricAlarm, metrics: Metrics, minutes: int = 30) -> list[int]:
    """The minutes in which it rings."""
    states = follow(of, metrics, NOON, NOON + timedelta(minutes=minutes))
    return [int((at - NOON).total_seconds() // 60) for at, found in states if found is ALARM]


def put(metrics: Metrics, minute: float, value: float = 1, of: Metric = ERRORS) -> None:
    metrics.put(of, NOON + timedelta(minutes=minute), value)


def test_the_window_slides_by_the_minute() -> None:
    metrics = Metrics()
    for minute in (1.5, 3.5, 5.5):
        put(metrics, minute)

    found = rings(alarm(), metrics)

    # Later the last window that has data is looked at again, as is documented.
    assert found == [6, 11, 16]


def test_silence_rings_where_it_is_breaching_and_nowhere_else() -> None:
    quiet = Metrics()
    silent = alarm(comparison="LessThanThreshold", threshold=1.0, missing="breaching")

    assert rings(silent, quiet)
    assert rings(silent._replace(missing="notBreaching"), quiet) == []
    assert rings(silent._replace(missing="missing"), quiet) == []


def test_an_alarm_ends_when_its_metric_falls() -> None:
    metrics = Metrics()
    for minute in range(30):
        put(metrics, minute + 0.5, 1 if 5 <= minute < 10 else 0)

    found = rings(alarm(evaluation_periods=2, datapoints_to_alarm=2, period=60, threshold=1.0), metrics)

    assert found == [7, 8, 9, 10]


RATE = (
    Measurement("errors", ERRORS, "Sum"),
    Measurement("calls", CALLS, "Sum"),
    Computation("rate", "IF(FILL(calls, 0) >= 20, 100 * FILL(errors, 0) / calls, 0)"),
)


@pytest.mark.parametrize(("failed", "of", "ringing"), [(1, 20, True), (0, 20, False), (5, 19, False), (3, 100, False)])
def test_a_share_rings_only_over_enough_calls(failed: int, of: int, ringing: bool) -> None:
    metrics = Metrics()
    for number in range(of):
        put(metrics, 2 + number / 1000, of=CALLS)
        if number < failed:
            put(metrics, 2 + number / 1000)

    found = rings(alarm(queries=RATE, returned="rate", threshold=5.0), metrics)

    assert bool(found) is ringing


def test_an_expression_may_stand_before_what_it_names() -> None:
    metrics = Metrics()
    put(metrics, 1, 4)
    queries = (Computation("twice", "2 * m1"), Measurement("m1", ERRORS, "Sum"))

    assert rings(alarm(queries=queries, returned="twice", threshold=8.0), metrics)


def test_a_percentile_over_few_samples_keeps_what_was_where_it_says_so() -> None:
    metrics = Metrics()
    slow = alarm(queries=(Measurement("m1", ERRORS, "p95"),), threshold=1000.0, ignores_few_samples=True)
    put(metrics, 1, 5000)

    assert rings(slow, metrics, minutes=5) == []
    assert rings(slow._replace(ignores_few_samples=False), metrics, minutes=5)
    for number in range(200):
        put(metrics, 2 + number / 1000, 5000)
    assert rings(slow, metrics, minutes=5)


def test_an_alarm_over_days_is_looked_at_each_hour() -> None:
    metrics = Metrics()
    put(metrics, 10, 5)

    found = rings(alarm(period=86_400, evaluation_periods=2), metrics, minutes=180)

    assert found == [60, 120, 180]


def test_a_comparison_that_there_is_not_is_refused() -> None:
    with pytest.raises(Unsupported):
        evaluate(alarm(comparison="GreaterThanUpperThreshold"), Metrics(), NOON, OK)
