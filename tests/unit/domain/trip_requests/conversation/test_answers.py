"""Answers in words to questions with choices, and to open ones; what may be two answers is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.conversation.answers import is_dismissal, read_answer, read_answers
from chalicelib.domain.trip_requests.conversation.changes import SetDeparture
from chalicelib.domain.trip_requests.conversation.turns import take_turn
from chalicelib.domain.trip_requests.conversation.understood import OpenMessage
from chalicelib.errors import Clarification
from tests.unit.domain.trip_requests.conversation.messages import ASKED
from tests.unit.domain.trip_requests.conversation.trips import NOW, ONE_WAY, THERE_AND_BACK, TRIPS

TODAY = date(2026, 11, 29)
CITY = Clarification(
    "origin", "Which Hamburg?", (("HAM", "Hamburg, Germany"), ("BUF", "Hamburg, New York, United States"))
)
DAY = Clarification(
    "slices.0.departOn",
    "Which day?",
    (("2027-03-12", "Friday 12 March 2027"), ("2027-03-19", "Friday 19 March 2027")),
)
RECALL = Clarification("recall", "Recall it?", (("yes", "Recall it"), ("no", "Leave it as it is")))
ONE = Clarification("currency", "In which currency?", (("EUR", "150.00 EUR"),))
NIGHTS = Clarification("nights", "How many nights?", tuple((str(n), f"{n} nights") for n in range(1, 6)))
EVEN_NIGHTS = Clarification("nights", "How many nights?", (("2", "2 nights"), ("4", "4 nights"), ("6", "6 nights")))
CABINS = Clarification("cabin", "Which?", (("business", "Business"), ("first", "First")))
RETURN = Clarification("returnOn", "On which day is the way back?", ())

ANSWERS = [
    (CITY, "the second one", "BUF"),
    (CITY, "2", "BUF"),
    (CITY, "option 1", "HAM"),
    (CITY, "b", "BUF"),
    (CITY, "the last", "BUF"),
    (CITY, "Germany", "HAM"),
    (CITY, "the one in New York", "BUF"),
    (CITY, "HAM", "HAM"),
    (DAY, "the 12th", "2027-03-12"),
    (DAY, "the 19th please", "2027-03-19"),
    (DAY, "19 March", "2027-03-19"),
    (DAY, "first", "2027-03-12"),
    (RECALL, "yes", "yes"),
    (RECALL, "ok, go ahead", "yes"),
    (RECALL, "no thanks", "no"),
    (ONE, "yes please", "EUR"),
    (ONE, "USD", "USD"),
    (NIGHTS, "3", "3"),
    (NIGHTS, "three", "3"),
    (NIGHTS, "7 nights", "7"),
    (EVEN_NIGHTS, "3", "3"),
    (EVEN_NIGHTS, "two", "2"),
    (EVEN_NIGHTS, "the second one", "4"),
    (CABINS, "First.", "first"),
    (CABINS, "the second one", "first"),
    (RETURN, "on 14 March", "2027-03-14"),
]
NO_ANSWERS = [
    (CITY, "yes"),
    (CABINS, "the first one"),
    (CITY, "Hamburg"),
    (CITY, "the fifth"),
    (CITY, "make it business"),
    (DAY, "Friday"),
    (DAY, "March"),
    (DAY, "the 14th"),
    (DAY, "no"),
    (RECALL, "perhaps"),
    (ONE, "no"),
    (NIGHTS, "some"),
    (RETURN, "soon"),
    (RETURN, "31 February"),
]


@pytest.mark.parametrize(("asked", "message", "answer"), ANSWERS)
def test_answer_in_words_is_the_choice_that_it_names(asked: Clarification, message: str, answer: str) -> None:
    assert read_answer(asked, message, TODAY) == (answer,)


@pytest.mark.parametrize(("asked", "message"), NO_ANSWERS)
def test_what_may_be_two_answers_or_none_is_none(asked: Clarification, message: str) -> None:
    assert len(read_answer(asked, message, TODAY)) != 1


@pytest.mark.parametrize(("which", "message"), [(which, message) for which, message, _ in ASKED])
def test_each_choice_is_taken_by_its_label_and_by_its_place(which: str, message: str) -> None:
    for asked in take_turn(message, TRIPS[which], NOW, None).understood.questions:
        for place, (code, label) in enumerate(asked.choices, 1):
            said = (label, f"{label}, please", str(place), f"option {place}", "abcdefgh"[place - 1])
            assert {each: read_answer(asked, each, TODAY) for each in said} == dict.fromkeys(said, (code,))


def test_several_questions_are_answered_in_one_message() -> None:
    answered = read_answers((CITY, DAY), "Germany, the 19th", TODAY)

    assert answered.answers == {"origin": "HAM", "slices.0.departOn": "2027-03-19"}


def test_label_of_a_choice_answers_its_own_question_alone() -> None:
    assert read_answers((CITY, CABINS), "First", TODAY).answers == {"cabin": "first"}
    assert read_answers((CITY, CABINS), "first, option 2", TODAY).answers == {"cabin": "first", "origin": "BUF"}


@pytest.mark.parametrize("message", ["the second one", "yes", "2"])
def test_answer_that_fits_several_questions_is_asked_again(message: str) -> None:
    answered = read_answers((CITY, DAY), message, TODAY)

    assert answered.answers == {}


@pytest.mark.parametrize("message", ["never mind", "No, thanks", "forget it", "leave it as it is", "neither"])
def test_question_may_be_dismissed(message: str) -> None:
    opened = OpenMessage("no, the 12th", {}, (DAY,), NOW)

    assert is_dismissal(message)
    assert take_turn(message, THERE_AND_BACK, NOW, opened).is_dismissed


def test_what_answers_nothing_is_a_message_of_its_own_or_asked_again() -> None:
    opened = OpenMessage("no, the 12th", {}, (DAY,), NOW)

    assert take_turn("make it business", THERE_AND_BACK, NOW, opened).about == "make it business"
    again = take_turn("what?", THERE_AND_BACK, NOW, opened)
    assert (again.about, again.understood.questions) == ("no, the 12th", (DAY,))


def test_what_is_said_beside_an_answer_counts_as_well() -> None:
    asked = take_turn("no, the 12th", THERE_AND_BACK, NOW, None)
    opened = OpenMessage(asked.about, asked.answers, asked.understood.questions, NOW)

    turn = take_turn("the second one, and make it business", THERE_AND_BACK, NOW, opened)

    assert [str(each) for each in turn.understood.changes] == ["Friday 12 March 2027", "business"]


def test_day_is_counted_from_when_it_was_said_not_from_when_its_question_is_answered() -> None:
    asked = take_turn("leave tomorrow, and make it business, my boss agreed", ONE_WAY, NOW, None)
    opened = OpenMessage(asked.about, asked.answers, asked.understood.questions, asked.said_at)

    for days in (0, 1, 9):
        turn = take_turn("yes", ONE_WAY, NOW + timedelta(days=days), opened)
        assert str(turn.understood.changes[0]) == "Monday 30 November 2026"
    later = take_turn("yes, and back the day after tomorrow", ONE_WAY, NOW + timedelta(days=1), opened)
    assert later.understood.questions == asked.understood.questions


def test_question_is_about_what_was_corrected_until_it_is_answered() -> None:
    asked = take_turn("no, the 28th", THERE_AND_BACK, NOW, None, focus=(1,))
    opened = OpenMessage(asked.about, asked.answers, asked.understood.questions, asked.said_at, asked.focus)
    (question,) = asked.understood.questions

    for code, _ in (each for each in question.choices if each[0] > "2027-03-03"):
        turn = take_turn(code, THERE_AND_BACK, NOW, opened)
        assert turn.understood.changes == (SetDeparture(slice=1, day=date.fromisoformat(code)),)


def test_answer_to_a_question_about_an_earlier_request_does_nothing() -> None:
    asked = take_turn("leave a day earlier", THERE_AND_BACK, NOW, None)
    opened = OpenMessage(asked.about, {}, asked.understood.questions, NOW, is_outdated=True)

    for message in ("the second one", "1", "all"):
        turn = take_turn(message, THERE_AND_BACK, NOW, opened)
        assert (turn.understood.changes, [each.field for each in turn.understood.questions]) == ((), ["message"])
    assert take_turn("make it business", THERE_AND_BACK, NOW, opened).understood.changes
    assert take_turn("never mind", THERE_AND_BACK, NOW, opened).is_dismissed


def test_day_that_would_be_before_the_one_before_is_asked_as_well() -> None:
    first = take_turn("leave on 8 March", THERE_AND_BACK, NOW, None)
    (asked,) = first.understood.questions
    assert (asked.field, [code for code, _ in asked.choices]) == ("follow.1", ["2027-03-10", "2027-03-08"])

    answered = take_turn("the 10th", THERE_AND_BACK, NOW, OpenMessage(first.about, first.answers, (asked,), NOW))

    assert [str(each) for each in answered.understood.changes] == ["Monday 8 March 2027", "Wednesday 10 March 2027"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([CITY, DAY, RECALL, ONE, NIGHTS]), st.text(max_size=40))
def test_any_text_answers_with_a_choice_or_a_text_that_is_fit_for_the_question(asked: Clarification, text: str) -> None:
    codes = {code for code, _ in asked.choices}
    for answer in read_answer(asked, text, TODAY):
        assert answer in codes or asked.field in {"origin", "currency", "nights", "slices.0.departOn"}
