"""Sections ranked by what several comparisons with a question say of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.ranking import Comparison, Ranked, rank_sections, standardize

SCORES = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=12)


def test_score_of_a_section_is_the_weighted_sum_of_its_standard_scores() -> None:
    # 1, 4, 1 in the first comparison (mean 2, deviation sqrt 2), 0, 0, 3 in the second (1, sqrt 2).
    ranked = rank_sections([Comparison(1.0, [1.0, 4.0, 1.0]), Comparison(0.5, [0.0, 0.0, 3.0])], 5)

    root = 2**0.5
    assert [each.section for each in ranked] == [1, 2, 0]
    assert [each.score for each in ranked] == pytest.approx([1.5 / root, 0.0, -1.5 / root], abs=1e-6)


def test_scale_of_a_comparison_does_not_count() -> None:
    first, second = [0.1, 0.9, 0.3], [0.2, 0.3, 0.8]

    plain = rank_sections([Comparison(1.0, first), Comparison(1.0, second)], 3)
    scaled = rank_sections([Comparison(1.0, [1000 * score + 7 for score in first]), Comparison(1.0, second)], 3)

    assert [each.section for each in plain] == [each.section for each in scaled]


def test_weights_say_how_much_a_comparison_counts() -> None:
    first, second = [1.0, 0.0], [0.0, 1.0]

    assert rank_sections([Comparison(2.0, first), Comparison(1.0, second)], 1)[0].section == 0
    assert rank_sections([Comparison(1.0, first), Comparison(2.0, second)], 1)[0].section == 1


def test_comparison_that_finds_all_equal_counts_nothing() -> None:
    assert rank_sections([Comparison(1.0, [0.0, 0.0]), Comparison(0.1, [0.2, 0.3])], 1)[0].section == 1
    assert standardize([0.3, 0.3]) == [0.0, 0.0]


def test_single_section_and_none() -> None:
    assert rank_sections([Comparison(1.0, [0.7])], 5) == [Ranked(0, 0.0)]
    assert rank_sections([Comparison(1.0, []), Comparison(1.0, [])], 5) == []
    assert rank_sections([], 5) == []


@given(SCORES, st.integers(1, 5))
def test_each_section_is_ranked_once_and_equal_ones_in_their_order(
    scores: list[tuple[float, float]], limit: int
) -> None:
    ranked = rank_sections([Comparison(1.0, [a for a, _ in scores]), Comparison(0.7, [b for _, b in scores])], limit)

    assert len({each.section for each in ranked}) == len(ranked) == min(limit, len(scores))
    assert ranked == sorted(ranked, key=lambda each: (-each.score, each.section))
