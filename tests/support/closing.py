"""A server that closes each connection when it has answered, and says so."""

from http.server import BaseHTTPRequestHandler


class ClosingHandler(BaseHTTPRequestHandler):
    """Answers one request a connection, and logs nothing. Who is not told that the connection is closed may send once
    more by it, and find nobody."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Connection", "close")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
