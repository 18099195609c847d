"""The audit's anchors, over a whole world: what an insider does to the tables afterwards is found, and one bad row
keeps none of the others from being anchored."""

import base64
import json
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.anchors import Anchor, follows
from chalicelib.domain.bookings.audit import KEPT, Actor, Verification, audit_id, chain_entry
from chalicelib.errors import NotAllowed, Unavailable
from chalicelib.gateways import anchors
from chalicelib.models import booking_audit
from chalicelib.models.booking_audit import AuditRow
from chalicelib.models.bookings import BookingRow
from chalicelib.services.bookings import audits
from chalicelib.services.operations import anchoring
from tests.simulation.stages import EVA, planned
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.simulation.worlds import world as made_world
from tests.support.connection import Cut


@pytest.fixture
def world() -> Iterator[World]:
    with made_world() as made:
        yield made


def _all(limit: int = 2) -> list[Verification]:
    """Every verification, page by page."""
    found: list[Verification] = []
    start = None
    while True:
        page, start = audits.verify_anchored(EVA, limit=limit, start=start)
        found += page
        if start is None:
            return found


def _broken() -> dict[str, tuple[str | None, str | None]]:
    return {each.booking_id: (each.first_broken_entry_id, each.reason) for each in _all() if not each.intact}


def _rewrite(booking_id: str, *, keep: int | None = None, actor: Actor | None = None) -> None:
    """What an insider does with both tables: cut the chain, or write it anew, and set the booking's head by it."""
    rows = list(AuditRow.query(booking_id))
    for row in rows[keep:] if keep is not None else ():
        row.delete()
    previous = None
    for row in rows[:keep]:
        entry = msgspec.structs.replace(row.entry, actor=actor or row.entry.actor)
        entry = msgspec.structs.replace(entry, previous_hash=previous or entry.previous_hash)
        row.entry = chain_entry(entry)
        row.save()
        previous = row.entry.hash
    kept = BookingRow.get(booking_id)
    kept.document = msgspec.structs.replace(kept.document, audit_head=previous, version=len(rows[:keep]))
    kept.version = kept.document.version
    kept.save()


def test_a_verification_says_up_to_where_it_is_anchored(world: World) -> None:
    booking_id = planned(world)
    assert audits.verify_audit(ANNA, booking_id).anchor is None

    done = anchoring.anchor_heads(seconds=60)
    anchored = world.booking(booking_id)
    world.choose(booking_id)
    world.run()
    proof = audits.verify_audit(ANNA, booking_id)

    assert (done.anchors, done.bookings, done.failed) == (1, 1, 0)
    assert proof.intact
    assert proof.version > anchored.version
    assert proof.anchor is not None
    assert (proof.anchor.leaf.version, proof.anchor.leaf.head) == (anchored.version, anchored.audit_head)
    assert proof.anchor.signed.key_id.startswith("arn:aws:kms:")


def test_what_an_insider_does_to_both_tables_is_found(world: World) -> None:
    cut, sealed, deleted, whole, garbled = (planned(world) for _ in range(5))
    anchoring.anchor_heads(seconds=60)
    version = world.booking(cut).version
    world.wire.tables.committed = lambda _written: None  # the world itself would not have it

    _rewrite(cut, keep=version - 1)
    _rewrite(sealed, actor=Actor(kind="person", id="eve"))
    BookingRow(deleted).delete()
    rows: dict[Any, Any] = world.wire.tables.tables["sojourn-local-booking-audit"].rows
    (row,) = [each for each in rows.values() if each["auditId"]["S"] == audit_id(garbled, 2)]
    row["entry"] = {"S": "AQICAHgW encrypted anew"}

    found = _broken()

    assert audits.verify_audit(ANNA, cut).first_broken_entry_id == audit_id(cut, version)
    assert found == {
        cut: (audit_id(cut, version), f"it is missing: the chain was anchored up to entry {version}"),
        sealed: (
            audit_id(sealed, world.booking(sealed).version),
            "it is not the entry that was anchored: it, or one before, was rewritten",
        ),
        deleted: (audit_id(deleted, 1), "the booking is gone, and was anchored"),
        garbled: (audit_id(garbled, 2), "it cannot be read"),
    }
    assert whole in {each.booking_id for each in _all()}


def test_a_receipt_that_is_no_longer_what_was_signed_is_found(world: World) -> None:
    forged, swapped, unreadable, older = (planned(world) for _ in range(4))
    anchoring.anchor_heads(seconds=60)
    objects = world.wire.audit_bucket.objects
    key = {
        booking_id: next(key for key in objects if booking_id in key) for booking_id in (forged, swapped, unreadable)
    }
    receipt = json.loads(objects[key[forged]])
    receipt["signed"]["signature"] = base64.b64encode(b"eve").decode()
    objects[key[forged]] = json.dumps(receipt).encode()
    objects[key[swapped]] = objects[next(key for key in objects if older in key)]
    objects[key[unreadable]] = b"{}"

    reasons = {booking_id: reason for booking_id, (_, reason) in _broken().items()}

    assert reasons == {
        forged: "its receipt is not signed by the stage's key, by which it was anchored",
        swapped: "its receipt is another's, by which it was anchored",
        unreadable: "its receipt cannot be read, by which it was anchored",
    }


def test_only_travel_managers_and_operators_verify_all(world: World) -> None:
    for who in (ANNA, DAVID):
        with pytest.raises(NotAllowed):
            audits.verify_anchored(who, limit=10, start=None)
    assert audits.verify_anchored(CLARA, limit=10, start=None)[0] == []


