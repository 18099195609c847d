"""What an alarm is made of, the kinds of alarm that there are more than one of, and how CloudFormation is told of one.

Every alarm looks at one measurement, or at a formula of several, and compares it with a threshold. Data that is missing
is good news, unless the alarm says that it listens for a sign of life.
"""

from collections.abc import Mapping
from typing import NamedTuple

from infra.foundation.logs import Count
from infra.templates import Value, imported, name_of, ref, resource, sub

A_MINUTE = 60
AN_HOUR = 3600
QUARTER_OF_AN_HOUR = 900
A_DAY = 24 * AN_HOUR
REST_API = "sojourn-${Stage}"
RUNBOOK = "docs/runbook.md"


class Measurement(NamedTuple):
    """A metric as it is looked at: by which dimensions, and what is made of its values in a period."""

    namespace: str
    metric: str
    dimensions: Mapping[str, Value | str] = {}
    statistic: str = "Sum"  # or p95 and the like


class Formula(NamedTuple):
    """Metric math: an expression over measurements, each under the name that it has in the expression."""

    expression: str
    of: Mapping[str, Measurement]


class Alarm(NamedTuple):
    """An alarm, by default as soon as its measurement is one or more within five minutes.

    It takes `datapoints` of the last `periods` that reach the threshold (all of them, if not said). With `too_little`
    it looks for less than the threshold, and takes silence for that. What only `informs` needs nobody of those who
    operate the stage, and is no part of the composite alarm.
    """

    name: str
    description: str
    watched: Measurement | Formula
    threshold: float = 1
    seconds: int = 300
    periods: int = 1
    datapoints: int = 0
    too_little: bool = False
    informs: bool = False
    page: str = ""  # of the runbook, if it is not of the alarm's own name
    runbook: str = RUNBOOK

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Everything that it looks at."""
        return tuple(self.watched.of.values()) if isinstance(self.watched, Formula) else (self.watched,)


def of_function(metric: str, function: str, statistic: str = "Sum") -> Measurement:
    """Return what Lambda measures of one function."""
    return Measurement("AWS/Lambda", metric, {"FunctionName": name_of(function)}, statistic)


def of_account(metric: str, statistic: str = "Sum") -> Measurement:
    """Return what Lambda measures of all functions of the account in the region, which share one limit."""
    return Measurement("AWS/Lambda", metric, {}, statistic)


def of_stage(metric: str, statistic: str = "Sum") -> Measurement:
    """Return what the application measures of all that it does."""
    return Measurement("Sojourn", metric, {"environment": ref("Stage")}, statistic)


def of_operation(metric: str, operation: str, statistic: str = "Sum") -> Measurement:
    """Return what the application measures of one operation."""
    return Measurement("Sojourn", metric, {"environment": ref("Stage"), "operation": operation}, statistic)


def of_workflow(metric: str) -> Measurement:
    """Return what Step Functions measures of the booking workflow."""
    return Measurement("AWS/States", metric, {"StateMachineArn": ref("BookingMachine")})


def of_api(metric: str, statistic: str = "Sum") -> Measurement:
    """Return what the gateway measures of the REST API, which is known by its name and its stage."""
    return Measurement("AWS/ApiGateway", metric, {"ApiName": sub(REST_API), "Stage": "api"}, statistic)


def of_queue(metric: str, queue: str) -> Measurement:
    """Return the most that SQS saw of a queue."""
    return Measurement("AWS/SQS", metric, {"QueueName": name_of(queue)}, "Maximum")


def of_lines(count: Count) -> Measurement:
    """Return how many lines of a pattern there were."""
    return Measurement(count.namespace, count.metric)


def on_dead_letters(queue: str) -> Alarm:
    """Return the alarm on what a queue has given up."""
    return Alarm(
        f"{queue}-dead-letters",
        f"A message of the {queue} queue is a dead letter.",
        of_queue("ApproximateNumberOfMessagesVisible", f"{queue}-dlq"),
        page="dead-letters",
    )


def on_oldest_message(queue: str) -> Alarm:
    """Return the alarm on how long a message of a queue has waited."""
    return Alarm(
        f"{queue}-late",
        f"A message has waited for a quarter of an hour in the {queue} queue.",
        of_queue("ApproximateAgeOfOldestMessage", queue),
        threshold=QUARTER_OF_AN_HOUR,
        page="late",
    )


def on_backlog(queue: str) -> Alarm:
    """Return the alarm on how many messages of a queue wait."""
    return Alarm(
        f"{queue}-backlog",
        f"A thousand messages have waited in the {queue} queue for ten minutes.",
        of_queue("ApproximateNumberOfMessagesVisible", queue),
        threshold=1_000,
        periods=2,
        page="backlog",
    )


def on_oldest_due(name: str, description: str, operation: str) -> Alarm:
    """Return the alarm on how long something has been due."""
    return Alarm(
        name,
        f"{description}: it cannot be done, or there is too much of it.",
        of_operation("OldestDueSeconds", operation, "Maximum"),
        threshold=QUARTER_OF_AN_HOUR,
    )


def on_backups(name: str, description: str, metric: str) -> Alarm:
    """Return the alarm on what AWS Backup could not do with the vault of the tables, which is there whether tables are
    backed up or not."""
    vault = {"BackupVaultName": name_of("tables")}
    return Alarm(name, description, Measurement("AWS/Backup", metric, vault), seconds=AN_HOUR, page="backups-failed")


def describe(description: str, page: str, runbook: str = RUNBOOK) -> str:
    """Return what an alarm says when it rings: what has happened, and where the runbook says what to do."""
    return f"{description} {runbook}#{page}"


def render(alarm: Alarm) -> Value:
    """Return the alarm as CloudFormation is told of it. The embedded cloud's knows no formulas."""
    made = _make(alarm)
    return {"Condition": "OnAws", **made} if isinstance(alarm.watched, Formula) else made


