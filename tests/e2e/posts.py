"""Queues of a deployed copy in a hurry: their messages come again soon, and are given up soon, until restored."""

import json
from typing import Self

from infra.queues import Depth, depths, redrive
from tests.e2e.world import World


class Post:
    """One queue of a copy, whose messages come again after some seconds, and are given up after some tries."""

    def __init__(self, world: World, queue: str, *, tries: int = 2, seconds: int = 6) -> None:
        self.queue, self._stack = queue, world.stack
        self._sqs = world.service("sqs")
        name = world.stack.name(queue)
        self._url, self._dead = (self._sqs.get_queue_url(QueueName=each)["QueueUrl"] for each in (name, f"{name}-dlq"))
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._dead, AttributeNames=["QueueArn"])["Attributes"]
        giving_up = json.dumps({"deadLetterTargetArn": attributes["QueueArn"], "maxReceiveCount": tries})
        said = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["All"])["Attributes"]
        self._usual = {name: said[name] for name in ("VisibilityTimeout", "RedrivePolicy")}
        self._hasty = {"VisibilityTimeout": str(seconds), "RedrivePolicy": giving_up}
        self._set(self._hasty)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.restore()

    def send(self, *bodies: str) -> None:
        entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
        self._sqs.send_message_batch(QueueUrl=self._url, Entries=entries)

    def depth(self) -> Depth:
        return next(each for each in depths(self._stack.target) if each.queue == self.queue)

    def left(self) -> int:
        """How many messages have not been handled, wherever they are."""
        found = self.depth()
        return found.waiting + found.in_flight + found.dead_letters

    def is_done(self) -> bool:
        """Whether nothing waits or is in anybody's hands."""
        found = self.depth()
        return found.waiting + found.in_flight == 0

    def redrive(self) -> int:
        return redrive(self._stack.target, self.queue)

    def dead_letters(self) -> list[str]:
        """Bodies of what was given up, which stay there."""
        got = self._sqs.receive_message(QueueUrl=self._dead, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in got.get("Messages", [])]

    def take_time(self) -> None:
        """Have messages come again as late as they usually do, however often they have come already."""
        self._set({"VisibilityTimeout": self._usual["VisibilityTimeout"]})

    def be_patient(self) -> None:
        """Have messages come again, and given up, as they usually are: whoever is slow has time to handle one."""
        self._set(self._usual)

    def restore(self) -> None:
        self.be_patient()
        for url in (self._url, self._dead):
            self._sqs.purge_queue(QueueUrl=url)

    def _set(self, attributes: dict[str, str]) -> None:
        self._sqs.set_queue_attributes(QueueUrl=self._url, Attributes=attributes)
