"""What a hotel is to be near, in words: kept by its name, and with where it is where that is known."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.landmarks import locate
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.preferences import NearPlace
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.hotels.nearness import take_nearness
from chalicelib.domain.trip_requests.reading.hotels.stay import read_stay
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def near_of(said: str) -> tuple[str, int | None] | None:
    near = read_stay(Words(said, 1000), Findings({})).near
    return (near.name, near.within_metres) if near else None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hotel near the waterfront", "waterfront"),
        ("hotel close to the harbour, please", "harbour"),
        ("hotel nr Old Mill max 90 EUR a night", "Old Mill"),
        ("a room next to the Guildhall for two nights", "Guildhall"),
        ("a hotel by the Iron Bridge at no more than 90 EUR a night", "Iron Bridge"),
        ("hotel, as close as possible to the Fair", "Fair"),
        ("hotel needed in Saket", "Saket"),
        ("hotel at Pune in Wakad", "Wakad"),
        ("hotel: yes, in Parklands, not above 90 USD a night", "Parklands"),
        ("hotel in dokki 55 EUR a night", "dokki"),
        ("Hotel in Kano, Nassarawa district", "Nassarawa district"),
        ("Hotel in Pune, preferably Baner area, 90 EUR a night", "Baner area"),
        ("Hotel in Oslo. It should be near Holmenkollen", "Holmenkollen"),
        ("hotel near St. Stephen's Green", "St Stephen's Green"),
        ("two rooms near Main Street on 3 March", "Main Street"),
        ("Stay: 4 nights, Sayajigunj, not more than 90 EUR a night", "Sayajigunj"),
        ("hotel close of Main Station", "Main Station"),
        ("hotel in the vicinity of the Foo Center", "Foo Center"),
        ("hotel by the station, back on Friday", "station"),
        ("hotel near Foo Terminal 5 please", "Foo Terminal 5"),
        ("hotel near the client's office in Quuxham", "client's office in Quuxham"),
        ("hotel in Tokyo, Shinjuku area, 90 EUR a night", "Shinjuku area"),
    ],
)
def test_name_of_what_a_hotel_is_to_be_near_is_kept(said: str, name: str) -> None:
    assert near_of(said) == (name, None)


@pytest.mark.parametrize(
    ("said", "metres"),
    [
        ("hotel within 500m of Foo Hall", 500),
        ("hotel within 500 metres of Foo Hall", 500),
        ("hotel at most 1.5 km from Foo Hall", 1500),
        ("hotel within 1 mile of Foo Hall", 1609),
        ("hotel five minutes' walk from Foo Hall", 400),
        ("hotel 10 min walk from Foo Hall", 800),
        ("hotel within walking distance of Foo Hall", None),
        ("hotel within 1 m of Foo Hall", 100),
        ("hotel within 900 km of Foo Hall", 50_000),
    ],
)
def test_how_far_away_at_most_is_read(said: str, metres: int | None) -> None:
    assert near_of(said) == ("Foo Hall", metres)


@pytest.mark.parametrize(
    "said",
    [
        "hotel in Oslo",
        "hotel near the centre",
        "hotel in the morning",
        "hotel by Friday",
        "Berlin to London near Easter",
        "hotel in total 900 EUR",
        "hotel at 90 EUR a night",
        "cost center 12, hotel",
    ],
)
def test_what_is_no_such_name_is_none(said: str) -> None:
    assert near_of(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "the hotel I have already",
        "no hotel",
        "hotel not needed",
        "I shall not require accommodation",
        "we have already booked a hotel",
        "my hotel is booked already",
        "lodging not needed",
    ],
)
def test_hotel_that_is_not_wanted_is_none(said: str) -> None:
    assert read(f"Riga to Vienna 3-5 March 2027, {said}").stays == ()


def test_room_that_one_can_have_is_wanted() -> None:
    (stay,) = read("Can I have a room near Gatwick from 3 to 5 March 2027").stays

    assert (stay.place.airports, stay.near and stay.near.name) == (("LGW",), "Gatwick")


def test_landmark_that_is_known_in_its_city_has_its_place() -> None:
    (stay,) = read("Riga to Vienna 3-5 March 2027, hotel near the Hofburg").stays
    (other,) = read("Riga to Tallinn 3-5 March 2027, hotel near the Hofburg").stays

    assert stay.near is not None
    assert stay.near.point == (48.207, 16.366)
    assert other.near is not None
    assert (other.near.name, other.near.point) == ("Hofburg", None)


def test_of_several_hotels_the_one_in_its_city_is_near_a_landmark() -> None:
    trip = read(
        "Oslo to Paris on 1 March, on to Vienna on 3 March, back to Oslo on 5 March, a hotel in each city, "
        "near the Hofburg in Vienna"
    )

    assert [each.near.name if each.near else None for each in trip.stays] == [None, "Hofburg"]


def test_distance_is_a_must() -> None:
    trip = read("Riga to Stockholm 3-5 March 2027, hotel within 500m of Centralstation")

    assert next(each for each in trip.preferences if isinstance(each, NearPlace)).within_metres == 500


def test_hotel_may_be_in_a_town_near_where_the_journey_ends() -> None:
    trip = read("Prague to Brussels 3-5 March 2027, hotel in Ghent")

    assert trip.slices[0].destination.name == "Brussels"
    assert [(each.place.name, each.check_in.day, each.check_out.day) for each in trip.stays] == [("Gent", 3, 5)]


@pytest.mark.parametrize(
    ("name", "city"), [("C-Scheme area", "Jaipur"), ("Deák tér", "Budapest"), ("the RAI", "Amsterdam")]
)
def test_landmark_is_known_by_its_name_without_the_words_around_it(name: str, city: str) -> None:
    assert locate(name, resolve_place(city)).point is not None


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="nearbycto ¦H.,0'-", max_size=80))
def test_whatever_is_said_a_name_is_part_of_it(said: str) -> None:
    words = Words(said, 1000)
    text = words.text

    near = take_nearness(words)

    assert near is None or (near.name and near.name.split()[-1] in text)
    assert len(words.text) == len(text)


def test_hotel_in_a_part_of_the_city_is_near_that() -> None:
    (stay,) = read("Singapore to Tokyo 3-5 March 2027, hotel in Shinjuku").stays

    assert stay.place.name == "Tokyo"
    assert stay.near is not None
    assert (stay.near.name, stay.near.point) == ("Shinjuku", (35.69, 139.7))


def test_place_that_a_hotel_is_to_be_near_has_its_own_coordinates() -> None:
    (stay,) = read("Oslo to London 3-5 March 2027, hotel near Gatwick").stays

    assert stay.near is not None
    assert stay.near.point == (resolve_place("LGW").latitude, resolve_place("LGW").longitude)
