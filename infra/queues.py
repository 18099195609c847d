"""A stage's queues, for operators: waiting messages, dead letters, and retrying those (redrive).

`python -m infra.queues --stage dev` lists them; `... redrive reconciliations` puts what that queue's function gave up
back on the queue. With the credentials and region of the environment.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from infra.commands import CommandFailed, command
from infra.target import Target

_DEAD = "-dlq"
_A_SECOND = 10  # messages moved, so that what failed together does not come back all at once
_LONGEST = 600.0  # seconds that a move is watched
# What clouds answer that cannot move messages by themselves.
_CANNOT = frozenset({"InvalidAction", "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"})


class Depth(NamedTuple):
    """How many messages of a queue wait, are in flight, and are dead letters."""

    queue: str
    waiting: int
    in_flight: int
    dead_letters: int


class NoSuchQueue(CommandFailed):
    """The stage has no queue of this name that gives messages up."""


def depths(target: Target) -> list[Depth]:
    """Return every queue of the stage, by name."""
    sqs, prefix = target.client("sqs"), f"sojourn-{target.stage}-"
    urls = {url.rpartition(f"/{prefix}")[2]: url for url in _urls(sqs, prefix)}
    counted = {name: _count_messages(sqs, url) for name, url in urls.items()}
    return [
        Depth(name, *counted[name], sum(counted.get(f"{name}{_DEAD}", (0, 0))))
        for name in sorted(counted)
        if not name.endswith(_DEAD)
    ]


def redrive(target: Target, queue: str) -> int:
    """Put the dead letters back on `queue`; how many messages. One that fails again is a dead letter again.

    Raises NoSuchQueue.
    """
    sqs = target.client("sqs")
    url, dead = (_url(sqs, f"sojourn-{target.stage}-{name}") for name in (queue, f"{queue}{_DEAD}"))
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    try:
        sqs.start_message_move_task(SourceArn=arn, MaxNumberOfMessagesPerSecond=_A_SECOND)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _CANNOT:
            raise
        return _move(sqs, dead, url)
    return _watch_task(sqs, arn)


def _move(sqs: Any, dead: str, url: str) -> int:
    """Move message by message, where the cloud has no task for it: first back, then off, so that one may double and
    none is lost. No more than there are now, for some will be back at once."""
    left, moved = sum(_count_messages(sqs, dead)), 0
    while moved < left:
        got = sqs.receive_message(
            QueueUrl=dead, MaxNumberOfMessages=min(10, left - moved), MessageAttributeNames=["All"], WaitTimeSeconds=1
        ).get("Messages", [])
        if not got:
            break
        for message in got:
            sqs.send_message(
                QueueUrl=url,
                MessageBody=message["Body"],
                MessageAttributes=message.get("MessageAttributes", {}),
            )
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        moved += len(got)
    return moved


def _watch_task(sqs: Any, arn: str) -> int:
    """Return how many messages the task has moved, once it is done."""
    until = time.monotonic() + _LONGEST
    while True:
        (task,) = sqs.list_message_move_tasks(SourceArn=arn, MaxResults=1)["Results"]
        moved = int(task.get("ApproximateNumberOfMessagesMoved", 0))
        if task["Status"] != "RUNNING" or time.monotonic() > until:
            if task.get("FailureReason"):
                raise SystemExit(f"{moved} moved, then: {task['FailureReason']}")
            return moved
        time.sleep(1)


def _count_messages(sqs: Any, url: str) -> tuple[int, int]:
    """Return how many messages wait in a queue, and how many are being handled."""
    said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    waiting = int(said["ApproximateNumberOfMessages"]) + int(said.get("ApproximateNumberOfMessagesDelayed", 0))
    return waiting, int(said["ApproximateNumberOfMessagesNotVisible"])


def _urls(sqs: Any, prefix: str) -> Iterator[str]:
    for page in sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix):
        yield from page.get("QueueUrls", [])


def _url(sqs: Any, name: str) -> str:
    try:
        return str(sqs.get_queue_url(QueueName=name)["QueueUrl"])
    except sqs.exceptions.QueueDoesNotExist:
        raise NoSuchQueue(f"There is no queue {name}.") from None


def describe(target: Target) -> str:
    """Return the queues as lines."""
    lines = [f"{'queue':16}{'waiting':>9}{'in flight':>11}{'dead':>10}"]
    lines += [f"{each.queue:16}{each.waiting:9}{each.in_flight:11}{each.dead_letters:10}" for each in depths(target)]
    return "\n".join(lines)


def put_back(target: Target, queue: str) -> str:
    """Put what a queue gave up back on it; what was done, in words. Raises NoSuchQueue."""
    return f"redrive: {redrive(target, queue)} messages are back on {queue}"


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.queues", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("action", nargs="?", choices=["show", "redrive"], default="show")
    parser.add_argument("queue", nargs="?", default="")
    arguments = parser.parse_args()
    target = Target.from_environment(arguments.stage)
    if arguments.action == "show":
        print(describe(target))
    else:
        print(put_back(target, arguments.queue))


if __name__ == "__main__":
    sys.exit(main())
