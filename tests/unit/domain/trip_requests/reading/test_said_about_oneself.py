"""What people say of themselves, of their mistakes and of who is to book: told beside a trip, and no part of it."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import SeatChoice, SeatPosition, Strength
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. I'm not a morning human",
        f"{TRIP}, i'm really not an early bird type",
        f"We're not morning people. {TRIP}",
        f"Excuse me for mistake in last message. {TRIP}",
        f"I apologise for my mistake in the previous mail. {TRIP}",
        f"Please forgive the mix-up in my earlier request. {TRIP}",
        f"Apologies for the silly typo in the first email. {TRIP}",
        f"There was an error in my last message. {TRIP}",
        f"sorry about all the confusion yesterday. {TRIP}",
        f"Could somebody please book {TRIP}",
        f"can one of you lovely people sort {TRIP}",
        f"Would someone there kindly arrange {TRIP}",
        f"Can you arrange the following please? {TRIP}",
        f"Tkt by Friday pls. {TRIP}",
        f"{TRIP}. Tktg time limit tomorrow",
        f"{TRIP}, tickets needed by Monday",
        f"{TRIP}. Ticketing deadline: 12 December",
    ],
)
def test_what_is_said_of_oneself_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    "said",
    [
        "there was an error in the 4 March date",
        "I'm not a morning person before 9",
        "could somebody join me",
        "I can't be there before the 4th",
        "sorry for the mistake, it is 2 people",
    ],
)
def test_what_is_said_of_the_trip_is_not_passed_over(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP}, {said}")


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("I'm a window person", SeatPosition.WINDOW),
        ("I'm very much an aisle guy", SeatPosition.AISLE),
        ("i am more of an aisle seat kind of person", SeatPosition.AISLE),
        ("she's always a window lover", SeatPosition.WINDOW),
    ],
)
def test_whoever_is_called_by_a_seat_would_like_it(said: str, position: SeatPosition) -> None:
    assert read(f"{TRIP}, {said}").preferences == (SeatChoice(strength=Strength.WISH, position=position),)


def test_seat_that_somebody_is_not_fond_of_is_asked_about() -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP}, I'm not a window person")
