"""The alarms: what each looks at, and from which value on. docs/operations.md says what to do about each."""

from typing import Any, NamedTuple

from infra.foundation import logs, queues
from infra.templates import Value, identify, imported, name_of, ref, resource, sub

AN_HOUR = 3600
QUARTER_OF_AN_HOUR = 900
A_DAY = 24 * AN_HOUR
REST_API = "sojourn-${Stage}"


class Alarm(NamedTuple):
    """An alarm on a metric, by default as soon as it counts one within five minutes.

    With `too_little` it looks for less than the threshold, and takes silence for that.
    """

    name: str
    description: str
    namespace: str
    metric: str | Value
    dimensions: dict[str, Any]
    statistic: str = "Sum"
    seconds: int = 300
    periods: int = 1
    threshold: int = 1
    too_little: bool = False


def _on_function(name: str, description: str, metric: str, function: str) -> Alarm:
    return Alarm(name, description, "AWS/Lambda", metric, {"FunctionName": name_of(function)})


def _on_operation(name: str, description: str, metric: str, operation: str) -> Alarm:
    return Alarm(name, description, "Sojourn", metric, {"environment": ref("Stage"), "operation": operation})


def _on_oldest_due(name: str, description: str, operation: str) -> Alarm:
    return _on_operation(
        name, f"{description}: it cannot be done, or there is too much of it.", "OldestDueSeconds", operation
    )._replace(statistic="Maximum", threshold=QUARTER_OF_AN_HOUR)


def _on_workflow(name: str, description: str, metric: str) -> Alarm:
    return Alarm(name, description, "AWS/States", metric, {"StateMachineArn": ref("BookingMachine")})


def _on_lines(name: str, description: str, count: logs.Count) -> Alarm:
    return Alarm(name, description, count.namespace, sub(count.metric), {}, seconds=60)


def _on_api(name: str, description: str, metric: str) -> Alarm:
    """Return an alarm on the REST API, which is known by its name and its stage."""
    return Alarm(name, description, "AWS/ApiGateway", metric, {"ApiName": sub(REST_API), "Stage": "api"})


def _on_oldest_message(queue: str) -> Alarm:
    return Alarm(
        f"{queue}-late",
        f"A message has waited for a quarter of an hour in the {queue} queue.",
        "AWS/SQS",
        "ApproximateAgeOfOldestMessage",
        {"QueueName": name_of(queue)},
        statistic="Maximum",
        threshold=QUARTER_OF_AN_HOUR,
    )


def _on_dead_letters(queue: str) -> Alarm:
    return Alarm(
        f"{queue}-dead-letters",
        f"A message of the {queue} queue is a dead letter.",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        {"QueueName": name_of(f"{queue}-dlq")},
        statistic="Maximum",
    )


