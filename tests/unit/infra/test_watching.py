"""A deployment is taken back when an alarm rings: one that is there, looks at what is measured, and is quiet now."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import policies
from infra.foundation import logs, queues
from infra.foundation import template as foundation
from infra.gateway_logs import FORMATS
from infra.package import ROOT
from infra.target import Target
from infra.templates import Value, identify
from infra.watched import WATCHED
from infra.watching import MINUTES, watch
from infra.workflow import dashboard, queries
from infra.workflow import template as workflow
from infra.workflow.alarms import ALARMS, OF_INTAKE

REGION = "eu-central-1"
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
METRICS = (ROOT / "docs" / "observability.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(ROOT, "chalicelib").rglob("*.py"))
RESOURCES: Value = workflow.template()["Resources"]


@pytest.fixture
def account() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("cloudwatch", region_name=REGION)


def make(cloudwatch: Any, name: str, state: str) -> None:
    cloudwatch.put_metric_alarm(
        AlarmName=name, Namespace="N", MetricName="M", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )  # fmt: skip
    cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="a test")


def test_alarms_that_are_there_and_quiet_watch_a_deployment(account: Any) -> None:
    make(account, "sojourn-prod-api-errors", "OK")
    make(account, "sojourn-prod-exceptions", "ALARM")
    make(account, "sojourn-prod-bookings-failed", "INSUFFICIENT_DATA")
    make(account, "sojourn-dev-api-errors", "OK")

    found = watch(Target("prod", REGION))

    assert [arn.split(":alarm:")[1] for arn in found.alarms] == [
        "sojourn-prod-api-errors",
        "sojourn-prod-bookings-failed",
    ]
    assert found.ringing == ("sojourn-prod-exceptions",)
    assert found.minutes == MINUTES["prod"] > 0


def test_the_first_deployment_of_a_stage_is_watched_by_nothing(account: Any) -> None:
    assert watch(Target("prod", REGION)) == ((), 0, ())


def test_every_stage_is_watched_by_alarms_that_it_has() -> None:
    names = {it["Properties"]["AlarmName"]["Fn::Sub"] for it in RESOURCES.values() if it["Type"].endswith("::Alarm")}

    assert {f"sojourn-${{Stage}}-{name}" for name in WATCHED} <= names
    assert len(WATCHED) <= 5, "CloudFormation takes no more"
    assert MINUTES.keys() == set(policies.STAGES)
    assert all(minutes <= 180 for minutes in MINUTES.values()), "nor longer"


def shown() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every metric that an alarm or the dashboard looks at: its namespace, name and dimensions."""
    for alarm in ALARMS.values():
        for each in alarm.measurements:
            yield each.namespace, each.metric, dict(each.dimensions)
    for widget in [each for widgets in dashboard.SECTIONS.values() for each in widgets]:
        for metric in widget["properties"].get("metrics", []):
            parts = [each for each in metric if not isinstance(each, dict)]
            if parts:
                yield parts[0], parts[1], dict(zip(parts[2::2], parts[3::2], strict=True))


def test_what_is_looked_at_of_our_own_is_measured_under_these_dimensions() -> None:
    own = [(name, dimensions) for namespace, name, dimensions in shown() if namespace == "Sojourn"]
    assert len(own) > 15
    for name, dimensions in own:
        assert dimensions.keys() <= {"environment", "operation", "outcome"}
        measured = re.search(rf'metric\(\s*"{name}"([^)]*)', SOURCE)
        if name in {"Requests", "Errors", "Duration"}:
            assert dimensions.keys() == {"environment"}, "of the stage, and not of an operation"
            continue
        assert measured, name
        assert ("operation" in dimensions) == ("by_operation=False" not in measured[1]), name
        operation = dimensions.get("operation")
        if operation and not operation.startswith("queue."):
            assert f'"{operation}"' in SOURCE or f"def {operation}(" in SOURCE, name
        if operation and operation.startswith("queue."):
            assert operation.removeprefix("queue.") in queues.QUEUES


def test_what_is_counted_in_lines_is_counted_in_every_function_that_may_write_them() -> None:
    filters = [it["Properties"] for it in foundation.template()["Resources"].values() if it["Type"].endswith("Filter")]
    groups = {identify(function, "Log") for function in policies.GRANTS} | {logs.CHALICE_API_LOG}
    for count in (logs.ERRORS, logs.EXCEPTIONS):
        for pattern in count.patterns:
            watched = [each for each in filters if each["FilterPattern"] == pattern]
            assert {each["LogGroupName"]["Ref"] for each in watched} == groups
            assert len(watched) == len(groups)
    counted = {(count.namespace, count.metric) for count in logs.COUNTS}
    looked_at = {(namespace, name) for namespace, name, _ in shown() if namespace.startswith("Sojourn/")}
    assert looked_at == counted


