"""Whatever is done to a chain, or to the booking that it belongs to, is found: every manipulation, at every place of
chains of several lengths, by the chain, by the booking's version, or by the anchor."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
import pytest

from chalicelib.domain.bookings.anchors import FIRST_ROOT, Anchor, Leaf, Receipt, Signed, list_receipts, make_statement
from chalicelib.domain.bookings.audit import (
    GENESIS,
    KEPT,
    Actor,
    AuditEntry,
    Verification,
    audit_id,
    chain_entry,
    verify,
)
from tests.support.audit_samples import chain
from tests.support.booked_samples import BOOKING_ID, NOW

LENGTHS = (1, 2, 3, 7)
EVE = Actor(kind="person", id="eve")


class Kept(NamedTuple):
    """What an insider finds in the tables: the entries, and of the booking its head and its version."""

    entries: list[AuditEntry]
    head: str
    version: int


class Found(NamedTuple):
    """A manipulated booking, and the entries of which one must be named."""

    kept: Kept
    named: set[int]


def reseal(entries: list[AuditEntry], place: int = 0, **changes: object) -> list[AuditEntry]:
    """The chain with the entry at `place` changed, and that and all after it chained again."""
    made = list(entries[:place])
    for entry in entries[place:]:
        new = changes if len(made) == place else {}
        previous = made[-1].hash if made else GENESIS
        made.append(chain_entry(msgspec.structs.replace(entry, previous_hash=previous, **new)))
    return made


def _manipulations(length: int) -> Iterator[tuple[str, Found]]:
    entries = chain(length)
    head = entries[-1].hash
    for place, entry in enumerate(entries):
        seq = place + 1
        rest = [*entries[:place], *entries[place + 1 :]]
        changed = msgspec.structs.replace(entry, actor=EVE)
        yield f"deleted {seq}", Found(Kept(rest, head, length), {seq})
        yield f"changed {seq}", Found(Kept([*entries[:place], changed, *entries[seq:]], head, length), {seq})
        again = chain_entry(changed)
        yield f"hashed {seq}", Found(Kept([*entries[:place], again, *entries[seq:]], head, length), {seq, seq + 1})
        cut = entries[:place]
        cut_head = cut[-1].hash if cut else ""
        yield f"cut to {place}", Found(Kept(cut, head, length), {seq})
        yield f"cut to {place}, head set back", Found(Kept(cut, cut_head, length), {1, seq})
        yield f"cut to {place}, head and version set back", Found(Kept(cut, cut_head, place), {1, seq})
        sealed = reseal(entries, place, actor=EVE)
        yield f"sealed anew from {seq}", Found(Kept(sealed, sealed[-1].hash, length), {length})
        yield f"sealed anew from {seq}, head as it was", Found(Kept(sealed, head, length), set(range(1, length + 2)))
        longer = [
            *sealed,
            chain_entry(msgspec.structs.replace(sealed[-1], seq=length + 1, previous_hash=sealed[-1].hash)),
        ]
        yield f"sealed anew from {seq} and gone on", Found(Kept(longer, longer[-1].hash, length + 1), {length})
        old = reseal(entries, place, previous_at=NOW - KEPT - timedelta(days=9))[place:]
        yield f"made to look aged before {seq}", Found(Kept(old, old[-1].hash, length), {1, length, *range(1, seq + 1)})
    for place in range(length - 1):
        swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
        yield f"swapped {place + 1}", Found(Kept(swapped, head, length), {place + 1, place + 2})
    yield "all deleted", Found(Kept([], head, length), {1})
    yield "version raised", Found(Kept(entries, head, length + 1), {length + 1})
    ancient = [msgspec.structs.replace(each, timestamp=each.timestamp - 2 * KEPT) for each in entries]
    aged = reseal(ancient)
    yield "all made to look aged", Found(Kept(aged, aged[-1].hash, length), {1})


CASES = [(length, name, found) for length in LENGTHS for name, found in _manipulations(length)]


def size() -> tuple[int, int]:
    """Manipulations, and lengths of chains that they were made on."""
    return len({name for _, name, _ in CASES}), len(LENGTHS)


def receipt_of(entries: list[AuditEntry], changed_at: datetime | None = None) -> Receipt:
    """The receipt for a chain as it is."""
    last = entries[-1]
    leaf = Leaf(BOOKING_ID, last.seq, last.hash, changed_at or last.timestamp)
    statement = make_statement("local", 1, [leaf], FIRST_ROOT, NOW)
    return list_receipts(Anchor(Signed(msgspec.json.encode(statement).decode(), "", ""), (leaf,)))[0]


def judge(kept: Kept, anchor: Receipt | None, now: datetime = NOW) -> Verification:
    return verify(BOOKING_ID, kept.entries, kept.head, version=kept.version, now=now, anchor=anchor)


@pytest.mark.parametrize(("length", "name", "found"), CASES, ids=lambda each: each if isinstance(each, str) else "")
def test_every_manipulation_is_found_and_named(length: int, name: str, found: Found) -> None:
    proof = judge(found.kept, receipt_of(chain(length)))

    assert not proof.intact, name
    assert proof.first_broken_entry_id in {audit_id(BOOKING_ID, seq) for seq in found.named}, proof.reason
    assert proof.reason


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_done_since_the_anchor_is_not_held_against_a_chain(length: int) -> None:
    entries = chain(length)

    for anchored in range(1, length + 1):
        proof = judge(Kept(entries, entries[-1].hash, length), receipt_of(entries[:anchored]))
        assert (proof.intact, proof.entries, proof.aged_entries) == (True, length, 0)


@pytest.mark.parametrize("length", LENGTHS)
def test_ageing_never_looks_like_forgery(length: int) -> None:
    """Rows go one by one, some days after their time, in any order; whatever is gone, the rest is sound."""
    entries = chain(length)
    kept = Kept(entries, entries[-1].hash, length)

    for aged in range(length + 1):
        now = (entries[aged - 1].timestamp if aged else NOW) + KEPT
        for gone in {0, aged // 2, aged}:
            left = [*entries[: aged - gone], *entries[aged:]]
            proof = judge(kept._replace(entries=left), receipt_of(entries), now)
            assert (proof.intact, proof.reason) == (True, None), (aged, gone)
            assert (proof.aged_entries, proof.entries) == (aged, length - aged)


@pytest.mark.parametrize("length", [2, 3, 7])
def test_what_is_cut_from_a_chain_that_ages_is_found(length: int) -> None:
    entries = chain(length)
    now = entries[0].timestamp + KEPT

    proof = judge(Kept([*entries[2:]], entries[-1].hash, length), receipt_of(entries), now)

    assert (proof.intact, length == 2 or proof.first_broken_entry_id == audit_id(BOOKING_ID, 1)) == (False, True)


def test_only_the_anchor_finds_a_chain_sealed_again() -> None:
    sealed = reseal(chain(3), actor=EVE)
    kept = Kept(sealed, sealed[-1].hash, 3)

    assert judge(kept, None).intact
    assert not judge(kept, receipt_of(chain(3))).intact