def test_one_booking_that_cannot_be_read_keeps_no_other_from_being_anchored(world: World) -> None:
    first, second = planned(world), planned(world)
    rows: dict[Any, Any] = world.wire.tables.tables["sojourn-local-bookings"].rows
    (row,) = [each for each in rows.values() if each["bookingId"]["S"] == first]
    whole, row["document"] = row["document"], {"S": '{"from": "a newer release"}'}

    done = anchoring.anchor_heads(seconds=60)

    assert (done.bookings, done.failed) == (1, 1)
    assert audits.verify_audit(ANNA, second).anchor is not None
    (row,) = [each for each in rows.values() if each["bookingId"]["S"] == first]
    row["document"] = whole
    world.clock.turn(hours=1)
    assert anchoring.anchor_heads(seconds=60).bookings == 1
    assert audits.verify_audit(ANNA, first).anchor is not None


def measured_ages(capsys: pytest.CaptureFixture[str]) -> list[float]:
    """What was measured since it was asked for last, in seconds."""
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    return [line["AuditUnanchoredSeconds"][0] for line in lines if "AuditUnanchoredSeconds" in line]


def test_only_what_is_not_anchored_is_measured(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    planned(world)
    world.clock.turn(hours=2)
    logging.disable(logging.NOTSET)  # a world is quiet

    anchoring.anchor_heads(seconds=0)
    (age,) = measured_ages(capsys)
    anchoring.anchor_heads(seconds=60)

    assert age >= 7_200
    assert measured_ages(capsys) == []


def test_what_cannot_be_anchored_is_as_old_as_its_change_however_often_it_is_tried(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    booking_id = planned(world)
    rows: dict[Any, Any] = world.wire.tables.tables["sojourn-local-bookings"].rows
    (row,) = [each for each in rows.values() if each["bookingId"]["S"] == booking_id]
    whole, row["document"] = row["document"], {"S": '{"from": "a newer release"}'}
    logging.disable(logging.NOTSET)  # a world is quiet

    for _ in range(4):
        world.clock.turn(hours=1)
        anchoring.anchor_heads(seconds=60)

    ages = measured_ages(capsys)
    assert [int(age) // 3_600 for age in ages] == [1, 2, 3, 4]
    (row,) = [each for each in rows.values() if each["bookingId"]["S"] == booking_id]
    row["document"] = whole
    world.clock.turn(hours=1)
    assert anchoring.anchor_heads(seconds=60).bookings == 1
    assert measured_ages(capsys) == []


def test_age_is_measured_also_when_nothing_can_be_anchored_at_all(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(world)
    world.clock.turn(hours=5)
    logging.disable(logging.NOTSET)  # a world is quiet
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation.startswith("s3.") else None

    with pytest.raises(Unavailable):
        anchoring.anchor_heads(seconds=60)

    assert [int(age) // 3_600 for age in measured_ages(capsys)] == [5]


def test_a_run_goes_on_where_the_last_one_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    booked = [planned(world) for _ in range(5)]
    monkeypatch.setattr(anchoring, "_A_TREE", 2)

    assert anchoring.anchor_heads(seconds=0).anchors == 0
    done = anchoring.anchor_heads(seconds=60)
    world.clock.turn(hours=1)
    assert anchoring.anchor_heads(seconds=60) == anchoring.Anchored()

    chain = [anchor for _, anchor in reversed(anchors.list_anchors())]
    assert (done.anchors, done.bookings) == (3, 5)
    assert [len(each.heads) for each in chain] == [2, 2, 1]
    assert all(follows(each, former) for former, each in zip([None, *chain], chain, strict=False))
    assert [each.intact for each in _all()] == [True] * 5
    assert {each.booking_id for each in _all(limit=3)} == set(booked)


def test_two_runs_at_once_make_no_two_anchors_of_one_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(world)
    monkeypatch.setattr(anchors, "find_latest", lambda: None)  # as it was for a run that began before
    anchoring.anchor_heads(seconds=60)
    planned(world)

    assert anchoring.anchor_heads(seconds=60).anchors == 0
    assert len(anchors.list_anchors()) == 1


def test_a_chain_that_has_aged_is_whole(world: World) -> None:
    booking_id = planned(world)
    anchoring.anchor_heads(seconds=60)
    world.clock.time += KEPT
    for row in list(AuditRow.query(booking_id))[::2]:
        row.delete()

    proof = audits.verify_audit(ANNA, booking_id)

    assert (proof.intact, proof.aged_entries, proof.reason) == (True, proof.version, None)
    assert booking_audit.list_entries(booking_id)[0]


def test_an_auditor_needs_openssl_the_object_and_the_public_key(world: World, tmp_path: Path) -> None:
    planned(world)
    anchoring.anchor_heads(seconds=60)
    (stored,) = [body for key, body in world.wire.audit_bucket.objects.items() if key.startswith("anchors/")]
    signed = json.loads(stored)["signed"]
    (tmp_path / "key.der").write_bytes(anchors.read_public_key())
    (tmp_path / "signature").write_bytes(base64.b64decode(signed["signature"]))

    def check(text: str) -> bool:
        (tmp_path / "text").write_text(text, encoding="utf-8")
        command = "openssl dgst -sha256 -keyform DER -verify key.der -signature signature text"
        return subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 0

    assert check(signed["text"])
    assert not check(signed["text"].replace("local", "prod"))
    assert msgspec.json.decode(stored, type=Anchor).signed.statement.stage == "local"
