"""Hotels with days of their own: within a journey, and in several cities that are not travelled between."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def stays_of(trip: TripRequest) -> list[str]:
    return [f"{each.place.name} {each.check_in:%d}-{each.check_out:%d}" for each in trip.stays]


@pytest.mark.parametrize(
    "hotel",
    [
        "hotel in Rome from 4 to 6 March",
        "hotel 4-6 March in Rome",
        "plus a hotel in Rome, check-in 4 March, check-out 6 March",
        "hotel near the Duomo from 4 March until 6 March",
    ],
)
@pytest.mark.parametrize("back", ["back on 8 March", "Rome to Oslo on 8 March"])
def test_days_behind_a_hotel_are_its_own(hotel: str, back: str) -> None:
    trip = read(f"Oslo to Rome on 3 March 2027, {back}, {hotel}")

    assert [each.depart_on.day for each in trip.slices] == [3, 8]
    assert stays_of(trip) == ["Rome 04-06"]
    assert not trip.stays[0].begins_on_arrival


def test_days_behind_a_hotel_are_the_trip_s_where_there_are_no_others() -> None:
    trip = read("Oslo to Rome with a hotel from 3 to 5 March 2027")

    assert [each.depart_on.day for each in trip.slices] == [3, 5]
    assert stays_of(trip) == ["Rome 03-05"]


def test_hotel_of_one_of_several_cities_has_its_own_days() -> None:
    trip = read(
        "Berlin to Paris 1 March 2027, Paris to Madrid 4 March, Madrid to Berlin 6 March; hotel in Paris 1-3 March only"
    )

    assert stays_of(trip) == ["Paris 01-03"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hotel in Hamburg 1 to 3 March 2027 and in Bremen 3 to 6 March 2027",
        "Hotels: Hamburg 1-3 March 2027, then Bremen 3-6 March 2027",
    ],
)
def test_hotels_in_several_cities_have_days_each(sentence: str) -> None:
    trip = read(sentence)

    assert (trip.slices, stays_of(trip)) == ((), ["Hamburg 01-03", "Bremen 03-06"])


def test_second_city_is_never_dropped() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read("I need a room in Graz on 3 March 2027 and one in Linz on 4 March 2027")

    assert {question.field for question in caught.value.questions} == {"nights"}


def test_slice_behind_a_hotel_is_no_second_hotel() -> None:
    trip = read("Inverness - Luton for 3 March 2027, hotel in Luton, and Luton - Inverness for 4 March 2027")

    assert [each.depart_on.day for each in trip.slices] == [3, 4]
    assert stays_of(trip) == ["Luton 03-04"]


def test_hotel_may_be_where_one_leaves() -> None:
    trip = read("Hotel in Lyon 3-5 March 2027, then train Lyon to Paris on 5 March 2027, one way")

    assert [each.depart_on.day for each in trip.slices] == [5]
    assert stays_of(trip) == ["Lyon 03-05"]
