"""What a stage costs because it is there: keys, secrets, alarms and dashboards, counted in its templates."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from bench.cost.schedules import count_runs
from bench.cost.usage import Usage, total
from infra.edge import front, gateway
from infra.edge.said import ON
from infra.foundation import template as foundation
from infra.foundation.backup_plans import SCHEDULES, WARM_DAYS, Schedule
from infra.intake import MAY_REST, stage_asks_queue
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


def _firewall(made: Properties) -> Usage:
    return Usage({"firewall.acls": 1, "firewall.rules": len(made["Rules"])})


# What is paid for by the month, by the type of its resource.
STANDING: dict[str, Callable[[Properties], Usage]] = {
    "AWS::KMS::Key": _keys,
    "AWS::KMS::ReplicaKey": _keys,
    "AWS::SecretsManager::Secret": _secrets,
    "AWS::CloudWatch::Alarm": _alarms,
    "AWS::CloudWatch::CompositeAlarm": lambda _: Usage({"cloudwatch.composites": 1}),
    "AWS::WAFv2::WebACL": _firewall,
    "AWS::CloudWatch::Dashboard": lambda _: Usage({"cloudwatch.dashboards": 1}),
}


def count_standing(stage: str) -> Usage:
    """Return what a stage has by the month, with its templates' parameters left as they are."""
    return total(_of_resource(made) for made in _resources(stage))


def count_edge(kind: str) -> Usage:
    """Return what stands in front of a stage by the month, as EDGE says it, with its parameters left as they are, its
    key and a zone of its own."""
    public = ["/v1/health"]
    templates = [gateway.template(kind, public), *([front.template(public)] if kind == ON else [])]
    made = total(_of_resource(each) for template in templates for each in resolve(template, "prod").values())
    return made + Usage({"secrets.secrets": int(kind == ON), "dns.zones": 1})


def _resources(stage: str) -> Iterable[Mapping[str, Any]]:
    return _by_id(stage).values()


@cache
def _by_id(stage: str) -> Mapping[str, Mapping[str, Any]]:
    return {name: made for source in TEMPLATES for name, made in resolve(source.template(), stage).items()}


def _of_resource(made: Mapping[str, Any]) -> Usage:
    count = STANDING.get(made["Type"])
    return count(made["Properties"]) if count else Usage()


class Copies(NamedTuple):
    """How many whole backups of each table there are at a time, and of them how many are cold."""

    warm: float = 0
    cold: float = 0


def count_copies(stage: str) -> Copies:
    """Return how many backups of a stage's tables its plans keep, with its templates' parameters left as they are."""
    plans = {each for each, made in _by_id(stage).items() if made["Type"] == "AWS::Backup::BackupPlan"}
    kept = [each for each in SCHEDULES if f"{each.name.capitalize()}Backups" in plans]
    return add_copies(kept)


def add_copies(schedules: Iterable[Schedule]) -> Copies:
    """Return how many backups these schedules keep."""
    copies = Copies()
    for each in schedules:
        a_day = count_runs(each.cron)
        warm_days = WARM_DAYS if each.is_cold else each.days
        copies = Copies(copies.warm + a_day * warm_days, copies.cold + a_day * (each.days - warm_days))
    return copies


def count_queues(stage: str) -> int:
    """Return how many queues functions are called from: each of them is asked all the time."""
    queues = [made["Properties"] for made in _resources(stage) if made["Type"] == "AWS::SQS::Queue"]
    working = sum("RedrivePolicy" in each for each in queues)
    return working - sum(not stage_asks_queue(stage, function=each) for each in MAY_REST)