def _make(alarm: Alarm) -> Value:
    return resource(
        "CloudWatch::Alarm",
        {
            "AlarmName": name_of(alarm.name),
            "AlarmDescription": describe(alarm.description, alarm.page or alarm.name, alarm.runbook),
            **_say_watched(alarm),
            "EvaluationPeriods": alarm.periods,
            **({"DatapointsToAlarm": alarm.datapoints} if alarm.datapoints else {}),
            "Threshold": alarm.threshold,
            "ComparisonOperator": "LessThanThreshold" if alarm.too_little else "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "breaching" if alarm.too_little else "notBreaching",
            **notifies(),
        },
    )


def notifies() -> Value:
    """Return whom an alarm notifies that it rings, and that it has stopped: the stage's topic, or the one given."""
    return {"AlarmActions": [alarm_topic()], "OKActions": [alarm_topic()]}


def alarm_topic() -> Value:
    """Return the topic that alarms go to."""
    return {"Fn::If": ["HasOwnAlarmTopic", ref("AlarmSnsTopicArn"), imported("alarm-topic-arn")]}


def _say_watched(alarm: Alarm) -> Value:
    match alarm.watched:
        case Measurement() as one:
            kind = "ExtendedStatistic" if _is_percentile(one) else "Statistic"
            return {**_say_metric(one), kind: one.statistic, "Period": alarm.seconds}
        case Formula(expression, of):
            inputs = [
                {
                    "Id": name,
                    "MetricStat": {"Metric": _say_metric(each), "Stat": each.statistic, "Period": alarm.seconds},
                    "ReturnData": False,
                }
                for name, each in of.items()
            ]
            result = {"Id": "result", "Expression": _sub(expression), "Label": alarm.name, "ReturnData": True}
            return {"Metrics": [*inputs, result]}


def _say_metric(one: Measurement) -> Value:
    dimensions = [{"Name": name, "Value": value} for name, value in one.dimensions.items()]
    return {
        "Namespace": _sub(one.namespace),
        "MetricName": one.metric,
        **({"Dimensions": dimensions} if dimensions else {}),
    }


def _sub(text: str) -> Value | str:
    return sub(text) if "${" in text else text


def _is_percentile(one: Measurement) -> bool:
    return one.statistic.startswith("p")
