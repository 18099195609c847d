"""What travellers say that they see to themselves: how they get there, from one town to the next, and what is done."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "My husband's dropping me off so no train or anything.",
        "Someone will drive me there.",
        "Travel I make by myself.",
        "Travel we arrange with our own transport.",
        "I come by own car, no air no rail.",
        "Traveller comes by own car, no flight or train.",
        "The flights are done, Lotte booked them last week.",
        "Tickets are sorted, Ann Lee has bought them for me.",
        "I'm already flying on miles.",
        "No trains, no flights.",
    ],
)
def test_hotel_needs_no_slices_where_one_gets_there_by_oneself(said: str) -> None:
    trip = read(f"Hotel in Leeds from 8 to 10 June. {said}")

    assert (trip.slices, trip.cars) == ((), ())
    assert [each.check_in.day for each in trip.stays] == [8]


@pytest.mark.parametrize(
    "said",
    [
        "The transfer between Naples and Rome will be made by own means.",
        "From Naples to Rome I travel by my own car.",
        "The leg between Naples and Rome is arranged privately.",
        "Between Naples and Rome we drive by ourselves.",
        "The stretch from Naples to Rome I do on my own.",
        "Onward travel between the two cities will be organised independently.",
        "Transport between Naples and Rome is covered by our own vehicle.",
        "The journey in between will be handled by own arrangements.",
    ],
)
def test_what_is_travelled_by_own_means_is_no_slice_and_no_car(said: str) -> None:
    trip = read(f"Vienna to Naples 10 May, homeward from Rome to Vienna 13 May. {said}")

    assert [(each.origin.name, each.destination.name) for each in trip.slices] == [
        ("Vienna", "Naples"),
        ("Rome", "Vienna"),
    ]
    assert trip.cars == ()


def test_train_that_is_not_wanted_on_a_journey_leaves_its_flights() -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read("Berlin to Oslo 3 March, back 5 March, no train")

    assert "no train" in doubt.value.questions[0].question


@pytest.mark.parametrize("said", ["", " for the whole of the time in between", " for the entire time in between"])
def test_car_is_for_the_time_between_the_slices(said: str) -> None:
    trip = read(f"Glasgow to Milan 3 May, home from Turin 7 May. Rental car from Milan to Turin{said}.")

    assert [(each.pick_up_on.day, each.drop_off_on.day) for each in trip.cars] == [(3, 7)]
    assert len(trip.travellers) == 1
