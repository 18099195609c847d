"""Times that are said in a sentence of their own, with the day, the place or the way that says of which slice they
are; and limits whose verb is denied."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Oslo to Vienna Monday 5 April, back Thursday 8 April"
TOUR = "Oslo to Vienna on 5 April, on to Linz on 6 April, home on 8 April"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def windows(trip: TripRequest) -> list[str]:
    return [
        f"{window.not_before or ''}-{window.not_after or ''}" if (window := each.departure) else ""
        for each in trip.slices
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("On the Monday I can't leave before 7 pm", ["19:00-", ""]),
        ("On the Thursday I shouldn't like to set off before half past nine in the morning", ["", "09:30-"]),
        ("On the 8th we'd want to go in the afternoon", ["", "12:00-18:00"]),
        ("I can't take off before noon on the 5th", ["12:00-", ""]),
        ("We can't leave Vienna before 7 pm on that day", ["", "19:00-"]),
        ("Morning flight while going", ["-12:00", ""]),
        ("Evening flight only while returning", ["", "18:00-"]),
        ("Coming home, anything after four in the afternoon will do", ["", "16:00-"]),
        ("Coming home we can't leave before 3 pm", ["", "15:00-"]),
        ("At the return we must depart before the 20:00", ["", "-20:00"]),
        ("In the first day I can fly only after the 16:30", ["16:30-", ""]),
        ("On the last day I must leave after 3 pm", ["", "15:00-"]),
        ("From Vienna I must depart after 14:00", ["", "14:00-"]),
    ],
)
def test_time_is_of_the_slice_that_its_sentence_says(said: str, expected: list[str]) -> None:
    assert windows(read(f"{TRIP}. {said}.")) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("On the 6th I want to leave after 3 pm", ["", "15:00-", ""]),
        ("The 8th I can't leave before 2 pm", ["", "", "14:00-"]),
        ("Please don't put her out of Linz before 10 a.m.", ["", "", "10:00-"]),
        ("The departure from Vienna must not take place before 10:00", ["", "10:00-", ""]),
        ("None of the three flights may leave before 11 am", ["11:00-", "11:00-", "11:00-"]),
    ],
)
def test_time_is_of_one_of_several_slices(said: str, expected: list[str]) -> None:
    assert windows(read(f"{TOUR}. {said}.")) == expected


def test_time_within_a_journey_of_one_sentence_is_of_the_slice_before_it() -> None:
    trip = read(
        "Oslo to Vienna on 5 April, two nights, then Vienna to Linz, one night, then Linz to Oslo in the evening"
    )

    assert windows(trip) == ["", "", "18:00-"]


@pytest.mark.parametrize(
    "said",
    [
        "On the 7th I can't leave before 2 pm",
        "I don't have to leave before 9",
        "I don't mind leaving before 9",
        "Leave before 3 pm, but no idea which one",
    ],
)
def test_time_of_no_slice_for_certain_is_asked_about(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TOUR}. {said}.")


@pytest.mark.parametrize(
    ("said", "place", "window"),
    [
        ("I can't be there before 6 pm on the 5th", 0, ("18:00", None)),
        ("I have to be in Vienna by 2 pm on the Monday", 0, (None, "14:00")),
        ("I have to be home by 7pm on the 8th", 1, (None, "19:00")),
    ],
)
def test_time_of_arrival_is_of_the_slice_of_its_day(said: str, place: int, window: tuple[str | None, str]) -> None:
    trip = read(f"{TRIP}. {said}.")
    arrivals = [(each.arrival.not_before, each.arrival.not_after) if each.arrival else None for each in trip.slices]

    assert arrivals == [window if number == place else None for number in range(2)]


@pytest.mark.parametrize("said", ["Trains", "Rail", "Business", "Delta", "Hotels", "Nonstop", "Refundable"])
def test_wish_before_a_comma_greets_nobody(said: str) -> None:
    trip = read(f"{said}, please: {TRIP}")
    plain = read(TRIP)

    assert (trip.slices, trip.stays, trip.preferences) != (plain.slices, plain.stays, plain.preferences)


@pytest.mark.parametrize("name", ["Bill", "April", "Priya", "Oskar"])
def test_name_before_a_comma_is_whoever_is_asked(name: str) -> None:
    assert read(f"{name}, please book {TRIP}").slices == read(TRIP).slices


def test_what_happened_last_time_ends_where_something_is_asked_for() -> None:
    trip = read(f"{TRIP}, no easyJet, last time they were 5 hrs late and somewhere to sleep near the Prater")

    assert [stay.near and stay.near.name for stay in trip.stays] == ["Prater"]
