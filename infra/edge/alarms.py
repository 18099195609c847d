"""The alarms on what stands in front of a stage. CloudFront and its firewall are measured in us-east-1, so the alarms
notify a topic there, and are no part of the stage's composite alarm."""

from infra.templates import Value, identify, ref, sub
from infra.workflow.alarm_kinds import Alarm, Formula, Measurement, render

RUNBOOK = "docs/edge.md"
FEW_REQUESTS = 100  # of so few, one is a percent or more
_TOPIC = ref("EdgeAlarmTopic")


def _of_distribution(metric: str, statistic: str) -> Measurement:
    dimensions: dict[str, Value | str] = {"DistributionId": ref("Distribution"), "Region": "Global"}
    return Measurement("AWS/CloudFront", metric, dimensions, statistic)


def _of_firewall(metric: str) -> Measurement:
    return Measurement("AWS/WAFV2", metric, {"WebACL": sub("sojourn-${Stage}-edge"), "Rule": "ALL"})


ALARMS = (
    Alarm(
        "edge-errors",
        "Of a hundred requests at the edge five are answered by 5xx.",
        Formula(
            f"IF(requests >= {FEW_REQUESTS}, failed, 0)",
            {"requests": _of_distribution("Requests", "Sum"), "failed": _of_distribution("5xxErrorRate", "Average")},
        ),
        threshold=5,
        runbook=RUNBOOK,
    ),
    Alarm(
        "edge-blocked",
        "The firewall has stopped a thousand requests within five minutes.",
        _of_firewall("BlockedRequests"),
        threshold=1_000,
        informs=True,
        runbook=RUNBOOK,
    ),
)


def resources() -> dict[str, Value]:
    """Return the alarms, on AWS alone: the embedded cloud measures neither."""
    return {identify(alarm.name, "Alarm"): {"Condition": "OnAws", **_notifying(render(alarm))} for alarm in ALARMS}


def _notifying(made: Value) -> Value:
    made["Properties"] |= {"AlarmActions": [_TOPIC], "OKActions": [_TOPIC]}
    return made
