"""What a stage costs because it is there: keys, secrets, alarms and dashboards, counted in its templates."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bench.cost.usage import Usage, total
from infra.foundation import template as foundation
from infra.intake import stage_asks_queue
from infra.workflow import template as workflow
from tests.support.resolving import resolve

TEMPLATES = (foundation, workflow)

Properties = Mapping[str, Any]


def _keys(_: Properties) -> Usage:
    return Usage({"kms.keys": 1})


def _secrets(made: Properties) -> Usage:
    return Usage({"secrets.secrets": 1 + len(made.get("ReplicaRegions", []))})


def _alarms(made: Properties) -> Usage:
    """Return an alarm's metrics: one, or those that its expression takes in."""
    measured = [each for each in made.get("Metrics", []) if "MetricStat" in each]
    return Usage({"cloudwatch.alarms": max(1, len(measured))})


# What is paid for by the month, by the type of its resource.
STANDING: dict[str, Callable[[Properties], Usage]] = {
    "AWS::KMS::Key": _keys,
    "AWS::KMS::ReplicaKey": _keys,
    "AWS::SecretsManager::Secret": _secrets,
    "AWS::CloudWatch::Alarm": _alarms,
    "AWS::CloudWatch::CompositeAlarm": lambda _: Usage({"cloudwatch.composites": 1}),
    "AWS::CloudWatch::Dashboard": lambda _: Usage({"cloudwatch.dashboards": 1}),
}


def count_standing(stage: str) -> Usage:
    """Return what a stage has by the month, with its templates' parameters left as they are."""
    return total(_of_resource(made) for made in _resources(stage))


@cache
def _resources(stage: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(made for source in TEMPLATES for made in resolve(source.template(), stage).values())


def _of_resource(made: Mapping[str, Any]) -> Usage:
    count = STANDING.get(made["Type"])
    return count(made["Properties"]) if count else Usage()


def count_queues(stage: str) -> int:
    """Return how many queues functions are called from: each of them is asked all the time."""
    queues = [made["Properties"] for made in _resources(stage) if made["Type"] == "AWS::SQS::Queue"]
    working = sum("RedrivePolicy" in each for each in queues)
    return working if stage_asks_queue(stage) else working - 1
