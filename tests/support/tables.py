"""The tables and queues of the foundation, made in moto from the template itself, so that the template and the models
that use it are checked against each other."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from moto.backends import get_backend

from infra.foundation import template
from infra.workflow import template as workflow

ROOT = Path(__file__).parents[2]
REGION = "eu-central-1"
STAGE = "local"
ACCOUNT = "123456789012"  # moto's own


@cache
def _resources(kind: str) -> tuple[dict[str, Any], ...]:
    made = [*template.template()["Resources"].values(), *workflow.template()["Resources"].values()]
    return tuple(_name(it["Properties"]) for it in made if it["Type"] == kind)


def _name(value: Any) -> Any:
    """Put this stage into the names of a template."""
    if isinstance(value, list):
        return [_name(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"Fn::Sub"}:
        return value["Fn::Sub"].replace("${Stage}", STAGE)
    return {key: _name(each) for key, each in value.items()}


_TABLE_FIELDS = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


def described_tables() -> list[dict[str, Any]]:
    """Every table of the foundation as CreateTable takes it: name, keys, indexes."""
    tables = _resources("AWS::DynamoDB::Table")
    return [{field: table[field] for field in _TABLE_FIELDS if field in table} for table in tables]


def described_queues() -> dict[str, int]:
    """Every queue of the foundation, and for how many seconds a message that was handed out is not seen."""
    return {each["QueueName"]: int(each.get("VisibilityTimeout", 30)) for each in _resources("AWS::SQS::Queue")}


def make_tables(*things: str) -> None:
    """The tables of these things, or every table of the foundation, with keys and indexes, empty. Those are always
    there of which every call asks who its caller is, and whether they have left, and that of how people are found."""
    wanted = {f"sojourn-{STAGE}-{thing}" for thing in ("account-links", "colleagues", "employees", *things)}
    there = set(client("dynamodb").list_tables()["TableNames"])  # whoever asks first has moto make the account, too
    tables = get_backend("dynamodb")[ACCOUNT][REGION].tables
    for table in described_tables():
        name = table["TableName"]
        if (not things or name in wanted) and name not in there:
            if name not in _empty_tables:
                client("dynamodb").create_table(**table)
                _empty_tables[name] = deepcopy(tables[name])
            tables[name] = deepcopy(_empty_tables[name])


# As moto has made each when it was asked to for the first time, which takes fifty times as long as a copy.
_empty_tables: dict[str, Any] = {}


def empty_tables() -> None:
    """Take every row out of every table, which is quicker than to make the tables again."""
    for account in get_backend("dynamodb").values():
        for backend in account.values():
            for table in backend.tables.values():
                table.items.clear()


def make_queues() -> None:
    """Every queue of the foundation; what becomes of a message that fails is left to the test."""
    for name, seconds in described_queues().items():
        client("sqs").create_queue(QueueName=name, Attributes={"VisibilityTimeout": str(seconds)})


def alarms(metric: str) -> list[dict[str, Any]]:
    """The alarms on a metric alone, as they stand in the template."""
    return [each for each in _resources("AWS::CloudWatch::Alarm") if each.get("MetricName") == metric]


def metric_filters(metric: str) -> list[dict[str, Any]]:
    """The foundation's filters that make this metric of log lines."""
    found = _resources("AWS::Logs::MetricFilter")
    return [each for each in found if each["MetricTransformations"][0]["MetricName"] == metric]


@cache
def client(service: str) -> Any:
    """Return a client that moto answers, whichever test asks: to make one takes as long as ten calls."""
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]
