"""The ledger of erasures, in the bucket that nothing is removed from: no backup holds it, so none can forget it."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from chalicelib.domain.privacy.ledger import LedgerEntry
from chalicelib.errors import Conflict
from chalicelib.gateways import locked_bucket

_FOLDER = "erasures/"
_PAGE = 1000


def keep_entry(entry: LedgerEntry) -> None:
    """Keep what is remembered of an erasure; the same one again changes nothing. Raises Unavailable."""
    with suppress(Conflict):
        locked_bucket.add(_key(entry.erasure_id), msgspec.json.encode(entry))


def list_erasures(*, after: str) -> Iterator[str]:
    """Yield ids of erasures from the one after `after`, which need not be one, the oldest first. Raises Unavailable."""
    start = _key(after)
    while keys := locked_bucket.list_keys(_FOLDER, most=_PAGE, after=start):
        yield from (key.removeprefix(_FOLDER).removesuffix(".json") for key in keys)
        start = keys[-1]


def read_entry(erasure_id: str) -> LedgerEntry:
    """Return what is remembered of an erasure. Raises Unavailable."""
    return msgspec.json.decode(locked_bucket.read(_key(erasure_id)), type=LedgerEntry)


def _key(erasure_id: str) -> str:
    return f"{_FOLDER}{erasure_id}.json"
