"""A stand-in of Lambda's Runtime API, version 2018-06-01, as AWS describes it for runtimes that stream.

It gives out one event at a time and takes the answer to that one alone, chunk by chunk, with trailers behind; what a
runtime may not do is kept in `faults`. Who takes an answer from it is on the gateway's side, may be slow, and leave.
"""

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.support.waiting import PATIENCE

VERSION = "/2018-06-01/runtime"
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
END_OF_PRELUDE = b"\0" * 8
_BUFFER = 4_096  # little, so that a reader who is slow is noticed


class Answered:
    """The answer to one event, as it comes in."""

    def __init__(self, request_id: str, body: bytes, deadline_ms: int) -> None:
        self.request_id, self.body, self.deadline_ms = request_id, body, deadline_ms
        self.headers: dict[str, str] = {}
        self.trailers: dict[str, str] = {}
        self.error: dict[str, Any] | None = None
        self.is_whole = False
        self.taking = threading.Event()
        self.taking.set()
        self.ended = threading.Event()
        self._chunks: queue.Queue[bytes | None] = queue.Queue()
        self._socket: socket.socket | None = None
        self._ending = threading.Lock()

    def chunks(self) -> Iterator[bytes]:
        """What was sent, as it comes, to the end of the answer."""
        while (chunk := self._chunks.get(timeout=PATIENCE)) is not None:
            yield chunk

    def prelude(self) -> tuple[int, dict[str, str]]:
        """Status and headers, which come before everything else, as the gateway reads them."""
        said, end, rest = next(self.chunks()).partition(END_OF_PRELUDE)
        assert (end, rest) == (END_OF_PRELUDE, b"")
        plain = json.loads(said)
        assert plain.keys() == {"statusCode", "headers"}
        return plain["statusCode"], plain["headers"]

    def text(self) -> str:
        """All that follows, once it has ended."""
        return b"".join(self.chunks()).decode()

    def cut(self) -> None:
        """Leave: nothing more is taken, and what is sent meets a broken pipe; unless it was whole already."""
        with self._ending:
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
        self._end()

    def _begin(self, handler: "_Handler") -> None:
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self._socket = handler.connection

    def _take_last(self) -> None:
        """Note that all of it has come."""
        with self._ending:
            self._socket = None
        self.is_whole = not self.trailers
        self.ended.set()

    def _put(self, chunk: bytes) -> None:
        self._chunks.put(chunk)

    def _end(self) -> None:
        self.ended.set()
        self._chunks.put(None)


class RuntimeApi:
    """The API of one environment, while the block runs, on a port of the loopback."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.start_error: dict[str, Any] | None = None
        self.asked = threading.Semaphore(0)  # once for each time that a runtime waits for an event
        self._events: queue.Queue[Answered | None] = queue.Queue()
        self._under_way: Answered | None = None
        self._count = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Bound", (_Handler,), {"api": self}))
        self._server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """What `AWS_LAMBDA_RUNTIME_API` says."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def invoke(self, event: Any, *, seconds: float = 900) -> Answered:
        """Give the runtime an event, which it has so long to answer."""
        self._count += 1
        deadline = int((time.time() + seconds) * 1000)
        answered = Answered(f"8476a536-e9f4-11e8-9739-2dfe5{self._count:07d}", json.dumps(event).encode(), deadline)
        self._events.put(answered)
        return answered

    def wait_until_idle(self) -> None:
        """Return when the runtime asks for an event that there is none of yet: now Lambda would freeze it."""
        assert self.asked.acquire(timeout=PATIENCE)

    def close_connections(self) -> None:
        """Drop the connection on which the runtime waits, as may happen to one that is frozen for long."""
        self._events.put(None)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._events.put(None)
        self._server.shutdown()
        self._server.server_close()

    def _next(self) -> Answered | None:
        if self._under_way is not None and not self._under_way.ended.is_set():
            self.faults.append("asked for an event before the last one was answered")
        self.asked.release()
        self._under_way = self._events.get()
        return self._under_way

    def _of(self, request_id: str) -> Answered | None:
        if self._under_way is None or self._under_way.request_id != request_id:
            self.faults.append(f"answered {request_id}, which is not under way")
            return None
        return self._under_way


class _Handler(BaseHTTPRequestHandler):
    api: RuntimeApi
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Be silent."""

    def do_GET(self) -> None:
        if self.path != f"{VERSION}/invocation/next":
            self.api.faults.append(f"GET {self.path}")
            self._say(404, {})
            return
        event = self.api._next()
        if event is None:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", event.request_id)
        self.send_header("Lambda-Runtime-Deadline-Ms", str(event.deadline_ms))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:stream:live")
        self.send_header("Lambda-Runtime-Trace-Id", TRACE)
        self.send_header("Content-Length", str(len(event.body)))
        self.end_headers()
        self.wfile.write(event.body)

    def do_POST(self) -> None:
        if self.path == f"{VERSION}/init/error":
            self.api.start_error = self._read_error()
            self._say(202, {"status": "OK"})
            return
        request_id, _, what = self.path.removeprefix(f"{VERSION}/invocation/").partition("/")
        event = self.api._of(request_id)
        if event is None:
            self._say(400, {"errorType": "InvalidRequestID"})
        elif what == "error":
            event.error = self._read_error()
            event._end()
            self._say(202, {"status": "OK"})
        else:
            self._take(event)

    def _take(self, event: Answered) -> None:
        event._begin(self)
        try:
            while size := int(self.rfile.readline(), 16):
                event._put(self.rfile.read(size))
                self.rfile.readline()
                event.taking.wait(PATIENCE)
            while (line := self.rfile.readline().strip().decode()) != "":
                name, _, value = line.partition(": ")
                event.trailers[name.lower()] = value
            event._take_last()
            self._say(202, {"status": "OK"})
        except (OSError, ValueError):
            self.close_connection = True  # who took the answer has left
        finally:
            event._end()

    def _read_error(self) -> dict[str, Any]:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return {**said, "header": self.headers["Lambda-Runtime-Function-Error-Type"]}

    def _say(self, status: int, body: dict[str, str]) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
