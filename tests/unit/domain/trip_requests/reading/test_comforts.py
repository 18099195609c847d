"""What travellers would rather have, in words: preferences, as musts or as wishes."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import (
    Alliance,
    AnyPreference,
    CheckedBags,
    ComponentKind,
    MostStops,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
    WithCarriers,
)
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)  # a Friday


def read(sentence: str, today: date = TODAY) -> TripRequest:
    return read_request(sentence, now=mid_morning(today), defaults=DEFAULTS)


MUST, WISH = Strength.MUST, Strength.WISH


@pytest.mark.parametrize(
    ("words", "preference"),
    [
        ("non-stop", MostStops(strength=MUST, stops=0)),
        ("direct flights only", MostStops(strength=MUST, stops=0)),
        ("nonstop pref", MostStops(strength=WISH, stops=0)),
        ("direct if possible", MostStops(strength=WISH, stops=0)),
        ("no layovers", MostStops(strength=MUST, stops=0)),
        ("at most one stop", MostStops(strength=MUST, stops=1)),
        ("max 2 connections", MostStops(strength=MUST, stops=2)),
        ("no overnight flights", NoOvernight(strength=MUST)),
        ("please do not put me on a plane overnight", NoOvernight(strength=MUST)),
        ("refundable", RefundableComponents(strength=MUST)),
        ("refundable ticket, please", RefundableComponents(strength=MUST, kinds=(ComponentKind.FLIGHT,))),
        ("refundable if possible", RefundableComponents(strength=WISH)),
        ("aisle seat", SeatChoice(strength=WISH, position=SeatPosition.AISLE)),
        ("window seat if they have one", SeatChoice(strength=WISH, position=SeatPosition.WINDOW)),
        ("aisle only", SeatChoice(strength=MUST, position=SeatPosition.AISLE)),
        ("with one checked bag", CheckedBags(strength=MUST, bags=1)),
        ("two bags each", CheckedBags(strength=MUST, bags=2)),
        ("no red-eyes", NoOvernight(strength=MUST)),
        ("night flights are to be excluded", NoOvernight(strength=MUST)),
        ("a place on the corridor would be nice", SeatChoice(strength=WISH, position=SeatPosition.AISLE)),
        ("seat by the window", SeatChoice(strength=WISH, position=SeatPosition.WINDOW)),
        ("max 1 stop", MostStops(strength=MUST, stops=1)),
        ("hold bag each", CheckedBags(strength=MUST, bags=1)),
        ("2 checked bags", CheckedBags(strength=MUST, bags=2)),
        ("with Lufthansa", WithCarriers(strength=WISH, carriers=("LH",))),
        ("with Lufthansa or Swiss", WithCarriers(strength=WISH, carriers=("LH", "LX"))),
        ("KLM only", WithCarriers(strength=MUST, carriers=("KL",))),
        ("on Star Alliance only", WithCarriers(strength=MUST, alliance=Alliance.STAR_ALLIANCE)),
    ],
)
def test_words_become_a_preference(words: str, preference: AnyPreference) -> None:
    assert read(f"Berlin to London 3-5 March 2027, {words}").preferences == (preference,)


@pytest.mark.parametrize("words", ["no checked bags", "hand luggage only", "any class is fine", "the red-eye is fine"])
def test_what_is_not_needed_is_no_preference(words: str) -> None:
    assert read(f"Berlin to London 3-5 March 2027, {words}").preferences == ()


@pytest.mark.parametrize(
    ("words", "slices"),
    [
        ("window on the way back", (1,)),
        ("aisle out", (0,)),
        ("window on London to Berlin", (1,)),
        ("aisle both ways", ()),
    ],
)
def test_preference_is_of_the_slices_that_are_said(words: str, slices: tuple[int, ...]) -> None:
    (preference,) = read(f"Berlin to London 3-5 March 2027, {words}").preferences

    assert isinstance(preference, SeatChoice)
    assert preference.slices == slices


def test_terms_of_a_hotel_stand_at_the_stay() -> None:
    (stay,) = read("Berlin to London 3-5 March 2027, 4 star hotel, refundable rate").stays

    assert (stay.min_stars, stay.refundable) == (4, True)


@pytest.mark.parametrize(
    "words",
    ["aisle or window", "5 checked bags", "at most 7 stops", "via Paris"],
)
def test_what_is_no_preference_is_asked_about_and_sets_none(words: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Berlin to London 3-5 March 2027, {words}")

    assert [question.field for question in caught.value.questions] == ["unread"]


@pytest.mark.parametrize("words", ["to meet Lufthansa", "with Ana LOPEZ", "for a meeting with Emirates"])
def test_airline_that_is_met_or_a_name_is_no_preference(words: str) -> None:
    try:
        preferences = read(f"Berlin to London 3-5 March 2027, {words}").preferences
    except AmbiguousRequest:
        return
    assert preferences == ()