ALARMS = {
    **{identify(queue, "DeadLettersAlarm"): _on_dead_letters(queue) for queue in queues.QUEUES},
    **{identify(queue, "LateAlarm"): _on_oldest_message(queue) for queue in queues.QUEUES},
    "WebhooksDisabledAlarm": _on_operation(
        "webhooks-disabled",
        "A webhook was disabled because its receiver is gone or failed for three days; docs/webhooks.md.",
        "WebhooksDisabled",
        "queue.webhooks",
    ),
    "SupplierNoticeAlarm": _on_operation(
        "supplier-notice-put-aside",
        "A supplier's notice was put aside: a travel manager has to accept or dismiss it; docs/changes.md.",
        "SupplierNoticesPutAside",
        "receive_notice",
    ),
    "BookingsFailedAlarm": _on_workflow(
        "bookings-failed", "The booking workflow failed outside its own compensation.", "ExecutionsFailed"
    ),
    "BookingsTimedOutAlarm": _on_workflow("bookings-timed-out", "A booking workflow timed out.", "ExecutionsTimedOut"),
    "BookingsAbortedAlarm": _on_workflow(
        "bookings-aborted", "Somebody stopped a booking workflow.", "ExecutionsAborted"
    ),
    "BookingsThrottledAlarm": _on_workflow(
        "bookings-throttled", "Step Functions slows the booking workflow down.", "ExecutionThrottled"
    )._replace(threshold=10),
    "ApiErrorsAlarm": _on_api("api-errors", "Requests are answered by 5xx.", "5XXError")._replace(threshold=5),
    "ApiSlowAlarm": _on_api("api-slow", "One request in twenty takes longer than three seconds.", "Latency")._replace(
        statistic="p95", threshold=3_000, periods=3
    ),
    "ExceptionsAlarm": _on_lines(
        "exceptions", "Functions end in errors that nobody foresaw.", logs.EXCEPTIONS
    )._replace(seconds=300, threshold=5),
    "ErrorsAlarm": _on_lines("errors", "Functions write many lines at ERROR.", logs.ERRORS)._replace(
        seconds=300, threshold=25
    ),
    "FunctionsThrottledAlarm": Alarm(
        "functions-throttled",
        "Lambda refuses calls: this account's functions are at its limit.",
        "AWS/Lambda",
        "Throttles",
        {},
    ),
    "HeartbeatErrorsAlarm": _on_function(
        "heartbeat-errors", "The heartbeat, which keeps WebSocket connections open, fails.", "Errors", "heartbeat"
    )._replace(threshold=3),
    "SweeperErrorsAlarm": _on_function(
        "sweeper-errors", "The sweeper, which retries pending work, fails.", "Errors", "sweeper"
    )._replace(threshold=3),
    "SweeperSilentAlarm": _on_function(
        "sweeper-silent", "The sweeper, which runs every minute, has not run.", "Invocations", "sweeper"
    )._replace(periods=2, too_little=True),
    "NightlyErrorsAlarm": _on_function(
        "nightly-errors",
        "The nightly job, which removes expired data and finishes erasures, fails.",
        "Errors",
        "nightly",
    )._replace(seconds=AN_HOUR),
    "AnchorAuditErrorsAlarm": _on_function(
        "anchor-audit-errors",
        "The hourly job, which anchors the audit, fails: until it works again nobody notices a chain written anew.",
        "Errors",
        "anchor_audit",
    )._replace(seconds=AN_HOUR),
    "AuditUnanchoredAlarm": _on_operation(
        "audit-unanchored",
        "A change of a booking has not been anchored for three hours; docs/operations.md says what to do.",
        "AuditUnanchoredSeconds",
        "anchorAudit",
    )._replace(statistic="Maximum", threshold=3 * AN_HOUR, seconds=AN_HOUR),
    "CompensationRequiredAlarm": _on_lines(
        "compensation-required",
        "The compensation of a booking failed; docs/operations.md says what to do.",
        logs.COMPENSATION_REQUIRED,
    ),
    "BudgetThresholdAlarm": _on_lines(
        "budget-threshold-reached",
        "A cost centre has used its travel budget up to a threshold.",
        logs.BUDGET_THRESHOLD,
    ),
    "WorkOverdueAlarm": _on_oldest_due(
        "work-overdue", "A booking, an event or a webhook's delivery has been due for a quarter of an hour", "sweep"
    ),
    "DocumentsOverdueAlarm": _on_oldest_due(
        "documents-overdue", "A document has been due for a quarter of an hour", "cleanUpDocuments"
    ),
    "NightlyOverdueAlarm": _on_oldest_due(
        "nightly-overdue", "What the nightly job has to do has been due for two days", "purgeExpired"
    )._replace(threshold=2 * A_DAY),
    "ApprovalsBlockedAlarm": _on_operation(
        "approvals-blocked",
        "Nobody can answer an approval request: a pool has nobody who may decide; docs/operations.md says what to do.",
        "ApprovalsBlocked",
        "sweep",
    ),
    "CompensationWaitsAlarm": _on_operation(
        "compensation-waits",
        "A booking has waited for its compensation for an hour; somebody has to ask the supplier, docs/operations.md.",
        "CompensationOldestSeconds",
        "sweep",
    )._replace(statistic="Maximum", threshold=AN_HOUR),
}


def resources() -> dict[str, Value]:
    """Return every alarm."""
    return {name: resource("CloudWatch::Alarm", _properties(alarm)) for name, alarm in ALARMS.items()}


def _properties(alarm: Alarm) -> Value:
    dimensions = [{"Name": name, "Value": value} for name, value in alarm.dimensions.items()]
    return {
        "AlarmName": name_of(alarm.name),
        "AlarmDescription": alarm.description,
        "Namespace": alarm.namespace,
        "MetricName": alarm.metric,
        **({"Dimensions": dimensions} if dimensions else {}),
        ("ExtendedStatistic" if alarm.statistic.startswith("p") else "Statistic"): alarm.statistic,
        "Period": alarm.seconds,
        "EvaluationPeriods": alarm.periods,
        "Threshold": alarm.threshold,
        "ComparisonOperator": "LessThanThreshold" if alarm.too_little else "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "breaching" if alarm.too_little else "notBreaching",
        "AlarmActions": [imported("alarm-topic-arn")],
    }
