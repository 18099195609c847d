"""The bench of searching judges what is found as it says, and its questions are as it says."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.retrieval.__main__ import is_refusal
from bench.retrieval.baselines import Bm25, FullText, SingleModel
from bench.retrieval.questions import OWN, Question, UnknownSections, bare_number, judge, read_questions
from chalicelib.domain.policy_documents.section import Section
from tests.support.word_vectors import WordEmbedder

SECTIONS = [
    Section(
        position=0, number="§ 1.1", heading="Hotels", level=1, text="A hotel night costs at most 150.\n\nMeals too."
    ),
    Section(position=1, number="§ 1.2", heading="May I fly first class?", level=1, text="No."),
    Section(position=2, number=None, heading="", level=1, text="Trains are second class."),
]


def test_figures_are_counted_over_the_first_answer_of_each_question() -> None:
    questions = [Question("a", frozenset({1}), False), Question("b", frozenset({5, 6}), False)]
    questions += [Question("c", frozenset({7}), True), Question("d", frozenset({8}), True)]

    figures = judge(questions, {"a": [1, 2], "b": [0, 2, 3, 6, 5], "c": [1, 2, 3, 4, 5, 7], "d": [1]})

    assert list(figures) == pytest.approx([1 / 4, 2 / 4, (1 + 1 / 4 + 1 / 6) / 4])


def test_every_second_question_is_set_apart_and_answers_are_found_by_their_number(tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    asked = [{"question": "a", "sections": ["1.1"]}, {"question": "b", "sections": ["§ 1.2", "1.1"]}]
    file.write_text(json.dumps(asked), encoding="utf-8")

    assert read_questions(file, SECTIONS) == [
        Question("a", frozenset({0}), False),
        Question("b", frozenset({0, 1}), True),
    ]


def test_questions_about_another_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownSections, match=r"302-10\.1, .* which the document does not have"):
        read_questions(OWN, SECTIONS)


def test_the_questions_about_the_other_regulation_are_of_the_same_form() -> None:
    asked = json.loads(OWN.with_name("questions-41cfr301.json").read_text(encoding="utf-8"))

    assert len({each["question"] for each in asked}) == len(asked) >= 40
    assert all(number.startswith("301-") for each in asked for number in each["sections"])


def test_the_questions_are_many_differ_and_are_of_every_difficulty_in_both_halves() -> None:
    asked = json.loads(OWN.read_text(encoding="utf-8"))

    assert len(asked) >= 80
    assert len({each["question"] for each in asked}) == len(asked)
    for half in (asked[::2], asked[1::2]):
        assert min(Counter(each["level"] for each in half)[level] for level in ("easy", "medium", "hard")) >= 5
        assert len({bare_number(number).split(".")[0] for each in half for number in each["sections"]}) >= 10


def test_every_baseline_finds_what_shares_words_with_the_question() -> None:
    for way in (Bm25(SECTIONS), FullText(SECTIONS), SingleModel(WordEmbedder(), SECTIONS)):
        assert way.find("hotel night", 2)[0] == 0
        assert way.find("may I fly first class", 1) == [1]
        assert len(way.find("?!", 3)) <= 3


@pytest.mark.parametrize(
    ("text", "refuses"),
    [("No.", True), ("No, it may not be paid.", True), ("Nobody may.", False), ("Yes.", False), ("No, " * 80, False)],
)
def test_a_short_no_is_a_refusal(text: str, refuses: bool) -> None:
    assert is_refusal(text) is refuses
