"""Trips in the hours around New Year, in zones that are a day apart."""

from datetime import date, timedelta

from hypothesis import strategies as st

from chalicelib.domain.local_days import local_day
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.unit.domain.policies.policy_shapes import (
    asked,
    car_in,
    fare,
    one_slice,
    rental,
    room,
    stay_in,
)
from tests.unit.policy_samples import BERLIN, LONDON, crowd

AUCKLAND = Place(
    name="Auckland", country="NZ", airports=("AKL",), latitude=-37.01, longitude=174.79, timezone="Pacific/Auckland"
)


HONOLULU = Place(
    name="Honolulu", country="US", airports=("HNL",), latitude=21.32, longitude=-157.92, timezone="Pacific/Honolulu"
)


CITIES = (BERLIN, LONDON, AUCKLAND, HONOLULU)


EVE = date(2026, 12, 31)


@st.composite
def trips_over_new_year(draw: st.DrawFn) -> tuple[TripRequest, list[Offer], list[str]]:
    """A trip of a few slices, stays and cars in the days and hours around New Year in zones that are a day apart, what
    was sold for it, through fares and split tickets, and the year on the wall where each begins."""
    ahead, hours = st.integers(-1, 2), st.integers(0, 23)
    days = sorted(draw(st.lists(ahead, min_size=1, max_size=6)))
    ways = [draw(st.permutations(CITIES)) for _ in days]
    slices = tuple(
        one_slice(here, there, depart_on=EVE + timedelta(days=each))
        for each, (here, there, *_) in zip(days, ways, strict=True)
    )
    stays = tuple(
        stay_in(draw(st.sampled_from(CITIES)), check_in=EVE + timedelta(days=each))
        for each in draw(st.lists(ahead, max_size=3))
    )
    cars = tuple(
        car_in(draw(st.sampled_from(CITIES)), pick_up_on=EVE + timedelta(days=each), pick_up_at=draw(hours))
        for each in draw(st.lists(ahead, max_size=2))
    )
    centres = tuple(draw(st.lists(st.sampled_from(["SALES-EU", "OPS", "RESEARCH"]), min_size=1, max_size=4)))
    request = asked(slices, stays, cars, travellers=crowd(len(centres)), cost_centre=centres[0], cost_centres=centres)
    tickets: dict[int, list[int]] = {}
    for index in range(len(slices)):
        tickets.setdefault(draw(st.integers(0, 2)), []).append(index)
    flown: list[Offer] = [fare(request, *each, hour=draw(hours)) for each in tickets.values()]
    rooms: list[Offer] = [room(request, index) for index in range(len(stays))]
    rentals: list[Offer] = [rental(request, index) for index in range(len(cars))]
    return request, [*flown, *rooms, *rentals], [_year_there(each) for each in (*flown, *rooms, *rentals)]


def _year_there(offer: Offer) -> str:
    match offer:
        case StayOffer():
            return str(offer.check_in.year)
        case CarOffer():
            return str(local_day(offer.pick_up_at, offer.pick_up.timezone).year)
        case FlightOffer() | RailOffer():
            first = offer.slices[0].segments[0]
            return str(local_day(first.departs_at, first.origin_timezone).year)
