"""Where a trip starts whose words do not say it: at the traveller's home airport, if that is known."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning

DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Adams"), currency="EUR", cost_centre="SALES-EU", home="TRN"
)


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def slices_of(trip: TripRequest) -> list[str]:
    return [f"{each.origin.airports[0]}-{each.destination.airports[0]}" for each in trip.slices]


@pytest.mark.parametrize(
    ("sentence", "slices"),
    [
        ("to Oslo 3-5 March 2027", "TRN-OSL OSL-TRN"),
        ("Oslo on 3 March 2027, one way", "TRN-OSL"),
        ("I need to be in Oslo on 3 March 2027, back home on 5 March 2027", "TRN-OSL OSL-TRN"),
        ("To Oslo on 3 March 2027, on to Riga on 5 March, and home on 7 March", "TRN-OSL OSL-RIX RIX-TRN"),
        ("from Linate to Oslo 3-5 March 2027", "LIN-OSL OSL-LIN"),
        ("Riga to Oslo 3-5 March 2027", "RIX-OSL OSL-RIX"),
    ],
)
def test_trip_starts_at_home_unless_it_says_otherwise(sentence: str, slices: str) -> None:
    assert slices_of(read(sentence)) == slices.split()


@pytest.mark.parametrize(
    "sentence",
    [
        "from our plant to Oslo 3-5 March 2027",
        "to Turin 3-5 March 2027",
    ],
)
def test_trip_does_not_start_at_home_where_it_goes_there_or_another_start_is_said(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)

    assert "origin" in {question.field for question in caught.value.questions}


def test_hotel_alone_has_nothing_to_do_with_home() -> None:
    trip = read("hotel in Oslo 3-5 March 2027")

    assert (trip.slices, trip.stays[0].place.name) == ((), "Oslo")


@pytest.mark.parametrize(
    ("sentence", "slices"),
    [
        ("I just want flying home: Riga to Oslo on 3 March 2027", "RIX-OSL"),
        ("Get me home to Riga from Oslo on 3 March 2027", "OSL-RIX"),
        ("You just book return: Riga to Oslo on 3 March 2027", "RIX-OSL"),
    ],
)
def test_journey_home_alone_has_no_return(sentence: str, slices: str) -> None:
    assert slices_of(read(sentence)) == [slices]
