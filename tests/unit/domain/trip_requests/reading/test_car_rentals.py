"""Rental cars in words: where, from when to when, of which category, with which gearbox; and one's own rides."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.asides.own_rides import without_own_rides
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import CarCategory, CarRequest, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def car_of(sentence: str) -> CarRequest:
    (car,) = read(sentence).cars
    return car


@pytest.mark.parametrize(
    "sentence",
    [
        "Car hire only: collect in Faro on 2 March 2027 at 09:30, return on 5 March 2027 at 17:00.",
        "I need a rental car in Faro, pick up 9:30 am on 2 March 2027, drop it off 5 pm on 5 March 2027.",
        "car only: FAO apt p/u 2MAR27 0930 d/o 5MAR27 1700",
        "Rent a car in Faro from 2 March 2027 09:30 to 5 March 2027 17:00",
        "self drive car at Faro airport, 2 March 2027 09:30 to 5 March 2027 5 PM",
        "Hire car, please: collect from Faro Airport at 9.30 am on 2 March 2027, drop back there by 5pm on 5 March.",
        "one rental car in Faro, take it 2 March 2027 at 9h30, give it back 5 March 2027 at 17h",
        "Just a rental this time, pick up in Faro 2 March 2027 at half past nine in the morning, drop off 5 March 5 pm",
    ],
)
def test_car_is_picked_up_and_dropped_off_as_said(sentence: str) -> None:
    car = car_of(sentence)

    assert "FAO" in car.pick_up.airports
    assert (car.pick_up_on, car.pick_up_at) == (date(2027, 3, 2), "09:30")
    assert (car.drop_off_on, car.drop_off_at) == (date(2027, 3, 5), "17:00")


@pytest.mark.parametrize(
    ("words", "category", "automatic"),
    [
        ("compact will do", CarCategory.COMPACT, False),
        ("a compact is plenty, automatic please", CarCategory.COMPACT, True),
        ("intermediate auto", CarCategory.INTERMEDIATE, True),
        ("mid-size", CarCategory.INTERMEDIATE, False),
        ("at least standard size", CarCategory.STANDARD, False),
        ("full-size with an automatic gearbox", CarCategory.FULL_SIZE, True),
        ("economy, manual ok", CarCategory.ECONOMY, False),
        ("premium, automatic only", CarCategory.PREMIUM, True),
        ("SUV not needed, the smallest is fine", CarCategory.MINI, False),
        ("automatic, I can't drive stick", CarCategory.MINI, True),
    ],
)
def test_category_and_gearbox_are_read(words: str, category: CarCategory, *, automatic: bool) -> None:
    car = car_of(f"Rental car in Faro 2-5 March 2027, {words}.")

    assert (car.category, car.automatic) == (category, automatic)


def test_times_of_a_car_are_not_those_of_a_flight() -> None:
    trip = read(
        "Berlin to Faro on 2 March 2027, we need a car in Faro from 2 March 12:30 to 5 March 17:00, at least standard"
        " size; Faro to Berlin on 5 March 2027 after 19:00"
    )

    (car,) = trip.cars
    assert (car.pick_up_at, car.drop_off_at, car.category) == ("12:30", "17:00", CarCategory.STANDARD)
    assert [each.departure and each.departure.not_before for each in trip.slices] == [None, "19:00"]


@pytest.mark.parametrize(
    "text",
    [
        "Berlin to Oslo on 2 March 2027. Back I come on Friday by train, you don't have to search it.",
        "Berlin to Oslo on 2 March 2027, I return with the ferry that I book myself.",
        "Berlin to Oslo on 2 March 2027, I go home by car, no need to book it",
    ],
)
def test_ride_that_is_ones_own_is_not_booked(text: str) -> None:
    kept = without_own_rides(text)

    assert kept.startswith("Berlin to Oslo on 2 March 2027")
    assert not any(word in kept for word in ("train", "ferry", "car", "home"))
    assert without_own_rides("Berlin to Oslo by train on 2 March 2027") == "Berlin to Oslo by train on 2 March 2027"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Hire car, collecting from Exeter on 7 May 2027 at 2 pm and dropping it in Bristol on 10 May by 11 am",
            "Exeter 05-07 14:00 Bristol 05-10 11:00",
        ),
        (
            "Rent a car in Nice 3 March 2027 10:00, drop off in Milan 5 March 18:00",
            "Nice 03-03 10:00 Milan 03-05 18:00",
        ),
        (
            "Car hire: pick-up Munich 3 March 2027 9am, drop-off Vienna 6 March 5pm",
            "Munich 03-03 09:00 Vienna 03-06 17:00",
        ),
        (
            "one way rental, pick up in Denver 3 March 2027 at 9am, return it in Salt Lake City 6 March at 5pm",
            "Denver 03-03 09:00 Salt Lake City 03-06 17:00",
        ),
        ("Rental car from Lisbon to Porto, 3 to 5 March 2027", "Lisbon 03-03 10:00 Porto 03-05 10:00"),
        ("one-way car hire from Graz to Linz, 3 to 5 March 2027", "Graz 03-03 10:00 Linz 03-05 10:00"),
        (
            "LHR-LIS 3 May 2027, OPO-LHR 6 May. Car from Lisbon to Porto, pick up 4 May 9:00, drop off 6 May 9:00",
            "Lisbon 05-04 09:00 Porto 05-06 09:00",
        ),
        (
            "Berlin to Lisbon 3 March 2027, back 5 March, rental car, drop off at the airport",
            "Lisbon 03-03 10:00 Lisbon 03-05 10:00",
        ),
        (
            "Berlin to Lisbon 3 March 2027, rental car in Lisbon, return to Berlin on 5 March",
            "Lisbon 03-03 10:00 Lisbon 03-05 10:00",
        ),
    ],
)
def test_car_may_be_dropped_off_elsewhere(sentence: str, expected: str) -> None:
    car = car_of(sentence)

    picked = f"{car.pick_up.name} {car.pick_up_on:%m-%d} {car.pick_up_at}"
    assert f"{picked} {car.drop_off.name} {car.drop_off_on:%m-%d} {car.drop_off_at}" == expected


def test_car_alone_from_one_place_to_another_is_no_journey() -> None:
    assert read("Rental car from Lisbon to Porto, 3 to 5 March 2027").slices == ()


def test_where_a_car_is_picked_up_is_asked_once() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read("car from Springfield to Boston, 3 to 5 March 2027")

    assert [each.field for each in caught.value.questions] == ["destination"]


@pytest.mark.parametrize(
    "car",
    ["I need wheels", "Book me a set of wheels", "One auto for rent", "Please hire an auto", "A car on hire, please,"],
)
def test_car_in_other_words_is_a_rental(car: str) -> None:
    found = car_of(f"{car} in Faro from 2 March 2027 8:30 to 5 March 2027 20:00, something small and automatic")

    assert (found.pick_up_at, found.drop_off_at, found.automatic) == ("08:30", "20:00", True)
