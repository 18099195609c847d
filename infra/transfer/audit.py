"""What proves the audit of what was taken out: every chain is walked, and every anchor checked, from the bundle alone,
by its own public key, so that neither the stage nor an account is needed for it."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from chalicelib.domain.bookings import anchors as rules
from chalicelib.domain.bookings import audit
from chalicelib.domain.bookings.anchors import Anchor, Receipt, Signed, Unproven
from chalicelib.domain.bookings.audit import AuditEntry
from chalicelib.dynamodb.tables import lengthen
from infra.target import Say, Target
from infra.transfer.bundle import Bundle, Row

PART = "locked"
_ANCHORS, _RECEIPTS = "anchors/", "receipts/"
_HIGHEST = 9_999_999_999  # names of anchors and receipts count down from it


class Audited(NamedTuple):
    """How many chains and anchors were checked, and what is wrong with which."""

    chains: int
    anchors: int
    flaws: tuple[str, ...]


class _Proofs(NamedTuple):
    """What the bundle has of anchors: the public key, and the receipts of each booking, the latest first."""

    key: ec.EllipticCurvePublicKey | None
    receipts: dict[str, list[tuple[int, str]]]


def bucket_of(target: Target) -> str:
    """Return the name of a stage's bucket of anchors."""
    return f"sojourn-{target.stage}-audit-anchors-{target.account()}-{target.region}"


def export_locked(target: Target, bundle: Bundle, say: Say) -> None:
    """Write what is locked away, the anchors and their receipts and the ledger of erasures, and the key of both."""
    answer = target.client("kms").get_public_key(KeyId=f"alias/sojourn-{target.stage}-audit")
    bundle.manifest.audit_key = base64.b64encode(answer["PublicKey"]).decode()
    if not bundle.has(PART):
        part = bundle.write(PART, _list_locked(target))
        say(f"export: {part.rows} anchors, receipts and entries of the ledger of erasures")


def _list_locked(target: Target) -> Iterator[Row]:
    s3, bucket = target.client("s3"), bucket_of(target)
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for each in page.get("Contents", []):
            body = s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            yield {"key": each["Key"], "text": body.decode()}


def verify_bundle(bundle: Bundle) -> Audited:
    """Check every chain of the bundle against its booking and its anchor, and the anchors against each other."""
    moment = datetime.fromtimestamp(bundle.manifest.moment, UTC)
    proofs = _Proofs(_load_key(bundle), _list_receipts(bundle))
    anchors, flaws = _check_anchors(bundle, proofs.key)
    chains, seen = 0, set[str]()
    with closing(sqlite3.connect("")) as entries:
        _sort_entries(bundle, entries)
        for row in bundle.read("tables/bookings"):
            chains += 1
            seen.add(row["bookingId"]["S"])
            flaws += _check_chain(bundle, row, entries, proofs, moment)
    lost = sorted(each for each in proofs.receipts.keys() - seen if _is_of(proofs.receipts[each], moment))
    flaws += [f"{booking_id} is gone, and was anchored" for booking_id in lost]
    return Audited(chains, anchors, tuple(flaws))


def _is_of(receipts: list[tuple[int, str]], moment: datetime) -> bool:
    return any(msgspec.json.decode(text, type=Receipt).anchored_at <= moment for _, text in receipts)


def _sort_entries(bundle: Bundle, entries: sqlite3.Connection) -> None:
    """Have the entries by booking, on disk: there may be more than memory holds."""
    entries.execute("create table entries (booking text, seq text, entry text)")
    rows = (
        (row["bookingId"]["S"], row["auditId"]["S"], row["entry"]["S"]) for row in bundle.read("tables/booking-audit")
    )
    entries.executemany("insert into entries values (?, ?, ?)", rows)
    entries.execute("create index by_booking on entries (booking, seq)")


