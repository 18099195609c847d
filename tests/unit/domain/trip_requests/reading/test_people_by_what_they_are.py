"""People who are called by what they do or are to somebody: whoever may travel is asked about, and never left out."""

from datetime import date
from itertools import cycle

import pytest

from chalicelib.domain.trip_requests.reading.leftovers.person_words import words_for_persons
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to London on 3 March 2027, one way"
FORMS = (
    "{trip}, for our {who}.",
    "Flight from {trip}. For our {who}.",
    "{trip}, with our {who}.",
    "{trip}, my {who} and I.",
    "Flight from {trip}. My {who} and I.",
    "{trip}, my {who} will join me.",
    "Flight from {trip}. My {who} travels with me.",
    "{trip}, also for the {who}.",
    "Flight from {trip}. Plus a {who}.",
    "{trip}, for me and the {who}.",
)
CALLED = (
    *("new hire", "new joiner", "new starter", "direct report", "line report", "team lead", "head of sales"),
    *("head of marketing", "product owner", "project manager", "sales manager", "business partner", "guest speaker"),
    *("board member", "member of staff", "managing director", "vice president", "number two", "plus-one"),
)


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 12, 1)), defaults=DEFAULTS)


def is_asked_about(sentence: str) -> bool:
    try:
        read(sentence)
    except AmbiguousRequest as doubt:
        return {each.field for each in doubt.questions} <= {"travellers", "unread"}
    return False


def test_no_word_for_a_person_is_passed_over() -> None:
    said = [
        form.format(trip=TRIP, who=who) for who, form in zip(sorted(words_for_persons()), cycle(FORMS), strict=False)
    ]

    # "For the applicant" is for whoever asks.
    assert [each for each in said if "applicant" not in each and not is_asked_about(each)] == []


@pytest.mark.parametrize("who", CALLED)
def test_nobody_who_is_called_by_several_words_is_passed_over(who: str) -> None:
    said = [form.format(trip=TRIP, who=who) for form in FORMS]

    assert [each for each in said if not is_asked_about(each)] == []


@pytest.mark.parametrize(
    "said",
    [
        *("2 adults 1 child", "two adults and an infant", "2 adults, 2 kids", "three people and a baby"),
        *("for each of the reps", "each of us", "not for me", "without me"),
    ],
)
def test_number_of_travellers_that_is_open_is_asked(said: str) -> None:
    assert is_asked_about(f"{TRIP}, {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "for the dentists' congress",
        "for the developer conference",
        "for a supplier audit",
        "to see the analyst",
        "my boss will join me there for dinner",
        "I get a lift back with my neighbour",
        "our accountant quit",
        "for the auditors' visit",
    ],
)
def test_people_who_are_met_or_only_spoken_of_do_not_travel(said: str) -> None:
    assert read(f"{TRIP}, {said}.").travellers == (DEFAULTS.traveller,)


def test_somebody_who_reports_is_no_wish_for_a_flight_without_stops() -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(f"{TRIP}, for my direct report.")

    assert "direct report" in " ".join(each.question for each in doubt.value.questions)
