"""HTTP below the operations: one pool of connections, and the tries that a request is worth.

A request that may be sent again without harm is: reads, changes that name the version they are based on, and POSTs
under an Idempotency-Key, which stays the same over all tries. A change whose answer was lost may so be told that its
version is gone: it was done the first time.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import urllib3
from urllib3.exceptions import HTTPError

from sojourn_client.errors import NoAnswer, error_of

_STILL_RUNNING = b"urn:sojourn:problem:still-running"


class Retry(NamedTuple):
    """How often a request is tried, and how long to wait in between: seconds, doubling, drawn at random below that.

    A Retry-After of the server counts instead, up to `patience` seconds; one that asks for more ends the tries.
    """

    tries: int = 4
    first: float = 0.25
    longest: float = 8
    patience: float = 30

    def pause(self, tried: int, asked: str | None) -> float | None:
        """Seconds until the next try after `tried` tries; None to give up."""
        if tried >= self.tries:
            return None
        if asked is not None and asked.isdigit():
            return float(asked) if float(asked) <= self.patience else None
        longest = min(self.longest, self.first * 2 ** (tried - 1))
        return random.uniform(0, longest)  # noqa: S311  # nosec B311 - jitter, no secret


PATIENT = Retry()
ONCE = Retry(tries=1)


class Reply(NamedTuple):
    """An answer as it came; one that is read while it comes has `pieces`, and no body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    pieces: Iterator[bytes] = iter(())


class Transport:
    """Sends requests to one API. May be shared between threads.

    `base_url` is the API's address, with or without the `/v1` at its end. `token` is an id token, or what gives a
    fresh one; it is asked before each try.
    """

    def __init__(
        self,
        base_url: str,
        token: str | Callable[[], str] | None = None,
        *,
        retry: Retry = PATIENT,
        timeout: float = 35,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/").removesuffix("/v1")
        self.token = token
        self.retry = retry
        self.sleep = sleep
        self._limits = urllib3.Timeout(connect=5, read=timeout)
        self._http = urllib3.PoolManager(retries=False, timeout=self._limits, maxsize=32)

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None, *, again: bool = False
    ) -> Reply:
        """The answer, whatever it says; `again` says that the request may be sent more than once.

        Raises NoAnswer.
        """
        return self._try(method, path, again=again, ask=lambda: self._send(method, path, headers, body))

    def _try(self, method: str, path: str, *, again: bool, ask: Callable[[], Reply]) -> Reply:
        tried = 0
        while True:
            tried += 1
            try:
                reply = ask()
            except HTTPError as error:
                pause = self.retry.pause(tried, None) if again else None
                if pause is None:
                    raise NoAnswer(f"{method} {path}: {error}") from error
            else:
                pause = self.retry.pause(tried, reply.headers.get("Retry-After")) if _worth(reply, again) else None
                if pause is None:
                    return reply
            self.sleep(pause)

    def stream(self, path: str, headers: Mapping[str, str], *, quiet: float | None = None) -> Iterator[bytes]:
        """The answer to a GET, piece by piece as it comes, until it ends or the connection breaks, or nothing has come
        for `quiet` seconds: whoever reads goes on with another.

        Raises ApiError, and NoAnswer when there is none.
        """
        reply = self._try("GET", path, again=True, ask=lambda: self._open(path, headers, quiet))
        if reply.status >= 400:
            raise error_of(reply.status, reply.headers, reply.body)
        try:
            yield from reply.pieces
        except HTTPError:
            return

    def expect(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None, *, again: bool = False
    ) -> Reply:
        """As `send`, and raises ApiError for an answer of 400 and more."""
        reply = self.send(method, path, headers, body, again=again)
        if reply.status >= 400:
            raise error_of(reply.status, reply.headers, reply.body)
        return reply

    def fresh_token(self) -> str | None:
        return self.token() if callable(self.token) else self.token

    def close(self) -> None:
        self._http.clear()

    def _send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        answer = self._http.request(
            method, self._address_of(path), body=body, headers={**self._signed(), **headers}, redirect=False
        )
        return Reply(answer.status, answer.headers, answer.data)

    def _open(self, path: str, headers: Mapping[str, str], quiet: float | None) -> Reply:
        limits = self._limits if quiet is None else urllib3.Timeout(connect=5, read=quiet)
        sent = {**self._signed(), **headers}
        answer = self._http.request(
            "GET", self._address_of(path), headers=sent, redirect=False, preload_content=False, timeout=limits
        )
        if answer.status >= 400:
            return Reply(answer.status, answer.headers, answer.data)
        return Reply(answer.status, answer.headers, b"", _read_pieces(answer))

    def _signed(self) -> dict[str, str]:
        token = self.fresh_token()
        return {"Authorization": f"Bearer {token}"} if token else {}

    def _address_of(self, path: str) -> str:
        """The address of a path, or of an address that this API has given. No other is sent the token."""
        return path if path.startswith(f"{self.base_url}/v1/") else self.base_url + path


def _read_pieces(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    """What comes, as it comes. A connection on which more would come is closed when nobody wants it."""
    try:
        yield from answer.stream()
    finally:
        answer.close()


def _worth(reply: Reply, again: bool) -> bool:
    """Whether the same request may be answered better a little later."""
    if reply.status == 429:
        return True
    unfinished = reply.status == 409 and _STILL_RUNNING in reply.body
    return again and (reply.status >= 500 or unfinished)
