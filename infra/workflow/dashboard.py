"""The dashboard: four sections, from what callers see down to what is kept."""

import json
from typing import Any

from infra.foundation import queues
from infra.templates import Value, name_of, resource, sub
from infra.workflow.alarm_kinds import REST_API

WIDTH, HEIGHT = 8, 6  # three widgets side by side
REGION = "${AWS::Region}"
OWN = ["environment", "${Stage}"]
MACHINE = ["StateMachineArn", "${BookingMachine}"]
Widget = dict[str, Any]
Metric = list[Any]


def resources() -> dict[str, Value]:
    """Return the dashboard."""
    body = json.dumps({"start": "-PT3H", "widgets": _lay_out()})
    made = {"DashboardName": name_of("overview"), "DashboardBody": sub(body)}
    return {"Dashboard": resource("CloudWatch::Dashboard", made)}


def _lay_out() -> list[Widget]:
    placed, row = [], 0
    for title, widgets in SECTIONS.items():
        heading = {"type": "text", "properties": {"markdown": f"## {title}"}}
        placed.append({**heading, "x": 0, "y": row, "width": 3 * WIDTH, "height": 1})
        for place, widget in enumerate(widgets):
            where = {"x": place % 3 * WIDTH, "y": row + 1 + place // 3 * HEIGHT, "width": WIDTH, "height": HEIGHT}
            placed.append({**widget, **where})
        row += 1 + HEIGHT * -(-len(widgets) // 3)
    return placed


def _graph(title: str, *metrics: Metric, statistic: str = "Sum") -> Widget:
    shown = {"title": title, "metrics": list(metrics), "stat": statistic, "period": 300, "region": REGION}
    return {"type": "metric", "properties": {**shown, "view": "timeSeries"}}


def _search(title: str, namespace: str, dimension: str, metric: str, statistic: str) -> Widget:
    """Return a graph with a line for each of the stage's own things."""
    found = f"""SEARCH('{{{namespace},{dimension}}} MetricName="{metric}" "sojourn-${{Stage}}"', '{statistic}', 300)"""
    return _graph(title, [{"expression": found, "label": ""}])


def _api(metric: str, *more: Any) -> Metric:
    return ["AWS/ApiGateway", metric, "ApiName", REST_API, "Stage", "api", *more]


def _own(metric: str, operation: str = "", label: str = "") -> Metric:
    of_operation = ["operation", operation] if operation else []
    return ["Sojourn", metric, *OWN, *of_operation, *([{"label": label}] if label else [])]


def _machine(metric: str) -> Metric:
    return ["AWS/States", metric, *MACHINE]


def _of_queues(metric: str, ending: str = "") -> list[Metric]:
    return [["AWS/SQS", metric, "QueueName", f"sojourn-${{Stage}}-{queue}{ending}"] for queue in queues.QUEUES]


SECTIONS: dict[str, list[Widget]] = {
    "The API": [
        _graph("Requests and refusals", _api("Count"), _api("4XXError"), _api("5XXError"), _own("CallsRefused")),
        _graph("Latency (p95)", _api("Latency"), _api("IntegrationLatency"), statistic="p95"),
        _graph("What the application answers", _own("Requests"), _own("Errors")),
    ],
    "Functions": [
        _search("Errors", "AWS/Lambda", "FunctionName", "Errors", "Sum"),
        _search("Duration (p95)", "AWS/Lambda", "FunctionName", "Duration", "p95"),
        _search("Throttled", "AWS/Lambda", "FunctionName", "Throttles", "Sum"),
    ],
    "Bookings": [
        _graph("Executions", *map(_machine, ("ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed"))),
        _graph(
            "What waits for somebody",
            _own("ApprovalsBlocked", "sweep"),
            _own("CompensationOldestSeconds", "sweep"),
            _own("BookingsDelayed", "delay_step"),
        ),
        _graph(
            "Oldest that is due (s)",
            _own("OldestDueSeconds", "sweep", "bookings, events, webhooks"),
            _own("OldestDueSeconds", "cleanUpDocuments", "documents"),
            _own("OldestDueSeconds", "purgeExpired", "by night"),
            statistic="Maximum",
        ),
    ],
    "Queues and tables": [
        _graph("Oldest message (s)", *_of_queues("ApproximateAgeOfOldestMessage"), statistic="Maximum"),
        _graph("Dead letters", *_of_queues("ApproximateNumberOfMessagesVisible", "-dlq"), statistic="Maximum"),
        _search("Throttled requests", "AWS/DynamoDB", "TableName,Operation", "ThrottledRequests", "Sum"),
    ],
}
