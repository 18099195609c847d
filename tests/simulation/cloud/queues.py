"""SQS in one process and in virtual time: messages that are held back, seen once for a while, and come again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.simulation.cloud.rows import Failure

Answer = dict[str, Any]


class Message:
    """One message; it is not seen before `visible_at`, and was handed out `tries` times."""

    __slots__ = ("body", "id", "receipt", "tries", "visible_at")

    def __init__(self, message_id: str, body: str, visible_at: datetime) -> None:
        self.id, self.body, self.visible_at, self.tries = message_id, body, visible_at, 0
        self.receipt = ""


class Queue:
    """One queue; what was handed out and not deleted comes again after `visibility`."""

    def __init__(self, name: str, visibility: timedelta) -> None:
        self.name, self.visibility = name, visibility
        self.messages: dict[str, Message] = {}

    def ready(self, now: datetime) -> list[Message]:
        """What may be handed out now."""
        return [message for message in self.messages.values() if message.visible_at <= now]

    def next_at(self) -> datetime | None:
        """When the next message may be handed out."""
        return min((message.visible_at for message in self.messages.values()), default=None)


class Queues:
    """The queues of one region and account."""

    def __init__(self, now: Callable[[], datetime], address: str) -> None:
        self.now, self.address = now, address
        self.queues: dict[str, Queue] = {}
        self.sent: Callable[[str, Mapping[str, Any]], None] = lambda _queue, _request: None  # hears of every message
        self._count = 0

    def create(self, name: str, visibility: timedelta) -> None:
        self.queues[name] = Queue(name, visibility)

    def clear(self) -> None:
        """Take every message out of every queue."""
        self._count = 0
        for queue in self.queues.values():
            queue.messages.clear()

    def hand_out(self, queue: Queue, messages: Sequence[Message]) -> list[Message]:
        """Give these messages to one receiver; nobody else sees them for a while."""
        for message in messages:
            message.tries += 1
            message.receipt = f"{message.id}/{message.tries}"
            message.visible_at = self.now() + queue.visibility
        return list(messages)

    def delete(self, queue: Queue, receipt: str) -> None:
        """Delete what was handed out with this receipt; harmless when it is gone."""
        queue.messages.pop(receipt.partition("/")[0], None)

    def answer(self, operation: str, params: Mapping[str, Any]) -> Answer:
        """Answer one request. Raises Failure as SQS would, NotImplementedError for what is not known here."""
        if operation == "GetQueueUrl":
            self._queue(params["QueueName"])
            return {"QueueUrl": self.address + params["QueueName"]}
        answer = {
            "SendMessage": self._send,
            "ReceiveMessage": self._receive,
            "DeleteMessage": self._delete,
            "ChangeMessageVisibility": self._change_visibility,
            "GetQueueAttributes": self._count_messages,
        }.get(operation)
        if answer is None:
            raise NotImplementedError(f"sqs.{operation}")
        return answer(self._queue(params["QueueUrl"].rpartition("/")[2]), params)

    def _queue(self, name: str) -> Queue:
        try:
            return self.queues[name]
        except KeyError:
            raise Failure("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.") from None

    def _send(self, queue: Queue, params: Mapping[str, Any]) -> Answer:
        _only(params, {"QueueUrl", "MessageBody", "DelaySeconds"}, "SendMessage")
        self._count += 1
        message_id = f"msg-{self._count:06d}"
        visible_at = self.now() + timedelta(seconds=params.get("DelaySeconds", 0))
        queue.messages[message_id] = Message(message_id, params["MessageBody"], visible_at)
        self.sent(queue.name, params)
        return {"MessageId": message_id}

    def _receive(self, queue: Queue, params: Mapping[str, Any]) -> Answer:
        _only(params, {"QueueUrl", "MaxNumberOfMessages", "VisibilityTimeout"}, "ReceiveMessage")
        found = self.hand_out(queue, queue.ready(self.now())[: params.get("MaxNumberOfMessages", 1)])
        messages = [{"MessageId": each.id, "ReceiptHandle": each.receipt, "Body": each.body} for each in found]
        return {"Messages": messages} if messages else {}

    def _delete(self, queue: Queue, params: Mapping[str, Any]) -> Answer:
        _only(params, {"QueueUrl", "ReceiptHandle"}, "DeleteMessage")
        self.delete(queue, params["ReceiptHandle"])
        return {}

    def _change_visibility(self, queue: Queue, params: Mapping[str, Any]) -> Answer:
        _only(params, {"QueueUrl", "ReceiptHandle", "VisibilityTimeout"}, "ChangeMessageVisibility")
        message = queue.messages.get(params["ReceiptHandle"].partition("/")[0])
        if message is not None:
            message.visible_at = self.now() + timedelta(seconds=params["VisibilityTimeout"])
        return {}

    def _count_messages(self, queue: Queue, params: Mapping[str, Any]) -> Answer:
        now = self.now()
        there = list(queue.messages.values())
        counts = {
            "ApproximateNumberOfMessages": sum(each.visible_at <= now for each in there),
            "ApproximateNumberOfMessagesNotVisible": sum(each.visible_at > now and each.tries > 0 for each in there),
            "ApproximateNumberOfMessagesDelayed": sum(each.visible_at > now and each.tries == 0 for each in there),
        }
        asked = counts if params["AttributeNames"] == ["All"] else params["AttributeNames"]
        return {"Attributes": {name: str(counts[name]) for name in asked}}


def _only(params: Mapping[str, Any], known: set[str], what: str) -> None:
    if not params.keys() <= known:
        raise NotImplementedError(f"{what} with {sorted(params.keys() - known)}")
