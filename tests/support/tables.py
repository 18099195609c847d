"""The tables and queues of infra/foundation.yaml, made in moto from the template itself, so that the template and the
models that use it are checked against each other."""

from functools import cache
from pathlib import Path
from typing import Any

import boto3
import yaml
from moto.backends import get_backend

ROOT = Path(__file__).parents[2]
REGION = "eu-central-1"
STAGE = "local"


class _Template(yaml.SafeLoader):
    """Reads CloudFormation's short tags; `!Sub` gives its text with the stage put in."""


def _short_form(loader: _Template, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        text = str(loader.construct_scalar(node))
        return text.replace("${Stage}", STAGE) if suffix == "Sub" else {suffix: text}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {suffix: loader.construct_mapping(node, deep=True)}


_Template.add_multi_constructor("!", _short_form)


@cache
def _resources(kind: str) -> tuple[dict[str, Any], ...]:
    text = (ROOT / "infra" / "foundation.yaml").read_text(encoding="utf-8")
    template = yaml.load(text, Loader=_Template)  # noqa: S506 - a safe loader, with more tags
    return tuple(r["Properties"] for r in template["Resources"].values() if r["Type"] == kind)


_TABLE_FIELDS = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


def described_tables() -> list[dict[str, Any]]:
    """Every table of the foundation as CreateTable takes it: name, keys, indexes."""
    tables = _resources("AWS::DynamoDB::Table")
    return [{field: table[field] for field in _TABLE_FIELDS if field in table} for table in tables]


def described_queues() -> dict[str, int]:
    """Every queue of the foundation, and for how many seconds a message that was handed out is not seen."""
    return {each["QueueName"]: int(each.get("VisibilityTimeout", 30)) for each in _resources("AWS::SQS::Queue")}


def make_tables(*things: str) -> None:
    """The tables of these things, or every table of the foundation, with keys and indexes, empty."""
    for table in described_tables():
        if not things or table["TableName"].removeprefix(f"sojourn-{STAGE}-") in things:
            _client("dynamodb").create_table(**table)


def empty_tables() -> None:
    """Take every row out of every table, which is quicker than to make the tables again."""
    for account in get_backend("dynamodb").values():
        for backend in account.values():
            for table in backend.tables.values():
                table.items.clear()


def make_queues() -> None:
    """Every queue of the foundation; what becomes of a message that fails is left to the test."""
    for name, seconds in described_queues().items():
        _client("sqs").create_queue(QueueName=name, Attributes={"VisibilityTimeout": str(seconds)})


def alarms(metric: str) -> list[dict[str, Any]]:
    """The foundation's alarms on a metric, as they stand in the template."""
    return [each for each in _resources("AWS::CloudWatch::Alarm") if each["MetricName"] == metric]


def metric_filters(metric: str) -> list[dict[str, Any]]:
    """The foundation's filters that make this metric of log lines."""
    found = _resources("AWS::Logs::MetricFilter")
    return [each for each in found if each["MetricTransformations"][0]["MetricName"] == metric]


@cache
def _client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]
