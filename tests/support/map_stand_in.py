"""What stand-ins of maps have in common: a server on the loopback that answers by itself, unless told otherwise."""

import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.converse import Reply

JsonObject = dict[str, Any]


class MapStandIn:
    """The stand-in: `replies` are used up before it answers by itself again; `asked` has paths and bodies in turn."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bytes]] = []
        self.replies: deque[Reply] = deque()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # a head and its body go out without waiting for each other

            def do_GET(self) -> None:
                outer.reply_to(self, b"")

            def do_POST(self) -> None:
                outer.reply_to(self, self.rfile.read(int(self.headers.get("Content-Length", "0"))))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def reply_to(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        self.asked.append((handler.path, body))
        reply = self.replies.popleft() if self.replies else self.answer(handler, body)
        reply(handler)

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        """What the service answers by itself."""
        raise NotImplementedError

    def forget(self) -> None:
        """Begin anew."""
        self.asked.clear()
        self.replies.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
