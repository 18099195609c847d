"""What a trip is called when nobody has named it."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places.place import Place
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.titles import name_trip
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest
from tests.unit.policy_samples import BERLIN, trip

DAY = date(2027, 3, 3)


AIRPORTS = {"Heathrow": "London"}


def city(name: str) -> Place:
    """A city of this name with an airport of its own, or the airport of a city."""
    return msgspec.structs.replace(BERLIN, name=name, airports=(AIRPORTS.get(name, name),))


def asked(*journey: str, hotels: str = "", cars: str = "") -> TripRequest:
    """A request of slices "Berlin London", of stays in the towns of `hotels`, and of cars "Munich" or "Munich
    Vienna"; many are parted by a slash."""
    ends = [[city(name) for name in each.split()] for each in journey]
    driven = [[city(name) for name in each.split()] for each in cars.split("/") if each]
    return trip(
        slices=tuple(
            SliceRequest(origin=origin, destination=destination, depart_on=DAY + timedelta(days=number))
            for number, (origin, destination) in enumerate(ends)
        ),
        stays=tuple(
            StayRequest(place=city(name), check_in=DAY, check_out=DAY + timedelta(days=1))
            for name in hotels.split("/")
            if name
        ),
        cars=tuple(
            CarRequest(
                pick_up=each[0],
                pick_up_on=DAY,
                pick_up_at="09:00",
                drop_off=each[-1],
                drop_off_on=DAY,
                drop_off_at="19:00",
            )
            for each in driven
        ),
    )


@pytest.mark.parametrize(
    ("request_", "title"),
    [
        (asked("Berlin London"), "Berlin to London"),
        (asked("Berlin London", "London Berlin", hotels="London"), "Berlin to London"),
        (asked("Berlin London", "London Paris", "Paris Berlin"), "Berlin to London and Paris"),
        (asked("Berlin London", "London Paris", "Paris Rome"), "Berlin to London, Paris and Rome"),
        (asked("Berlin Munich", "Frankfurt Berlin"), "Berlin to Munich, back from Frankfurt"),
        (asked("Berlin Munich", "Munich Hamburg"), "Berlin to Munich and Hamburg"),
        (asked("Berlin London", "Paris Rome", "Rome Berlin"), "Berlin to London, Paris and Rome"),
        (asked("Berlin London", "London Rome", "London Berlin"), "Berlin to London and Rome"),
        (asked("Berlin London", "London Berlin", "Berlin Rome", "Rome Berlin"), "Berlin to London and Rome"),
        (asked("London Paris", "Paris Heathrow"), "London to Paris"),
        (asked("London Paris", "Rome Heathrow"), "London to Paris, back from Rome"),
        (asked(hotels="London"), "Hotel in London"),
        (asked(hotels="London/London"), "Hotels in London"),
        (asked(hotels="Rome/Milan"), "Hotels in Rome and Milan"),
        (asked(cars="Munich"), "Car in Munich"),
        (asked(cars="Munich Vienna"), "Car from Munich to Vienna"),
        (asked(cars="Munich/Rome"), "Cars in Munich and Rome"),
        (asked(hotels="Munich", cars="Munich"), "Hotel and car in Munich"),
        (asked(hotels="Rome/Milan", cars="Munich"), "Hotels in Rome and Milan, car in Munich"),
        (asked("Berlin Munich", hotels="Munich", cars="Munich"), "Berlin to Munich"),
    ],
)
def test_a_trip_is_called_by_where_it_goes(request_: TripRequest, title: str) -> None:
    assert name_trip(request_) == title


def test_of_more_places_than_fit_the_last_are_counted() -> None:
    cities = [f"Llanfairpwllgwyngyllgogerychwyrndrobwll-{number}" for number in range(9)]

    title = name_trip(asked(*(f"{origin} {destination}" for origin, destination in pairwise(cities))))

    assert title == f"{cities[0]} to {cities[1]}, {cities[2]}, {cities[3]} and 5 more"


NAMES = st.text("ab é-", min_size=1, max_size=200).map(str.strip).filter(bool)
PLACES = st.one_of(NAMES, st.sampled_from(["Berlin", "London", "Rome"])).map(city)


@given(
    slices=st.lists(st.tuples(PLACES, PLACES), max_size=8),
    hotels=st.lists(PLACES, max_size=8),
    cars=st.lists(st.tuples(PLACES, PLACES), max_size=4),
)
def test_every_trip_has_a_name_that_fits_and_begins_where_it_starts(
    slices: list[tuple[Place, Place]], hotels: list[Place], cars: list[tuple[Place, Place]]
) -> None:
    some = asked("Berlin London", hotels="Rome", cars="Rome")
    request = msgspec.structs.replace(
        some,
        slices=tuple(
            msgspec.structs.replace(some.slices[0], origin=origin, destination=destination)
            for origin, destination in slices
        ),
        stays=tuple(msgspec.structs.replace(some.stays[0], place=place) for place in hotels)
        or (() if slices or cars else some.stays),
        cars=tuple(msgspec.structs.replace(some.cars[0], pick_up=one, drop_off=other) for one, other in cars),
    )

    title = name_trip(request)

    assert msgspec.convert(title, ShortText) == title == name_trip(request)
    first = request.slices[0].origin if request.slices else request.places[0]
    assert first.name[:44].rstrip() in title
