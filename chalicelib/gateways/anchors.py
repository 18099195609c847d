"""The bucket of the anchors, and the key that signs them. Only the anchoring function may write and sign; nobody may
change or remove what lies there before its time, for the bucket locks every object."""

import base64
import threading
import time
from contextlib import suppress
from typing import NamedTuple

import msgspec

from chalicelib import settings
from chalicelib.domain.bookings.anchors import ALGORITHM, Anchor, Receipt, Signed, Statement
from chalicelib.errors import Conflict
from chalicelib.gateways import locked_bucket

_ANCHORS, _RECEIPTS = "anchors", "receipts"
# Names count downwards, so that the latest comes first in a listing, which S3 sorts by name.
_HIGHEST = 9_999_999_999
_KEPT_SECONDS = 300.0

_lock = threading.Lock()
_public_key: dict[str, tuple[float, bytes]] = {}


class StoredReceipt(NamedTuple):
    """A receipt as it was found: its anchor's number, by its name, and its text."""

    number: int
    text: bytes

    def read(self) -> Receipt:
        """Return the receipt. Raises msgspec.MsgspecError."""
        return msgspec.json.decode(self.text, type=Receipt)


def sign(statement: Statement) -> Signed:
    """Return the statement, signed. Raises Unavailable."""
    text = msgspec.json.encode(statement).decode()
    asked = {"KeyId": _alias(), "Message": text.encode(), "MessageType": "RAW", "SigningAlgorithm": ALGORITHM}
    answer = locked_bucket.call("kms", "sign", **asked)
    return Signed(text=text, signature=base64.b64encode(answer["Signature"]).decode(), key_id=answer["KeyId"])


def is_signed(signed: Signed) -> bool:
    """Return whether the signature is the stage's key's, whatever key it names. Raises Unavailable."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    public_key = serialization.load_der_public_key(read_public_key())
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        return False
    try:
        public_key.verify(base64.b64decode(signed.signature), signed.text.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def read_public_key() -> bytes:
    """Return the key that signatures are checked with, in DER; kept for five minutes. Raises Unavailable."""
    alias = _alias()
    with _lock:
        until, known = _public_key.get(alias, (0.0, b""))
    if time.monotonic() < until:
        return known
    found = bytes(locked_bucket.call("kms", "get_public_key", KeyId=alias)["PublicKey"])
    with _lock:
        _public_key[alias] = (time.monotonic() + _KEPT_SECONDS, found)
    return found


def find_latest() -> Anchor | None:
    """Return the latest anchor; None before the first. Raises Unavailable."""
    found = locked_bucket.list_keys(f"{_ANCHORS}/", most=1)
    return msgspec.json.decode(locked_bucket.read(found[0]), type=Anchor) if found else None


def list_anchors(*, before: int | None = None, most: int = 100) -> list[tuple[int, Anchor]]:
    """Return anchors with their numbers, the latest first, or from the one before a number. Raises Unavailable."""
    after = "" if before is None else _key(_ANCHORS, before)
    return [
        (_number(key), msgspec.json.decode(locked_bucket.read(key), type=Anchor))
        for key in locked_bucket.list_keys(f"{_ANCHORS}/", most=most, after=after)
    ]


def keep_anchor(anchor: Anchor) -> None:
    """Keep an anchor. Raises Conflict when there is one of its number already, Unavailable."""
    locked_bucket.add(_key(_ANCHORS, anchor.signed.statement.number), msgspec.json.encode(anchor))


def keep_receipt(receipt: Receipt) -> None:
    """Keep a booking's receipt; the same one again changes nothing. Raises Unavailable."""
    folder = f"{_RECEIPTS}/{receipt.leaf.booking_id}"
    with suppress(Conflict):
        locked_bucket.add(_key(folder, receipt.signed.statement.number), msgspec.json.encode(receipt))


def find_receipt(booking_id: str) -> StoredReceipt | None:
    """Return the latest receipt of a booking; None before its first. Raises Unavailable."""
    found = locked_bucket.list_keys(f"{_RECEIPTS}/{booking_id}/", most=1)
    return StoredReceipt(_number(found[0]), locked_bucket.read(found[0])) if found else None


def list_anchored(*, after: str, most: int) -> list[str]:
    """Return ids of bookings that were ever anchored, in their order, from the one after `after`. Raises
    Unavailable."""
    start = f"{_RECEIPTS}/{after}/~" if after else ""  # after all of its receipts
    return [each for each in locked_bucket.list_folders(f"{_RECEIPTS}/", most=most, after=start) if each > after]


def _key(folder: str, number: int) -> str:
    return f"{folder}/{_HIGHEST - number:010d}.json"


def _number(key: str) -> int:
    return _HIGHEST - int(key.rpartition("/")[2].removesuffix(".json"))


def _alias() -> str:
    return f"alias/{settings.current().name('audit')}"
