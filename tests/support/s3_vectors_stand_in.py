"""A stand-in of Amazon S3 Vectors on the loopback, as its public documentation has the service: buckets, indexes, and
vectors that are put, read, listed, deleted and queried, with all limits on them.

It takes signed requests of the real client. What is off is refused with the service's own error; which rights a request
needs is kept (`needed`), so that a test can hold them against what a function is granted. Searches are exact.
"""

import json
import threading
from collections import deque
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.converse import Reply, send
from tests.support.s3_vectors_store import Refused, Store
from tests.support.signed_requests import is_signed

JsonObject = dict[str, Any]
STATUSES = {
    "AccessDeniedException": 403,
    "ConflictException": 409,
    "InternalServerException": 500,
    "KmsDisabledException": 400,
    "NotFoundException": 404,
    "RequestTimeoutException": 408,
    "ServiceQuotaExceededException": 402,
    "ServiceUnavailableException": 503,
    "TooManyRequestsException": 429,
    "ValidationException": 400,
}
LARGEST_REQUEST = 20 * 2**20


def fail(code: str, message: str = "In the service's words.") -> Reply:
    """Refuse as the service does."""
    body: JsonObject = {"message": message}
    if code == "ValidationException":
        body["fieldList"] = [{"path": "unknown", "message": message}]
    return send(STATUSES[code], json.dumps(body).encode(), x_amzn_ErrorType=code)


class S3Vectors:
    """The stand-in: `replies` are used up before it answers by itself again; `asked` has the operations in turn."""

    def __init__(self) -> None:
        self.store = Store()
        self.asked: list[str] = []
        self.bodies: list[JsonObject] = []
        self.replies: deque[Reply | None] = deque()
        self._one_at_a_time = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # a head and its body go out without waiting for each other

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                with outer._one_at_a_time:
                    reply = outer.answer(self, body)
                reply(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        """What the service answers to a request."""
        if not is_signed(handler, body, "s3vectors"):
            return fail("AccessDeniedException", "The signature does not match.")
        if len(body) > LARGEST_REQUEST:
            return fail("ValidationException", "The request is too large.")
        operation, given = handler.path.removeprefix("/"), json.loads(body or b"{}")
        self.asked.append(operation)
        self.bodies.append(given)
        replaced = self.replies.popleft() if self.replies else None
        if replaced is not None:
            return replaced
        try:
            answer = self.store.do(operation, given)
        except Refused as refused:
            return fail(refused.code, str(refused))
        return send(200, json.dumps(answer).encode())

    def forget(self) -> None:
        """Begin anew, with nothing in it."""
        self.store = Store()
        self.asked.clear()
        self.bodies.clear()
        self.replies.clear()

    def forget_vectors(self) -> None:
        """Begin anew, with the same indexes and nothing in them."""
        for indexes in self.store.buckets.values():
            for index in indexes.values():
                index.vectors.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def s3_vectors() -> closing[S3Vectors]:
    """A stand-in that stands for as long as the block."""
    return closing(S3Vectors())
