"""What is said of one part of a journey, of others' rides, and of days and airlines in passing, in several forms."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to Oslo 8 March, back 11 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def days(trip: TripRequest) -> list[str]:
    return [f"{each.destination.name} {each.depart_on:%d.%m}" for each in trip.slices]


def ask(sentence: str) -> str:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return " ".join(each.question for each in doubt.value.questions)


@pytest.mark.parametrize(
    "said",
    [
        "St. Louis to Reno 8/3, Reno to Tucson 8/5, Tucson to St. Louis 8/6",
        "St. Louis to Reno 3/8, Reno to Tucson 5/8, Tucson to St. Louis 6/8",
        "St. Louis to Reno on 8/3, on to Tucson 8/5, home 8/6",
    ],
)
def test_three_numeric_days_that_share_a_number_are_of_that_month(said: str) -> None:
    assert [f"{each.depart_on:%d.%m}" for each in read(said).slices] == ["03.08", "05.08", "06.08"]


@pytest.mark.parametrize("said", ["St. Louis to Reno 8/3, back 8/6", "Reno 8/3, Tucson 9/4, home 10/5 from St. Louis"])
def test_fewer_numeric_days_or_such_as_share_none_are_asked(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Nothing departing before 7am either way", "07:00"),
        ("No flights leaving before 7 am", "07:00"),
        ("No departures before 7am", "07:00"),
    ],
)
def test_limit_of_what_departs_is_of_both_slices(said: str, expected: str) -> None:
    trip = read(f"{TRIP}. {said}.")

    assert [each.departure and each.departure.not_before for each in trip.slices] == [expected, expected]


@pytest.mark.parametrize(
    "said",
    [
        "Berlin to Oslo on 8 March, but coming back on 11 March from Bergen to Berlin",
        "Berlin to Oslo on 8 March, returning 11 March from Bergen to Berlin",
        "Berlin to Oslo 8 March, then home on the 11th from Bergen to Berlin. The bit in between I sort out myself",
        "Berlin to Oslo 8 March, home from Bergen 11 March; the stretch in between we manage ourselves",
    ],
)
def test_return_from_elsewhere_is_one_slice(said: str) -> None:
    trip = read(said)

    assert days(trip) == ["Oslo 08.03", "Berlin 11.03"]
    assert trip.slices[1].origin.name == "Bergen"


@pytest.mark.parametrize(
    "said",
    [
        "Everyone else is going by bus lol",
        "the others are taking the train",
        "the rest of the team drives up by car",
        "already got my ferry so that's all",
        "I've already booked a taxi",
        "plan B 🙃",
        "The dates below are old, please ignore them",
        "My details above were wrong, so please disregard those",
    ],
)
def test_others_rides_and_what_is_had_or_old_are_no_reason_to_ask(said: str) -> None:
    trip = read(f"{TRIP}. {said}.")

    assert days(trip) == ["Oslo 08.03", "Berlin 11.03"]
    assert trip.cars == ()


@pytest.mark.parametrize(
    "said",
    [
        "not Tuesday 9 March, Wednesday 10 March! Berlin to Oslo, home Thursday 11 March",
        "Berlin to Oslo not on the 9th of March but on 10 March, home 11 March",
        "Berlin to Oslo, not 9 March - 10 March, back 11 March",
    ],
)
def test_day_that_is_denied_before_another_is_not_travelled_on(said: str) -> None:
    assert days(read(said)) == ["Oslo 10.03", "Berlin 11.03"]


@pytest.mark.parametrize(
    "said",
    [
        "Transport need not be arranged.",
        "Flight tickets client is arranging from their side.",
        "The host has booked the flights.",
        "Travel needn't be booked.",
        "My assistant is organising the tickets.",
    ],
)
def test_hotel_needs_no_journey_that_others_arrange(said: str) -> None:
    trip = read(f"Hotel in Graz from 17 May to 19 May. {said}")

    assert trip.slices == ()
    assert len(trip.stays) == 1


@pytest.mark.parametrize(
    "said",
    [
        "CAR ONLY - pick up Prague airport 26APR 0830, drop off Brno 28APR 1700, cat economy",
        "CAR HIRE: pick up Prague 26 April 8:30, drop off Brno 28 April 17:00, economy",
        "Car only: pick up Prague 26 April 8:30, drop off Brno 28 April 17:00, category economy",
    ],
)
def test_car_in_capitals_is_no_airport(said: str) -> None:
    (car,) = read(said).cars

    assert (car.pick_up.name, car.drop_off.name, car.pick_up_at, car.drop_off_at) == (
        "Prague",
        "Brno",
        "08:30",
        "17:00",
    )


def test_cabins_of_pairs_are_of_the_slices_that_were_named() -> None:
    trip = read("LHR-SIN 02OCT, SIN-MEL 06OCT, MEL-LHR 13OCT. J on LHR-SIN and MEL-LHR, Y on SIN-MEL.")

    assert [each.cabin and each.cabin.value for each in trip.slices] == ["business", "economy", "business"]


@pytest.mark.parametrize("said", ["the CTO", "our CFO", "my CEO"])
def test_office_of_somebody_is_no_airport(said: str) -> None:
    assert ask(f"{TRIP}. Approval goes to {said}.").startswith(f'Not understood: "Approval goes to {said}"')


@pytest.mark.parametrize("said", ["Dana Ruiz | EA to the CTO", "Dana Ruiz · Sales", "Dana Ruiz, Sales"])
def test_line_with_a_name_and_an_office_is_a_signature(said: str) -> None:
    trip = read(f"Hi there,\n\n{TRIP}.\n\n{said}\nPlease consider the environment before printing this e-mail.")

    assert days(trip) == ["Oslo 08.03", "Berlin 11.03"]
    assert len(trip.travellers) == 1


@pytest.mark.parametrize(
    "said",
    ["United if you can swing it", "TAP if possible 💃", "American if they've got it", "Delta if you can get it"],
)
def test_airline_that_is_wished_for_under_a_condition_is_a_wish(said: str) -> None:
    (preference,) = read(f"{TRIP}. {said}").preferences

    assert isinstance(preference, WithCarriers)
    assert preference.strength == Strength.WISH


@pytest.mark.parametrize("said", ["United if the weather holds", "American please as they owe me one"])
def test_airline_whose_name_is_a_word_is_never_passed_over(said: str) -> None:
    assert said.split(maxsplit=1)[0] in ask(f"{TRIP}. {said}.")


@pytest.mark.parametrize("said", ["wherever possible", "whenever possible", "where possible", "if possible"])
def test_nonstop_flight_that_is_only_wished_for_is_a_wish(said: str) -> None:
    assert read(f"{TRIP}. Non-stop {said}.").preferences == (MostStops(strength=Strength.WISH, stops=0),)


@pytest.mark.parametrize("said", ["Cost ctr 88-301", "cost cntr: 88-301", "cost-ctr. 88-301"])
def test_cost_centre_may_be_shortened(said: str) -> None:
    assert read(f"{TRIP}. {said}.").cost_centre == "88-301"


def test_day_on_which_others_decide_is_none_of_the_journey() -> None:
    trip = read("Berlin to Oslo (the client decides tomorrow), out 8 March, in 11 March")

    assert days(trip) == ["Oslo 08.03", "Berlin 11.03"]


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("Berlin to Oslo 8 March, window on this one; back 11 March", (0,)),
        ("Berlin to Oslo 8 March, back 11 March, a window seat on that flight please", (1,)),
        ("Berlin to Oslo on 8 March, on to Rome on 9 March, window on that leg, home on 11 March", (1,)),
    ],
)
def test_wish_on_this_one_is_of_the_slice_within_whose_words_it_stands(said: str, places: tuple[int, ...]) -> None:
    (seat,) = read(said).preferences

    assert getattr(seat, "slices", None) == places


def test_cabin_on_that_flight_is_of_that_flight() -> None:
    trip = read("Berlin to Oslo 8 March, business on that flight, back 11 March")

    assert [each.cabin.value for each in trip.slices] == ["business", "economy"]


def test_wish_on_this_one_in_a_sentence_without_a_day_is_asked_about() -> None:
    assert "Window on this one" in ask(f"{TRIP}. Window on this one please.")


@pytest.mark.parametrize(
    "said", ["no Delta, no United", "no Delta and no United", "not with Delta, never with United", "no Delta or United"]
)
def test_airlines_that_are_refused_one_by_one_are_refused_together(said: str) -> None:
    assert [getattr(each, "carriers", None) for each in read(f"{TRIP}, {said}").preferences] == [("DL", "UA")]
