"""A bundle gives back what was written into it, in whatever order it came, and notices what was altered."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.transfer.bundle import Bundle, BundleBroken, Manifest, Total, begin_bundle, open_bundle, to_line

ROWS = st.lists(
    st.dictionaries(st.text(max_size=4), st.builds(lambda text: {"S": text}, st.text(max_size=8)), max_size=3),
    max_size=5,
)


def begin(folder: Path) -> Bundle:
    return begin_bundle(folder, Manifest(id="b", stage="dev", account="1", region="eu-central-1", moment=0))


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, others=st.randoms(use_true_random=False))
def test_rows_come_back_and_their_sum_knows_no_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Any], others: Any
) -> None:
    bundle = begin(tmp_path_factory.mktemp("bundles") / "bundle")
    part = bundle.write("tables/notes", rows)
    shuffled, total = list(rows), Total()
    others.shuffle(shuffled)
    for row in shuffled:
        total.add(to_line(row))

    again = open_bundle(bundle.folder)

    assert again is not None
    assert list(again.read("tables/notes")) == rows
    assert (part.rows, part.total) == (total.rows, str(total))
    assert again.has("tables/notes")


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 10_000))
def test_a_byte_that_is_altered_is_noticed(tmp_path_factory: pytest.TempPathFactory, at: int) -> None:
    bundle = begin(tmp_path_factory.mktemp("bundles") / "bundle")
    part = bundle.write("tables/notes", [{"noteId": {"S": "1"}}])
    bundle.manifest.complete = True
    bundle.check()
    body = bytearray((bundle.folder / part.file).read_bytes())
    body[at % len(body)] ^= 1
    (bundle.folder / part.file).write_bytes(body)

    with pytest.raises(BundleBroken, match="tables/notes"):
        bundle.check()


def test_rows_that_differ_have_another_sum() -> None:
    sums = set()
    different: list[list[Any]] = [[], [{}], [{}, {}], [{"a": {"S": "1"}}], [{"a": {"N": "1"}}]]
    for rows in different:
        total = Total()
        for row in rows:
            total.add(to_line(row))
        sums.add(str(total))
    assert len(sums) == 5


def test_nothing_is_written_where_something_else_lies(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Anna")

    with pytest.raises(BundleBroken, match="no bundle"):
        begin(tmp_path)


def test_a_list_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    begin(tmp_path / "bundle")
    (tmp_path / "bundle" / "manifest.json").write_text('{"format": 1}')

    with pytest.raises(BundleBroken, match="cannot be read"):
        open_bundle(tmp_path / "bundle")


def test_another_format_is_refused(tmp_path: Path) -> None:
    bundle = begin(tmp_path / "bundle")
    bundle.manifest.format = 2
    bundle.save()

    with pytest.raises(BundleBroken, match="format 2"):
        open_bundle(tmp_path / "bundle")
