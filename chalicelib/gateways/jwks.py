"""The user pool's public keys: fetched with a timeout, kept for an hour, and asked for again at a bounded rate.

cognitojwt's own fetch has no timeout, keeps a bad body and never looks again: a rotated key would lock everybody out.
"""

import threading
import time
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from urllib3 import PoolManager

KEPT_SECONDS = 3600.0
REFETCH_SECONDS = 10.0
LARGEST_BODY = 65_536


class Key(msgspec.Struct, frozen=True):
    """One RSA public key as in RFC 7517; `n` and `e` are base64url text."""

    kid: str
    n: str
    e: str
    kty: str
    alg: str = "RS256"
    use: str = "sig"


class _KeySet(msgspec.Struct, frozen=True):
    keys: list[Key]


class KeyStore:
    """The keys at one URL. Threads may share it; only one of them fetches at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._keys: dict[str, Key] = {}
        self._good_until = 0.0
        self._next_fetch = 0.0

    def find(self, kid: str) -> Key | None:
        """Return the key `kid`, None if the pool has no such key; Unavailable while the keys cannot be had at all."""
        with self._lock:
            now = time.monotonic()
            known = kid in self._keys and now < self._good_until
            if not known and now >= self._next_fetch:
                self._next_fetch = now + REFETCH_SECONDS
                self._refresh(now)
            if not self._keys:
                raise Unavailable("The keys to verify tokens cannot be fetched at the moment.")
            return self._keys.get(kid)

    def _refresh(self, now: float) -> None:
        fetched = _fetch(self._url)
        if fetched:
            self._keys = fetched
            self._good_until = now + KEPT_SECONDS


@cache
def store(url: str) -> KeyStore:
    """Return the process's key store for `url` (one pool a stage, so one store)."""
    return KeyStore(url)


def _fetch(url: str) -> dict[str, Key]:
    """Return the usable keys at `url` by id; empty when there is no good answer, so that what is known stays known."""
    from urllib3.exceptions import HTTPError

    from chalicelib import observability

    try:
        found = msgspec.json.decode(_get(url), type=_KeySet).keys
    except (HTTPError, msgspec.DecodeError) as error:
        observability.warning("The pool's keys could not be fetched", error=type(error).__name__)
        return {}
    return {key.kid: key for key in found if key.kty == "RSA" and key.alg == "RS256" and key.use == "sig"}


def _get(url: str) -> bytes:
    """Return the body at `url`, cut off where it is longer than any key set; empty for an answer that is not 200."""
    response = _http().request("GET", url, redirect=False, preload_content=False)
    try:
        return response.read(LARGEST_BODY) if response.status == 200 else b""
    finally:
        response.close()


@cache
def _http() -> "PoolManager":
    from urllib3 import PoolManager, Retry, Timeout

    return PoolManager(timeout=Timeout(connect=1.0, read=2.0), retries=Retry(1, read=0, redirect=0), maxsize=2)
