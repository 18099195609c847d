"""How much texts bear on a question by its words alone."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.word_scores import WordIndex, bm25_plus, score_words, words_of

_TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=6)


def test_score_is_that_of_the_formula() -> None:
    # By hand for "b": N = 3, df = 2, lengths 2, 1, 3 (average 2): ln(4 / 2) x (2.2 tf / (norm + tf) + 1).
    scores = bm25_plus(["b"], [["a", "b"], ["a"], ["b", "b", "c"]])

    assert scores == pytest.approx([log(2) * (2.2 / 2.2 + 1), 0.0, log(2) * (4.4 / (1.65 + 2) + 1)])


@given(st.lists(st.sampled_from("abcde"), max_size=3, unique=True), _TEXTS, _TEXTS)
def test_texts_of_several_indexes_are_scored_as_if_they_were_in_one(
    query: list[str], first: list[list[str]], second: list[list[str]]
) -> None:
    apart = score_words(query, [WordIndex(first), WordIndex(second)])

    assert [*apart[0], *apart[1]] == pytest.approx(bm25_plus(query, [*first, *second]))


def test_words_have_no_case_accents_plurals_and_none_that_says_nothing() -> None:
    assert words_of("May we stay in H\u00d4TELS, or the Caf\u00e9s of cities?") == ("stay", "hotel", "cafe", "city")