def test_the_api_is_looked_at_by_the_name_that_it_has() -> None:
    api = re.search(
        r"^  RestAPI:\n    Properties:\n      Name: !Sub \"(.*?)\"",
        (ROOT / "infra" / "service.yaml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert api
    names = {str(dimensions["ApiName"]) for namespace, _, dimensions in shown() if namespace == "AWS/ApiGateway"}

    assert names == {api[1], str({"Fn::Sub": api[1]})}
    assert "${Stage}" in api[1]


def test_dashboard_has_six_sections_on_the_stage_and_two_on_what_comes_of_it() -> None:
    body = json.loads(RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])

    headings = [each["properties"]["markdown"] for each in body["widgets"] if each["type"] == "text"]
    assert headings[:6] == [
        "## Errors of the application",
        "## Functions, queues and tables",
        "## The API",
        "## The workflow and models",
        "## The assistant",
        "## Positions of travellers",
    ]
    assert headings[6:] == ["## Business", "## Cost"]


def test_graphs_do_not_cover_each_other() -> None:
    body = json.loads(RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])

    covered = [
        (x, y)
        for each in body["widgets"]
        for x in range(each["x"], each["x"] + each["width"])
        for y in range(each["y"], each["y"] + each["height"])
    ]
    assert len(covered) == len(set(covered))
    assert max(x for x, _ in covered) < 24


def test_every_metric_of_our_own_is_on_the_dashboard() -> None:
    graphs = [each for widgets in dashboard.SECTIONS.values() for each in widgets if each["type"] == "metric"]
    on_it = {metric[1] for each in graphs for metric in each["properties"]["metrics"] if len(metric) > 1}

    described = set(re.findall(r"^\| `(\w+)` \|", METRICS, re.MULTILINE))
    assert described - on_it == {"Duration"}, "what functions take is shown of each of them, as Lambda measures it"


def test_every_alarm_of_every_stage_is_on_the_dashboard() -> None:
    (listed,) = [each for widgets in dashboard.SECTIONS.values() for each in widgets if each["type"] == "alarm"]

    assert [arn.rpartition("sojourn-${Stage}-")[2] for arn in listed["properties"]["alarms"]] == [
        alarm.name for name, alarm in ALARMS.items() if name not in OF_INTAKE
    ]
    assert len(ALARMS) <= 100, "a widget shows no more"


def test_names_in_formulas_are_of_metrics_beside_them() -> None:
    for widget in [each for widgets in dashboard.SECTIONS.values() for each in widgets if each["type"] == "metric"]:
        metrics = widget["properties"]["metrics"]
        inputs = {each[-1]["id"] for each in metrics if isinstance(each[-1], dict) and "id" in each[-1]}
        formulas = [each[0]["expression"] for each in metrics if isinstance(each[0], dict)]
        used = {name for text in formulas if "SEARCH" not in text for name in re.findall(r"[a-z]\w*", text)}
        assert used == inputs, widget["properties"]["title"]


def test_saved_queries_are_those_that_the_runbook_names_and_a_few_more() -> None:
    named = set(re.findall(r"quer(?:y|ies) `([^`]+)`", RUNBOOK))
    saved = {query.name for query in queries.QUERIES}

    assert named <= saved
    assert saved - named == {"call", "model readings", "refused requests", "slow requests"}


def test_saved_queries_ask_groups_that_there_are() -> None:
    groups = {
        it["Properties"]["LogGroupName"]["Fn::Sub"]
        for it in foundation.template()["Resources"].values()
        if it["Type"] == "AWS::Logs::LogGroup"
    }
    for query in queries.QUERIES:
        assert set(query.groups) <= groups
        assert len(query.groups) <= 50, "a query asks no more"
        assert len(query.text) <= 10_000
    assert len({query.name for query in queries.QUERIES}) == len(queries.QUERIES)


# fmt: off
WORDS_OF_INSIGHTS = {"fields", "filter", "stats", "sort", "limit", "by", "as", "asc", "desc", "and", "or", "like",
                     "ispresent", "count", "max", "sum", "pct", "latest"}
# fmt: on


def test_saved_queries_ask_for_fields_that_are_written() -> None:
    written = {name for form in FORMATS.values() for name in form}
    for query in queries.QUERIES:
        text = re.sub(r'"[^"]*"|/[^/]*/|@\w+|\bas \w+', " ", query.text)
        results = set(re.findall(r"\bas (\w+)", query.text))
        asked = set(re.findall(r"\b[A-Za-z]\w*", text)) - WORDS_OF_INSIGHTS - results
        lost = {name for name in asked - written if not re.search(rf'\b{name}=|"{name}"', SOURCE)}
        assert lost == set(), query.name
