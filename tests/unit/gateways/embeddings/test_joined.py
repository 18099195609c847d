"""Several embedders as one: likeness is the mean of what each says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.gateways.embeddings.joined import JoinedEmbedder
from chalicelib.gateways.embeddings.protocol import Matrix
from tests.support.word_vectors import WordEmbedder

PAIR = (WordEmbedder(16, "one"), WordEmbedder(9, "other"))
_TEXTS = st.lists(st.sampled_from(["taxi", "hotel", "visa", "meal"]), min_size=1, max_size=5).map(" ".join)


def likeness(matrix: Matrix) -> float:
    return sum(a * b for a, b in zip(matrix.row(0), matrix.row(1), strict=True))


@given(_TEXTS, _TEXTS)
def test_likeness_is_the_mean_of_what_each_embedder_says(one: str, other: str) -> None:
    joined = JoinedEmbedder(PAIR).embed([one, other])

    each = [likeness(embedder.embed([one, other])) for embedder in PAIR]
    assert likeness(joined) == pytest.approx(sum(each) / 2, abs=1e-5)
    assert [math.hypot(*joined.row(index)) for index in range(2)] == pytest.approx([1, 1], abs=1e-5)


def test_name_and_dimensions_are_those_of_all() -> None:
    joined = JoinedEmbedder(PAIR)

    assert (joined.name, joined.dimensions) == ("one+other", 25)
    assert joined.embed([]).height == 0
