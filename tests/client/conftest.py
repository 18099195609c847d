"""An API on the loopback that answers as it is told to, and remembers what it was asked."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from sojourn_client import Client

HANG_UP = 0


class Asked(NamedTuple):
    """One request as it came in."""

    method: str
    path: str
    headers: Message
    body: bytes


class Server:
    """Answers what was put into `answers`, one after the other; a status of HANG_UP closes the connection instead."""

    def __init__(self) -> None:
        self.answers: deque[tuple[int, dict[str, str], bytes]] = deque()
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.asked.append(Asked(self.command, self.path, self.headers, body))
                status, headers, content = outer.answers.popleft()
                if status == HANG_UP:
                    self.close_connection = True
                    return
                self.send_response(status)
                if is_stream := "Transfer-Encoding" in headers:
                    content = b"%x\r\n%b\r\n" % (len(content), content)
                    self.close_connection = True  # although a chunk of no length would be the end
                for name, value in headers.items() if is_stream else (headers | _length(content)).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815 - the base class wants these names

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/api/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def says(self, status: int, body: Any = None, **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
        self.answers.append((status, {name.replace("_", "-"): value for name, value in headers.items()}, content))

    def breaks_off(self, body: str) -> None:
        """Stream the beginning of a body."""
        self.says(200, body, Transfer_Encoding="chunked")

    def refuses(self, status: int, slug: str, **headers: str) -> None:
        """Answer a problem."""
        problem = {"type": f"urn:sojourn:problem:{slug}", "title": "No", "status": status, "detail": "Not so."}
        self.says(status, {**problem, "requestId": "req-1"}, **headers)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _length(content: bytes) -> dict[str, str]:
    return {"Content-Length": str(len(content))}


class Pauses(list[float]):
    """What the client waited, without anybody waiting."""

    __call__ = list[float].append


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def server(running: Server) -> Server:
    running.answers.clear()
    running.asked.clear()
    return running


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def client(server: Server, pauses: Pauses) -> Iterator[Client]:
    sleep: Callable[[float], None] = pauses
    with Client(server.url, lambda: "a-token", sleep=sleep) as client:
        yield client
