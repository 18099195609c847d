"""What travel desks, mails and hurried people leave out or shorten: each kind in several forms."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> list[str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return [each.field for each in doubt.value.questions]


def slices_of(trip: TripRequest) -> list[tuple[str, int]]:
    return [(each.destination.name, each.depart_on.day) for each in trip.slices]


@pytest.mark.parametrize(
    "said",
    [
        "Berlin to Oslo on 8 March and a flight to Berlin on 11 March",
        "Flight from Berlin to Oslo 8 March, flight to Berlin 11 March",
        "Berlin to Oslo 8 March, then to Berlin on 11 March",
        "From Berlin to Oslo on 8 March, to Berlin again on 11 March",
        "Berlin to Oslo 8 March, come back the 11",
        "Berlin to Oslo 8 March, return the 11.",
        "Actually make that the 8th and not the 7th, sorry! So: Berlin to Oslo 8 March, back 11 March",
        "It's the 8th, not the 7th. Berlin to Oslo on March 8, back March 11",
    ],
)
def test_return_is_known_by_where_it_goes_or_by_its_day(said: str) -> None:
    assert slices_of(read(said)) == [("Oslo", 8), ("Berlin", 11)]


def test_day_that_is_corrected_and_not_said_again_is_asked() -> None:
    assert ask("Make that the 9th. Berlin to Oslo 8 March, back 11 March") == ["departOn"]


@pytest.mark.parametrize(
    "said",
    [
        "rental car of the compact category at Oslo from 8 March at 13:00 until 11 March at 16:30",
        "rental car of compact class from 8 March 13:00 to 11 March 16:30",
        "compact rental car booked from 8 March at 13:00 until 11 March at 16:30",
    ],
)
def test_days_of_a_car_among_those_of_its_flights_are_the_cars(said: str) -> None:
    trip = read(f"Flight from Berlin to Oslo on 8 March, a {said}, and a flight to Berlin on 11 March.")

    assert slices_of(trip) == [("Oslo", 8), ("Berlin", 11)]
    assert [(each.pick_up_at, each.drop_off_at, each.category.value) for each in trip.cars] == [
        ("13:00", "16:30", "compact")
    ]


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("Hotel in Nairobi, Westlands, 3 May to 7 May", "Westlands"),
        ("HTL only: Nairobi, Westlands, in 03MAY out 07MAY", "Westlands"),
        ("Room in Nairobi, Kilimani, from 3 to 7 May", "Kilimani"),
        ("Hotel in Nairobi, Kenya, 3 May to 7 May", None),
        ("Hotel in Nairobi, Marriott, 3 May to 7 May", None),
        ("Hotel in Nairobi, Monday, 3 May to 7 May", None),
        ("Hotel in Nairobi, Refundable, 3 May to 7 May", None),
    ],
)
def test_one_word_behind_the_city_is_the_part_of_it_unless_it_means_something_else(said: str, near: str | None) -> None:
    try:
        (stay,) = read(said).stays
    except AmbiguousRequest:
        assert near is None
        return
    assert (stay.near and stay.near.name) == near


@pytest.mark.parametrize(
    "said", ["Monterrey - Lima 3 May, Lima - Monterrey 7 May", "Monterrey to Lima 3 May, back 7 May"]
)
def test_hotel_in_a_part_of_the_city_one_goes_to_is_near_that_part(said: str) -> None:
    (stay,) = read(f"{said}, with a hotel in Miraflores").stays

    assert (stay.place.name, stay.near and stay.near.name) == ("Lima", "Miraflores")


@pytest.mark.parametrize(
    ("said", "airports"),
    [
        ("Nagpur to Hyd on 8 March", ("NAG", "HYD")),
        ("from Bom to Del on 8 March", ("BOM", "DEL")),
        ("Pune to Blr, 8 March", ("PNQ", "BLR")),
        ("Pune to Goa on 8 March", ("PNQ", "GOI")),
    ],
)
def test_code_may_be_written_as_names_are(said: str, airports: tuple[str, str]) -> None:
    (one_slice,) = read(said).slices

    assert (one_slice.origin.airports[0], one_slice.destination.airports[0]) == airports


@pytest.mark.parametrize("said", ["the Oslo plant", "our Oslo office", "my Oslo branch", "the Oslo site"])
def test_visit_to_a_plant_is_a_journey_to_its_city(said: str) -> None:
    assert slices_of(read(f"I have to visit {said} from Berlin on 8 March")) == [("Oslo", 8)]


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("business class down and premium economy back", ["business", "premium_economy"]),
        ("economy over, business back", ["economy", "business"]),
        ("premium economy out and economy home", ["premium_economy", "economy"]),
    ],
)
def test_cabin_is_of_the_way_that_is_said_behind_it(said: str, cabins: list[str]) -> None:
    trip = read(f"Berlin to Oslo 8 March, back 11 March, {said}")

    assert [each.cabin and each.cabin.value for each in trip.slices] == cabins


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("Flights direct, if is possible", Strength.WISH),
        ("non-stop if this is possible", Strength.WISH),
        ("direct flights only", Strength.MUST),
    ],
)
def test_wish_is_one_in_broken_english_too(said: str, strength: Strength) -> None:
    (preference,) = read(f"Berlin to Oslo 8 March, back 11 March. {said}.").preferences

    assert preference.strength == strength


def test_airline_of_a_city_is_of_the_slices_that_touch_it() -> None:
    trip = read("HEL-ICN 22MAR, ICN-NRT 26MAR, NRT-HEL 31MAR; AY on the HEL legs if avail")

    (preference,) = trip.preferences
    assert isinstance(preference, WithCarriers)
    assert preference.slices == (0, 2)


@pytest.mark.parametrize(
    "said",
    [
        "No crack of dawn stuff pls - nothing before 8am either way",
        "Just no silly o'clock flights, nothing before 8 am",
        "No early starts please, nothing before 8am",
        "Not too early. Nothing before 8am",
    ],
)
def test_early_is_what_the_limit_behind_it_says(said: str) -> None:
    trip = read(f"Berlin to Oslo 8 March, back 11 March. {said}.")

    assert [each.departure and each.departure.not_before for each in trip.slices] == ["08:00", "08:00"]


@pytest.mark.parametrize(
    "said",
    [
        "Hey there, Brad from sales. {trip}",
        "Our PI wants us there a day earlier. New dates: {trip}",
        "{trip}. Cathay is what we usually fly but any airline will do.",
        "{trip}. We normally go with Finnair, but any carrier is fine.",
        "Client wants flights {trip}",
        "{trip}. The journey serves participation in the World Congress",
    ],
)
def test_what_is_no_part_of_the_trip_is_no_reason_to_ask(said: str) -> None:
    trip = read(said.format(trip="Berlin to Oslo 8 March, back 11 March"))

    assert slices_of(trip) == [("Oslo", 8), ("Berlin", 11)]
    assert trip.preferences == ()


@pytest.mark.parametrize("later", ["names to follow on Monday", "names will follow by Friday", "names tbc tomorrow"])
def test_day_by_which_names_follow_is_none_of_the_trip(later: str) -> None:
    assert ask(f"Four of us, {later}: Berlin to Oslo 8 March, back 11 March") == ["travellers"]


@pytest.mark.parametrize(
    "said", ["2 nos. check-in bags", "2 nos check-in bags must be there", "2 pieces check-in bags"]
)
def test_number_of_bags_counts_no_people(said: str) -> None:
    trip = read(f"Berlin to Oslo on 8 March, {said}")

    assert len(trip.travellers) == 1
    assert len(trip.preferences) == 1
