"""What bears on a question: by the things that it is about, in several tongues; and what is no question for us."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.assistant.relevance import (
    BEARS_FROM,
    UNCLEAR_FROM,
    Scope,
    bears_on_question,
    measure_relevance,
    scope_of,
    subject_of,
    widen,
)
from chalicelib.domain.assistant.stems import fold, stem
from chalicelib.domain.assistant.vocabulary import (
    asking_words,
    concepts,
    foreign_words,
    list_thing_words,
    synonyms_of,
    travel_words,
)

HOTEL = "Hotels\nA night in a hotel costs no more than 180 EUR in London and 140 EUR elsewhere."
CABIN = "Cabin on long flights\nBusiness class is allowed on flights of more than six hours in the air."
TAXI = "Taxis\nA taxi is paid for between 22:00 and 06:00, or with heavy baggage. Keep the receipt."
BAGGAGE = "Lost baggage\nReport lost baggage to the airline at once. What it does not pay, we refund."
PRIVATE = "May I extend a trip for private reasons?\nNo."
ALL = (HOTEL, CABIN, TAXI, BAGGAGE, PRIVATE)

ANSWERED = {
    "How much may a hotel in London cost?": HOTEL,
    "what's the max for lodging in london": HOTEL,
    "Is there a price limit for accommodation?": HOTEL,
    "Wie viel darf ein Hotel in London kosten?": HOTEL,
    "Was darf eine Übernachtung kosten?": HOTEL,
    "Combien peut coûter une chambre d'hôtel à Londres ?": HOTEL,
    "¿Cuánto puede costar un hotel en Londres?": HOTEL,
    "Can I fly business class to Tokyo?": CABIN,
    "Darf ich auf langen Flügen Business Class fliegen?": CABIN,
    "Am I reimbursed for a cab?": TAXI,
    "do you pay for a taxi late at night": TAXI,
    "Who pays when I lose my suitcase?": BAGGAGE,
    "the airline lost my luggage, what now": BAGGAGE,
    "May I extend my trip for a private weekend?": PRIVATE,
    "Can I stay longer for a holiday?": PRIVATE,
}
NOT_IN_IT = (
    "Can I take my cat on the flight?",
    "What is the weather at my hotel?",
    "Write a poem about hotels",
    "Do I get loyalty points?",
    "Who cleans my laundry?",
    "Is there a swimming pool in the hotel?",
)
FOREIGN = (
    "How do I cook spaghetti?",
    "What's the weather in London?",
    "Wie wird das Wetter morgen?",
    "Wie kocht man Kartoffelsuppe? Gib mir ein Rezept",
    "Quelle est la météo à Paris ?",
    "Donne-moi une recette de crêpes",
    "¿Cómo se hace una paella? Dame la receta",
    "Who won the football match?",
    "tell me a joke",
    "Write python code that sorts a list",
    "When is the next election?",
)
UNCLEAR = (
    "What is the capital of France?",
    "Jak ugotować makaron?",
    "明日の天気は？",
    "Che tempo fa?",
    "Hoe kook ik rijst?",
    "asdf qwer",
)


@pytest.mark.parametrize(("question", "text"), ANSWERED.items())
def test_what_the_policy_says_bears_on_the_question_and_most_of_all(question: str, text: str) -> None:
    subject = subject_of(question)
    measured = {each: measure_relevance(subject, each) for each in ALL}

    assert measured[text] >= BEARS_FROM
    assert measured[text] == max(measured.values())
    assert scope_of(subject) is Scope.TRAVEL


@pytest.mark.parametrize("question", NOT_IN_IT)
def test_what_the_policy_does_not_speak_of_is_not_answered_by_what_shares_a_word(question: str) -> None:
    assert max(measure_relevance(subject_of(question), each) for each in ALL) < BEARS_FROM


@pytest.mark.parametrize("question", FOREIGN)
def test_what_is_no_business_of_ours_is_known_in_several_tongues(question: str) -> None:
    assert scope_of(subject_of(question)) is Scope.FOREIGN


@pytest.mark.parametrize("question", UNCLEAR)
def test_in_other_tongues_only_the_words_of_the_policy_decide(question: str) -> None:
    subject = subject_of(question)

    assert scope_of(subject) is Scope.UNCLEAR
    assert max(measure_relevance(subject, each) for each in ALL) < BEARS_FROM


@pytest.mark.parametrize(
    ("relevance", "similarity", "bears"),
    [
        (0.5, None, True),
        (0.49, None, False),
        (0.0, 0.40, True),
        (1.0, 0.33, True),
        (1.0, 0.32, False),
        (0.4, 0.39, False),
        (0.0, -1.0, False),
    ],
)
def test_what_is_near_in_meaning_bears_on_it_and_shared_words_do_if_it_is_not_far(
    relevance: float, similarity: float | None, bears: bool
) -> None:
    assert bears_on_question(relevance, similarity) is bears


@pytest.mark.parametrize(
    "question",
    [
        "Is capital gains tax paid when I sell my house?",
        "Who pays for a certified translation?",
        "Do you match the fare that I found elsewhere?",
        "Are my shares in the company part of my moving costs?",
        "What if my flight is cancelled because of the weather?",
    ],
)
def test_what_a_policy_may_well_speak_of_is_not_foreign_to_it(question: str) -> None:
    assert scope_of(subject_of(question)) is not Scope.FOREIGN


def test_of_a_question_without_a_word_of_travel_more_has_to_stand_there() -> None:
    assert not bears_on_question(BEARS_FROM, None, Scope.UNCLEAR)
    assert bears_on_question(UNCLEAR_FROM, None, Scope.UNCLEAR)
    assert not bears_on_question(BEARS_FROM, 0.35, Scope.UNCLEAR)
    assert bears_on_question(0.0, 0.4, Scope.UNCLEAR)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_relevance_is_a_share_whatever_is_said(question: str, text: str) -> None:
    subject = subject_of(question)

    assert 0.0 <= measure_relevance(subject, text) <= 1.0
    if not subject.is_empty:
        assert measure_relevance(subject, question) == 1.0


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ANSWERED)), st.integers(20, 500))
def test_a_widened_question_is_as_long_as_it_may_be(question: str, longest: int) -> None:
    widened = widen(question, subject_of(question), longest)

    assert widened.startswith(question)
    assert len(widened) <= max(longest, len(question))


def test_no_word_is_of_two_lists() -> None:
    assert asking_words() & list_thing_words() == frozenset()
    assert foreign_words() & (travel_words() | concepts().keys()) == frozenset()
    assert {word for word in list_thing_words() if fold(word) != word} == set()


def test_a_thing_is_looked_for_by_words_that_stand_for_it() -> None:
    for thing in set(concepts().values()):
        assert {concepts()[stem(word)] for word in synonyms_of(thing)[:1]} == {thing}
