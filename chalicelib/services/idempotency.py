"""A write sent twice under one key is done once: the second sender gets the first one's answer, byte for byte.

The claim is made before the work and carries a lease, so that a sender that crashed midway does not block the key; who
takes over is given the same operation id, and so makes the same ids and repeats the work instead of doubling it.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib import clock, observability
from chalicelib.domain import ids
from chalicelib.errors import KeyReused, StillRunning, Unavailable
from chalicelib.models import idempotency as table
from chalicelib.models.idempotency import IdempotencyRow, StoredAnswer

__all__ = [
    "Claim",
    "IdempotencyScope",
    "StoredAnswer",
    "claim",
    "complete",
    "decrypt_answer",
    "encrypt_answer",
    "fingerprint",
    "once",
    "release",
]

LEASE = timedelta(seconds=60)  # longer than any request can run (29 s at the gateway)
KEPT = timedelta(hours=24)


class IdempotencyScope(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: by whom, which operation (`POST /v1/bookings`), under which key, and exactly what."""

    user_id: str
    operation: str
    key: str
    fingerprint: str

    @property
    def hashed(self) -> str:
        return _sha256(self.user_id, self.operation, self.key)

    @property
    def encryption_key(self) -> bytes:
        """The key that encrypts an answer: it follows from the caller's own key, which is kept nowhere."""
        return bytes.fromhex(_sha256("encrypt", self.user_id, self.operation, self.key))


class Claim(msgspec.Struct, kw_only=True):
    """The right to do the work; to be ended by `complete` or `release`."""

    key: str
    owner: str
    operation_id: str
    made: Counter[str] = msgspec.field(default_factory=Counter)

    def new_id(self, prefix: str) -> str:
        """Return a prefixed ULID; the n-th of a prefix is the same for every sender that holds this key's claim."""
        self.made[prefix] += 1
        begun = ids.time_of(self.operation_id)
        return ids.derive_id(prefix, begun, self.operation_id, prefix, str(self.made[prefix]))


def fingerprint(*values: Any) -> str:
    """Return a hash of plain JSON values; the order of keys and white space make no difference."""
    return _sha256(*(json.dumps(value, sort_keys=True, separators=(",", ":")) for value in values))


class Done(NamedTuple):
    """The answer to what was to be done once, and whether it was given before."""

    answer: StoredAnswer
    replayed: bool


def once(scope: IdempotencyScope, work: Callable[[Claim], StoredAnswer]) -> Done:
    """Do `work` under `scope`'s key, now or never again; the answer is kept so that only the caller's key opens it.

    What `work` raises ends the claim and is raised: the next sender does it again. Raises KeyReused when the key stands
    for something else, StillRunning while another sender is at it, Unavailable when the answer could not be kept: it
    is not sent either, since a retry would get another one for the same key. The work is done then, and the retry,
    which makes the same ids again, answers for it.
    """
    claimed = claim(scope)
    if isinstance(claimed, StoredAnswer):
        return Done(decrypt_answer(claimed, scope), replayed=True)
    try:
        answer = work(claimed)
    except Exception:
        _give_up(claimed)
        raise
    encrypted = encrypt_answer(answer, scope)
    kept = _keep(claimed, encrypted)
    return Done(answer if kept is encrypted else decrypt_answer(kept, scope), replayed=False)


def claim(scope: IdempotencyScope) -> Claim | StoredAnswer:
    """Claim the right to do `scope`'s work, or return the answer that it already had.

    Raises KeyReused when the key stands for something else, StillRunning while another sender is at it.
    """
    from ulid import ULID

    now = clock.now()
    owner = str(ULID.from_datetime(now))
    fresh = IdempotencyRow(
        scope.hashed,
        fingerprint=scope.fingerprint,
        operation_id=str(ULID.from_datetime(now)),
        owner=owner,
        lease_until=now + LEASE,
        expires_at=int((now + KEPT).timestamp()),
    )
    if table.create(fresh, now):
        return Claim(key=scope.hashed, owner=owner, operation_id=fresh.operation_id)
    return _second(scope, owner, now)


def complete(claimed: Claim, answer: StoredAnswer) -> StoredAnswer:
    """Keep the answer for 24 hours. Returns the one to send: an answer kept by somebody who took over goes before.

    Raises StillRunning while whoever took over is at it, Unavailable when it is not certain that the answer is kept.
    """
    if table.store_answer(claimed.key, claimed.owner, answer):
        return answer
    row = table.find(claimed.key)
    if row is None or row.answer is None:
        raise StillRunning("Another request with this Idempotency-Key has taken over and is still running.")
    return row.answer


def encrypt_answer(answer: StoredAnswer, scope: IdempotencyScope) -> StoredAnswer:
    """Return the answer as it is stored: encrypted, readable only with the Idempotency-Key. It names people and may
    hold a secret, and nobody finds it to erase it."""
    from chalicelib.gateways import encryption

    whole = zlib.compress(msgspec.json.encode(answer))  # before, for what is encrypted gets no shorter
    text = encryption.encrypt_with(scope.encryption_key, whole, scope.hashed)
    return StoredAnswer(status=answer.status, headers={}, body=text, encrypted=True)


def decrypt_answer(answer: StoredAnswer, scope: IdempotencyScope) -> StoredAnswer:
    """Return what was encrypted for this scope; what was kept before all of it was is as it is, and what a release
    before this one kept is not compressed."""
    if not answer.encrypted:
        return answer
    from chalicelib.gateways import encryption

    whole = encryption.decrypt_with(scope.encryption_key, answer.body, scope.hashed)
    return msgspec.json.decode(whole if whole.startswith(b"{") else zlib.decompress(whole), type=StoredAnswer)


def release(claimed: Claim) -> None:
    """Give the claim up without an answer: the next sender does the work again, under the same operation id."""
    table.end_lease(claimed.key, claimed.owner, clock.now())


def _keep(claimed: Claim, answer: StoredAnswer) -> StoredAnswer:
    try:
        return complete(claimed, answer)
    except Unavailable:
        observability.error("The answer could not be stored under its Idempotency-Key")
        _give_up(claimed)
        raise


def _give_up(claimed: Claim) -> None:
    try:
        release(claimed)
    except Unavailable:
        observability.error("The claim of an Idempotency-Key could not be released and expires with its lease")


def _second(scope: IdempotencyScope, owner: str, now: datetime) -> Claim | StoredAnswer:
    row = table.find(scope.hashed)
    if row is None:  # it expired and was removed in this very moment
        raise StillRunning("Retry in a moment.")
    if row.fingerprint != scope.fingerprint:
        raise KeyReused("This Idempotency-Key was used for another request.")
    if row.answer is not None:
        return row.answer
    if row.owner != owner and (row.lease_until > now or not _take_over(row, owner, now)):
        raise StillRunning("The first request with this Idempotency-Key is still running.")
    return Claim(key=scope.hashed, owner=owner, operation_id=row.operation_id)


def _take_over(row: IdempotencyRow, owner: str, now: datetime) -> bool:
    """Take the work of a row over whose lease has run out. Where it is refused, the SDK may have sent it twice, for the
    first answer did not come: then it is taken over."""
    if table.take_over(row, owner, now + LEASE):
        return True
    found = table.find(row.key)
    return found is not None and found.owner == owner


def _sha256(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
