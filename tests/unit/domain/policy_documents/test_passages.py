"""Passages of sections: every word once, none too long, cut where people would cut."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.passages import LONGEST_PASSAGE, Passage, passages_of
from chalicelib.domain.policy_documents.section import Section


def _section(text: str, heading: str = "Meals", position: int = 0) -> Section:
    return Section(position=position, number="4.2", heading=heading, level=1, text=text)


def _texts(section: Section) -> list[str]:
    return [passage.text for passage in passages_of([section])]


_WORDS = st.text(alphabet='ab.;!)"\u3002\u2019\u00e9\U0001f600 \n|', max_size=40)


@given(
    st.lists(st.builds(lambda words, times: words * times, _WORDS, st.integers(1, 120)), max_size=5).map("\n\n".join)
)
@example("a" * (2 * LONGEST_PASSAGE + 1))
@example("\n\n \n\n\n")
def test_passages_hold_every_word_once_in_order_and_none_is_too_long(text: str) -> None:
    passages = passages_of([_section(text)])

    assert "".join("".join(passage.text for passage in passages).split()) == "".join(text.split())
    assert all(0 < len(passage.text) <= LONGEST_PASSAGE for passage in passages)
    assert all(passage.text == passage.text.strip() for passage in passages)
    assert all(before.end <= after.start for before, after in pairwise(passages))


def test_a_paragraph_is_a_passage() -> None:
    assert _texts(_section("Dinner is paid.\n\nLunch is not.")) == ["Dinner is paid.", "Lunch is not."]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "A receipt is kept for every meal of the journey, however small."

    texts = _texts(_section(" ".join([sentence] * 40)))

    assert len(texts) > 1
    assert all(text.endswith("small.") and text.startswith("A receipt") for text in texts)


def test_a_long_table_is_cut_between_rows() -> None:
    row = "Berlin | 180 EUR | breakfast is included. Ask at the desk."

    texts = _texts(_section("\n".join([row] * 60)))

    assert len(texts) > 1
    assert {line for text in texts for line in text.split("\n")} == {row}


def test_a_heading_is_embedded_before_each_of_its_paragraphs_and_belongs_to_no_quote() -> None:
    asks = _section("No.", heading="May I fly first class because my companion does?")

    (passage,) = passages_of([asks])

    assert passage.embedded_text == "May I fly first class because my companion does?\nNo."
    assert passage.text == "No."


def test_a_section_without_a_heading_is_embedded_as_it_is() -> None:
    (passage,) = passages_of([_section("Welcome.", heading="")])

    assert passage.embedded_text == "Welcome."


def test_sections_without_text_have_no_passages() -> None:
    assert passages_of([_section(""), _section(" \n")]) == ()


def test_passages_of_several_sections_keep_their_sections() -> None:
    sections = [_section("One.", position=0), _section("Two.", position=1)]

    assert passages_of(sections) == (Passage(sections[0], 0, 4), Passage(sections[1], 0, 4))
