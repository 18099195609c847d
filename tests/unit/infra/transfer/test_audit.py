"""What proves the audit of a bundle proves it alone, and whatever is done to a chain or an anchor is found."""

import base64
import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib import clock
from chalicelib.domain.bookings.anchors import Anchor, Receipt
from chalicelib.gateways import anchors
from chalicelib.services.operations import anchoring
from infra.transfer.audit import verify_bundle
from infra.transfer.bundle import Bundle, Manifest, Row, begin_bundle
from infra.transfer.importing import check_bundle
from infra.transfer.tables import ImportRefused
from tests.simulation.cloud.empty import empty_cloud
from tests.support.tables import REGION
from tests.unit.services.privacy.privacy_samples import keep_booking

Parts = dict[str, list[Row]]
BOOKINGS, ENTRIES, LOCKED = "tables/bookings", "tables/booking-audit", "locked"
ANCHORED = 3


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """Some bookings, all but the last anchored."""
    with empty_cloud() as wire:
        for _ in range(ANCHORED):
            keep_booking()
            anchoring.anchor_heads()
        keep_booking()
        dynamodb = boto3.client("dynamodb", region_name=REGION)
        rows = {name: dynamodb.scan(TableName=f"sojourn-local-{name[7:]}")["Items"] for name in (BOOKINGS, ENTRIES)}
        locked = [{"key": key, "text": text.decode()} for key, text in wire.audit_bucket.objects.items()]
        yield {**rows, LOCKED: locked, "key": [{"key": base64.b64encode(anchors.read_public_key()).decode()}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bundles")


def bundle_of(parts: Parts, folder: Path, *, age: float = 0) -> Bundle:
    moment = (clock.now() + timedelta(seconds=1)).timestamp() - age
    manifest = Manifest(
        id="b", stage="local", account="1", region=REGION, moment=moment, audit_key=parts["key"][0]["key"]
    )
    made = begin_bundle(folder / clock.new_id("bdl"), manifest)
    for name in (BOOKINGS, ENTRIES, LOCKED):
        made.write(name, parts[name])
    return made


def test_whole_chains_are_proven_by_the_bundle_alone(parts: Parts, folder: Path) -> None:
    found = verify_bundle(bundle_of(parts, folder))

    assert (found.chains, found.anchors, found.flaws) == (ANCHORED + 1, ANCHORED, ())


def test_what_was_anchored_after_the_moment_is_no_flaw(parts: Parts, folder: Path) -> None:
    assert verify_bundle(bundle_of({**parts, BOOKINGS: [], ENTRIES: []}, folder, age=3600)).flaws == ()


def drop_entry(parts: Parts, at: int) -> None:
    del parts[ENTRIES][at % len(parts[ENTRIES])]


def alter_entry(parts: Parts, at: int) -> None:
    entry = parts[ENTRIES][at % len(parts[ENTRIES])]
    entry["entry"] = {"S": entry["entry"]["S"].replace('"action":"', '"action":"not_', 1)}


def drop_booking(parts: Parts, at: int) -> None:
    anchored = [each for each in parts[BOOKINGS] if f"receipts/{each['bookingId']['S']}/" in str(parts[LOCKED])]
    parts[BOOKINGS].remove(anchored[at % ANCHORED])


def alter_anchor(parts: Parts, at: int) -> None:
    found = [each for each in parts[LOCKED] if each["key"].startswith("anchors/")]
    row = found[at % len(found)]
    anchor = msgspec.json.decode(row["text"], type=Anchor)
    row["text"] = msgspec.json.encode(msgspec.structs.replace(anchor, heads=anchor.heads[1:])).decode()


def sign_otherwise(parts: Parts, at: int) -> None:
    found = [each for each in parts[LOCKED] if each["key"].startswith("receipts/")]
    row = found[at % len(found)]
    receipt = msgspec.json.decode(row["text"], type=Receipt)
    signed = msgspec.structs.replace(receipt.signed, signature=base64.b64encode(b"another").decode())
    row["text"] = msgspec.json.encode(msgspec.structs.replace(receipt, signed=signed)).decode()


@pytest.mark.parametrize("damage", [drop_entry, alter_entry, drop_booking, alter_anchor, sign_otherwise])
@settings(max_examples=6, deadline=None)
@given(at=st.integers(0, 20))
def test_whatever_is_done_to_chain_or_anchor_is_found(
    parts: Parts, folder: Path, damage: Callable[[Parts, int], None], at: int
) -> None:
    damaged: Any = copy.deepcopy(parts)
    damage(damaged, at)

    assert verify_bundle(bundle_of(damaged, folder)).flaws


def test_what_is_not_proven_is_imported_by_who_says_so_alone(parts: Parts, folder: Path) -> None:
    damaged = copy.deepcopy(parts)
    drop_booking(damaged, 0)
    bundle, said = bundle_of(damaged, folder), list[str]()
    bundle.manifest.complete = True

    with pytest.raises(ImportRefused, match="The audit has 1 flaws"):
        check_bundle(bundle, flawed=False, say=said.append)

    assert "is gone, and was anchored" in said[0]
    assert check_bundle(bundle, flawed=True, say=said.append).flaws
