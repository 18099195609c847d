"""The queues between functions; a message only ever names what to look at, never what to do with it."""

from datetime import timedelta
from functools import cache
from math import ceil
from typing import Literal

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws

Queue = Literal[
    "bookings",
    "notifications",
    "webhooks",
    "reconciliations",
    "policy-documents",
    "policy-index",
    "positions",
    "reporting",
]


def send(queue: Queue, message: msgspec.Struct, *, delay: timedelta = timedelta()) -> None:
    """Put one message on a queue, to be seen after `delay` (15 minutes at most). Raises Unavailable when it is not
    certain that it is there."""
    _send(queue, msgspec.json.encode(message).decode(), delay)


def put_aside(queue: Queue, body: str) -> None:
    """Put a message that nobody can read among the queue's dead letters. Raises Unavailable."""
    _send(f"{queue}-dlq", body)


def _send(name: str, body: str, delay: timedelta = timedelta()) -> None:
    seconds = max(0, ceil(delay.total_seconds()))
    held_back = {"DelaySeconds": seconds} if seconds else {}
    try:
        aws.client("sqs").send_message(QueueUrl=_url(name), MessageBody=body, **held_back)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"The queue {name} could not be reached.") from error


@cache
def _url(queue: str) -> str:
    return str(aws.client("sqs").get_queue_url(QueueName=settings.current().name(queue))["QueueUrl"])


def delete(queue: Queue, receipt_handle: str) -> None:
    """Take a message that has been handled off its queue. Raises Unavailable: then it comes again."""
    try:
        aws.client("sqs").delete_message(QueueUrl=_url(queue), ReceiptHandle=receipt_handle)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"The queue {queue} could not be reached.") from error


def hand_back(queue: Queue, receipt_handle: str) -> None:
    """Let a message that was handed out be handed out again at once. Raises Unavailable: then it comes again later."""
    try:
        aws.client("sqs").change_message_visibility(
            QueueUrl=_url(queue), ReceiptHandle=receipt_handle, VisibilityTimeout=0
        )
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"The queue {queue} could not be reached.") from error
