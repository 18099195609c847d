"""Kinds of everyday sentences, each said in several ways: what is read of days and times, and what alone is asked."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2027, 3, 1)  # a Monday


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS)


def days(sentence: str) -> list[str]:
    return [f"{each.depart_on:%d.%m}" for each in read(sentence).slices]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Workshop in Oslo on 20 April. Please fly me Berlin to Oslo on 19 April and back on 21 April", "19.04 21.04"),
        ("I have to be in Oslo on Tuesday 20 April, so Berlin to Oslo on Monday and home on Wednesday", "19.04 21.04"),
        ("On 20 April there is a pitch in Oslo. Berlin to Oslo on the 19th, back on the 20th", "19.04 20.04"),
        ("Berlin to Oslo on 19 April, home on 21 April, for the site visit on 20 April", "19.04 21.04"),
    ],
)
def test_days_of_the_journey_are_counted_from_what_it_is_for(sentence: str, expected: str) -> None:
    assert days(sentence) == expected.split()


@pytest.mark.parametrize(
    "sentence",
    [
        "Berlin to Oslo 19/APR, back 21/APR",
        "Berlin to Oslo the day 19 of April, back the day 21 of April",
        "Berlin to Oslo dt. 19-04-2027, return dtd 21-04-2027",
        "my boss asked me to go: Berlin to Oslo 19 April, back 21 April",
        "The plan has changed. Berlin to Oslo 19 April, back 21 April",
        "Last-minute request: Berlin to Oslo 19 April, back 21 April",
        "Berlin to Oslo 19 April, back 21 April for the QXZ",
        "In accordance with the rules of the house, please book Berlin to Oslo 19 April, back 21 April",
        "Berlin to Oslo 19 April, back 21 April. Special meals not required",
        "Berlin to Oslo on bank holiday Monday the 19th of April, back 21 April",
    ],
)
def test_what_says_nothing_of_the_trip_is_no_reason_to_ask(sentence: str) -> None:
    assert days(sentence) == ["19.04", "21.04"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("0800ish", ("07:00", "09:00")),
        ("nothing before 8am", ("08:00", None)),
        ("any flight after 3 pm", ("15:00", None)),
        ("the most early flight", (None, "09:00")),
        ("after the lunch", ("13:00", "18:00")),
        ("earliest dep", (None, "09:00")),
    ],
)
def test_time_is_read_however_it_is_said(said: str, expected: tuple[str | None, str | None]) -> None:
    (one_slice,) = read(f"Berlin to Oslo on 19 April, one way, {said}").slices

    assert one_slice.departure is not None
    assert (one_slice.departure.not_before, one_slice.departure.not_after) == expected


def test_who_writes_one_time_by_24_hours_writes_all_so() -> None:
    out, back = read("Berlin to Oslo on 19 April at 6:45, back on 21 April at 17:20").slices

    assert [each.departure and each.departure.not_before for each in (out, back)] == ["05:45", "16:20"]


def test_night_of_a_day_is_when_one_travels_unless_a_room_is_asked_for() -> None:
    (one_slice,) = read("Berlin to Oslo, one way, the night of 19 April").slices
    (stay,) = read("Hotel in Oslo for the night of 19 April").stays

    assert one_slice.departure is not None
    assert one_slice.departure.not_before == "18:00"
    assert f"{stay.check_out:%d.%m}" == "20.04"


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Berlin to Oslo with my surfboard, one way", {"departOn"}),
        ("To Oslo on 19 April, one way, wheelchair", {"origin"}),
        ("Berlin to Oslo on 19 April, one way, wheelchair", {"unread"}),
        ("Berlin to Oslo on 19 April, home on the 15th", {"returnOn"}),
        ("Berlin to Oslo on 19 April, on 20 April, back on 21 April", {"departOn"}),
    ],
)
def test_what_the_journey_lacks_is_asked_before_words_that_are_left(sentence: str, asked: set[str]) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)

    assert {question.field for question in caught.value.questions} == asked


def test_words_that_are_left_are_asked_about_once_the_journey_is_known() -> None:
    sentence = "Berlin to Oslo with my surfboard, one way"

    with pytest.raises(AmbiguousRequest) as caught:
        read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers={"departOn": "2027-04-19"})

    assert [question.field for question in caught.value.questions] == ["unread"]


@pytest.mark.parametrize("day", ["11.10.27", "11.10.2027", "11 October 2027"])
def test_date_behind_from_is_no_time_of_day(day: str) -> None:
    (stay,) = read(f"hotel in Oslo from {day} for 2 nights").stays

    assert (stay.check_in, stay.nights) == (date(2027, 10, 11), 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "Me, Ann Lee and Bob Roe are doing the roadshow: Berlin to Oslo 19 April, back 21 April",
        "Team of engineers to travel Berlin to Oslo on 19 April and come back 21 April",
        "Traveller: Ann Lee. Berlin to Oslo 19 April, back 21 April. LATAM or Sowieso",
    ],
)
def test_nobody_and_no_airline_that_is_named_is_passed_over(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(sentence)


@pytest.mark.parametrize("said", ["on a United flight", "on United", "United flight please"])
def test_airline_of_a_flight_is_read(said: str) -> None:
    preferences = read(f"Book me {said}, Newark to Houston, 21 June, one way").preferences

    assert [getattr(each, "carriers", None) for each in preferences] == [("UA",)]


@pytest.mark.parametrize("said", ["New York JFK", "New York (JFK)", "JFK"])
def test_airport_by_its_code_behind_its_city_is_that_airport(said: str) -> None:
    (one_slice,) = read(f"Book me Seattle to {said} on 3 May, one way").slices

    assert one_slice.destination.airports == ("JFK",)


def test_bags_that_are_counted_are_checked_ones() -> None:
    preferences = read("Berlin to Oslo on 19 April, one way, two bags").preferences

    assert [getattr(each, "bags", None) for each in preferences] == [2]


def test_car_is_had_from_a_time_of_one_day_to_a_time_of_another() -> None:
    (car,) = read("A hire car in Oslo from 9 a.m. on 19 April 2027 until 6 p.m. on 21 April 2027").cars

    assert (car.pick_up_at, car.drop_off_at) == ("09:00", "18:00")
