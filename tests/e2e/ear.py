"""Who listens to a deployed copy: over its WebSocket, or to the stream of server-sent events."""

import json
import threading
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from local.client import Reply
from tests.support.waiting import eventually

Json = dict[str, Any]


class Ear(threading.Thread):
    """Everything that comes over one WebSocket connection, in the order in which it came."""

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(daemon=True)
        self.socket = socket
        self.heard: list[Json] = []
        self.start()

    def run(self) -> None:
        try:
            for message in self.socket:
                self.heard.append(json.loads(message))
        except ConnectionClosed:
            return

    def say(self, text: str | Json) -> None:
        self.socket.send(text if isinstance(text, str) else json.dumps(text))

    def ask(self, message: Json) -> Json:
        """The answer to `message`, found by its id."""
        number = uuid.uuid4().hex
        self.say({**message, "id": number})
        return eventually(lambda: [message for message in list(self.heard) if message.get("id") == number])[0]

    def of(self, kind: str) -> list[Json]:
        return [message for message in list(self.heard) if message["type"] == kind]

    def events(self, booking_id: str) -> list[Json]:
        """Live pushes about one booking."""
        pushed = [message["event"] for message in self.of("event")]
        return [event for event in pushed if event["bookingId"] == booking_id]


def read_events(reply: Reply) -> list[Json]:
    """The events of an answer of the SSE route. AssertionError when it is no event stream."""
    assert reply.status == 200, reply.body
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    lines = reply.raw.decode().splitlines()
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
