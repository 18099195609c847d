"""The dashboard: six sections on how the stage does, from errors down to the workflow and the assistant; then what
comes of it for the business, and what it costs."""

import json
from typing import Any

from chalicelib.services.bookings.measurements import OUTCOMES
from infra.foundation import logs, queues
from infra.templates import Value, name_of, resource, sub
from infra.workflow.alarm_kinds import REST_API
from infra.workflow.alarms import ALARMS, OF_INTAKE

WIDTH, HEIGHT = 8, 6  # three widgets side by side
REGION = "${AWS::Region}"
BILLED_IN = "us-east-1"  # where AWS keeps the charges of the whole account
ALARM = "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:sojourn-${Stage}-"
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


def _graph(
    title: str,
    *metrics: Metric,
    statistic: str = "Sum",
    seconds: int = 300,
    region: str = REGION,
    stacked: bool = False,
) -> Widget:
    shown = {"title": title, "metrics": list(metrics), "stat": statistic, "period": seconds, "region": region}
    return {"type": "metric", "properties": {**shown, "view": "timeSeries", "stacked": stacked}}


def _alarms(title: str) -> Widget:
    """Return the state of every alarm that there is on every stage."""
    arns = [f"{ALARM}{alarm.name}" for name, alarm in ALARMS.items() if name not in OF_INTAKE]
    return {"type": "alarm", "properties": {"title": title, "alarms": arns, "sortBy": "stateUpdatedTimestamp"}}


def _search(title: str, namespace: str, dimension: str, metric: str, statistic: str) -> Widget:
    """Return a graph with a line for each of the stage's own things."""
    found = f"""SEARCH('{{{namespace},{dimension}}} MetricName="{metric}" "sojourn-${{Stage}}"', '{statistic}', 300)"""
    return _graph(title, [{"expression": found, "label": ""}])


def _total(namespace: str, dimension: str, metric: str, label: str) -> Metric:
    """Return one line for all of the stage's own things together."""
    found = f"""SEARCH('{{{namespace},{dimension}}} MetricName="{metric}" "sojourn-${{Stage}}"', 'Sum', 3600)"""
    return [{"expression": f"SUM({found})", "label": label}]


def _ratio(title: str, expression: str, label: str, **of: Metric) -> Widget:
    """Return a graph of a formula of metrics, which are not shown themselves."""
    hidden = [_hide(metric, name) for name, metric in of.items()]
    return _graph(title, [{"expression": expression, "label": label}], *hidden)


def _hide(metric: Metric, name: str) -> Metric:
    """Return a metric as the input of a formula, under this name."""
    options = metric[-1] if isinstance(metric[-1], dict) else {}
    return [*(each for each in metric if not isinstance(each, dict)), {**options, "id": name, "visible": False}]


def _api(metric: str, *more: Any) -> Metric:
    return ["AWS/ApiGateway", metric, "ApiName", REST_API, "Stage", "api", *more]


def _own(metric: str, operation: str = "", label: str = "", **options: Any) -> Metric:
    of_operation = ["operation", operation] if operation else []
    shown = {**({"label": label} if label else {}), **options}
    return ["Sojourn", metric, *OWN, *of_operation, *([shown] if shown else [])]


def _lines(count: logs.Count) -> Metric:
    return [count.namespace, count.metric]


def _machine(metric: str) -> Metric:
    return ["AWS/States", metric, *MACHINE]


def _of_queues(metric: str, ending: str = "") -> list[Metric]:
    return [["AWS/SQS", metric, "QueueName", f"sojourn-${{Stage}}-{queue}{ending}"] for queue in queues.QUEUES]


def _by_outcome() -> list[Metric]:
    return [
        ["Sojourn", "BookingsByOutcome", *OWN, "outcome", outcome, {"label": outcome}]
        for outcome in sorted(each.value for each in OUTCOMES)
    ]


