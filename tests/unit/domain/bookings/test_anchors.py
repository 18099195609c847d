"""Anchors: whatever is under a root can be proven by itself, and nothing else can."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bookings.anchors import (
    FIRST_ROOT,
    Anchor,
    Leaf,
    Receipt,
    Signed,
    Unproven,
    build_tree,
    climb,
    follows,
    list_receipts,
    make_statement,
    prove,
)
from tests.support.booked_samples import NOW

SIZES = st.integers(min_value=1, max_value=40)


def anchor(size: int, former: Anchor | None = None, name: str = "a") -> Anchor:
    number, root = (former.signed.statement.number, former.signed.statement.root) if former else (0, FIRST_ROOT)
    heads = tuple(Leaf(f"bkg_{name}{place}", place + 1, f"{place:064x}", NOW) for place in range(size))
    statement = make_statement("local", number + 1, heads, root, NOW)
    return Anchor(Signed(msgspec.json.encode(statement).decode(), "signature", "key"), heads)


def proves(receipt: Receipt, booking_id: str, *, stage: str = "local", number: int = 1) -> bool:
    try:
        prove(receipt, booking_id, stage=stage, number=number)
    except Unproven:
        return False
    return True


@given(size=SIZES)
def test_every_leaf_climbs_to_the_root_and_from_no_other_place(size: int) -> None:
    leaves = [bytes([place]) * 32 for place in range(size)]
    root, paths = build_tree(leaves)

    for place, (leaf, path) in enumerate(zip(leaves, paths, strict=True)):
        assert climb(leaf, place, size, path) == root
        assert size == 1 or climb(leaves[place - 1], place, size, path) != root


@given(size=SIZES)
def test_every_receipt_proves_its_own_head_and_no_other(size: int) -> None:
    receipts = list_receipts(anchor(size))

    assert [proves(each, each.leaf.booking_id) for each in receipts] == [True] * size
    assert not any(proves(each, "bkg_other") for each in receipts)


@given(size=SIZES, data=st.data())
def test_a_receipt_that_was_altered_anywhere_proves_nothing(size: int, data: st.DataObject) -> None:
    receipt = data.draw(st.sampled_from(list_receipts(anchor(size))))
    other = anchor(size, name="b")
    changes = {
        "leaf": msgspec.structs.replace(receipt.leaf, version=receipt.leaf.version + 1),
        "place": receipt.place + 1,
        "path": (*receipt.path[:-1], "0" * 64),
        "root": "0" * 64,
        "signed": other.signed,
        "anchored_at": NOW.replace(year=2030),
    }
    field = data.draw(st.sampled_from(sorted(changes)))

    assert not proves(msgspec.structs.replace(receipt, **{field: changes[field]}), receipt.leaf.booking_id)


@pytest.mark.parametrize(("stage", "number"), [("prod", 1), ("local", 2)])
def test_a_receipt_is_for_its_stage_and_its_anchor(stage: str, number: int) -> None:
    (receipt,) = list_receipts(anchor(1))

    assert not proves(receipt, receipt.leaf.booking_id, stage=stage, number=number)


@given(sizes=st.lists(st.integers(min_value=1, max_value=5), min_size=2, max_size=5), data=st.data())
def test_anchors_are_a_chain_that_none_can_be_taken_from(sizes: list[int], data: st.DataObject) -> None:
    chain: list[Anchor] = []
    for size in sizes:
        chain.append(anchor(size, chain[-1] if chain else None))
    assert all(follows(each, former) for former, each in zip([None, *chain], chain, strict=False))

    gone = data.draw(st.integers(min_value=0, max_value=len(chain) - 2))
    former = chain[gone - 1] if gone else None

    assert not follows(chain[gone + 1], former)
    assert not follows(msgspec.structs.replace(chain[gone], heads=chain[gone].heads[:-1]), former)
