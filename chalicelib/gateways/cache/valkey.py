"""The cache that functions share: Valkey, or Redis, behind the values that a process keeps itself.

It is only ever quicker. What it does not answer in a moment is loaded as if there were none, and it is let be for some
seconds then, so that a cache that hangs costs a request one moment and not one for each key.
"""

import hashlib
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec

from chalicelib import clock, observability
from chalicelib.errors import Unavailable
from chalicelib.gateways.cache.in_process import InProcessCache
from chalicelib.gateways.cache.resp import RespError

T = TypeVar("T")

KEPT_SECONDS = 86_400  # what nobody has asked for in a day makes room
LET_BE_SECONDS = 5.0
LARGEST_VALUE = 1_000_000  # bytes: of what is larger the reading would take as long as from where it comes
_WITHOUT_ANSWER = (OSError, RespError, Unavailable)


class Connection(Protocol):
    """What is used of a connection."""

    def command(self, *words: bytes | str) -> bytes | None:
        """Return the answer to a command. Raises OSError, RespError."""

    def close(self) -> None:
        """Hang up."""


class ValkeyCache:
    """Values as JSON, under `prefix`; `connect` returns a connection that may be used already, or raises OSError,
    RespError or Unavailable."""

    def __init__(self, near: InProcessCache, connect: Callable[[], Connection], prefix: str) -> None:
        self._near = near
        self._connect = connect
        self._prefix = prefix
        self._open: Connection | None = None
        self._let_be_until = -LET_BE_SECONDS
        self._lock = threading.Lock()
        self._forms: dict[type, str] = {}

    def read(self, key: str, kind: type[T], load: Callable[[], T]) -> T:
        return self._near.read(key, kind, lambda: self._read_shared(key, kind, load))

    def _read_shared(self, key: str, kind: type[T], load: Callable[[], T]) -> T:
        name = f"{self._prefix}:{key}:{self._name_form(kind)}"
        found = self._ask("GET", name)
        if found is not None:
            try:
                return msgspec.json.decode(found, type=kind)
            except msgspec.DecodeError:  # and ValidationError
                self._fail("unreadable")
        value = load()
        body = msgspec.json.encode(value)
        if len(body) <= LARGEST_VALUE:
            self._ask("SET", name, body, "EX", str(KEPT_SECONDS))
        return value

    def _name_form(self, kind: type) -> str:
        if kind not in self._forms:
            self._forms[kind] = fingerprint(kind)
        return self._forms[kind]

    def _ask(self, *words: bytes | str) -> bytes | None:
        """Return the answer to a command; None where there is nothing, and where nobody answers."""
        with self._lock:
            if clock.elapsed() < self._let_be_until:
                return None
            was_open = self._open is not None
            try:
                return self._command(*words)
            except _WITHOUT_ANSWER as error:
                self._hang_up()
                reason = _name_reason(error)
            if was_open:  # it may have died since it was used last, as after a failover
                try:
                    return self._command(*words)
                except _WITHOUT_ANSWER as error:
                    self._hang_up()
                    reason = _name_reason(error)
            self._let_be_until = clock.elapsed() + LET_BE_SECONDS
            self._fail(reason)
            return None

    def _command(self, *words: bytes | str) -> bytes | None:
        if self._open is None:
            self._open = self._connect()
        return self._open.command(*words)

    def _hang_up(self) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            opened.close()

    def _fail(self, reason: str) -> None:
        observability.warning("The cache does not answer", reason=reason)
        observability.metric("CacheFailures", by_operation=False)  # CacheFailuresAlarm looks at this one


def fingerprint(kind: Any) -> str:
    """Return by what one release's form of a type is told from another's: functions of two releases share a cache while
    one is replaced by the other, and the older one would leave out what it does not know."""
    return hashlib.sha256(msgspec.json.encode(msgspec.json.schema(kind))).hexdigest()[:16]


def _name_reason(error: Exception) -> str:
    return str(error) if isinstance(error, RespError) else type(error).__name__
