"""Every place of a copy that may hold something of a person: tables, buckets, queues, logs, user pools. The tables are
those of the foundation and whatever else the copy has, so that a new one enters by itself."""

import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from chalicelib.dynamodb.tables import lengthen
from infra.foundation.tables import NUMBERS, TABLES, Table

Client = Callable[[str], Any]  # of a service, by its name
_BATCH = 10
_LOOKS = 3  # at a queue, which may hand out nothing although it has something


class Place(NamedTuple):
    """Where something may lie: `name` is without the stage."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Cloud(NamedTuple):
    """A copy that is looked through: clients of its services, and its stage."""

    client: Client
    stage: str

    @property
    def prefix(self) -> str:
        return f"sojourn-{self.stage}-"


def list_places(cloud: Cloud) -> list[Place]:
    """Every place of the copy. AssertionError when it lacks a table of the foundation."""
    tables = [each.removeprefix(cloud.prefix) for each in _pages(cloud, "dynamodb", "list_tables", "TableNames")]
    missing = {table.name for table in TABLES} - set(tables)
    assert not missing, f"the copy has no table {sorted(missing)}"
    buckets = [each["Name"] for each in cloud.client("s3").list_buckets()["Buckets"]]
    queues = cloud.client("sqs").list_queues().get("QueueUrls", [])
    groups = [each["logGroupName"] for each in _pages(cloud, "logs", "describe_log_groups", "logGroups")]
    pools = cloud.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    return [
        *(Place("table", each) for each in sorted(tables)),
        *(Place("bucket", each) for each in sorted(buckets)),
        *(Place("queue", each.rpartition("/")[2].removeprefix(cloud.prefix)) for each in sorted(queues)),
        *(Place("log", each) for each in sorted(groups)),
        *(Place("user pool", each["Id"]) for each in pools),
    ]


def read_place(cloud: Cloud, place: Place) -> Iterator[str]:
    """Yield everything in a place, as texts."""
    yield from _READERS[place.kind](cloud, place.name)


def plant(cloud: Cloud, place: Place, word: str) -> Callable[[], Any]:
    """Put a word into a place; what takes it out again."""
    return _PLANTERS[place.kind](cloud, place.name, word)


def _pages(cloud: Cloud, service: str, operation: str, field: str, **asked: Any) -> Iterator[Any]:
    for page in cloud.client(service).get_paginator(operation).paginate(**asked):
        yield from page.get(field, ())


def _read_table(cloud: Cloud, name: str) -> Iterator[str]:
    for item in _pages(cloud, "dynamodb", "scan", "Items", TableName=cloud.prefix + name, ConsistentRead=True):
        yield "\n".join(_strings(item))


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in a value as it is kept, and what is kept compressed; without what a notation would add."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    else:
        text = value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
        yield text
        if isinstance(longer := lengthen(text), bytes):
            yield longer.decode()


def _read_bucket(cloud: Cloud, name: str) -> Iterator[str]:
    """Yield every version of every object, under its name; marks of deletion have a name alone."""
    s3 = cloud.client("s3")
    for mark in _pages(cloud, "s3", "list_object_versions", "DeleteMarkers", Bucket=name):
        yield mark["Key"]
    for version in _pages(cloud, "s3", "list_object_versions", "Versions", Bucket=name):
        found = s3.get_object(Bucket=name, Key=version["Key"], VersionId=version["VersionId"])
        body = found["Body"].read().decode("utf-8", errors="replace")
        yield f"{version['Key']}\n{found.get('Metadata')}\n{body}"


def _read_queue(cloud: Cloud, name: str) -> Iterator[str]:
    sqs = cloud.client("sqs")
    url = sqs.get_queue_url(QueueName=cloud.prefix + name)["QueueUrl"]
    looks = 0
    while looks < _LOOKS:
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=_BATCH, VisibilityTimeout=60)
        messages = found.get("Messages", [])
        looks += not messages
        for message in messages:
            yield str(message["Body"])


def _read_log(cloud: Cloud, name: str) -> Iterator[str]:
    for event in _pages(cloud, "logs", "filter_log_events", "events", logGroupName=name):
        yield str(event["message"])


def _read_pool(cloud: Cloud, name: str) -> Iterator[str]:
    for user in _pages(cloud, "cognito-idp", "list_users", "Users", UserPoolId=name):
        yield "\n".join(_strings(user))


def _plant_row(cloud: Cloud, name: str, word: str) -> Callable[[], Any]:
    dynamodb = cloud.client("dynamodb")
    known: dict[str, Table] = {table.name: table for table in TABLES}
    keys = [known[name].partition, known[name].sort] if name in known else _keys_of(cloud, name)
    key = {each: {"N": "999"} if each in NUMBERS else {"S": f"planted-{uuid.uuid4().hex}"} for each in keys if each}
    dynamodb.put_item(TableName=cloud.prefix + name, Item={**key, "planted": {"S": word}})
    return partial(dynamodb.delete_item, TableName=cloud.prefix + name, Key=key)


def _keys_of(cloud: Cloud, name: str) -> list[str]:
    described = cloud.client("dynamodb").describe_table(TableName=cloud.prefix + name)["Table"]
    return [each["AttributeName"] for each in described["KeySchema"]]


def _plant_object(cloud: Cloud, name: str, word: str) -> Callable[[], Any]:
    """Put the word into a version of an object that another has taken the place of, where the bucket keeps those."""
    s3 = cloud.client("s3")
    versions = [s3.put_object(Bucket=name, Key="planted", Body=body).get("VersionId") for body in (word, "nothing")]
    if None in versions:
        s3.put_object(Bucket=name, Key="planted", Body=word)

    def uproot() -> None:
        for version in versions:
            named = {"VersionId": version} if version else {}
            s3.delete_object(Bucket=name, Key="planted", BypassGovernanceRetention=True, **named)

    return uproot


def _plant_message(cloud: Cloud, name: str, word: str) -> Callable[[], Any]:
    """Put the word onto a queue for as long as no function takes it: seen once, it is gone."""
    sqs = cloud.client("sqs")
    url = sqs.get_queue_url(QueueName=cloud.prefix + name)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=word)
    return partial(sqs.purge_queue, QueueUrl=url)


def _plant_line(cloud: Cloud, name: str, word: str) -> Callable[[], Any]:
    logs, stream = cloud.client("logs"), f"planted-{uuid.uuid4().hex}"
    logs.create_log_stream(logGroupName=name, logStreamName=stream)
    event = {"timestamp": int(time.time() * 1000), "message": word}
    logs.put_log_events(logGroupName=name, logStreamName=stream, logEvents=[event])
    return partial(logs.delete_log_stream, logGroupName=name, logStreamName=stream)


def _plant_account(cloud: Cloud, name: str, word: str) -> Callable[[], Any]:
    cognito, email = cloud.client("cognito-idp"), f"{uuid.uuid4().hex}@example.com"
    cognito.admin_create_user(
        UserPoolId=name,
        Username=email,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "email", "Value": email}, {"Name": "name", "Value": word}],
    )
    return partial(cognito.admin_delete_user, UserPoolId=name, Username=email)


_READERS: dict[str, Callable[[Cloud, str], Iterator[str]]] = {
    "table": _read_table,
    "bucket": _read_bucket,
    "queue": _read_queue,
    "log": _read_log,
    "user pool": _read_pool,
}
_PLANTERS: dict[str, Callable[[Cloud, str, str], Callable[[], Any]]] = {
    "table": _plant_row,
    "bucket": _plant_object,
    "queue": _plant_message,
    "log": _plant_line,
    "user pool": _plant_account,
}
