"""What indexes of vectors have in common: a vector a passage, and the best passage of each section."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.gateways.embeddings.protocol import Matrix
from chalicelib.gateways.policy_index.nearest import (
    Embedders,
    Found,
    Vector,
    best_of_sections,
    embed_passages,
    embed_question,
)
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index.contract import CARS, HANDBOOK, sections_of

WORDS = Embedders(WordEmbedder(), WordEmbedder())


def vectors(*texts: tuple[str, str]) -> list[Vector]:
    return [vector for _, vector in embed_passages(WORDS, sections_of(*texts))]


def likeness(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def ask(question: str) -> Vector:
    vector = embed_question(WORDS, question)
    assert vector is not None
    return vector


def test_a_passage_is_near_to_its_own_words_and_to_its_heading() -> None:
    with_heading, without = vectors(("Taxi", "Paid at night."), ("", "Paid at night."))

    assert likeness(ask("taxi"), with_heading) > 0.5 > likeness(ask("taxi"), without)
    assert likeness(ask("paid at night"), with_heading) > 0.4
    assert [math.hypot(*each) for each in (with_heading, without)] == pytest.approx([1, 1], abs=1e-5)


def test_headings_are_embedded_once_however_many_passages_they_have() -> None:
    asked: list[str] = []

    class Noting(WordEmbedder):
        def embed(self, texts: Sequence[str]) -> Matrix:
            asked.extend(texts)
            return super().embed(texts)

    list(embed_passages(Embedders(Noting(), Noting()), sections_of(("Taxi", "\n\n".join(["Paid."] * 5)))))

    assert asked == [*["Taxi\nPaid."] * 5, "Taxi"]


def test_a_passage_without_a_word_that_the_model_knows_has_no_vector() -> None:
    assert vectors(("", "\u2014"), ("", "?!")) == []
    assert embed_question(WORDS, "?!") is None


_FOUND = st.builds(
    Found,
    st.sampled_from([HANDBOOK.document_id, CARS.document_id, "pdc_of_others"]),
    st.integers(1, 2),
    st.integers(0, 3),
    st.integers(0, 5),
    st.just(9),
    st.sampled_from([0.9, 0.90001, 0.5, -0.1]),
)


@given(st.lists(_FOUND, max_size=25), st.permutations([HANDBOOK, CARS]), st.integers(1, 5))
def test_of_each_section_there_is_the_best_passage_in_an_order_that_is_always_the_same(
    found: list[Found], documents: list[DocumentVersion], limit: int
) -> None:
    best = best_of_sections(found, documents, limit)

    known = {(each.document_id, each.version) for each in documents}
    counted = [each for each in found if (each.document_id, each.version) in known]
    sections = [(each.document_id, each.version, each.position) for each in best]
    assert len(sections) == len(set(sections)) == min(limit, len({each.section for each in counted}))
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)
    for each, section in zip(best, sections, strict=True):
        assert each.score == max(round(one.likeness, 4) for one in counted if one.section == section)
    assert best_of_sections(found[::-1], documents, limit) == best
