"""What people write in their own words, a kind a test: as one asks in a chat, in an office's shorthand, or as somebody
says it who learned English late."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import AnyPreference, CheckedBags, MostStops, Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
MUST, WISH = Strength.MUST, Strength.WISH


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        "Could you pop me on a flight from Dublin to Geneva on 3 March 2027, back on 5 March",
        "Please stick us on a flight from Dublin to Geneva on 3 March 2027, back on 5 March",
        "Squeeze me in for Dublin to Geneva on 3 March 2027, back on 5 March",
        f"Please book the flights below for me. {TRIP}",
        f"The itinerary attached: {TRIP}",
        f"New plan after the call: {TRIP}",
        f"Updated itinerary, following our meeting: {TRIP}",
        f"Latest schedule: {TRIP}",
        f"Hi Sam - approved, go ahead. {TRIP}",
        f"Thanks Olga. Correct, {TRIP}",
        f"Perfect, Sam! {TRIP}",
        f"Hello Marta \u2013 here it is. {TRIP}",
        f"{TRIP}. thx ur a star",
        f"You're an absolute gem! {TRIP}",
        f"{TRIP}, you are the best",
        f"tomorrow's a mess so just get me {TRIP}",
        f"Friday is crazy for me. {TRIP}",
        f"Wednesday's packed already; {TRIP}",
        f"{TRIP}. Preponing is not possible.",
        f"ive got my visa, {TRIP}",
        f"im all set, {TRIP}, dont need a hotel",
        f"{TRIP}. Cant wait",
    ],
)
def test_what_is_said_in_passing_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    "said",
    [
        "1st class not reqd",
        "business class not needed",
        "business class is not a must",
        "first class isn't necessary",
        "direct flight not mandatory",
        "a direct flight is not a must",
        "non-stop is not essential",
        "a window seat is not important",
        "aisle not required",
        "checked bag is not needed",
    ],
)
def test_what_is_not_needed_is_not_asked_for(said: str) -> None:
    assert read(f"{TRIP}, {said}") == PLAIN


@pytest.mark.parametrize(
    ("said", "preference"),
    [
        ("exclusively with Aer Lingus", WithCarriers(strength=MUST, carriers=("EI",))),
        ("solely on Swiss", WithCarriers(strength=MUST, carriers=("LX",))),
        ("I'd rather not change planes, though I will if I must", MostStops(strength=WISH, stops=0)),
        ("she would prefer not to have any stops", MostStops(strength=WISH, stops=0)),
        ("direct not mandatory but max one stop", MostStops(strength=MUST, stops=1)),
        ("minimum 1 check-in bag should be there", CheckedBags(strength=MUST, bags=1)),
        ("at least two checked bags", CheckedBags(strength=MUST, bags=2)),
        ("with baggage 1 piece", CheckedBags(strength=MUST, bags=1)),
        ("luggage: 2 pieces", CheckedBags(strength=MUST, bags=2)),
        ("checked baggage 3 pcs", CheckedBags(strength=MUST, bags=3)),
    ],
)
def test_wishes_in_other_words_are_wishes(said: str, preference: AnyPreference) -> None:
    assert read(f"{TRIP}, {said}").preferences == (preference,)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Book under project code SG-114 only.", "SG-114"),
        ("under cost centre AB-12", "AB-12"),
        ("charge under budget code 4410", "4410"),
    ],
)
def test_cost_centres_are_booked_under(said: str, code: str) -> None:
    assert read(f"{TRIP}. {said}").cost_centre == code


@pytest.mark.parametrize(
    "sentence",
    [
        "Only go, without return: Dublin to Geneva on 3 March 2027",
        "Dublin to Geneva on 3 March 2027, no way back needed",
        "Dublin to Geneva on 3 March 2027 without a return ticket",
        "Dublin to Geneva on 3 March 2027, no return journey",
    ],
)
def test_journey_without_return_is_one_way(sentence: str) -> None:
    assert read(sentence).slices == PLAIN.slices[:1]


@pytest.mark.parametrize("room", ["1 sgl", "sgl room", "1 sgl room", "1sgl"])
def test_single_room_in_shorthand_is_a_hotel(room: str) -> None:
    (stay,) = read(f"Doha, in 3 Oct out 6 Oct 2027, {room}").stays

    assert (stay.check_in, stay.check_out) == (date(2027, 10, 3), date(2027, 10, 6))
