"""How people ask for a hotel or a rental car by itself, with its price, its place and its times: each way a line."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import CarRequest, StayRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))
HOTEL = "Hotel in Geneva from 3 to 5 March"


def stay(sentence: str) -> StayRequest:
    read = read_request(sentence, now=NOW, defaults=DEFAULTS)
    (one,) = read.stays
    assert read.slices == ()
    assert (one.check_in, one.check_out) == (date(2027, 3, 3), date(2027, 3, 5))
    return one


def car(sentence: str) -> CarRequest:
    read = read_request(sentence, now=NOW, defaults=DEFAULTS)
    (one,) = read.cars
    assert read.slices == ()
    assert (one.pick_up_on, one.drop_off_on) == (date(2027, 3, 3), date(2027, 3, 5))
    return one


@pytest.mark.parametrize(
    "said",
    [
        "180 EUR a night is my absolute limit",
        "\u20ac180 a night all in is the ceiling",
        "180 a night tops in euros",
        "180 EUR a night is what finance allows",
        "max 180 euros by night",
        "not more expensive than 180 EUR for one night",
        "the price not being above EUR 180 per night",
        "at a rate not surpassing EUR 180 per night",
        "max per night 180 EUR",
        "max pn 180 EUR",
        "180 EUR p/n max",
        "around 180 EUR a night max",
        "max EUR 180 per night incl. breakfast",
    ],
)
def test_limit_of_a_night_is_read_however_it_is_said(said: str) -> None:
    cap = stay(f"{HOTEL}, {said}").nightly_cap

    assert cap is not None
    assert (cap.amount, cap.currency) == (18000, "EUR")


@pytest.mark.parametrize(
    "said",
    [
        "by the station",
        "right by the station",
        "around the station",
        "handy for the station",
        "within easy reach of the station",
        "in the immediate vicinity of the station",
        "convenient for the station",
        "in the station area",
    ],
)
def test_what_a_hotel_is_near_is_read_however_it_is_said(said: str) -> None:
    near = stay(f"{HOTEL}, {said}").near

    assert near is not None
    assert near.name.startswith("station")


@pytest.mark.parametrize(
    "said",
    [
        "somewhere central",
        "as central as possible",
        "central",
        "should be central",
        "in the heart of the city",
        "in the middle of town",
        "not far from the centre",
        "right in the centre",
    ],
)
def test_central_hotel_is_near_the_centre(said: str) -> None:
    assert stay(f"{HOTEL}, {said}").near_centre


@pytest.mark.parametrize(
    "said",
    [
        "refundable",
        "flexible rate",
        "can be cancelled free of charge",
        "cancellation should be free",
        "I want to be able to cancel",
        "with the option to cancel",
        "non-refundable not allowed as per policy",
        "it must be cancelable without cost",
    ],
)
def test_hotel_alone_is_what_is_to_be_refundable(said: str) -> None:
    read = read_request(f"{HOTEL}, {said}", now=NOW, defaults=DEFAULTS)

    assert [each.refundable for each in read.stays] == [True]
    assert read.preferences == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Room in Geneva for the nights of Wednesday 3rd and Thursday 4th March, checking out Friday 5th",
        (
            "I wish to stay in Geneva from 3 to 5 March in an establishment of no fewer than four stars. I see to"
            " the flights"
            " myself."
        ),
        "We need hotel in Geneva, me only, arrive 3 March, leave 5 March. Not need flight.",
        "Two nights in Geneva from 3 March, somewhere decent, a hotel. I'm driving down so no need for trains.",
        "Hotel in Geneva from 3 to 5 March. She's driving, so no airfare.",
        "Geneva hotel, 3 March to 5 March, flights already booked",
        "htl GVA chk in 3 March chk out 5 March",
        "Hotel in Geneva for the nights between, 3 to 5 March, single occupancy",
    ],
)
def test_hotel_alone_needs_no_journey(sentence: str) -> None:
    assert stay(sentence).place.name == "Geneva"


@pytest.mark.parametrize(
    "said",
    [
        "with parking if possible",
        "a pool would be great but not a must",
        "walking distance isn't important",
        "breakfast thrown in if they'll do it",
        "breakfast is optional",
        "I'm not fussed about the chain",
        "no preference as to the floor",
        "late check-out if possible",
        "good wifi",
        "non-smoking",
        "stars don't matter",
        "old furniture is no problem",
    ],
)
def test_what_need_not_be_had_is_not_asked_about(said: str) -> None:
    assert stay(f"{HOTEL}, {said}") == stay(HOTEL)


@pytest.mark.parametrize(
    "sentence",
    [
        "Car in Geneva from 3 March, 9:00 am, to 5 March, 5:00 pm",
        "Car in Geneva from 3 March 9 am upto 5 March 5 pm, pick up and drop both at airport",
        "Car in Geneva from 3 March (9 am) to 5 March (5 pm)",
        "hire car at Geneva airport on 3 March at 9 am, and leave it there on 5 March at 5 pm",
        "rent a car in Geneva, I will receive it 3 March 09:00 and will bring back 5 March 17:00",
        "car GVA apt p/u 3 March 0900 d/o 5 March 1700",
        (
            "rental vehicle in Geneva, taken over on 3 March at 9:00 and handed back at the same location on 5"
            " March at 17:00"
        ),
        "one car small in Geneva airport, take 3 March 9 o'clock, give back 5 March 17 o'clock",
        "a set of wheels in Geneva, 3 March 9am till 5 March 5pm",
    ],
)
def test_times_of_a_car_are_read_however_they_are_said(sentence: str) -> None:
    one = car(sentence)

    assert (one.pick_up_at, one.drop_off_at) == ("09:00", "17:00")


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("standard size is grand", "standard"),
        ("an economy will do nicely", "economy"),
        ("a compact would be perfect", "compact"),
        ("cat intermediate auto", "intermediate"),
    ],
)
def test_size_of_a_car_that_will_do_is_read(said: str, category: str) -> None:
    assert car(f"rental car in Geneva from 3 to 5 March, {said}").category.value == category


@pytest.mark.parametrize(
    ("sentence", "drop_off"),
    [
        ("compact rental in Geneva: pick up 3 March at 8:30 AM, return 5 March at 5:30 PM", "Geneva"),
        ("rental out of Geneva, 3 March 9 AM, dropping it in Basel 5 March by 3 PM", "Basel"),
        ("rent a car in Geneva from 3 March 9 am, will bring to Basel 5 March 12:00", "Basel"),
    ],
)
def test_car_alone_is_left_where_it_is_said(sentence: str, drop_off: str) -> None:
    assert car(sentence).drop_off.name == drop_off


def test_return_of_a_journey_is_no_drop_off() -> None:
    sentence = "Berlin to Lisbon 3 March, rental car in Lisbon, return to Berlin on 5 March"
    (one,) = read_request(sentence, now=NOW, defaults=DEFAULTS).cars

    assert one.drop_off.name == "Lisbon"


@pytest.mark.parametrize(
    ("said", "cars"),
    [
        ("car is sorted", 0),
        ("the rental car is already booked", 0),
        ("my colleague has the car", 0),
        ("I already have a car", 0),
        ("can I have a car there", 1),
        ("we must have a car", 1),
        ("my boss has to have a car", 1),
    ],
)
def test_car_that_is_had_already_is_not_rented(said: str, cars: int) -> None:
    sentence = f"Berlin to Lisbon 3 March, back 5 March, {said}"
    assert len(read_request(sentence, now=NOW, defaults=DEFAULTS).cars) == cars


@pytest.mark.parametrize(
    ("own", "days"),
    [
        ("hotel from the 13th to the 15th", ("04-13", "04-15")),
        ("hotel from the 13th until the 15th", ("04-13", "04-15")),
        ("hotel the 13th to the 14th", ("04-13", "04-14")),
        ("hotel from Tuesday to Thursday", ("04-13", "04-15")),
    ],
)
def test_days_of_a_hotel_without_a_month_are_those_of_the_journey(own: str, days: tuple[str, str]) -> None:
    sentence = f"Berlin to Lisbon 12 April 2027, {own}, back on 15 April"
    (stay,) = read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS).stays

    assert (f"{stay.check_in:%m-%d}", f"{stay.check_out:%m-%d}") == days


def test_days_of_a_car_without_a_month_are_those_of_the_journey() -> None:
    sentence = "Berlin to Lisbon 30 April 2027, back on 4 May, rental car from the 1st to the 3rd"
    (one,) = read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS).cars

    assert (one.pick_up_on, one.drop_off_on) == (date(2027, 5, 1), date(2027, 5, 3))
