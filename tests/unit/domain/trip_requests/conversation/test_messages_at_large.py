"""Messages of every make: composed of known phrases, of words of the vocabulary in any order, or of anything at all.
None changes what it does not say, and each ends in changes, a question or a refusal."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.changes import (
    AddReturn,
    AddStay,
    DropReturn,
    MoveTrip,
    SetCabin,
    SetDeparture,
    SetSliceEnd,
    SetStayDay,
    SetStayTerms,
    SetWindow,
)
from chalicelib.domain.trip_requests.conversation.understanding import understand_message
from chalicelib.domain.trip_requests.conversation.understood import Understood, trip_changes_of
from chalicelib.domain.trip_requests.reading.text.misspelt_words import correct_words
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from tests.unit.domain.trip_requests.conversation.messages import CHANGES, euros
from tests.unit.domain.trip_requests.conversation.trips import MADRID, NOW, ONE_WAY, TRIPS, ahead

POLITE = ["{}", "{} please", "Hi, {}", "actually {}", "no, {}", "ok, {} then", "sorry, {}", "can we {}?", "{}, thanks!"]
NEGATIONS = ["not {}", "don't {}", "never {}", "no longer {}", "I cannot {}", "anything except {}"]
_WORDS = """no not the 12th 14 March Friday business class economy first hotel without add drop return back leave
after before lunch noon 9 am 18:00 a day later earlier two nights for in on from to Hamburg Paris London train plane
instead cheaper 150 EUR a night Ryanair Lufthansa second one option cancel three of us yes near the office non-stop
aisle seat and or but make it only"""
VOCABULARY = _WORDS.split()
WHICH = sorted(TRIPS)
_BORNE_OUT = {
    Cabin.BUSINESS: "business",
    Cabin.FIRST: "first",
    Cabin.ECONOMY: "econom",
    Cabin.PREMIUM_ECONOMY: "premium",
}


_OF_A_PART = (SetDeparture, SetStayDay, SetStayTerms, SetWindow, SetCabin, SetSliceEnd)


def check_borne_out(text: str, which: str) -> None:
    """Every value of a change stands in the text, in some form, be it misspelt."""
    understood = understand_message(text, TRIPS[which], NOW)
    said = correct_words(text).lower()
    assert bool(understood.changes) != bool(understood.questions or understood.refusals)
    for change in understood.changes:
        match change:
            case SetDeparture() | AddReturn() | SetStayDay():
                assert re.search(r"\d|day|mon|tue|wed|thu|fri|sat|sun|night|morrow|week|later|earlier|twelf", said), (
                    text,
                    change,
                )
            case MoveTrip():
                assert re.search(r"later|earlier|sooner|by|day (?:before|after)|next day|following|previous", said)
            case SetCabin():
                assert _BORNE_OUT[change.cabin] in said
            case SetStayTerms() if change.nightly_cap:
                assert str(change.nightly_cap.amount // 100) in re.sub(r"[,.' ]", "", said)
            case SetWindow() if change.window is not None:
                assert re.search(r"\d|noon|lunch|morning|afternoon|evening|nigh|half|am|pm", said)
            case _:
                pass


@pytest.mark.parametrize("frame", POLITE)
def test_politeness_changes_nothing_of_what_is_said(frame: str) -> None:
    for which, message, changes in CHANGES:
        if re.match(r"(?i)no|yes|sorry|can|i |i'll|actually|plus|for|under|cheaper|back|return|one more", message):
            continue
        understood = understand_message(frame.format(message), TRIPS[which], NOW)
        assert list(understood.changes) == changes or understood.questions, (frame, message)


@pytest.mark.parametrize("frame", NEGATIONS)
@pytest.mark.parametrize(
    "phrase", ["make it business", "on the 12th", "leave after lunch", "from Hamburg", "business class", "a day later"]
)
def test_what_is_negated_is_never_done(frame: str, phrase: str) -> None:
    understood = understand_message(frame.format(phrase), ONE_WAY, NOW)

    assert understood.changes == ()


@pytest.mark.parametrize("number", range(1, 29))
def test_day_of_the_month_is_that_day_or_asked(number: int) -> None:
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(number, "th")
    understood = understand_message(f"no, on the {number}{ending}", ONE_WAY, NOW)

    days = [each.day for each in understood.changes if isinstance(each, SetDeparture)]
    asked = [date.fromisoformat(code) for question in understood.questions for code, _ in question.choices]
    assert {each.day for each in (*days, *asked)} == {number}
    assert ahead(number) in (*days, *asked)


@pytest.mark.parametrize("drop", ["drop the return", "no hotel"])
def test_part_that_is_dropped_and_changed_at_once_is_asked_about_and_each_choice_is_followed(drop: str) -> None:
    for which, message, changes in CHANGES:
        if not any(isinstance(each, _OF_A_PART) for each in changes):
            continue
        request, text = TRIPS[which], f"{message}, {drop}"
        understood = understand_message(text, request, NOW)
        answers: dict[str, str] = {}
        for asked in understood.questions[:1] if understood.questions and understood.questions[0].choices else ():
            for code, _ in asked.choices:
                answers = {asked.field: code}
                _apply(text, request, understand_message(text, request, NOW, answers))
        _apply(text, request, understood)
        if drop == "drop the return" and SetDeparture(slice=1, day=ahead(6)) in changes:
            assert [asked.field for asked in understood.questions] == ["drops.return"], text


def _apply(text: str, request: TripRequest, understood: Understood) -> None:
    changes = trip_changes_of(understood.changes)
    after = apply_changes(request, changes)
    dropped = len(after.request.slices) < len(request.slices)
    assert dropped == (DropReturn() in changes and not any(isinstance(each, AddReturn) for each in changes)), text


def test_terms_are_those_of_the_hotels_that_are_left() -> None:
    both = apply_changes(TRIPS["several"], [AddStay(place=MADRID)]).request
    for request, said in ((TRIPS["several"], "add a hotel in Madrid"), (both, "the rest as it is")):
        understood = understand_message(
            f"no hotel in Paris, {said}, 150 EUR a night", request, NOW, {"unread": "ignore"}
        )
        after = apply_changes(request, trip_changes_of(understood.changes)).request

        assert [(each.place.name, each.nightly_cap) for each in after.stays] == [("Madrid", euros(150))]


def test_choice_is_of_all_that_can_be_meant() -> None:
    text = "leave on the 8th and back on the 10th return the next day on Friday"
    first = understand_message(text, TRIPS["several"], NOW)
    assert [asked.field for asked in first.questions] == ["slices.2.departOn"]

    answers = {"slices.2.departOn": "2027-03-04"}
    (which,) = understand_message(text, TRIPS["several"], NOW, answers).questions

    for code, label in which.choices:
        chosen = understand_message(text, TRIPS["several"], NOW, answers | {which.field: code}).changes
        assert label in [str(each) for each in chosen if isinstance(each, SetDeparture) and each.slice == 2]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(WHICH), st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12))
def test_words_in_any_order_change_only_what_they_bear_out(which: str, words: list[str]) -> None:
    check_borne_out(" ".join(words), which)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHICH), st.text(max_size=120))
def test_any_text_ends_in_changes_a_question_or_a_refusal(which: str, text: str) -> None:
    check_borne_out(text, which)


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize(
    "text", ["", " ", "?", "what is the weather like", "asdf qwerty", "tell me a joke", "thanks a lot", "🙂", "a" * 400]
)
def test_message_about_nothing_known_changes_nothing_and_asks(which: str, text: str) -> None:
    understood = understand_message(text, TRIPS[which], NOW)

    assert (understood.changes, [asked.field for asked in understood.questions]) == ((), ["message"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bitte einen Tag später", "Was soll sich ändern?"),
        ("je voudrais partir le 12", "Qu'est-ce qui doit changer ?"),
        ("un día más tarde, por favor", "¿Qué debe cambiar?"),
    ],
)
def test_message_in_another_language_is_asked_about_in_that_language(text: str, language: str) -> None:
    understood = understand_message(text, ONE_WAY, NOW)

    assert understood.changes == ()
    assert understood.questions[0].question.endswith(language)


@pytest.mark.parametrize("which", WHICH)
def test_message_full_of_numbers_is_no_amount(which: str) -> None:
    understood = understand_message("150 EUR " * 60, TRIPS[which], NOW)

    assert not any(isinstance(each, SetStayTerms) for each in understood.changes)
    assert understood.questions
