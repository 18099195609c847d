"""Sections ranked by what several models say of their passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.ranking import Ranked, rank_sections


def test_score_of_a_section_is_the_sum_of_standard_scores_of_its_best_passage() -> None:
    # Sections a, b, c: 1, 4, 1 in the first model (mean 2, deviation sqrt 2), 0, 0, 3 in the second (1, sqrt 2).
    ranked = rank_sections("aabc", [[1.0, 0.5, 4.0, 1.0], [-1.0, 0.0, 0.0, 3.0]], 5)

    root = 2**0.5
    assert [each.passage for each in ranked] == [2, 3, 1]
    assert [each.score for each in ranked] == pytest.approx([1 / root, 1 / root, -2 / root])


def test_scale_of_a_model_does_not_count() -> None:
    first, second = [0.1, 0.9, 0.3], [0.2, 0.3, 0.8]

    assert [each.passage for each in rank_sections("abc", [first, second], 3)] == [
        each.passage for each in rank_sections("abc", [[1000 * score for score in first], second], 3)
    ]


def test_weights_say_how_much_a_model_counts() -> None:
    scores = [[1.0, 0.0], [0.0, 1.0]]

    assert rank_sections("ab", scores, 1, (2.0, 1.0))[0].passage == 0
    assert rank_sections("ab", scores, 1, (1.0, 2.0))[0].passage == 1


def test_single_section_and_none() -> None:
    assert rank_sections("a", [[0.7]], 5) == [Ranked(0, 0.0)]
    assert rank_sections("", [[], []], 5) == []


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(-1, 1), st.floats(-1, 1)), max_size=12), st.integers(1, 5))
def test_each_section_is_ranked_once_with_a_passage_of_its_own(
    passages: list[tuple[str, float, float]], limit: int
) -> None:
    sections = [section for section, _, _ in passages]

    ranked = rank_sections(sections, [[a for _, a, _ in passages], [b for _, _, b in passages]], limit)

    found = [sections[each.passage] for each in ranked]
    assert len(found) == len(set(found)) == min(limit, len(set(sections)))
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
