"""What nobody here reads is asked for in English, in the language of who asked."""

import pytest

from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.refusals import ask_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language


@pytest.mark.parametrize("language", Language)
def test_question_is_in_the_language_that_it_is_about(language: Language) -> None:
    (question,) = ask_in_english(language).questions

    asked, _, example = question.question.partition('"')
    assert (question.field, question.choices) == ("english", ())
    assert detect_language(asked) is language
    assert "Berlin to London" in example
