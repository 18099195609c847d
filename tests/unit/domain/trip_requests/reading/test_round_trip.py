"""A structured request that is put into words, in several ways, is read back as it was."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.resolver import find_places
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.sale_window import FURTHEST_DEPARTURE
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, StayRequest, Traveller, TripRequest
from tests.support.asked_trips import Journey, there_and_back
from tests.support.mid_morning import mid_morning

TODAY = date(2026, 11, 20)
TRAVELLER = Traveller(given_name="Anna", family_name="Adams")
BOOK = gazetteer()


def _country(city: City) -> str:
    return BOOK.label(city).rsplit(" (", maxsplit=1)[0].rsplit(", ", maxsplit=1)[-1]


# Large cities whose name with their country is certain.
CITIES = [
    (f"{city.name}, {_country(city)}", BOOK.place(city))
    for city in BOOK.cities[:1500]
    if city.own and len(find_places(city.name, country=city.country)) == 1
]
NAMED_PLACES = st.tuples(st.sampled_from(CITIES), st.sampled_from(CITIES)).filter(
    lambda pair: not set(pair[0][1].airports) & set(pair[1][1].airports)
)
DAYS = st.dates(TODAY, TODAY + FURTHEST_DEPARTURE - timedelta(days=30))
CAPS = st.none() | st.builds(
    Money, amount=st.integers(1, 90_000).map(lambda major: major * 100), currency=st.sampled_from(["EUR", "USD", "GBP"])
)
NAMES = st.sampled_from([("Bob", "Lee"), ("Mia", "Wong"), ("José", "García"), ("Zoë Ann", "O'Neil"), ("Øyvind", "Ås")])


@st.composite
def trips(draw: st.DrawFn) -> tuple[TripRequest, str, str]:
    (origin_name, origin), (destination_name, destination) = draw(NAMED_PLACES)
    depart_on = draw(DAYS)
    nights = draw(st.none() | st.integers(1, 30))
    return_on = depart_on + timedelta(days=nights) if nights else None
    stay = None
    if return_on and draw(st.booleans()):
        stay = StayRequest(
            place=destination,
            arrives_by=0,
            leaves_by=1,
            check_in=depart_on,
            check_out=return_on,
            nightly_cap=draw(CAPS),
            near_centre=draw(st.booleans()),
            begins_on_arrival=True,
        )
    others = [Traveller(given_name=given, family_name=family) for given, family in draw(st.sets(NAMES, max_size=3))]
    cabin = draw(st.sampled_from(Cabin))
    out = SliceRequest(origin=origin, destination=destination, depart_on=depart_on, cabin=cabin)
    back = SliceRequest(origin=destination, destination=origin, depart_on=return_on or depart_on, cabin=cabin)
    trip = TripRequest(
        slices=(out, back) if return_on else (out,),
        stays=(stay,) if stay else (),
        purpose=draw(st.sampled_from([None, "the sales kickoff", "a workshop", "meet ACME"])),
        cost_centre=draw(st.sampled_from(["SALES-EU", "OPS-7", "R2"])),
        travellers=(TRAVELLER, *others),
        currency="EUR",
    )
    return trip, origin_name, destination_name


def _day_first(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _month_first(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _long(day: date) -> str:
    ordinal = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day:%A}, the {day.day}{ordinal} of {day:%B %Y}"


def _cabin(cabin: Cabin) -> str:
    return {
        "economy": "economy",
        "premium_economy": "premium economy",
        "business": "business class",
        "first": "first class",
    }[cabin]


def _hotel(stay: StayRequest | None, night: str) -> str:
    if stay is None:
        return "no hotel"
    near = " near the centre" if stay.near_centre else ""
    cap = stay.nightly_cap
    return f"hotel{near}" + (f" under {cap.amount // 100} {cap.currency} {night}" if cap else "")


def _purpose(purpose: str | None) -> str:
    if purpose is None:
        return ""
    return f", to {purpose}" if purpose.startswith("meet") else f", for {purpose}"


def _company(trip: Journey) -> str:
    names = [f"{traveller.given_name} {traveller.family_name}" for traveller in trip.travellers[1:]]
    return f", with {' and '.join(names)}" if names else ""


def brief(trip: Journey, origin: str, destination: str) -> str:
    back = f" to {_day_first(trip.return_on)}" if trip.return_on else ", one way"
    return (
        f"{origin} to {destination} {_day_first(trip.depart_on)}{back}, {_hotel(trip.stay, 'a night')},"
        f" {_cabin(trip.cabin)}{_company(trip)}{_purpose(trip.purpose)}, cost centre {trip.cost_centre}"
    )


def polite(trip: Journey, origin: str, destination: str) -> str:
    back = f", coming back on {_long(trip.return_on)}" if trip.return_on else " (one-way)"
    return (
        f"Please book me a flight to {destination} from {origin} on {_long(trip.depart_on)}{back}{_company(trip)}."
        f" I would like to travel in {_cabin(trip.cabin)}{_purpose(trip.purpose)};"
        f" {_hotel(trip.stay, 'per night')}. Charge it to cost center {trip.cost_centre}, thank you!"
    )


def terse(trip: Journey, origin: str, destination: str) -> str:
    back = f"return {trip.return_on}" if trip.return_on else "one way"
    return (
        f"from {origin}; to {destination}; {trip.depart_on}; {back}; {_cabin(trip.cabin)};"
        f" {_hotel(trip.stay, '/ night')}{_company(trip)}{_purpose(trip.purpose)};"
        f" cost centre: {trip.cost_centre.lower()}"
    )


def american(trip: Journey, origin: str, destination: str) -> str:
    back = f", returning {_month_first(trip.return_on)}" if trip.return_on else ", no return"
    return (
        f"I need to fly from {origin} to {destination}, leaving {_month_first(trip.depart_on)}{back}."
        f" {_cabin(trip.cabin).capitalize()}, {_hotel(trip.stay, 'each night')}{_company(trip)}"
        f"{_purpose(trip.purpose)}."
        f" Cost center is {trip.cost_centre}."
    )


@pytest.mark.parametrize("phrase", [brief, polite, terse, american])
@settings(max_examples=70, deadline=None)
@given(asked=trips())
def test_request_put_into_words_is_read_back(
    phrase: Callable[[Journey, str, str], str], asked: tuple[TripRequest, str, str]
) -> None:
    trip, origin, destination = asked
    defaults = ReadingDefaults(traveller=TRAVELLER, currency="EUR")

    others = "; ".join(f"{each.given_name} / {each.family_name}" for each in trip.travellers[1:])
    answers = {"travellers": others} if others else {}

    read = read_request(
        phrase(there_and_back(trip), origin, destination), now=mid_morning(TODAY), defaults=defaults, answers=answers
    )

    assert read == trip
