"""The audit chain of a booking: each entry carries the hash of the one before, so that no entry can be altered,
removed or slipped in without the chain showing where. Whoever writes the whole chain again is found by its anchor."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.domain.bookings.anchors import Receipt
from chalicelib.domain.value import Value

GENESIS = "0" * 64
KEPT = timedelta(days=7 * 365)
"""How long an entry is kept."""

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Actor(Value, frozen=True):
    """Who acted: a person, by `userId`, or the system, by the name of its component. For whom, the entry says itself:
    `requesterId` asked, `subjectIds` travel."""

    kind: Annotated[Literal["person", "system"], msgspec.Meta(description="Whether a person or the system acted")]
    id: Annotated[str, msgspec.Meta(description="The person's id, or the name of the system's component")]
    role: Annotated[
        Literal["travel_desk"] | None,
        msgspec.Meta(description="`travel_desk` for a person of the travel desk who acted for the parties"),
    ] = None
    program_id: Annotated[
        str | None, msgspec.Meta(description="Client id of the program that acted for the person, if one did")
    ] = None


class AuditEntry(Value, frozen=True):
    """An audit entry: who changed a booking, how and when, from which status to which."""

    audit_id: Annotated[
        str, msgspec.Meta(examples=["aud_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"], description="Id of the entry")
    ]
    booking_id: str
    requester_id: str
    seq: Annotated[int, msgspec.Meta(ge=1, description="Place in the booking's chain, from 1")]
    timestamp: Annotated[datetime, msgspec.Meta(description="When it happened")]
    actor: Annotated[Actor, msgspec.Meta(description="Who did it")]
    action: Annotated[str, msgspec.Meta(description="What was done, such as `booking.selected`")]
    status_before: Annotated[
        str | None, msgspec.Meta(description="Status of the booking before; null for its first entry")
    ]
    status_after: Annotated[str, msgspec.Meta(description="Status of the booking after")]
    detail: Annotated[dict[str, Any], msgspec.Meta(description="What belongs to the action: amounts, reasons, clauses")]
    previous_hash: Annotated[
        Sha256, msgspec.Meta(description="Hash of the entry before, in hexadecimal digits; zeros for the first")
    ]
    previous_at: Annotated[
        datetime | None,
        msgspec.Meta(description="When the entry before was written, so that its age is known without it"),
    ] = None
    subject_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Whom it concerns: `userId` of each traveller with an account; of others than yourself only "
            "for the requester and travel managers"
        ),
    ] = ()
    hash: Annotated[
        str, msgspec.Meta(description="SHA-256 of this entry and `previousHash`, in hexadecimal digits")
    ] = ""

    def is_aged(self, now: datetime) -> bool:
        """Return whether the time for which it is kept is over, so that it may be missing."""
        return self.timestamp + KEPT <= now

    def follows_aged(self, now: datetime) -> bool:
        """Return whether the entry before it, and so every earlier one, may be missing for its age."""
        return self.previous_at is not None and self.previous_at + KEPT <= now


class Verification(Value, frozen=True):
    """The result of verifying an audit chain: intact, or the first broken entry and why."""

    booking_id: str
    intact: Annotated[
        bool, msgspec.Meta(description="True: each entry follows from the one before and the whole chain is there")
    ]
    entries: Annotated[int, msgspec.Meta(description="Entries that were verified")]
    version: Annotated[int, msgspec.Meta(description="The booking's version: how many entries were ever written")]
    head: Annotated[str, msgspec.Meta(description="Hash of the newest entry, in hexadecimal digits")]
    aged_entries: Annotated[
        int, msgspec.Meta(description="The first entries that are kept no longer, seven years after they were written")
    ] = 0
    anchor: Annotated[
        Receipt | None, msgspec.Meta(description="The latest anchor of the chain; null until the first, within an hour")
    ] = None
    first_broken_entry_id: Annotated[
        str | None, msgspec.Meta(description="First entry that does not follow; null while the chain is intact")
    ] = None
    reason: Annotated[
        str | None, msgspec.Meta(description="What is wrong with that entry; null while the chain is intact")
    ] = None


def audit_id(booking_id: str, seq: int) -> str:
    """Return the id of the `seq`-th entry of a booking's chain."""
    return f"aud_{booking_id.partition('_')[2]}_{seq:06d}"


def chain_entry(entry: AuditEntry) -> AuditEntry:
    """Return the entry with its hash: SHA-256 over its canonical JSON (sorted keys) with the hash itself left empty.

    Without `previousAt`, `subjectIds` and the actor's `role` and `programId` where there are none, as in entries from
    before there were these fields.
    """
    bare = msgspec.to_builtins(msgspec.structs.replace(entry, hash=""))
    if entry.previous_at is None:
        del bare["previousAt"]
    if not entry.subject_ids:
        del bare["subjectIds"]
    if entry.actor.role is None:
        del bare["actor"]["role"]
    if entry.actor.program_id is None:
        del bare["actor"]["programId"]
    digest = hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()
    return msgspec.structs.replace(entry, hash=digest)


