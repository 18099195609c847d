"""Long sections go on in another, and nothing that is read or cited of them changes."""

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.long_sections import fit_sections
from chalicelib.domain.policy_documents.section import Section, Table
from tests.support.policy_document_samples import section

PARAGRAPHS = st.lists(st.text(alphabet="ab \n|é", min_size=1, max_size=30), min_size=1, max_size=8)


def _with_pages(text: str, starts: list[int]) -> Section:
    pages = tuple((start, page) for page, start in enumerate(sorted({0, *(s for s in starts if s < len(text))}), 1))
    return msgspec.structs.replace(section(text=text), page_starts=pages)


@given(PARAGRAPHS, st.lists(st.integers(0, 200), max_size=4), st.integers(5, 40))
@example(["a" * 9, *["a" * 20] * 3, "a" * 29, "a" * 19 + "\n", "aaaa"], [128], 5)
@settings(max_examples=200, deadline=None)
def test_pieces_are_short_in_order_and_on_the_same_pages(
    paragraphs: list[str], starts: list[int], longest: int
) -> None:
    whole = _with_pages("\n\n".join(paragraphs), starts)

    pieces = fit_sections([whole], longest=longest)

    at = 0
    for position, piece in enumerate(pieces):
        assert piece.position == position
        assert len(piece.text) <= longest
        assert piece.text.strip() or position == 0
        assert (piece.number, piece.heading) == (whole.number, whole.heading)
        found = whole.text.index(piece.text, at)
        assert not whole.text[at:found].strip()
        for offset in range(len(piece.text)):
            assert piece.page_at(offset) == whole.page_at(found + offset)
        at = found + len(piece.text)
    assert not whole.text[at:].strip()


def test_table_that_stays_whole_moves_along_and_one_that_falls_apart_is_text_alone() -> None:
    rows = (("Berlin", "170"), ("Paris", "210"))
    text = "Rates a night follow.\n\nBerlin | 170\nParis | 210"
    start = text.index("Berlin")
    table = Table(start=start, end=len(text), caption=None, rows=rows)
    whole = msgspec.structs.replace(section(text=text), tables=(table,), captions=("A",))

    kept = fit_sections([whole], longest=45)
    torn = fit_sections([whole], longest=22)

    assert [(len(each.tables), each.captions) for each in kept] == [(0, ("A",)), (1, ())]
    assert kept[1].text[kept[1].tables[0].start : kept[1].tables[0].end] == "Berlin | 170\nParis | 210"
    assert [len(each.tables) for each in torn] == [0, 0, 0]


def test_short_sections_stay_as_they_are_but_for_their_numbers() -> None:
    sections = [section(position=7), section(position=9)]

    assert [each.position for each in fit_sections(sections)] == [0, 1]
    assert [each.text for each in fit_sections(sections)] == [each.text for each in sections]


def test_tables_and_captions_that_no_row_could_hold_are_left_out() -> None:
    wide = Table(start=0, end=5, caption=None, rows=(("x" * 30,),))
    whole = msgspec.structs.replace(section(text="Rates"), tables=(wide, wide), captions=("abc", "def", "ghi"))

    (piece,) = fit_sections([whole], longest=60)

    assert (len(piece.tables), piece.captions) == (1, ("abc", "def"))
