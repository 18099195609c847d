"""A citation is verbatim where its section says so, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.citation import Citation, cite, is_verbatim
from chalicelib.domain.policy_documents.section import Section

DOCUMENT = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"


def make_section(text: str, page_starts: tuple[tuple[int, int], ...] = ()) -> Section:
    return Section(position=3, number="4.2", heading="Hotels", level=2, text=text, page_starts=page_starts)


def make_citation(section: Section, start: int, end: int) -> Citation:
    return cite(section, start, end, document_id=DOCUMENT, version=2, title="Travel handbook")


@given(st.data())
def test_whatever_is_cited_stands_there_letter_by_letter(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=80))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    section = make_section(text)

    citation = make_citation(section, start, end)

    assert citation.quote == text[start:end]
    assert is_verbatim(citation, section)


@given(st.text(min_size=2, max_size=40), st.characters())
def test_a_letter_changed_in_the_section_is_seen(text: str, other: str) -> None:
    citation = make_citation(make_section(text), 0, len(text))
    changed = other + text[1:]

    assert is_verbatim(citation, make_section(changed)) == (changed == text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 7), (6, 7)])
def test_a_citation_beyond_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        make_citation(make_section("Hotels"), start, end)


def test_the_page_of_a_citation_is_the_one_that_it_begins_on() -> None:
    section = make_section("aaaa bbbb cccc", page_starts=((0, 7), (5, 8), (10, 9)))

    assert [make_citation(section, at, at + 1).page for at in (0, 4, 5, 9, 10, 13)] == [7, 7, 8, 8, 9, 9]
    assert make_citation(make_section("no pages"), 0, 2).page is None