def verify(
    booking_id: str,
    entries: Sequence[AuditEntry],
    head: str,
    *,
    version: int,
    now: datetime,
    anchor: Receipt | None = None,
) -> Verification:
    """Walk `entries` in order from the first to `head`, the hash that the booking itself carries beside its `version`;
    and compare them with the latest `anchor`, whose signature has been checked.

    The walk goes both ways: forward from the beginning to the first flaw, and back from `head` over all that `head`
    vouches for. So an entry that was slipped in or chained again is named itself, not the untouched one after it.
    Entries that are kept no longer are passed over, whether they are still there or not.
    """
    kept = [entry for entry in entries if not entry.is_aged(now)]
    aged = kept[0].seq - 1 if kept and kept[0].follows_aged(now) else 0
    flaw = (
        _find_flaw(booking_id, kept, head, version, aged)
        if kept
        else _find_flaw_of_none(booking_id, head, version, now, anchor)
    )
    if flaw is None and anchor is not None:
        flaw = _find_difference(booking_id, kept, version, aged, anchor, now)
    where, reason = flaw or (None, None)
    return Verification(
        booking_id=booking_id,
        intact=flaw is None,
        entries=len(kept),
        version=version,
        head=head,
        aged_entries=aged if kept or flaw else version,
        anchor=anchor,
        first_broken_entry_id=where,
        reason=reason,
    )


def report_lost(booking_id: str, anchor: Receipt | None, reason: str) -> Verification:
    """Return what is to be said of a booking whose chain cannot be walked: it is gone, or its anchor does not hold."""
    first = audit_id(booking_id, 1)
    return Verification(booking_id, False, 0, 0, "", anchor=anchor, first_broken_entry_id=first, reason=reason)


def _find_flaw(
    booking_id: str, entries: Sequence[AuditEntry], head: str, version: int, aged: int
) -> tuple[str, str] | None:
    """Return the id of the first entry that breaks the chain, and how; None when it is sound up to the version."""
    chained = list(map(_is_chained, entries))
    sound, vouched = _count_sound(entries, chained, aged), _find_vouched_from(entries, chained, head)
    if sound < len(entries) or vouched > 0:
        return _find_first_flaw(booking_id, entries, head, sound, vouched, aged)
    last = entries[-1].seq
    if last < version:
        return audit_id(booking_id, last + 1), f"entry {last + 1} is missing: the booking is at its version {version}"
    if last > version:
        return audit_id(booking_id, version + 1), "it comes after the booking's version"
    return None


def _find_flaw_of_none(
    booking_id: str, head: str, version: int, now: datetime, anchor: Receipt | None
) -> tuple[str, str] | None:
    """Return what is wrong with a chain of which nothing is left: nothing, if an anchor says that all of it was written
    so long ago."""
    leaf = anchor.leaf if anchor else None
    if leaf is not None and (leaf.version, leaf.head) == (version, head) and leaf.changed_at + KEPT <= now:
        return None
    return audit_id(booking_id, 1), "every entry is missing, and no anchor says that they are so old"


def _find_difference(
    booking_id: str, entries: Sequence[AuditEntry], version: int, aged: int, anchor: Receipt, now: datetime
) -> tuple[str, str] | None:
    """Return where the chain differs from what was anchored of it, and how."""
    leaf = anchor.leaf
    if leaf.version > version:
        return audit_id(booking_id, version + 1), f"it is missing: the chain was anchored up to entry {leaf.version}"
    if not entries:
        return None  # what the anchor says has been compared
    if leaf.version < aged:
        too_young = leaf.changed_at + KEPT > now
        return (audit_id(booking_id, leaf.version), "it is missing, and was anchored too lately") if too_young else None
    hashes = {entry.seq: entry.hash for entry in entries} | {entries[0].seq - 1: entries[0].previous_hash}
    if hashes.get(leaf.version) != leaf.head:
        return audit_id(
            booking_id, leaf.version
        ), "it is not the entry that was anchored: it, or one before, was rewritten"
    return None


def _count_sound(entries: Sequence[AuditEntry], chained: Sequence[bool], aged: int) -> int:
    """Return how many entries from the first on, before which `aged` are kept no longer, are numbered, linked and
    chained as they should be."""
    previous = entries[0].previous_hash if aged else GENESIS
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place + aged or entry.previous_hash != previous or not chained[place - 1]:
            return place - 1
        previous = entry.hash
    return len(entries)


def _find_vouched_from(entries: Sequence[AuditEntry], chained: Sequence[bool], head: str) -> int:
    """Return the place (from 0) from which on `head` vouches for every entry, through each entry's link to the one
    before."""
    expected = head
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        if entry.hash != expected or not chained[place]:
            return place + 1
        expected = entry.previous_hash
    return 0


def _find_first_flaw(
    booking_id: str, entries: Sequence[AuditEntry], head: str, sound: int, vouched: int, aged: int
) -> tuple[str, str]:
    """Return the id of the first entry that breaks the chain, and how. `sound` and `vouched` are what the two walks
    found."""
    hashes = [entry.hash for entry in entries]
    if sound == len(entries):  # the chain is sound in itself, and does not lead to the booking's latest entry
        if head in hashes:
            return entries[hashes.index(head) + 1].audit_id, "it comes after the booking's latest entry"
        return audit_id(booking_id, len(entries) + aged + 1), "the chain ends before the booking's latest entry"
    if vouched <= sound and vouched < len(entries):
        missing = entries[vouched].seq - (entries[vouched - 1].seq if vouched else aged)
        if missing > 1:
            first = entries[vouched - 1].seq + 1 if vouched else aged + 1
            return audit_id(booking_id, first), f"entry {first} is missing"
        return entries[vouched - 1].audit_id, "it is not the entry that the following one was linked to"
    entry = entries[sound]
    if not _is_chained(entry):
        return entry.audit_id, "its content does not match its hash"
    expected = sound + aged + 1
    if entry.seq > expected:
        return audit_id(booking_id, expected), f"entry {expected} is missing"
    return entry.audit_id, "it does not follow from the entry before it"


def _is_chained(entry: AuditEntry) -> bool:
    return entry.hash == chain_entry(entry).hash
