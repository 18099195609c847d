"""Answers from the policy: word for word what it says, or that it says nothing, or that it is not what it is about."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.policy_documents.search import LONGEST_QUESTION, Ranking, RankingMethod, SectionHit
from chalicelib.services.assistant.policy_answers import NOTHING, answer_from_policy, shorten_question
from chalicelib.services.assistant.toolbox import Toolbox
from chalicelib.services.assistant.tools import open_toolbox
from chalicelib.services.assistant.verification import UnverifiedAnswer, verify_answer
from tests.simulation.world import ANNA
from tests.unit.services.assistant.policy_shelf import HANDBOOK, Shelf, quote, section

CITED = {
    "How much may a hotel in London cost?": "3.1",
    "what's the limit for accommodation": "3.1",
    "Wie viel darf eine Unterkunft kosten?": "3.1",
    "Can I fly business class?": "4.2",
    "is a cab reimbursed": "5.1",
    "My luggage is lost, who pays?": "7.4",
    "May I extend a trip for private reasons?": "9.1",
}
NOT_ANSWERED = {
    "Can I take my cat on the flight?": AnswerOutcome.NOTHING_FOUND,
    "Do you insure my family?": AnswerOutcome.NOTHING_FOUND,
    "How do I cook spaghetti in a hotel?": AnswerOutcome.NOTHING_FOUND,
    "How do I cook spaghetti?": AnswerOutcome.OUT_OF_SCOPE,
    "Wie wird das Wetter morgen in London?": AnswerOutcome.OUT_OF_SCOPE,
    "Quel temps fera-t-il demain ?": AnswerOutcome.OUT_OF_SCOPE,
    "今日の天気": AnswerOutcome.OUT_OF_SCOPE,
    "?": AnswerOutcome.OUT_OF_SCOPE,
}


def ask(question: str, shelf: Shelf | None = None) -> tuple[Answer, Toolbox]:
    box = open_toolbox(ANNA, shelf or Shelf())
    return answer_from_policy(question, box), box


@pytest.mark.parametrize(("question", "number"), CITED.items())
def test_the_closest_section_is_quoted_first_and_word_for_word(question: str, number: str) -> None:
    answer, box = ask(question)

    assert (answer.outcome, answer.answered_by) == (AnswerOutcome.ANSWERED, AnswererKind.EXTRACTIVE)
    assert "no language model" in answer.notice
    assert answer.citations[0].number == number
    quoted = [each for each in answer.paragraphs if each.citation is not None]
    assert [each.text for each in quoted] == [each.quote for each in answer.citations]
    assert verify_answer(answer, box) == answer


@pytest.mark.parametrize(("question", "outcome"), NOT_ANSWERED.items())
def test_nothing_found_and_not_our_business_are_answers_without_a_quote(question: str, outcome: AnswerOutcome) -> None:
    answer, _ = ask(question)

    assert (answer.outcome, answer.citations) == (outcome, ())
    assert (NOTHING in answer.paragraphs[0].text) == (outcome is AnswerOutcome.NOTHING_FOUND)


def test_what_is_found_by_other_words_is_searched_for_by_those_of_the_policy() -> None:
    shelf = Shelf()

    answer, _ = ask("Was kostet eine Unterkunft?", shelf)

    assert answer.citations[0].number == "3.1"
    assert len(shelf.questions) == 2
    assert "lodging" in shelf.questions[1]


def test_words_of_both_a_document_and_a_clause_are_quoted_once_from_the_document() -> None:
    same = quote(HANDBOOK[0])
    clause = msgspec.structs.replace(same, document_id="travel-policy", title="Travel policy")

    class Both(Shelf):
        def search(self, question: str, limit: int) -> Ranking:
            hits = (SectionHit(citation=each, score=1.0, why=()) for each in (clause, same))
            return Ranking(hits=tuple(hits), method=RankingMethod.WORDS)

    answer, _ = ask("How much may a hotel in London cost?", Both())

    assert answer.citations == (same,)


def test_what_models_find_near_is_quoted_in_their_order_and_what_they_find_far_is_not() -> None:
    shelf = Shelf(similar={"9.1": 0.61, "5.1": 0.44, "3.1": 0.2})

    answer, _ = ask("Could one tack a couple of beach afternoons onto it?", shelf)

    assert [each.number for each in answer.citations] == ["9.1", "5.1"]
    assert len(shelf.questions) == 1


def test_what_is_far_in_meaning_is_not_quoted_for_a_word_that_it_shares() -> None:
    answer, _ = ask("Is there a swimming pool in the hotel?", Shelf(similar={"3.1": 0.3, "5.1": 0.1}))

    assert (answer.outcome, answer.citations) == (AnswerOutcome.NOTHING_FOUND, ())


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=2000))
def test_any_message_is_searched_for_within_bounds(text: str) -> None:
    assert len(shorten_question(text)) <= LONGEST_QUESTION


def _answer(*citations: Citation) -> Answer:
    return Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.MODEL,
        notice="",
        paragraphs=(
            AnswerParagraph(text="So it is:"),
            *(AnswerParagraph(text=each.quote, citation=place) for place, each in enumerate(citations)),
        ),
        citations=citations,
    )


GOOD = quote(HANDBOOK[0])
FORGERIES: dict[str, dict[str, Any]] = {
    "other words": {"quote": GOOD.quote.replace("180", "900")},
    "other place": {"start": 1},
    "other section": {"position": 1},
    "other number": {"number": "1.1"},
    "other heading": {"heading": "Suites"},
    "other page": {"page": 9},
    "other version": {"version": 2},
    "other title": {"title": "Board memo"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_citation_is_taken_out_with_what_quotes_it(forgery: str) -> None:
    forged = msgspec.structs.replace(GOOD, **FORGERIES[forgery])
    box = open_toolbox(ANNA, Shelf())
    box.hand_out_citation(GOOD)

    shown = verify_answer(_answer(forged, GOOD), box)

    assert shown.citations == (GOOD,)
    assert [each.text for each in shown.paragraphs] == ["So it is:", GOOD.quote]
    assert shown.paragraphs[1].citation == 0
    with pytest.raises(UnverifiedAnswer):
        verify_answer(_answer(forged), box)


def test_words_that_have_changed_since_they_were_found_are_not_shown() -> None:
    box = open_toolbox(ANNA, Shelf((section(0, "3.1", "Hotels", "Another text stands here now."),)))
    box.hand_out_citation(GOOD)

    with pytest.raises(UnverifiedAnswer):
        verify_answer(_answer(GOOD), box)


def test_a_paragraph_that_claims_to_quote_says_just_those_words() -> None:
    box = open_toolbox(ANNA, Shelf())
    box.hand_out_citation(GOOD)
    answer = _answer(GOOD)
    bent = msgspec.structs.replace(answer.paragraphs[1], text="A night may cost anything.")

    shown = verify_answer(msgspec.structs.replace(answer, paragraphs=(answer.paragraphs[0], bent)), box)

    assert [each.text for each in shown.paragraphs] == ["So it is:"]
