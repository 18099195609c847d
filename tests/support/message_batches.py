"""Batches of messages from a queue, as Lambda hands them to the queue's function."""

from collections.abc import Callable
from typing import Any

from tests.support.tables import client


def batch(queue: str, *bodies: str) -> tuple[dict[str, Any], Callable[[], int]]:
    """A batch as Lambda gets it, of messages that are really on the queue; and how many of them are left there."""
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=f"sojourn-local-{queue}")["QueueUrl"]
    for body in bodies:
        sqs.send_message(QueueUrl=url, MessageBody=body)
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    records = [{"messageId": m["MessageId"], "receiptHandle": m["ReceiptHandle"], "body": m["Body"]} for m in got]

    def left() -> int:
        count = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessagesNotVisible"])
        return int(count["Attributes"]["ApproximateNumberOfMessagesNotVisible"])

    return {"Records": records}, left


def dead_letters(queue: str) -> set[str]:
    """The bodies of a queue's dead letters."""
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=f"sojourn-local-{queue}-dlq")["QueueUrl"]
    return {each["Body"] for each in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])}
