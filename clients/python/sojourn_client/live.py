"""Events as they are pushed over WebSocket. Needs the extra `live` (websockets)."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sojourn_client.base import Model
from sojourn_client.client import Client
from sojourn_client.errors import SojournError
from sojourn_client.events import Event, read_event


class NotSubscribed(SojournError):
    """The service refused a message; `code` says which way, such as `not_found`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class _Message(Model, frozen=True):
    """Whatever the service sends; `type` says which of the fields it has."""

    type: str
    event: msgspec.Raw = msgspec.Raw()
    events: tuple[msgspec.Raw, ...] = ()
    more: bool = False
    code: str = ""
    detail: str = ""


class Live:
    """One open connection: subscribe to bookings, then iterate over what happens to them, missed events included.

    An event may come twice, with the same `event_id`. Iteration ends when the connection is closed from either side,
    which API Gateway does after two hours; `listen` and subscribe anew then, `after` the last event.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def subscribe(self, booking_id: str, *, after: str | None = None) -> None:
        """Listen to a booking, from the event after `after` on."""
        self._say({"action": "subscribe", "bookingId": booking_id, "lastEventId": after})

    def unsubscribe(self, booking_id: str) -> None:
        self._say({"action": "unsubscribe", "bookingId": booking_id})

    def ping(self) -> None:
        """Keep a quiet connection open: API Gateway closes one that is idle for ten minutes."""
        self._say({"action": "ping"})

    def __iter__(self) -> Iterator[Event]:
        """Events as they come. Raises NotSubscribed where the service refused a message."""
        while True:
            try:
                text = self._socket.recv()
            except ConnectionClosed:
                return
            message = msgspec.json.decode(text, type=_Message)
            if message.type == "error":
                raise NotSubscribed(message.code, message.detail)
            missed = [read_event(bytes(each)) for each in message.events]
            if message.more and missed:  # a part of what was missed: the rest follows it
                self.subscribe(missed[-1].booking_id, after=missed[-1].event_id)
            yield from missed
            if event := bytes(message.event):
                yield read_event(event)

    def _say(self, message: dict[str, str | None]) -> None:
        self._socket.send(msgspec.json.encode({name: value for name, value in message.items() if value}).decode())


@contextmanager
def listen(client: Client, url: str, *, timeout: float = 20) -> Iterator[Live]:
    """A connection to the WebSocket address `url`, of whoever the client speaks for; closed at the end. It is opened by
    a ticket, which stands for the token and is good for this one."""
    ticket = client.create_ticket().body.ticket
    with connect(f"{url}?ticket={ticket}", open_timeout=timeout) as socket:
        yield Live(socket)
