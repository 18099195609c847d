"""People who are counted and then named, or named as the ones who stay at home."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

JOURNEY = "Berlin to Oslo 3 March, back 5 March."


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS, answers=answers)


def ask(sentence: str, **answers: str) -> str:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence, **answers)
    return " ".join(each.question for each in doubt.value.questions)


@pytest.mark.parametrize(
    "said",
    [
        "myself and two colleagues, Ann Lee and Bob Ray, have to go",
        "me and two engineers, Ann Lee and Bob Ray, need to go",
        "for me and 2 colleagues (Ann Lee and Bob Ray)",
        "We are three persons (I, Ann Lee and Bob Ray)",
        "We are three people: me, Ann Lee and Bob Ray",
        "for three of us: myself, Ann Lee and Bob Ray",
        "two colleagues, Ann Lee and Bob Ray, and myself need to go",
    ],
)
def test_who_is_counted_and_then_named_is_counted_once(said: str) -> None:
    trip = read(f"{said}, {JOURNEY}", travellers="Ann / Lee; Bob / Ray")

    assert [each.full_name for each in trip.travellers[1:]] == ["Ann Lee", "Bob Ray"]


def test_who_is_counted_and_not_named_is_asked() -> None:
    assert "other 2 people besides Ann Lee" in ask(f"myself and two colleagues and Ann Lee have to go, {JOURNEY}")


@pytest.mark.parametrize(
    "said",
    [
        "Priyanka can't make it anymore, it's just me now.",
        "Sue's off sick, so I'm going in her place.",
        "Bob Ray is on leave this week.",
        "Ann isn't able to join after all.",
        "Unfortunately Ann Lee won't be coming.",
        "My colleague Bob Ray is no longer travelling.",
        "Ms Lee has pulled out.",
        "Bob had to cancel.",
        "Bob is staying at home.",
    ],
)
def test_who_stays_at_home_does_not_travel(said: str) -> None:
    trip = read(f"{said} {JOURNEY}")

    assert len(trip.slices) == 2
    assert len(trip.travellers) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Southwest isn't going",
        "Lufthansa isn't coming",
        "Ryanair can't travel",
        "Nice isn't going",
    ],
)
def test_airline_or_place_is_nobody_who_stays_at_home(said: str) -> None:
    assert said.rpartition(" ")[0] in ask(f"{JOURNEY} {said}.")


def test_who_is_named_as_a_traveller_too_is_asked_about() -> None:
    sentence = f"Book Ann Lee and me, {JOURNEY} Ann can't make it."

    assert "Ann can't" in ask(sentence, travellers="Ann / Lee")


@pytest.mark.parametrize(
    "said",
    [
        "Ann Lee flies Berlin to Oslo 8 March and Bob Ray flies Oslo to Berlin on 11 March",
        "Ann Lee travels Berlin to Oslo on 8 March; Bob Ray travels back with the same tickets on 11 March",
        "Ann Lee goes Berlin to Oslo 8 March, Bob Ray goes Oslo to Berlin 11 March",
    ],
)
def test_people_who_each_go_on_a_part_are_asked_for(said: str) -> None:
    assert "Who are the travellers of 'Ann Lee and Bob Ray'" in ask(said)
