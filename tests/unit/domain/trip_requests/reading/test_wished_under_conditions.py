"""What is wanted only if it can be had is a wish; a day of the week before something counts from it; a kind a test."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, SeatChoice, Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Oslo to Rome on 3 March 2027, back on 5 March"
MEETING = "I need to be in Aberdeen on Monday 19 April 2027"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


@pytest.mark.parametrize(
    "condition",
    [
        "if that exists",
        "if they still do it",
        "if it isn't crazy money",
        "if the price is ok",
        "if the fare isn't silly",
        "if it's not too pricey",
        "if they still run",
        "if those exist",
        "if it still goes",
        "if they are not too expensive",
    ],
)
def test_what_is_wanted_if_it_can_be_had_is_a_wish(condition: str) -> None:
    direct = read(f"{TRIP}. Nonstop {condition}.")
    aisle = read(f"{TRIP}, aisle seat {condition}")
    airline = read(f"{TRIP}, KLM {condition}")
    cabin = read(f"{TRIP}, business class {condition}")

    assert direct.preferences == (MostStops(strength=Strength.WISH, stops=0),)
    assert [(type(each), each.strength) for each in aisle.preferences] == [(SeatChoice, Strength.WISH)]
    assert airline.preferences == (WithCarriers(strength=Strength.WISH, carriers=("KL",)),)
    assert ({each.cabin for each in cabin.slices}, cabin.preferences) == ({Cabin.BUSINESS}, ())


@pytest.mark.parametrize(
    ("said", "carrier"),
    [
        ("southwest if possible", "WN"),
        ("southwest if they still fly there", "WN"),
        ("iberia if that exists", "IB"),
        ("tap if the price is right", "TP"),
        ("delta if it's not crazy money", "DL"),
        ("swiss if they still go", "LX"),
        ("easyJet if they still do it", "U2"),
        ("copa please", "CM"),
    ],
)
def test_airline_in_small_letters_is_wished_for_under_a_condition(said: str, carrier: str) -> None:
    assert read(f"{TRIP}, {said}").preferences == (WithCarriers(strength=Strength.WISH, carriers=(carrier,)),)


@pytest.mark.parametrize(
    "condition",
    [
        "if it's under 300 euros",
        "unless it costs more than 300",
        "if they run on Sundays",
        "if it goes before noon",
        "if they fly from Gatwick",
        "if it isn't via Frankfurt",
    ],
)
def test_condition_that_names_a_limit_a_day_or_a_place_is_asked_about(condition: str) -> None:
    assert "unread" in ask(f"{TRIP}, KLM {condition}")


@pytest.mark.parametrize(
    ("sentence", "out", "back"),
    [
        (f"{MEETING}. Fly me from Heathrow on the Sunday before, back on the Tuesday", 18, 20),
        (f"{MEETING}. Fly me from Heathrow on the Saturday before, back on the Tuesday", 17, 20),
        (f"{MEETING}. Fly me from Heathrow on the Monday before, back on the Tuesday", 12, 20),
        (f"{MEETING}. Fly me from Heathrow the Sunday before that, back on the Wednesday", 18, 21),
        (f"{MEETING}. Fly me from Heathrow on the Sunday afternoon before, back on the Tuesday", 18, 20),
        (f"{MEETING}. Heathrow to Aberdeen the Friday evening before, home the Tuesday", 16, 20),
        ("The fair in Bologna opens on 12 April 2027. Oslo to Bologna the Sunday before, home on the 14th", 11, 14),
        ("Workshop in Turin 14-15 April 2027; fly me from Oslo the Monday before, back on the 16th", 12, 16),
        (
            "The meeting in Aberdeen is on 19 April 2027. From Heathrow on the Sunday before, back on the Tuesday",
            18,
            20,
        ),
    ],
)
def test_day_of_the_week_before_something_counts_from_it(sentence: str, out: int, back: int) -> None:
    assert [each.depart_on for each in read(sentence).slices] == [date(2027, 4, out), date(2027, 4, back)]


def test_afternoon_of_the_day_before_is_a_window_of_that_day() -> None:
    (out, _) = read(f"{MEETING}. Fly me from Heathrow on the Sunday afternoon before, back on the Tuesday").slices

    assert out.departure is not None
    assert (out.departure.not_before, out.departure.not_after) == ("12:00", "18:00")


def test_day_of_the_week_before_nothing_that_is_said_is_asked() -> None:
    assert "departOn" in ask("Oslo to Rome on the Sunday before, back on 5 March 2027")


@pytest.mark.parametrize("joint", [" and", ", ", " & ", " but", "; ", "."])
def test_times_while_going_and_while_returning_are_of_these_slices(joint: str) -> None:
    (out, back) = read(f"{TRIP}. Morning flight while going{joint} evening flight while returning.").slices

    assert out.departure is not None
    assert back.departure is not None
    assert (out.departure.not_after, back.departure.not_before) == ("12:00", "18:00")
