"""What is said in another order than most say it, or with numbers that count nothing."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to Oslo on 8 March, back on 11 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def days(trip: TripRequest) -> str:
    return ", ".join(f"{each.destination.airports[0]} {each.depart_on:%d.%m}" for each in trip.slices)


@pytest.mark.parametrize(
    "said",
    [
        "Berlin to Oslo on 8 March for two nights, then to Riga for one night before returning to Berlin",
        "Oslo on 8 March, two nights there, then on to Riga for one night and then home to Berlin (starting in Berlin)",
        "from Berlin to Oslo on 8 March, then 2 nights later Oslo to Riga, one night, then Riga back to Berlin",
    ],
)
def test_nights_are_counted_in_any_order(said: str) -> None:
    assert days(read(said)) == "OSL 08.03, RIX 10.03, BER 11.03"


def test_nights_that_are_spent_nowhere_for_certain_are_asked_about() -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read("Rome to Oslo on 8 March, 4 nights in Bergen, then Oslo to Riga on 9 March, one night, then Riga to Rome")

    assert "4 nights" in " ".join(each.question for each in doubt.value.questions)


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("I must be in Oslo by 11 on Friday morning, from Berlin, home on Sunday", (None, "11:00")),
        ("I must be in Oslo by 4 on Friday afternoon, from Berlin, home on Sunday", (None, "16:00")),
        ("I must be in Oslo by 11:30 Friday morning, from Berlin, home on Sunday", (None, "11:30")),
    ],
)
def test_part_of_a_day_behind_says_of_which_half_a_time_is(said: str, window: tuple[str | None, str | None]) -> None:
    arrival = read(said).slices[0].arrival

    assert (arrival and arrival.not_before, arrival and arrival.not_after) == window


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("hotel near Taipei 101", "Taipei 101"),
        ("hotel near Lac 2, not above 110 EUR a night", "Lac 2"),
        ("hotel near Terminal 5", "Terminal 5"),
        ("hotel 3 nights at La Defense", "La Defense"),
    ],
)
def test_number_at_the_end_of_a_name_is_part_of_it(said: str, near: str) -> None:
    assert [stay.near and stay.near.name for stay in read(f"{TRIP}, {said}").stays] == [near]


@pytest.mark.parametrize("month", ["April", "Apr", "May", "August", "Sept"])
def test_day_at_the_end_of_a_sentence_numbers_no_item(month: str) -> None:
    trip = read(f"Berlin to Oslo on 8 March, home to Berlin from Bergen on {month} 8. Rental car from Oslo to Bergen")

    assert f"{trip.slices[1].depart_on:%d %B}".startswith(f"08 {month[:3]}")


@pytest.mark.parametrize(
    "said",
    [
        "AMS-JNB 4MAR, domestic JNB-CPT own arrangement, CPT-AMS 15MAR",
        "AMS-JNB 4MAR, JNB-CPT surface, CPT-AMS 15MAR",
        "AMS-JNB 4MAR, JNB-CPT ARNK, CPT-AMS 15MAR",
    ],
)
def test_stretch_that_is_travelled_by_oneself_is_no_slice(said: str) -> None:
    assert days(read(said)) == "JNB 04.03, AMS 15.03"


def test_city_of_a_country_is_that_one() -> None:
    assert read("Berlin to Santiago of Chile on 8 March").slices[0].destination.country == "CL"


def test_code_among_codes_is_an_airline() -> None:
    trip = read("LIM-SCL 4MAR, SCL-EZE 6MAR, EZE-LIM 9MAR, LA, non-stop")

    assert [getattr(each, "carriers", None) for each in trip.preferences] == [("LA",), None]


@pytest.mark.parametrize("said", ["Airline: not Nouvelair", "Carrier: not Nouvelair"])
def test_airline_is_refused_in_a_form(said: str) -> None:
    assert [getattr(each, "carriers", None) for each in read(f"{TRIP}. {said}.").preferences] == [("BJ",)]


@pytest.mark.parametrize("said", ["His wife sees to the hotels", "Our host looks after the hotel"])
def test_hotel_that_somebody_sees_to_is_none(said: str) -> None:
    assert read(f"{TRIP}. {said}.").stays == ()
