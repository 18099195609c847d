"""Trains, rental cars and hotels alone in words: they become what is travelled, driven and stayed in."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import CarCategory, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers=answers)


def asked(sentence: str, **answers: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence, **answers)
    return {question.field for question in caught.value.questions}


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("train from Paris to Lyon 3-5 March 2027", TravelMode.RAIL),
        ("Paris to Lyon by train 3-5 March 2027", TravelMode.RAIL),
        ("Tokyo to Osaka on the Shinkansen 3-5 March 2027", TravelMode.RAIL),
        ("Osaka to Tokyo 3-5 March 2027, high-speed rail", TravelMode.RAIL),
        ("Eurostar from London to Paris 3-5 March 2027", TravelMode.RAIL),
        ("Berlin to Munich 3-5 March 2027 with the ICE", TravelMode.RAIL),
        ("Milan to Rome 3-5 March 2027, train or plane", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027 by plane or by train", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027, preferably by train", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027 by train if possible", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027 with the train if it goes", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027 by train, preferably direct", TravelMode.RAIL),
        ("Milan to Rome 3-5 March 2027 by train, preferably", TravelMode.ANY),
        ("Milan to Rome 3-5 March 2027", TravelMode.AIR),
        ("Milan to Rome 3-5 March 2027, not by train", TravelMode.AIR),
    ],
)
def test_slices_go_by_what_is_named(sentence: str, mode: TravelMode) -> None:
    assert [each.mode for each in read(sentence, unread="ignore").slices] == [mode, mode]


@pytest.mark.parametrize(
    ("said", "modes"),
    [
        ("Berlin to Hamburg on 3 March 2027, back by train on 5 March", "air rail"),
        ("Berlin to Hamburg on 3 March 2027. I'll come home by rail on 5 March", "air rail"),
        ("Oslo to Bergen on 3 March 2027, train back on 5 March", "air rail"),
        ("Madrid to Seville on 3 March 2027; she returns by train on 5 March", "air rail"),
        ("Milan to Rome on 3 March 2027 and rail home on 5 March", "air rail"),
        ("Fly Berlin to Hamburg on 3 March 2027, back 5 March by train", "air rail"),
        ("Flight Paris to Lyon on 3 March 2027, back by TGV on 5 March", "air rail"),
        ("Toronto to Ottawa (train), 8 February 2027, return 9 February (flight)", "rail air"),
        ("Leeds to Bristol by train on 4 February 2027, return flight on 5 February", "rail air"),
        ("Leeds to Bristol 4 February 2027 by train out and plane back on 5 February", "rail air"),
        ("Leeds to Bristol by train on 4 February 2027, flight back on 5 February", "rail air"),
        ("Leeds to Bristol by train on 4 February 2027, and fly home on 5 February", "rail air"),
        ("Train from York to London on 3 March 2027, and the train back on 5 March", "rail rail"),
        ("Berlin to Hamburg and back by train, 3 to 5 March 2027", "rail rail"),
        ("Berlin to Hamburg on 3 March 2027, back 5 March, all by train", "rail rail"),
        ("Train Berlin to Hamburg on 3 March 2027, back on 5 March", "rail rail"),
    ],
)
def test_train_that_is_named_for_the_way_back_is_of_no_other(said: str, modes: str) -> None:
    assert [each.mode.value for each in read(said).slices] == modes.split()


@pytest.mark.parametrize(
    "train",
    [
        "morning train",
        "evening train",
        "night train",
        "first train",
        "the last train of the day",
        "earliest possible train",
        "9:30 train",
        "9 am train",
        "a seat on the afternoon train",
    ],
)
def test_train_that_a_time_is_said_of_is_a_train(train: str) -> None:
    assert [each.mode for each in read(f"Vienna to Graz on 3 March 2027, one way, {train}").slices] == [TravelMode.RAIL]


@pytest.mark.parametrize(
    ("sentence", "modes"),
    [
        ("Vienna - Ljubljana - Zagreb - Vienna by train, 11, 13 and 15 January", "rail rail rail"),
        ("Berlin to Rome on 1 Feb, Rome to Milan on 4 Feb by train", "air rail"),
        ("Berlin to Paris, Paris to Lyon by train, Lyon to Berlin: 1 Feb, 3 Feb, 5 Feb", "air rail air"),
    ],
)
def test_train_behind_all_places_is_of_each_slice_and_within_one_of_it_alone(sentence: str, modes: str) -> None:
    assert " ".join(each.mode.value for each in read(sentence).slices) == modes


def test_morning_flight_out_and_evening_train_back_are_one_of_each() -> None:
    sentence = "Vienna to Graz on 3 March 2027, morning flight, and back by evening train on 4 March"

    assert [each.mode for each in read(sentence).slices] == [TravelMode.AIR, TravelMode.RAIL]


@pytest.mark.parametrize(
    "sentence",
    [
        "Flight Berlin to Lisbon 3-5 March 2027 and a rental car",
        "Sydney to Melbourne 3-5 March 2027, car hire",
        "Flight Berlin to Lisbon 3-5 March 2027 with a hire car",
        "Vienna to Graz 3-5 March 2027, I need a car there",
        "Vienna to Graz on 3 March 2027 for 2 nights with a rental car",
    ],
)
def test_car_is_for_the_days_of_the_trip_at_its_destination(sentence: str) -> None:
    trip = read(sentence)
    (car,) = trip.cars

    assert car.pick_up == car.drop_off == trip.slices[0].destination
    assert (car.pick_up_on, car.drop_off_on) == (date(2027, 3, 3), date(2027, 3, 5))


def test_one_way_by_rail_and_the_other_by_air() -> None:
    trip = read("Berlin to Vienna by train on 3 March 2027 and fly back on 5 March")

    assert [each.mode for each in trip.slices] == [TravelMode.RAIL, TravelMode.AIR]


def test_car_has_the_days_that_stand_behind_it_and_is_as_asked_for() -> None:
    trip = read("Berlin to Lisbon 1 March 2027, back 8 March, compact automatic rental car from 3 to 5 March")
    (car,) = trip.cars

    assert [each.depart_on.day for each in trip.slices] == [1, 8]
    assert (car.pick_up_on.day, car.drop_off_on.day) == (3, 5)
    assert (car.category, car.automatic) == (CarCategory.COMPACT, True)


def test_car_of_one_way_asks_until_when() -> None:
    sentence = "Berlin to Lisbon on 1 March 2027, one way, with a rental car"

    assert asked(sentence) == {"dropOffOn"}
    (car,) = read(sentence, dropOffOn="2027-03-04").cars
    assert car.drop_off_on == date(2027, 3, 4)


def test_car_of_one_day_is_dropped_off_in_the_evening() -> None:
    (car,) = read("Berlin to Lisbon on 1 March 2027, day trip, with a rental car").cars

    assert (car.pick_up_on, car.drop_off_on) == (date(2027, 3, 1), date(2027, 3, 1))
    assert car.pick_up_at < car.drop_off_at


@pytest.mark.parametrize(
    "sentence",
    [
        "hotel in Hamburg 3-5 March 2027",
        "I need a hotel in Hamburg from 3 March 2027 for 2 nights",
        "Just a hotel in Hamburg, 3 March 2027 to 5 March 2027",
        "No flights this time: a room in Hamburg 3-5 March 2027",
        "hotel in Hamburg, checking in 3 March 2027, checking out 5 March 2027",
    ],
)
def test_hotel_alone_is_a_trip_without_slices(sentence: str) -> None:
    trip = read(sentence)
    (stay,) = trip.stays

    assert (trip.slices, trip.cars) == ((), ())
    assert stay.place.name == "Hamburg"
    assert (stay.check_in, stay.check_out) == (date(2027, 3, 3), date(2027, 3, 5))
    assert (stay.arrives_by, stay.leaves_by, stay.begins_on_arrival) == (None, None, False)


def test_car_alone_is_a_trip_without_slices() -> None:
    trip = read("rental car in Munich 3-5 March 2027")

    assert (trip.slices, trip.stays) == ((), ())
    assert [(car.pick_up.name, car.pick_up_on.day, car.drop_off_on.day) for car in trip.cars] == [("Munich", 3, 5)]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("hotel in Bologna from 11 October 2027", {"nights"}),
        ("just a hotel, 3-5 March 2027", {"destination"}),
        ("only a hotel in Springfield 3-5 March 2027", {"destination"}),
        ("I need a car", {"destination", "departOn"}),
        ("to Hamburg 3-5 March 2027 with a hotel", {"origin"}),
    ],
)
def test_what_is_missing_of_a_hotel_or_a_car_alone_is_asked(sentence: str, fields: set[str]) -> None:
    assert asked(sentence) == fields


def test_hotel_alone_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read("hotel in Hamburg from 5 March 2027 until 3 March 2027")


@pytest.mark.parametrize(
    "said",
    [
        "Car hire is not required.",
        "A rental car is not needed.",
        "I won't need a car.",
        "We do not need any rental car.",
        "No rental car needed.",
    ],
)
def test_car_that_is_not_wanted_is_none(said: str) -> None:
    assert read(f"Vienna to Hamburg on 2 February, return on 4 February. {said}").cars == ()
