"""A system that takes webhooks, on the loopback: it keeps what it is sent, and answers as it is told to."""

import json
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from standardwebhooks.webhooks import Webhook

from tests.support.closing import ClosingHandler
from tests.support.waiting import eventually


class Received(NamedTuple):
    """One request as it came in; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event_type(self) -> str:
        return str(json.loads(self.body)["type"])

    def is_signed_by(self, secret: str) -> bool:
        """Whether somebody else's implementation of Standard Webhooks takes it; raises what that raises."""
        Webhook(secret).verify(self.body, self.headers)
        return True


Behaviour = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int, **headers: str) -> Behaviour:
    """Answer at once, without a body."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return behave


def silence(seconds: float) -> Behaviour:
    """Say nothing for a while, and then that all is well."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        with suppress(OSError):
            answer(204)(handler)

    return behave


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without an answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def say(words: bytes, *, for_ever: bool = False) -> Behaviour:
    """Answer with just these bytes, once or until nobody listens any more."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            handler.connection.sendall(words)
            while for_ever:
                handler.connection.sendall(words)

    return behave


def dribble(handler: BaseHTTPRequestHandler) -> None:
    """Send headers for ever, one byte now and then, so that no single read takes long."""
    with suppress(OSError):
        handler.connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
        while True:
            handler.connection.sendall(b"a")
            time.sleep(0.02)


def huge_body(handler: BaseHTTPRequestHandler) -> None:
    """Answer 200, and then send a body until nobody listens any more."""
    with suppress(OSError):
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)


class Receiver:
    """Answers as `choose` says of what it is sent; where that says nothing, `behaviours` are used up in turn, and
    then all is well (204).

    `behaviours` count requests, so they suit a receiver that only one test sends to; where others' events may come
    between, `choose` tells them apart.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[Received] = []
        self.behaviours: deque[Behaviour] = deque()
        self.choose: Callable[[Received], Behaviour | None] = lambda _: None
        outer = self

        class Handler(ClosingHandler):
            def do_POST(self) -> None:  # noqa: N802 - as http.server names it
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                headers = {name.lower(): value for name, value in self.headers.items()}
                received = Received(self.path, headers, body)
                behave = outer.choose(received) or (outer.behaviours.popleft() if outer.behaviours else answer(204))
                outer.received.append(received)
                self.close_connection = True  # also where it answers nothing
                behave(self)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up, or refuses our certificate, is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/events"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def received_of(self, event_id: str) -> list[Received]:
        """What was received of one event, in the order in which it came."""
        return [each for each in self.received if each.event_id == event_id]

    def wait_for(self, event_id: str, count: int) -> list[Received]:
        """What was received of one event, once that is `count` requests. Raises AssertionError."""
        return eventually(lambda: found if len(found := self.received_of(event_id)) >= count else [])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def receiver(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that stands for as long as the block."""
    made = Receiver(tls)
    try:
        yield made
    finally:
        made.close()
