"""What is arranged by others or by oneself, whom a day is said of, and what is said of one slice or of some."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
STAY = "Hotel in Geneva from 3 March 2027 to 5 March"
E, B = Cabin.ECONOMY, Cabin.BUSINESS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


def ask(sentence: str) -> list[str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return [each.field for each in caught.value.questions]


PLAIN, LONE_STAY = read(TRIP), read(STAY)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. Everyone else is going by bus lol",
        f"{TRIP}. The others are driving there in their own cars",
        f"{TRIP}. My colleagues will take the train",
        f"{TRIP}, the rest of the team is coming by coach",
        f"{TRIP}. The client decides tomorrow",
        f"{TRIP} (the list follows by Monday)",
        f"{TRIP}. The boss will approve it by Friday.",
        f"Rohan's dates below are old, please ignore them. Correct is {TRIP}",
        f"The details in my first mail are wrong. {TRIP}",
        f"right, plan B: {TRIP}",
        "not tuesday 2 march 2027, wednesday 3 march 2027! Dublin to Geneva, back on 5 March",
        f"{TRIP} \U0001f483",
        f"omg \U0001f389 {TRIP} \u2708\ufe0f",
    ],
)
def test_what_others_do_and_decide_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. My colleagues take the train with me",
        f"{TRIP}. Everyone is going by bus",
        f"{TRIP}, by bus",
    ],
)
def test_who_travels_along_is_asked(sentence: str) -> None:
    assert ask(sentence)


@pytest.mark.parametrize(
    "said",
    [
        "already got my ferry so thats all",
        "Flight tickets client is arranging from their side.",
        "The hosts will arrange our flights.",
        "Flights are arranged by the client.",
        "Transport need not be arranged.",
        "Travel does not have to be booked.",
    ],
)
def test_journey_that_others_arrange_is_not_booked(said: str) -> None:
    assert read(f"{STAY}. {said}") == LONE_STAY


@pytest.mark.parametrize(
    "said",
    ["the bit in between i sort out myself", "The part between the two cities we arrange ourselves."],
)
def test_gap_between_two_cities_is_left_to_who_travels(said: str) -> None:
    sentence = f"Nice to Prague on 3 March 2027, then home from Vienna to Nice on the 6th. {said}"

    assert [each.origin.name for each in read(sentence).slices] == ["Nice", "Vienna"]


@pytest.mark.parametrize(
    ("said", "departure", "arrival"),
    [
        ("Nothing departing before 7am either way", "07:00", None),
        ("Nothing leaving before 7 am please", "07:00", None),
        ("No flights that depart before 7am", "07:00", None),
        ("nothing before 7am", "07:00", None),
        ("Nothing that lands after 10pm", None, "22:00"),
        ("no flights arriving after 10 pm", None, "22:00"),
    ],
)
def test_limit_that_denies_is_of_both_slices(said: str, departure: str | None, arrival: str | None) -> None:
    slices = read(f"{TRIP}. {said}").slices

    assert [each.departure for each in slices] == [TimeWindow(not_before=departure) if departure else None] * 2
    assert [each.arrival for each in slices] == [TimeWindow(not_after=arrival) if arrival else None] * 2


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("Non-stop wherever possible.", Strength.WISH),
        ("non-stop where possible", Strength.WISH),
        ("direct whenever possible", Strength.WISH),
        ("non-stop", Strength.MUST),
    ],
)
def test_what_is_to_be_had_where_it_can_be_is_a_wish(said: str, strength: Strength) -> None:
    assert read(f"{TRIP}. {said}").preferences == (MostStops(strength=strength, stops=0),)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("J on LHR-SIN and MEL-LHR, Y on SIN-MEL", (B, E, B)),
        ("Business class on LHR-SIN and MEL-LHR", (B, E, B)),
        ("J on LHR-SIN, Y on SIN-MEL and MEL-LHR", (B, E, E)),
        ("Business on LHR-SIN, SIN-MEL & MEL-LHR", (B, B, B)),
    ],
)
def test_cabin_is_of_the_pairs_that_are_named(said: str, cabins: tuple[Cabin, ...]) -> None:
    slices = read(f"LHR-SIN 02MAR27, SIN-MEL 06MAR, MEL-LHR 13MAR. {said}.").slices

    assert tuple(each.cabin for each in slices) == cabins


@pytest.mark.parametrize(
    ("sentence", "route"),
    [
        (
            "Dublin to Geneva on 3 March 2027, but coming back on 5 March from Zurich to Dublin",
            "Dublin-Geneva Zürich-Dublin",
        ),
        ("Dublin to Geneva on 3 March 2027, returning 5 March Zurich to Dublin", "Dublin-Geneva Zürich-Dublin"),
        (
            "Dublin to Geneva on 3 March 2027, back on the 5th. Dublin to Cork 8 March",
            "Dublin-Geneva Geneva-Dublin Dublin-Cork",
        ),
    ],
)
def test_back_from_elsewhere_is_one_slice_though_its_day_stands_between(sentence: str, route: str) -> None:
    assert " ".join(f"{each.origin.name}-{each.destination.name}" for each in read(sentence).slices) == route


def test_car_in_capitals_is_no_airport() -> None:
    trip = read("CAR ONLY - pick up Prague airport 26MAR27 0830, drop off Brno 28MAR 1700, cat economy")

    assert (trip.slices, [(each.pick_up.name, each.drop_off.name) for each in trip.cars]) == ((), [("Prague", "Brno")])


def test_days_by_which_names_follow_are_none_of_the_journey() -> None:
    assert ask("3 pax KRK-LTN 15MAR27, LTN-KRK 19MAR, W6 only. Names follow by Mon.") == ["travellers"]


def test_cost_centre_is_known_by_its_short_form() -> None:
    assert read(f"{TRIP}. Cost ctr 88-301.").cost_centre == "88-301"


def test_signature_may_be_parted_by_a_stroke() -> None:
    mail = f"Fwd: roadshow\n\nHi there, {TRIP}.\n\nDana Whitlock | EA to the CTO\nThink before you print."

    assert read(mail) == PLAIN


@pytest.mark.parametrize(
    "said", ["I'm flying privately to Geneva", "We travel independently to Geneva", "I go by private jet to Geneva"]
)
def test_who_goes_privately_needs_no_flight(said: str) -> None:
    trip = read(f"{said}. What I need is a hotel there, 3 to 5 March 2027")

    assert (trip.slices, [each.place.name for each in trip.stays]) == ((), ["Geneva"])


@pytest.mark.parametrize("said", ["always mid-morning", "always in the morning", "every time around 10 am"])
def test_time_that_is_always_meant_is_of_every_slice(said: str) -> None:
    slices = read(f"Madrid-Valencia-Alicante-Madrid by train, 3, 5 and 8 March 2027, {said}.").slices

    assert len({each.departure for each in slices}) == 1
    assert slices[0].departure


def test_day_of_what_one_travels_for_is_no_day_of_a_slice() -> None:
    sentence = "I give a lecture on 4 March 2027, so please book Dublin-Geneva on 3 March and Geneva-Dublin on 5 March."

    assert [f"{each.depart_on:%d.%m}" for each in read(sentence).slices] == ["03.03", "05.03"]


def test_city_that_one_leaves_is_not_where_one_lands_by_then() -> None:
    out, back = read("To Geneva from Dublin by lunchtime on 3 March 2027; going back 5 March in the evening").slices

    assert (out.arrival, back.arrival) == (TimeWindow(not_after="13:00"), None)


@pytest.mark.parametrize("said", ["My client pays for business", "I'm approved for business", "cleared for business"])
def test_cabin_that_is_paid_for_is_no_purpose(said: str) -> None:
    trip = read(f"{said}: DUB to GVA on 3 March 2027")

    assert (trip.slices[0].cabin, trip.purpose) == (B, None)


@pytest.mark.parametrize(
    "said", ["return rail travel", "return train tickets", "a return rail fare", "return air travel"]
)
def test_return_travel_is_there_and_back(said: str) -> None:
    slices = read(f"Please book {said} from Dublin to Cork on 3 March 2027, returning after 4pm").slices

    assert [f"{each.depart_on:%d.%m}" for each in slices] == ["03.03", "03.03"]


def test_day_longer_is_said_by_the_days_that_follow() -> None:
    sentence = (
        "Instead of flying back on 4 March I would like to stay one day longer. So:"
        " Dublin to Geneva 3 March 2027, Geneva to Dublin 5 March."
    )

    assert read(sentence) == PLAIN
