"""Stands between a deployed function and the embedded cloud, and answers in its own way when the pool's keys are asked
for: with other keys, with nothing of use, or not at all."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import urllib3

Json = dict[str, Any]
_NOT_HANDED_ON = {"content-length", "transfer-encoding", "connection"}


class KeyServer:
    """A context; its `url` goes into AWS_ENDPOINT_URL. Everything but the keys is the embedded cloud's to answer."""

    def __init__(self, cloud: str) -> None:
        self.keys: list[Json] = []
        self.status = 200
        self.body: bytes | None = None
        self.delay = 0.0
        self.asked = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, cloud))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self) -> tuple[int, bytes]:
        """What is answered to whoever asks for the keys."""
        self.asked += 1
        time.sleep(self.delay)
        return self.status, json.dumps({"keys": self.keys}).encode() if self.body is None else self.body


def _handler(server: KeyServer, cloud: str) -> type[BaseHTTPRequestHandler]:
    http = urllib3.PoolManager(retries=False, timeout=30, maxsize=8)

    class Handler(BaseHTTPRequestHandler):
        """Calls are signed for the host that the caller knows, so that header is handed on as it is."""

        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            if self.path.endswith("/.well-known/jwks.json"):
                self._send(*server.answer(), {})
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_HANDED_ON}
            got = http.request(self.command, cloud + self.path, body=body, headers=headers)
            self._send(got.status, got.data, dict(got.headers))

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in _NOT_HANDED_ON:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that the base class calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