SECTIONS: dict[str, list[Widget]] = {
    "Errors of the application": [
        _alarms("Alarms"),
        _graph("Errors and exceptions", *map(_lines, (logs.ERRORS, logs.EXCEPTIONS))),
        _ratio(
            "Requests, steps and messages that end in an error (%)",
            "100 * errors / requests",
            "errors",
            errors=_own("Errors"),
            requests=_own("Requests"),
        ),
    ],
    "Functions, queues and tables": [
        _search("Errors", "AWS/Lambda", "FunctionName", "Errors", "Sum"),
        _search("Duration (p95, ms)", "AWS/Lambda", "FunctionName", "Duration", "p95"),
        _search("Throttled", "AWS/Lambda", "FunctionName", "Throttles", "Sum"),
        _graph("Running at once in the account", ["AWS/Lambda", "ConcurrentExecutions"], statistic="Maximum"),
        _graph("Oldest message (s)", *_of_queues("ApproximateAgeOfOldestMessage"), statistic="Maximum"),
        _graph(
            "Messages that wait, and dead letters",
            *_of_queues("ApproximateNumberOfMessagesVisible"),
            *_of_queues("ApproximateNumberOfMessagesVisible", "-dlq"),
            statistic="Maximum",
        ),
        _graph(
            "Calls that tables refuse, and rows that cannot be read", _own("TableThrottles"), _own("UnreadableRows")
        ),
        _search("Throttled requests", "AWS/DynamoDB", "TableName,Operation", "ThrottledRequests", "Sum"),
    ],
    "The API": [
        _graph("Requests and refusals", _api("Count"), _api("4XXError"), _api("5XXError"), _own("CallsRefused")),
        _graph("Latency (p95, ms)", _api("Latency"), _api("IntegrationLatency"), statistic="p95"),
        _ratio(
            "Answered by 5xx (%)", "100 * failed / requests", "5xx", failed=_api("5XXError"), requests=_api("Count")
        ),
    ],
    "The workflow and models": [
        _graph(
            "Executions",
            *map(
                _machine,
                (
                    "ExecutionsStarted",
                    "ExecutionsSucceeded",
                    "ExecutionsFailed",
                    "ExecutionsTimedOut",
                    "ExecutionsAborted",
                    "ExecutionThrottled",
                ),
            ),
        ),
        _graph(
            "What waits for somebody",
            _own("ApprovalsBlocked", "sweep"),
            _own("BookingsDelayed", "delay_step"),
            _own("SupplierNoticesPutAside", "receive_notice"),
            _own("WebhooksDisabled", "queue.webhooks"),
            _own("ReportDifferences", "recountReports"),
            _lines(logs.COMPENSATION_REQUIRED),
        ),
        _graph(
            "Oldest that is due (s)",
            _own("OldestDueSeconds", "sweep", "bookings, events, webhooks"),
            _own("OldestDueSeconds", "cleanUpDocuments", "documents"),
            _own("OldestDueSeconds", "importPeople", "imports of people"),
            _own("OldestDueSeconds", "purgeExpired", "by night"),
            _own("CompensationOldestSeconds", "sweep", "compensations"),
            _own("AuditUnanchoredSeconds", "anchorAudit", "audit"),
            statistic="Maximum",
        ),
        _graph(
            "Words read by a model",
            _own("ModelReadingMicrodollars", label="read", stat="SampleCount"),
            _own("ModelReadingsFailed", label="not read"),
        ),
        _graph("Tokens embedded by a model", _own("EmbeddedTokens")),
        _graph(
            "Searches of the policy",
            _own("SearchLatency", label="searches", stat="SampleCount"),
            _own("SearchesByWords", label="by words"),
        ),
        _graph("Searches of the policy (p95, ms)", _own("SearchLatency"), statistic="p95"),
        _graph(
            "The data plane, where there is one",
            _own("CacheFailures", label="did without the cache"),
            _own("ReportingCopyDifferences", label="copied otherwise"),
        ),
    ],
    "The assistant": [
        _graph(
            "Questions to models",
            _own("AssistantMicrodollars", label="asked", stat="SampleCount"),
            _own("AssistantModelsFailed", label="not answered"),
            _own("AssistantThrottles", label="throttled"),
            _own("AssistantRefusals", label="budget spent, or stopped by the guardrail"),
        ),
        _graph(
            "A model's turn (ms)",
            _own("AssistantTurnMilliseconds", label="half", stat="p50"),
            _own("AssistantTurnMilliseconds", label="19 of 20", stat="p95"),
        ),
        _graph("Tokens, an hour", _own("AssistantTokens"), seconds=3_600),
    ],
    "Positions of travellers": [
        _graph("Looks that were refused", _own("LooksRefused"), seconds=3_600),
    ],
    "Business": [
        _graph("Bookings by outcome", *_by_outcome(), seconds=3_600, stacked=True),
        _graph(
            "Time to options (s)",
            _own("SecondsToOptions", label="half", stat="p50"),
            _own("SecondsToOptions", label="19 of 20", stat="p95"),
            seconds=3_600,
        ),
        _graph(
            "Approvals",
            _own("ApprovalSeconds", label="decided", stat="SampleCount"),
            _own("ApprovalsOverdue", label="overdue"),
            seconds=3_600,
        ),
        _ratio("Hours to an approval", "hours / 3600", "half", hours=_own("ApprovalSeconds", stat="p50")),
        _ratio(
            "Bookings out of policy (%)",
            "100 * share",
            "out of policy",
            share=_own("OutOfPolicyBookings", stat="Average"),
        ),
        _graph("Budgets that reached a threshold", _lines(logs.BUDGET_THRESHOLD), seconds=3_600),
    ],
    "Cost": [
        _graph(
            "What is paid by the call, an hour",
            _total("AWS/Lambda", "FunctionName", "Invocations", "functions"),
            _api("Count", {"label": "requests"}),
            _machine("ExecutionsStarted"),
            seconds=3_600,
        ),
        _graph(
            "What tables read and write, an hour",
            _total("AWS/DynamoDB", "TableName", "ConsumedReadCapacityUnits", "read units"),
            _total("AWS/DynamoDB", "TableName", "ConsumedWriteCapacityUnits", "write units"),
            seconds=3_600,
        ),
        _graph("Bytes of logs, an hour", _total("AWS/Logs", "LogGroupName", "IncomingBytes", "bytes"), seconds=3_600),
        _ratio("Models that read (US dollars)", "spent / 1000000", "models", spent=_own("ModelReadingMicrodollars")),
        _ratio("Models that answer (US dollars)", "spent / 1000000", "models", spent=_own("AssistantMicrodollars")),
        _graph(
            "Charges of the account this month (US dollars)",
            ["AWS/Billing", "EstimatedCharges", "Currency", "USD"],
            statistic="Maximum",
            seconds=21_600,
            region=BILLED_IN,
        ),
    ],
}
