"""The audit chain of a booking: each entry carries the hash of the one before, so that no entry can be altered,
removed or slipped in without the chain showing where."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.domain.value import Value

GENESIS = "0" * 64

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Actor(Value, frozen=True):
    """Who did it: a person by user id, or the system by the name of its part."""

    kind: Literal["person", "system"]
    id: str


class AuditEntry(Value, frozen=True):
    """One change of a booking: who, what, when, from which state to which."""

    audit_id: Annotated[str, msgspec.Meta(examples=["aud_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"])]
    booking_id: str
    employee_id: str
    seq: Annotated[int, msgspec.Meta(ge=1)]
    timestamp: datetime
    actor: Actor
    action: str
    state_before: str | None
    state_after: str
    detail: dict[str, Any]
    previous_hash: Sha256
    hash: str = ""


class Verification(Value, frozen=True):
    """The result of walking a chain: whole, or the first entry that breaks it and how."""

    booking_id: str
    whole: bool
    entries: int
    head: str
    first_broken: str | None = None
    reason: str | None = None


def audit_id(booking_id: str, seq: int) -> str:
    """The id of the `seq`-th entry of a booking's chain."""
    return f"aud_{booking_id.partition('_')[2]}_{seq:06d}"


def seal(entry: AuditEntry) -> AuditEntry:
    """The entry with its hash: SHA-256 over its canonical JSON (sorted keys) with the hash itself left empty."""
    bare = msgspec.structs.replace(entry, hash="")
    digest = hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()
    return msgspec.structs.replace(entry, hash=digest)


def verify(booking_id: str, entries: Sequence[AuditEntry], head: str) -> Verification:
    """Walk `entries` in order from the first to `head`, the hash that the booking itself carries."""
    previous = GENESIS
    for place, entry in enumerate(entries, start=1):
        reason = _flaw(entry, place, previous)
        if reason:
            return _broken(booking_id, entries, head, entry.audit_id, reason)
        previous = entry.hash
    if previous != head:
        missing = audit_id(booking_id, len(entries) + 1)
        return _broken(booking_id, entries, head, missing, "the chain ends before the booking's latest entry")
    return Verification(booking_id=booking_id, whole=True, entries=len(entries), head=head)


def _flaw(entry: AuditEntry, place: int, previous: str) -> str | None:
    if entry.seq != place:
        return f"entry {place} is missing"
    if entry.previous_hash != previous:
        return "it does not follow from the entry before it"
    if entry.hash != seal(entry).hash:
        return "its content does not match its hash"
    return None


def _broken(booking_id: str, entries: Sequence[AuditEntry], head: str, where: str, reason: str) -> Verification:
    return Verification(
        booking_id=booking_id, whole=False, entries=len(entries), head=head, first_broken=where, reason=reason
    )
