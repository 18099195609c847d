"""What is read of templates, and of the queries and dashboards in them."""

import json
from typing import Any

import pytest

from tests.alarms import described
from tests.alarms.cloudwatch.metrics import metric
from tests.alarms.cloudwatch.unsupported import Unsupported
from tests.alarms.described import Shown, describe
from tests.alarms.names import Emitted
from tests.alarms.saved_queries import Comparison, Seen, comparisons_of, fields_of
from tests.alarms.stage import stage
from tests.simulation.world import MACHINE

DESCRIBED = describe()


def test_resources_are_known_by_their_names_on_a_stage() -> None:
    (failed,) = [each for each in DESCRIBED.alarms if each.name == "bookings-failed"]
    (composite,) = DESCRIBED.composites

    assert failed.metrics() == {metric("AWS/States", "ExecutionsFailed", {"StateMachineArn": MACHINE})}
    assert "bookings-failed" in composite.names()
    assert composite.names() < {each.name for each in DESCRIBED.alarms}


def test_formula_has_its_metrics_and_one_result() -> None:
    (rate,) = [each for each in DESCRIBED.alarms if each.name == "api-error-rate"]

    assert (rate.returned, len(rate.metrics()), rate.period) == ("result", 2, 300)


def test_parameters_are_put_into_formulas() -> None:
    (alarm,) = [each for each in describe({"AccountConcurrency": "50"}).alarms if each.name == "functions-concurrency"]

    assert any("/ 50" in str(query) for query in alarm.queries)


def read_dashboard(*rows: Any) -> list[Shown]:
    widget = {"type": "metric", "properties": {"title": "t", "metrics": list(rows)}}
    text = {"type": "text", "properties": {"markdown": "#"}}
    return list(described._read_dashboard({"DashboardBody": json.dumps({"widgets": [text, widget]})}))


def test_dots_repeat_the_row_before() -> None:
    shown = read_dashboard(
        ["N", "a", "Queue", "one", {"label": "x"}], [".", "b", ".", "two"], ["...", "three"], ["N", "c"]
    )

    assert [each.metric for each in shown] == [
        metric("N", "a", {"Queue": "one"}),
        metric("N", "b", {"Queue": "two"}),
        metric("N", "b", {"Queue": "three"}),
        metric("N", "c"),
    ]


def test_searches_are_found_inside_expressions() -> None:
    (shown,) = read_dashboard([{"expression": "SUM(SEARCH('{N,A,B} MetricName=\"m\" \"s\"', 'Sum', 60))"}])

    assert (shown.metric, shown.search) == (None, '{N,A,B} MetricName="m" "s"')


def test_alarm_of_several_series_or_periods_is_refused() -> None:
    stat = {"Metric": {"Namespace": "N", "MetricName": "m"}, "Stat": "Sum", "Period": 60}
    one, other = {"Id": "a", "MetricStat": stat}, {"Id": "b", "MetricStat": {**stat, "Period": 300}}
    said = {"AlarmName": "x", "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"}

    for metrics in ([one, one], [one, {**other, "ReturnData": False}]):
        with pytest.raises(Unsupported):
            described._read_alarm({**said, "Metrics": metrics})


# --- queries ----------------------------------------------------------------------------------------------------------

QUERY = """fields @timestamp, operation, error
| filter level = "ERROR" and message like /not done|not listed/ and bookingId = "bkg_..."
| stats count(*) as lines, pct(duration, 95) as p95 by operation, code
| sort p95 desc
| limit 20"""


def test_fields_of_a_query_are_those_of_lines() -> None:
    assert fields_of(QUERY) == {
        "@timestamp", "operation", "error", "level", "message", "bookingId", "duration", "code",
    }  # fmt: skip


def test_places_that_whoever_asks_fills_in_are_no_comparisons() -> None:
    assert set(comparisons_of(QUERY)) == {
        Comparison("level", "ERROR", is_expression=False),
        Comparison("message", "not done|not listed", is_expression=True),
    }


def test_what_no_line_has_is_seen() -> None:
    seen = Seen()
    watched = frozenset({"level", "message"})
    seen.note('{"level": "ERROR", "message": "bookings: not listed"}', watched)
    seen.note("REPORT RequestId: 1", watched)

    assert seen.holds(Comparison("level", "ERROR", is_expression=False))
    assert not seen.holds(Comparison("level", "WARNING", is_expression=False))
    assert seen.holds(Comparison("message", "not done|not listed", is_expression=True))
    assert {"level", "@duration", "@message"} <= seen.fields


# --- names that are never emitted -------------------------------------------------------------------------------------


def test_names_that_nothing_emits_are_listed() -> None:
    odd = metric("Sojourn", "BookingsByOutcom", {"environment": "local"})
    (alarm, *_) = DESCRIBED.alarms
    (each, *_) = DESCRIBED.filters
    (query, *_) = DESCRIBED.queries
    wrong = DESCRIBED._replace(
        alarms=(alarm._replace(queries=(alarm.queries[0]._replace(metric=odd),)),),  # type: ignore[call-arg]
        filters=(each._replace(metric=odd),),
        shown=(
            Shown("Odd", odd),
            Shown("Odd", search='{AWS/Lambda,FunctionNam} MetricName="Errors"'),
            Shown("Odd", alarm="sweeper-silen"),
        ),
        queries=(query._replace(text='filter outcom = "ok" | filter operation = "sweeps"'),),
    )
    emitted = Emitted(wrong)
    with stage() as opened:
        opened.run(minutes=6)
    emitted.note(opened)

    missing = emitted.missing()

    assert [text.partition(",")[0].partition(":")[0].partition(" ")[0] for text in missing] == [
        "alarm", "dashboard", "dashboard", "dashboard", "filter", "query", "query", "query",
    ]  # fmt: skip


def test_names_that_are_emitted_are_not_listed() -> None:
    of = metric("AWS/Lambda", "Errors", {"FunctionName": "sojourn-local-sweeper"})
    search = '{AWS/Lambda,FunctionName} MetricName="Errors" "sojourn"'
    shown = (Shown("Known", of), Shown("Known", search=search), Shown("Known", alarm="something-is-wrong"))
    emitted = Emitted(DESCRIBED._replace(alarms=(), filters=(), queries=(), shown=shown))
    with stage() as opened:
        opened.run(minutes=2)
    emitted.note(opened)

    assert emitted.missing() == []
