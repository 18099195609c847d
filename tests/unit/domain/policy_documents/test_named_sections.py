"""A section is named by its number, and by nothing that only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.named_sections import names_section


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("what does 4.2 say", "4.2"),
        ("What does § 4.2. mean?", "4.2"),
        ("is section 302-11.21 still valid", "§ 302-11.21"),
        ("see §302-2.6", "§ 302-2.6"),
        ("Explain article 5, please", "Article 5"),
        ("was steht in Abschnitt 3?", "3"),
        ("appendix b", "Appendix B"),
        ("clause IV", "IV."),
        ("§ 7", "7"),
    ],
)
def test_a_number_with_its_sign_or_with_several_parts_names_its_section(question: str, number: str) -> None:
    assert names_section(question, number)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("may I stay 5 nights", "5"),
        ("plan B for the trip", "B"),
        ("section 4.21", "4.2"),
        ("section 14.2", "4.2"),
        ("section 4.2.1", "4.2"),
        ("302-2.60", "§ 302-2.6"),
        ("what about the meals", None),
        ("article 15", "Article 5"),
        ("I paid in section A", ""),
        ("?", "§"),
    ],
)
def test_a_number_that_stands_for_something_else_names_none(question: str, number: str | None) -> None:
    assert not names_section(question, number)


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_question_and_any_number_are_taken(question: str, number: str) -> None:
    assert names_section(question, number) in (True, False)


@given(st.from_regex(r"\A[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){1,3}\Z"))
def test_every_number_of_several_parts_is_named_by_itself(number: str) -> None:
    assert names_section(f"please explain {number}, and why", number)