def _check_chain(bundle: Bundle, row: Row, entries: sqlite3.Connection, proofs: _Proofs, moment: datetime) -> list[str]:
    booking_id, version = row["bookingId"]["S"], int(row["version"]["N"])
    found = entries.execute("select entry from entries where booking = ? order by seq", (booking_id,))
    try:
        chain = [msgspec.json.decode(lengthen(text), type=AuditEntry) for (text,) in found]
        head = json.loads(lengthen(row["document"]["S"]))["auditHead"]
        receipt = _prove(bundle, booking_id, proofs, moment)
    except (msgspec.MsgspecError, ValueError, KeyError) as error:
        return [f"{booking_id} cannot be read: {type(error).__name__}"]
    except Unproven as error:
        return [f"{booking_id}: {error}"]
    verified = audit.verify(booking_id, chain, head, version=version, now=moment, anchor=receipt)
    return [] if verified.intact else [f"{booking_id}: {verified.reason}"]


def _prove(bundle: Bundle, booking_id: str, proofs: _Proofs, moment: datetime) -> Receipt | None:
    """Return the latest receipt of a booking from before the moment, once it is proven. Raises Unproven."""
    for number, text in proofs.receipts.get(booking_id, []):
        receipt = msgspec.json.decode(text, type=Receipt)
        if receipt.anchored_at > moment:
            continue
        rules.prove(receipt, booking_id, stage=bundle.manifest.stage, number=number)
        if not _is_signed(receipt.signed, proofs.key):
            raise Unproven("its receipt is not signed by the stage's key")
        return receipt
    return None


def _check_anchors(bundle: Bundle, key: ec.EllipticCurvePublicKey | None) -> tuple[int, list[str]]:
    """Check that each anchor is signed and follows the one before; how many there are, and what is wrong."""
    found = sorted((_number(row["key"]), row["text"]) for row in bundle.read(PART) if row["key"].startswith(_ANCHORS))
    former: Anchor | None = None
    flaws = []
    for number, text in found:
        anchor = msgspec.json.decode(text, type=Anchor)
        if not _is_signed(anchor.signed, key) or not rules.follows(anchor, former):
            flaws.append(f"anchor {number} is not signed by the stage's key, or does not follow the one before")
        former = anchor
    return len(found), flaws


def _list_receipts(bundle: Bundle) -> dict[str, list[tuple[int, str]]]:
    receipts: dict[str, list[tuple[int, str]]] = {}
    for row in bundle.read(PART):
        if row["key"].startswith(_RECEIPTS):
            booking_id = row["key"].split("/")[1]
            receipts.setdefault(booking_id, []).append((_number(row["key"]), row["text"]))
    return {booking_id: sorted(each, reverse=True) for booking_id, each in receipts.items()}


def _number(key: str) -> int:
    return _HIGHEST - int(key.rpartition("/")[2].removesuffix(".json"))


def _load_key(bundle: Bundle) -> ec.EllipticCurvePublicKey | None:
    loaded = serialization.load_der_public_key(base64.b64decode(bundle.manifest.audit_key))
    return loaded if isinstance(loaded, ec.EllipticCurvePublicKey) else None


def _is_signed(signed: Signed, key: ec.EllipticCurvePublicKey | None) -> bool:
    if key is None:
        return False
    try:
        key.verify(base64.b64decode(signed.signature), signed.text.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_anchored_here(target: Target, bundle: Bundle) -> bool:
    """Return whether the stage's own anchors are those of the bundle: it has the same name, and signs with the same
    key."""
    answer = target.client("kms").get_public_key(KeyId=f"alias/sojourn-{target.stage}-audit")
    same_key = base64.b64encode(answer["PublicKey"]).decode() == bundle.manifest.audit_key
    return same_key and target.stage == bundle.manifest.stage


def mark_unanchored(row: Row) -> Row:
    """Return a booking's row as one that no anchor of the stage has yet, so that the next one has it."""
    document: dict[str, Any] = json.loads(lengthen(row["document"]["S"]))
    return {**row, "unanchored": {"S": "yes"}, "unanchoredSince": {"S": document["updatedAt"]}}
