"""A thin client of a deployed copy, as any API consumer would write one: HTTPS calls, server-sent events, WebSocket."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import urllib3
from websockets.sync.client import ClientConnection, connect

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


class Client:
    """One user's calls; every POST carries an Idempotency-Key, made afresh unless given."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self.base_url = base_url
        self.token = token
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=60), maxsize=32)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Reply:
        """One call, whatever comes of it; `path` begins with `/v1`."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if method == "POST":
            sent["Idempotency-Key"] = key or uuid.uuid4().hex
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        data = json.dumps(body).encode() if body is not None else None
        answer = self._http.request(method, self.base_url + path, body=data, headers=sent)
        is_json = "json" in answer.headers.get("Content-Type", "")
        decoded = json.loads(answer.data) if is_json and answer.data else answer.data.decode()
        return Reply(answer.status, answer.headers, decoded, answer.data)

    def get(self, path: str) -> Any:
        """The body of a GET. Raises Refused."""
        return self._expect(self.call("GET", path))

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """The body that a POST answers. Raises Refused."""
        return self._expect(self.call("POST", path, body, key=key))

    def put(self, path: str, body: Any, *, if_match: str = "*") -> Any:
        """The body that a PUT answers. Raises Refused."""
        return self._expect(self.call("PUT", path, body, headers={"If-Match": if_match}))

    def events(self, booking_id: str, *, seconds: float = 60, after: str | None = None) -> Iterator[dict[str, Any]]:
        """The events of a booking as they happen, resuming each stream where the last one ended, for `seconds`.

        Raises Refused, and TimeoutError when the time is over before the reader has had enough.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            headers = {"Last-Event-ID": after} if after else {}
            reply = self.call("GET", f"/v1/sse/bookings/{booking_id}?wait=5", headers=headers)
            for event in read_stream(self._expect(reply)):
                after = event["eventId"]
                yield event
        raise TimeoutError(f"nothing more happened to {booking_id} within {seconds} s")

    def wait_for(self, booking_id: str, *states: str, seconds: float = 60) -> dict[str, Any]:
        """The booking, once it is in one of `states`. Raises TimeoutError, with the state it is in."""
        until = time.monotonic() + seconds
        while True:
            booking: dict[str, Any] = self.get(f"/v1/bookings/{booking_id}")
            if booking["state"] in states:
                return booking
            if time.monotonic() > until:
                raise TimeoutError(f"{booking_id} is {booking['state']} after {seconds} s: {booking['failure']}")
            time.sleep(0.25)

    @staticmethod
    def _expect(reply: Reply) -> Any:
        if reply.status >= 400:
            raise Refused(reply)
        return reply.body


def read_stream(text: str) -> Iterator[dict[str, Any]]:
    """The events written in a `text/event-stream`."""
    for block in text.split("\n\n"):
        for line in block.splitlines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def signed_in(stack: Stack, role: str) -> Client:
    """A client for the user of `role`, with a fresh id token."""
    return Client(stack.base_url, stack.token(role))


def open_socket(stack: Stack, token: str) -> ClientConnection:
    """A WebSocket connection of whoever `token` speaks for."""
    return connect(stack.websocket_url, additional_headers={"Authorization": f"Bearer {token}"}, open_timeout=20)
