"""What a message changes of a trip request, what it asks back, and that it never changes what it does not say."""

import pytest

from chalicelib.domain.trip_requests.conversation.changes import (
    AddReturn,
    AddStay,
    Change,
    MoveTrip,
    ReplacePlace,
    SetCabin,
    SetDeparture,
    SetMode,
)
from chalicelib.domain.trip_requests.conversation.understanding import understand_message
from tests.unit.domain.trip_requests.conversation.messages import ASKED, BUSINESS, CHANGES, RAIL, REFUSED
from tests.unit.domain.trip_requests.conversation.trips import (
    LONDON,
    NOW,
    PARIS,
    TRIPS,
    ahead,
)


@pytest.mark.parametrize(("which", "message", "changes"), CHANGES, ids=[f"{w}: {m}" for w, m, _ in CHANGES])
def test_message_changes_what_it_says(which: str, message: str, changes: list[Change]) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert (list(understood.changes), understood.questions, understood.refusals) == (changes, (), ())


@pytest.mark.parametrize(("which", "message", "fields"), ASKED, ids=[f"{w}: {m}" for w, m, _ in ASKED])
def test_message_that_leaves_something_open_is_asked_about_that(which: str, message: str, fields: list[str]) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert [asked.field for asked in understood.questions] == fields
    assert understood.changes == ()


@pytest.mark.parametrize(("which", "message"), REFUSED)
def test_message_that_cannot_be_followed_says_why(which: str, message: str) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert understood.changes == ()
    assert understood.refusals


def test_correction_is_about_the_day_that_was_changed_last() -> None:
    understood = understand_message("no, the 12th", TRIPS["there and back"], NOW, focus=(1,))

    assert understood.changes == (SetDeparture(slice=1, day=ahead(12)),)


@pytest.mark.parametrize(
    ("which", "message", "answers", "changes"),
    [
        ("there and back", "no, the 12th", {"day.0": "all=9"}, [MoveTrip(days=9)]),
        ("there and back", "the 12th", {"day.0": "slices.1=2027-03-12"}, [SetDeparture(slice=1, day=ahead(12))]),
        ("one way", "add a hotel", {"nights": "3"}, [AddStay(place=LONDON, nights=3)]),
        ("one way", "add a return", {"returnOn": "2027-03-09"}, [AddReturn(day=ahead(9))]),
        ("there and back", "make it Paris", {"replaces": "LHR"}, [ReplacePlace(before=LONDON, after=PARIS)]),
        (
            "there and back",
            "make it business, my boss agreed",
            {"unread": "ignore"},
            [SetCabin(slices=(0, 1), cabin=BUSINESS)],
        ),
    ],
)
def test_answer_settles_its_question(which: str, message: str, answers: dict[str, str], changes: list[Change]) -> None:
    understood = understand_message(message, TRIPS[which], NOW, answers)

    assert (list(understood.changes), understood.questions) == (changes, ())


@pytest.mark.parametrize("answer", ["31", "tomorrow", "slices.9=2027-03-12", ""])
def test_answer_that_is_none_of_the_choices_is_asked_again(answer: str) -> None:
    understood = understand_message("the 12th", TRIPS["there and back"], NOW, {"day.0": answer})

    assert (understood.changes, [asked.field for asked in understood.questions]) == ((), ["day.0"])


@pytest.mark.parametrize(("out", "back"), [(out, back) for out in ("all", "only") for back in ("all", "only")])
def test_two_questions_about_the_same_are_answered_each_by_itself(out: str, back: str) -> None:
    text = "out on the 2nd, in business, back on the 6th, by train"

    first = understand_message(text, TRIPS["there and back"], NOW)
    assert [(asked.field, asked.choices[1][1]) for asked in first.questions] == [
        ("slices", "Only of Berlin to London on 3 March"),
        ("slices.1", "Only of London to Berlin on 5 March"),
    ]
    understood = understand_message(text, TRIPS["there and back"], NOW, {"slices": out, "slices.1": back})

    every = (0, 1)
    assert SetCabin(slices=every if out == "all" else (0,), cabin=BUSINESS) in understood.changes
    assert SetMode(slices=every if back == "all" else (1,), mode=RAIL) in understood.changes
