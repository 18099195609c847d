"""The function that takes deliveries from their queue."""

import json
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.webhooks.webhook import DeliveryStatus
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.workers import queues as worker
from tests.support.receiver import Receiver, answer
from tests.support.tables import REGION, alarms
from tests.unit.services.webhooks.delivery_world import World, delivery, happened, subscribe

pytestmark = pytest.mark.usefixtures("world")


def batch(body: str) -> dict[str, Any]:
    """What Lambda is given for one message."""
    return {"Records": [{"messageId": "m1", "receiptHandle": "r1", "body": body}]}


def test_queue_function_delivers_and_puts_aside_what_it_cannot_read(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    worker.deliver_webhooks(batch(msgspec.json.encode(message).decode()))
    worker.deliver_webhooks(batch("{}"))

    assert delivery().status is DeliveryStatus.DELIVERED
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName="sojourn-local-webhooks-dlq")["QueueUrl"]
    assert [each["Body"] for each in sqs.receive_message(QueueUrl=url)["Messages"]] == ["{}"]


def test_disabling_is_measured_where_the_alarm_looks(
    world: World, server: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(server)
    server.behaviours.append(answer(410))
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    worker.deliver_webhooks(batch(msgspec.json.encode(message).decode()))

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (measured,) = [line for line in lines if "WebhooksDisabled" in line]
    (watched,) = alarms("WebhooksDisabled")
    dimensions = {each["Name"]: each["Value"] for each in watched["Dimensions"]}
    assert {name: measured[name] for name in measured["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0]} == {
        "environment": "local",
        "operation": dimensions["operation"],
    }
    assert measured["_aws"]["CloudWatchMetrics"][0]["Namespace"] == watched["Namespace"]
    assert not any(server.url in line or "whsec_" in line for line in map(str, lines))
