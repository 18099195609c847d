"""What indexes of vectors have in common: a vector a passage, and the best passage of each section."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.gateways.policy_index.nearest import (
    Embedders,
    Found,
    best_of_sections,
    embed_question,
    embed_sections,
)
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index.contract import CARS, HANDBOOK, sections_of

WORDS = Embedders(WordEmbedder(), WordEmbedder())


def entries(*texts: tuple[str, str]) -> list[tuple[int, str, bool]]:
    """The vectors of these sections: of which section, of which words, and whether of its heading."""
    made = embed_sections(WORDS, sections_of(*texts))
    return [(each.passage.section.position, each.passage.text, each.of_heading) for each in made]


def test_passages_have_vectors_and_so_have_headings_which_lead_to_the_first_passage() -> None:
    made = entries(("Taxi", "Paid at night.\n\nNot by day."), ("", "No heading."), ("No text", ""))

    assert made == [
        (0, "Paid at night.", False),
        (0, "Not by day.", False),
        (1, "No heading.", False),
        (0, "Paid at night.", True),
    ]


def test_a_text_without_a_word_that_the_model_knows_has_no_vector() -> None:
    assert entries(("\u2014", "?!"), ("", "...")) == []
    assert embed_question(WORDS, "?!") is None


def found(start: int, likeness: float, *, of_heading: bool = False) -> Found:
    return Found(HANDBOOK.document_id, 1, 0, start, start + 3, likeness, of_heading)


def test_a_section_is_as_near_as_its_heading_and_its_words_as_near_as_they_are() -> None:
    near = [found(0, 0.8, of_heading=True), found(0, 0.2), found(9, 0.3)]

    (best,) = best_of_sections(near, [HANDBOOK], 5)

    assert (best.start, best.score, best.similarity) == (9, 0.8, 0.3)


def test_of_a_section_that_its_heading_alone_found_nobody_knows_how_near_its_words_are() -> None:
    (best,) = best_of_sections([found(0, 0.8, of_heading=True)], [HANDBOOK], 5)

    assert (best.start, best.score, best.similarity) == (0, 0.8, None)


_FOUND = st.builds(
    Found,
    st.sampled_from([HANDBOOK.document_id, CARS.document_id, "pdc_of_others"]),
    st.integers(1, 2),
    st.integers(0, 3),
    st.integers(0, 5),
    st.just(9),
    st.sampled_from([0.9, 0.90001, 0.5, -0.1]),
    st.booleans(),
)


@given(st.lists(_FOUND, max_size=25), st.permutations([HANDBOOK, CARS]), st.integers(1, 5))
def test_of_each_section_there_is_the_best_passage_in_an_order_that_is_always_the_same(
    near: list[Found], documents: list[DocumentVersion], limit: int
) -> None:
    best = best_of_sections(near, documents, limit)

    known = {(each.document_id, each.version) for each in documents}
    counted = [each for each in near if (each.document_id, each.version) in known]
    sections = [(each.document_id, each.version, each.position) for each in best]
    assert len(sections) == len(set(sections)) == min(limit, len({each.section for each in counted}))
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)
    for each, section in zip(best, sections, strict=True):
        assert each.score == max(round(one.likeness, 4) for one in counted if one.section == section)
    assert best_of_sections(near[::-1], documents, limit) == best
