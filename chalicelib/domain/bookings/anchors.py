"""Anchors of audit chains: one Merkle root over the heads of all chains that have changed since the last anchor, signed
and kept where no function can change it. Whoever rewrites a chain, with all its hashes, cannot rewrite its anchor.

The tree is that of RFC 6962 (Certificate Transparency). Its first leaf is the former root, so that the anchors are a
chain themselves; every other one is the head of a booking's chain. A booking's receipt proves its leaf by the hashes
beside its way up to the root, and needs none of the other leaves.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value

FIRST_ROOT = "0" * 64
"""What stands for the former root in the first anchor."""
ALGORITHM = "ECDSA_SHA_256"
"""How statements are signed: on the curve P-256, as `openssl dgst -sha256 -verify` checks it."""


class Leaf(Value, frozen=True):
    """The head of a booking's chain when it was anchored."""

    booking_id: str
    version: Annotated[int, msgspec.Meta(ge=1, description="Number of the last entry that was anchored")]
    head: Annotated[str, msgspec.Meta(description="Hash of that entry")]
    changed_at: Annotated[datetime, msgspec.Meta(description="When that entry was written")]


class Statement(Value, frozen=True):
    """What is signed. Its JSON text is kept as it was signed."""

    stage: str
    number: Annotated[int, msgspec.Meta(ge=1)]
    anchored_at: datetime
    former_root: str
    root: str
    leaves: Annotated[int, msgspec.Meta(ge=1, description="How many leaves the tree has, the former root included")]


class Signed(Value, frozen=True):
    """A statement as it was signed."""

    text: Annotated[str, msgspec.Meta(description="The signed statement: these bytes, and no others")]
    signature: Annotated[str, msgspec.Meta(description="ECDSA P-256 over their SHA-256, DER in base64")]
    key_id: Annotated[str, msgspec.Meta(description="The KMS key that signed")]

    @property
    def statement(self) -> Statement:
        """What it says. Raises msgspec.ValidationError."""
        return msgspec.json.decode(self.text, type=Statement)


class Anchor(Value, frozen=True):
    """One anchor as it is kept: the signed statement, and every head that its root is over."""

    signed: Signed
    heads: tuple[Leaf, ...]


class Receipt(Value, frozen=True):
    """What proves that the head of a booking's chain is in an anchor."""

    anchored_at: Annotated[datetime, msgspec.Meta(description="When the anchor was signed")]
    root: Annotated[
        str, msgspec.Meta(description="Root of the Merkle tree over all heads of the anchor, in hexadecimal digits")
    ]
    leaf: Annotated[Leaf, msgspec.Meta(description="Head of this booking's chain, as it is in the tree")]
    place: Annotated[
        int, msgspec.Meta(ge=1, description="The leaf's place in the tree, from 0, which is the former root")
    ]
    path: Annotated[
        tuple[str, ...], msgspec.Meta(description="Hashes beside the leaf's way up to the root, the lowest first")
    ]
    signed: Annotated[Signed, msgspec.Meta(description="Statement about the root, with its signature")]


class Unproven(Exception):
    """A receipt does not prove what it says."""


def make_statement(stage: str, number: int, heads: Sequence[Leaf], former_root: str, at: datetime) -> Statement:
    """Return what is to be signed for an anchor over `heads`."""
    root, _ = build_tree(_hash_leaves(former_root, heads))
    return Statement(
        stage=stage,
        number=number,
        anchored_at=at,
        former_root=former_root,
        root=root.hex(),
        leaves=len(heads) + 1,
    )


def list_receipts(anchor: Anchor) -> list[Receipt]:
    """Return the receipt of every head in an anchor."""
    statement = anchor.signed.statement
    _, paths = build_tree(_hash_leaves(statement.former_root, anchor.heads))
    return [
        Receipt(
            anchored_at=statement.anchored_at,
            root=statement.root,
            leaf=leaf,
            place=place,
            path=tuple(each.hex() for each in paths[place]),
            signed=anchor.signed,
        )
        for place, leaf in enumerate(anchor.heads, start=1)
    ]


def prove(receipt: Receipt, booking_id: str, *, stage: str, number: int) -> None:
    """Check that the receipt is this booking's, of this stage's anchor of this number, and that its leaf lies under
    the root that was signed; the signature itself is checked elsewhere. Raises Unproven."""
    try:
        statement = receipt.signed.statement
        root = climb(_hash_leaf(receipt.leaf), receipt.place, statement.leaves, list(map(bytes.fromhex, receipt.path)))
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unproven("its receipt cannot be read") from error
    said = (receipt.leaf.booking_id, statement.stage, statement.number, statement.anchored_at, statement.root)
    if said != (booking_id, stage, number, receipt.anchored_at, receipt.root):
        raise Unproven("its receipt is another's")
    if root.hex() != statement.root:
        raise Unproven("its receipt does not lead to the root that was signed")


def follows(anchor: Anchor, former: Anchor | None) -> bool:
    """Return whether an anchor's root is over its heads and the former root, and its number the next."""
    statement = anchor.signed.statement
    number, root = (former.signed.statement.number, former.signed.statement.root) if former else (0, FIRST_ROOT)
    made = make_statement(statement.stage, number + 1, anchor.heads, root, statement.anchored_at)
    return made == statement


def build_tree(leaves: Sequence[bytes]) -> tuple[bytes, list[tuple[bytes, ...]]]:
    """Return the root over hashes of leaves, and for each leaf the hashes beside its way up, the lowest first."""
    if len(leaves) == 1:
        return leaves[0], [()]
    half = _split(len(leaves))
    left, left_paths = build_tree(leaves[:half])
    right, right_paths = build_tree(leaves[half:])
    return _hash_node(left, right), [(*path, right) for path in left_paths] + [(*path, left) for path in right_paths]


def climb(leaf: bytes, place: int, leaves: int, path: Sequence[bytes]) -> bytes:
    """Return the root that a leaf's hash leads to, from its place among so many. ValueError for a path that is too long
    or too short."""
    if not 0 <= place < leaves or (leaves == 1) != (not path):
        raise ValueError("the path does not fit the tree")
    if leaves == 1:
        return leaf
    half = _split(leaves)
    if place < half:
        return _hash_node(climb(leaf, place, half, path[:-1]), path[-1])
    return _hash_node(path[-1], climb(leaf, place - half, leaves - half, path[:-1]))


def _hash_leaves(former_root: str, heads: Sequence[Leaf]) -> list[bytes]:
    return [_hash(b"\0" + bytes.fromhex(former_root)), *map(_hash_leaf, heads)]


def _hash_leaf(leaf: Leaf) -> bytes:
    return _hash(b"\0" + msgspec.json.encode(leaf, order="sorted"))


def _hash_node(left: bytes, right: bytes) -> bytes:
    return _hash(b"\1" + left + right)


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _split(leaves: int) -> int:
    """Return how many leaves go to the left: the greatest power of two that is less than all of them."""
    return 1 << (leaves - 1).bit_length() - 1
