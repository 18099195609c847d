"""The audit chain: whole as it was written, and whatever is done to it afterwards is found at its first place."""

import json
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bookings.audit import GENESIS, Actor, AuditEntry, audit_id, chain_entry, verify
from tests.support.audit_samples import chain
from tests.support.booked_samples import BOOKING_ID, NOW

LENGTHS = st.integers(min_value=2, max_value=8)


def broken_at(entries: list[AuditEntry], head: str, version: int) -> str | None:
    proof = verify(BOOKING_ID, entries, head, version=version, now=NOW)
    assert proof.intact is (proof.first_broken_entry_id is None)
    assert proof.intact is (proof.reason is None)
    return proof.first_broken_entry_id


@given(length=LENGTHS)
def test_chain_as_it_was_written_is_whole(length: int) -> None:
    entries = chain(length)

    proof = verify(BOOKING_ID, entries, entries[-1].hash, version=length, now=NOW)

    assert (proof.intact, proof.entries, proof.first_broken_entry_id) == (True, length, None)


@given(length=LENGTHS, data=st.data())
def test_altered_entry_is_named(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    place = data.draw(st.integers(min_value=0, max_value=length - 1))
    field, value = data.draw(
        st.sampled_from(
            [
                ("status_after", "booked"),
                ("requester_id", "david"),
                ("actor", Actor(kind="person", id="eve")),
                ("detail", {}),
                ("timestamp", NOW),
                ("hash", "f" * 64),
            ]
        )
    )
    head = entries[-1].hash
    entries[place] = msgspec.structs.replace(entries[place], **{field: value})

    assert broken_at(entries, head, length) == audit_id(BOOKING_ID, place + 1)


@given(length=LENGTHS, data=st.data())
def test_entry_altered_and_hashed_again_is_named(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    place = data.draw(st.integers(min_value=0, max_value=length - 2))
    head = entries[-1].hash
    entries[place] = chain_entry(msgspec.structs.replace(entries[place], action="booking.approved"))

    assert broken_at(entries, head, length) == audit_id(BOOKING_ID, place + 1)


@given(length=LENGTHS, data=st.data())
def test_removed_entry_is_named(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    place = data.draw(st.integers(min_value=0, max_value=length - 1))
    head = entries[-1].hash
    removed = entries.pop(place)

    assert broken_at(entries, head, length) == removed.audit_id


@given(length=LENGTHS, data=st.data())
def test_several_removed_entries_name_the_first(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    first = data.draw(st.integers(min_value=0, max_value=length - 1))
    last = data.draw(st.integers(min_value=first, max_value=length - 1))
    head = entries[-1].hash
    del entries[first : last + 1]

    assert broken_at(entries, head, length) == audit_id(BOOKING_ID, first + 1)


@given(length=LENGTHS, data=st.data(), well_sealed=st.booleans())
def test_inserted_entry_is_named(length: int, data: st.DataObject, well_sealed: bool) -> None:
    entries = chain(length)
    place = data.draw(st.integers(min_value=0, max_value=length))
    head = entries[-1].hash
    forged = msgspec.structs.replace(
        entries[min(place, length - 1)],
        audit_id=f"{audit_id(BOOKING_ID, place)}x",
        seq=place + 1,
        action="booking.forged",
        previous_hash=entries[place - 1].hash if place else GENESIS,
    )
    entries.insert(place, chain_entry(forged) if well_sealed else forged)

    assert broken_at(entries, head, length) == forged.audit_id


@given(length=LENGTHS, data=st.data())
def test_swapped_entries_name_the_first_of_them(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    place = data.draw(st.integers(min_value=0, max_value=length - 2))
    head = entries[-1].hash
    entries[place], entries[place + 1] = entries[place + 1], entries[place]

    named = broken_at(entries, head, length)

    assert named in {audit_id(BOOKING_ID, place + 1), audit_id(BOOKING_ID, place + 2)}


@given(length=LENGTHS, data=st.data())
def test_truncated_chain_names_the_first_entry_that_is_gone(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    kept = data.draw(st.integers(min_value=0, max_value=length - 1))
    head = entries[-1].hash

    assert broken_at(entries[:kept], head, length) == audit_id(BOOKING_ID, kept + 1)


@given(length=LENGTHS)
def test_chain_rewritten_from_the_beginning_does_not_lead_to_the_bookings_head(length: int) -> None:
    head = chain(length)[-1].hash
    other = [
        chain_entry(msgspec.structs.replace(entry, requester_id="eve", previous_hash=GENESIS)) for entry in chain(1)
    ]

    assert broken_at(other, head, length) is not None


@pytest.mark.parametrize("field", AuditEntry.__struct_fields__)
def test_every_field_is_under_the_hash(field: str) -> None:
    entry = chain(2)[-1]
    other: dict[str, object] = {"seq": 9, "detail": {"a": 1}, "timestamp": NOW, "actor": Actor(kind="person", id="x")}

    changed = msgspec.structs.replace(entry, **{field: other.get(field, "0" * 64)})

    assert (chain_entry(changed).hash == entry.hash) is (field == "hash")


def test_an_entry_that_names_no_subjects_has_the_hash_that_it_had_before_there_were_any() -> None:
    (entry,) = chain(1)
    plain = msgspec.to_builtins(msgspec.structs.replace(entry, hash="", subject_ids=()))
    del plain["subjectIds"], plain["previousAt"], plain["actor"]["role"], plain["actor"]["programId"]

    named = chain_entry(msgspec.structs.replace(entry, subject_ids=("david",)))

    assert chain_entry(msgspec.structs.replace(entry, subject_ids=())).hash == sha256(_sorted(plain)).hexdigest()
    assert named.hash == sha256(_sorted(plain | {"subjectIds": ["david"]})).hexdigest()


def _sorted(plain: Any) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def test_an_entry_without_a_program_has_the_hash_that_it_had_before_there_were_programs() -> None:
    (entry,) = chain(1)
    plain = msgspec.to_builtins(msgspec.structs.replace(entry, hash="", subject_ids=()))
    del plain["previousAt"], plain["subjectIds"], plain["actor"]["programId"], plain["actor"]["role"]
    by_program = msgspec.structs.replace(entry.actor, program_id="a-bot")

    assert chain_entry(msgspec.structs.replace(entry, subject_ids=())).hash == sha256(_sorted(plain)).hexdigest()
    assert chain_entry(msgspec.structs.replace(entry, actor=by_program)).hash != chain_entry(entry).hash
