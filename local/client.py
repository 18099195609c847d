"""A deployed copy's callers: the API's own client, and beside it one call at a time with whatever comes of it.

Tests say with the latter what no typed client would: wrong bodies, wrong headers, no token at all.
"""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from websockets.sync.client import ClientConnection, connect

import sojourn_client
from local.stack import Stack


class Reply(NamedTuple):
    """What the API answered; `body` is decoded JSON, or text where it is not JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any
    raw: bytes


class Refused(Exception):
    """The API answered a problem where an answer was expected."""

    def __init__(self, reply: Reply) -> None:
        problem = reply.body if isinstance(reply.body, dict) else {"detail": reply.body}
        super().__init__(f"{reply.status} {problem.get('title', '')}: {problem.get('detail', '')}")
        self.reply = reply
        self.problem = problem


class Client(sojourn_client.Client):
    """One user's calls, each made once; every POST carries an Idempotency-Key, made afresh unless given."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        super().__init__(base_url, token, retry=sojourn_client.ONCE, timeout=60)
        self.base_url = base_url
        self.token = token

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Reply:
        """Send one call, whatever comes of it; `path` begins with `/v1`."""
        sent = {"Idempotency-Key": key or uuid.uuid4().hex} if method == "POST" else {}
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        data = json.dumps(body).encode() if body is not None else None
        answer = self.transport.send(method, path, sent, data)
        is_json = "json" in answer.headers.get("Content-Type", "")
        decoded = json.loads(answer.body) if is_json and answer.body else answer.body.decode()
        return Reply(answer.status, answer.headers, decoded, answer.body)

    def get(self, path: str) -> Any:
        """Return the body of a GET. Raises Refused."""
        return self._expect(self.call("GET", path))

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Return the body that a POST answers. Raises Refused."""
        return self._expect(self.call("POST", path, body, key=key))

    def put(self, path: str, body: Any, *, if_match: str = "*") -> Any:
        """Return the body that a PUT answers. Raises Refused."""
        return self._expect(self.call("PUT", path, body, headers={"If-Match": if_match}))

    def events(self, booking_id: str, *, seconds: float = 60, after: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the events of a booking as they happen, as data, for `seconds`. Raises ApiError, TimeoutError."""
        for event in self.follow(booking_id, seconds=seconds, after=after, until=(), wait=5):
            yield dict(msgspec.to_builtins(event))

    def wait_for(self, booking_id: str, *statuses: str, seconds: float = 180) -> dict[str, Any]:
        """Return the booking, once it is in one of `statuses`. Raises TimeoutError, with the status it is in."""
        until = time.monotonic() + seconds
        while True:
            booking: dict[str, Any] = self.get(f"/v1/bookings/{booking_id}")
            if booking["status"] in statuses:
                return booking
            if time.monotonic() > until:
                raise TimeoutError(f"{booking_id} is {booking['status']} after {seconds} s: {booking['failure']}")
            time.sleep(0.25)

    @staticmethod
    def _expect(reply: Reply) -> Any:
        if reply.status >= 400:
            raise Refused(reply)
        return reply.body


def sign_in(stack: Stack, role: str) -> Client:
    """Return a client for the user of `role`, with a fresh id token."""
    return Client(stack.base_url, stack.token(role))


def open_socket(stack: Stack, token: str) -> ClientConnection:
    """Return a WebSocket connection of whoever `token` speaks for."""
    return connect(stack.websocket_url, additional_headers={"Authorization": f"Bearer {token}"}, open_timeout=60)
