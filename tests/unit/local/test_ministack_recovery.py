"""The journal of the embedded cloud gives back a table as it was at any moment, whatever became of it since."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from local.ministack_recovery import Change, Journal, copy_items, digest_of

CHANGES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from("ab"), st.sampled_from("xy"), st.none() | st.integers(0, 3)),
    max_size=12,
)


def apply(items: dict[str, dict[str, Any]], partition: str, sort: str, item: Any) -> None:
    """Do to a table what the emulator does."""
    if item is None:
        items.get(partition, {}).pop(sort, None)
        if not items.get(partition, True):
            del items[partition]
    else:
        items.setdefault(partition, {})[sort] = item


@settings(max_examples=60, deadline=None)
@given(before=CHANGES, changes=CHANGES, moment=st.integers(-1, 10))
def test_a_table_is_what_it_was(before: list[Any], changes: list[Any], moment: int) -> None:
    table: dict[str, Any] = {"TableId": "1", "TableName": "notes", "items": {}}
    for _, *change in before:
        apply(table["items"], *change)
    journal, then = Journal(), copy_items(table["items"])
    for at, *change in sorted(changes, key=lambda each: int(each[0])):
        journal.note(table, Change(at, *change))
        apply(table["items"], *change)
        if at <= moment:
            then = copy_items(table["items"])

    assert journal.items_at(table, moment) == then
    assert journal.items_at({**table, "TableId": "2"}, moment) == table["items"], "another table has not changed"


def test_an_item_has_one_hash_as_it_is_written_and_as_it_is_read() -> None:
    written = {"userId": {"S": "anna"}, "fixes": {"B": "AAH/"}, "parts": {"BS": ["AA==", "/w=="]}}
    read = {"parts": {"BS": [b"\x00", b"\xff"]}, "fixes": {"B": b"\x00\x01\xff"}, "userId": {"S": "anna"}}

    assert digest_of(read) == digest_of(written)
    assert digest_of(read) != digest_of({**read, "fixes": {"B": b"\x00\x01\xfe"}})
