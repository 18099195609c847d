"""In which country a booked trip is on which days: wherever its parts begin and end, and between them."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given, settings

from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.local_days import local_day
from chalicelib.domain.offers.offers import Segment, StayOffer
from chalicelib.domain.offers.rail import RailSegment
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.trips.presence import CountryMonth, presence_of
from tests.support.booked_samples import ordered
from tests.support.trip_shapes import TripShape, trip_shapes
from tests.unit.policy_samples import BERLIN, LONDON, slices_there_and_back, stay_request


def country_of(airport: str) -> str:
    return find_airport(airport).country


def days_in(shape: TripShape) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for place, days in presence_of(shape.booking, country_of).items():
        month = datetime.fromisoformat(f"{place.month}-01").date()
        found.setdefault(place.country, set()).update(month.replace(day=day) for day in days)
    return found


End = tuple[str, datetime, str]


def ends_of(segment: Segment | RailSegment) -> tuple[End, End]:
    """Country, moment and time zone of where a segment begins and ends."""
    if isinstance(segment, Segment):
        countries = country_of(segment.origin), country_of(segment.destination)
    else:
        countries = segment.origin.country, segment.destination.country
    return (
        (countries[0], segment.departs_at, segment.origin_timezone),
        (countries[1], segment.arrives_at, segment.destination_timezone),
    )


def moves_of(shape: TripShape) -> list[tuple[End, End]]:
    segments = (one for fare in shape.option.transport for each in fare.slices for one in each.segments)
    return sorted(map(ends_of, segments), key=lambda move: move[0][1])


@settings(max_examples=30, deadline=None)
@given(trip_shapes())
def test_people_are_where_a_segment_begins_and_ends_and_in_a_country_until_they_depart(shape: TripShape) -> None:
    found = days_in(shape)

    moves = moves_of(shape)
    for move in moves:
        for country, moment, zone in move:
            assert local_day(moment, zone) in found[country]
    for (_, (arrived_in, arrived_at, zone)), ((leaves, departs_at, _), _) in pairwise(moves):
        if arrived_in == leaves:
            hours = int((departs_at - arrived_at).total_seconds() // 3600)
            there = {local_day(arrived_at + timedelta(hours=hour), zone) for hour in range(hours + 1)}
            assert there <= found[arrived_in]


@settings(max_examples=30, deadline=None)
@given(trip_shapes())
def test_people_are_where_they_stay_each_day_and_nowhere_before_or_after_their_trip(shape: TripShape) -> None:
    found = days_in(shape)

    parts = parts_of(shape.booking)
    for part in parts:
        offer = shape.option.components[part.component_index]
        if isinstance(offer, StayOffer):
            nights = (offer.check_out - offer.check_in).days
            assert {offer.check_in + timedelta(days=night) for night in range(1, nights)} <= found[offer.country]
    first = min(local_day(each.starts_at, each.start_timezone) for each in parts)
    last = max(local_day(each.ends_at, each.end_timezone) for each in parts)
    every = set[date]().union(*found.values())
    assert first in every
    assert last in every
    assert all(first - timedelta(days=1) <= day <= last + timedelta(days=1) for day in every)


def test_what_is_cancelled_is_nowhere() -> None:
    whole = ordered()
    orders = tuple(msgspec.structs.replace(each, status="cancelled") for each in whole.orders)

    assert presence_of(whole, country_of) != {}
    assert presence_of(msgspec.structs.replace(whole, orders=orders), country_of) == {}


def test_there_and_back_is_at_home_on_the_first_and_the_last_day_alone() -> None:
    assert presence_of(ordered(), country_of) == {
        CountryMonth("DE", "2027-03"): (3, 5),
        CountryMonth("GB", "2027-03"): (3, 4, 5),
    }


def test_an_airport_that_nobody_knows_is_in_no_country() -> None:
    whole = ordered()
    home, away = (msgspec.structs.replace(place, airports=("XXX",)) for place in (BERLIN, LONDON))
    slices = slices_there_and_back(home, away, date(2027, 3, 3), date(2027, 3, 5))
    request = msgspec.structs.replace(whole.request, slices=slices, stays=(stay_request(place=away),))

    found = presence_of(msgspec.structs.replace(whole, request=request), lambda _: None)

    assert found == {CountryMonth("GB", "2027-03"): (3, 4, 5)}
