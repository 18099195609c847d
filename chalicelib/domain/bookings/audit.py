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
    """Who acted: a person, by `userId`, or the system, by the name of its component."""

    kind: Literal["person", "system"]
    id: str


class AuditEntry(Value, frozen=True):
    """An audit entry: who changed a booking, how and when, from which status to which."""

    audit_id: Annotated[str, msgspec.Meta(examples=["aud_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"])]
    booking_id: str
    requester_id: str
    seq: Annotated[int, msgspec.Meta(ge=1)]
    timestamp: datetime
    actor: Actor
    action: str
    status_before: str | None
    status_after: str
    detail: dict[str, Any]
    previous_hash: Sha256
    hash: str = ""


class Verification(Value, frozen=True):
    """The result of verifying an audit chain: intact, or the first broken entry and why."""

    booking_id: str
    intact: bool
    entries: int
    head: str
    first_broken_entry_id: str | None = None
    reason: str | None = None


def audit_id(booking_id: str, seq: int) -> str:
    """Return the id of the `seq`-th entry of a booking's chain."""
    return f"aud_{booking_id.partition('_')[2]}_{seq:06d}"


def chain_entry(entry: AuditEntry) -> AuditEntry:
    """Return the entry with its hash: SHA-256 over its canonical JSON (sorted keys) with the hash itself left empty."""
    bare = msgspec.structs.replace(entry, hash="")
    digest = hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()
    return msgspec.structs.replace(entry, hash=digest)


def verify(booking_id: str, entries: Sequence[AuditEntry], head: str) -> Verification:
    """Walk `entries` in order from the first to `head`, the hash that the booking itself carries.

    The walk goes both ways: forward from the beginning to the first flaw, and back from `head` over all that `head`
    vouches for. So an entry that was slipped in or chained again is named itself, not the untouched one after it.
    """
    sound, vouched = _count_sound(entries), _find_vouched_from(entries, head)
    if sound == len(entries) and vouched == 0 and (entries or head == ""):
        return Verification(booking_id=booking_id, intact=True, entries=len(entries), head=head)
    where, reason = _find_first_flaw(booking_id, entries, head, sound, vouched)
    return Verification(
        booking_id=booking_id, intact=False, entries=len(entries), head=head, first_broken_entry_id=where, reason=reason
    )


def _count_sound(entries: Sequence[AuditEntry]) -> int:
    """Return how many entries from the first on are numbered, linked and chained as they should be."""
    previous = GENESIS
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place or entry.previous_hash != previous or not _is_chained(entry):
            return place - 1
        previous = entry.hash
    return len(entries)


def _find_vouched_from(entries: Sequence[AuditEntry], head: str) -> int:
    """Return the place (from 0) from which on `head` vouches for every entry, through each entry's link to the one
    before."""
    expected = head
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        if entry.hash != expected or not _is_chained(entry):
            return place + 1
        expected = entry.previous_hash
    return 0


def _find_first_flaw(
    booking_id: str, entries: Sequence[AuditEntry], head: str, sound: int, vouched: int
) -> tuple[str, str]:
    """Return the id of the first entry that breaks the chain, and how. `sound` and `vouched` are what the two walks
    found."""
    hashes = [entry.hash for entry in entries]
    if sound == len(entries):  # the chain is sound in itself, and does not lead to the booking's latest entry
        if head in hashes:
            return entries[hashes.index(head) + 1].audit_id, "it comes after the booking's latest entry"
        return audit_id(booking_id, len(entries) + 1), "the chain ends before the booking's latest entry"
    if vouched <= sound and vouched < len(entries):
        missing = entries[vouched].seq - (entries[vouched - 1].seq if vouched else 0)
        if missing > 1:
            first = entries[vouched - 1].seq + 1 if vouched else 1
            return audit_id(booking_id, first), f"entry {first} is missing"
        return entries[vouched - 1].audit_id, "it is not the entry that the following one was linked to"
    entry = entries[sound]
    if not _is_chained(entry):
        return entry.audit_id, "its content does not match its hash"
    if entry.seq > sound + 1:
        return audit_id(booking_id, sound + 1), f"entry {sound + 1} is missing"
    return entry.audit_id, "it does not follow from the entry before it"


def _is_chained(entry: AuditEntry) -> bool:
    return entry.hash == chain_entry(entry).hash
