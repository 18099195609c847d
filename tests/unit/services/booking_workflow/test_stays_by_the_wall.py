"""From words to a booked trip: a room for every night from the night of arrival on, and none is found missing."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trips.timeline import ConflictKind, timeline_of
from chalicelib.domain.verdict import Outcome
from chalicelib.models import items, trips
from chalicelib.services.booking_workflow import decisions, intake
from chalicelib.services.trip_requests.fields import BookingRequest
from tests.simulation.world import ANNA, World
from tests.support.asked_trips import there_and_back

ROUND_TRIPS = [
    "Frankfurt to Dubai 3-5 March 2027, hotel",
    "Tokyo to Honolulu 3-8 March 2027, hotel",
    "Los Angeles to Sydney 3-9 March 2027, hotel",
    "Auckland to Papeete 3-8 March 2027, hotel",
    "Haneda to Los Angeles 3-8 March 2027, hotel",
    "London to Lagos 3-6 March 2027, hotel",
    "New York to Lima 3-6 March 2027, hotel",
    "Anchorage to Honolulu 3-7 March 2027, hotel",
    "Sydney to Honolulu 10-14 March 2027, hotel",
    "Honolulu to New York 11-16 March 2027, hotel",
]
ONE_WAY = [
    "Tokyo to Honolulu on 3 March 2027 one way, hotel for 5 nights",
    "Los Angeles to Sydney on 3 March 2027 one way, hotel for 5 nights",
    "Frankfurt to Dubai on 3 March 2027 one way, hotel for 5 nights",
]


def planned(world: World, words: str) -> Booking:
    booking_id = "bkg_01JQZX5V9D7R8M3T2K6W000001"
    intake.request_booking(ANNA, BookingRequest(request=words, cost_centre="SALES-EU"), booking_id=booking_id)
    world.run()
    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.AWAITING_SELECTION, booking.failure
    return booking


def night_of_landing(option: Option) -> date:
    last = option.flights[0].slices[0].segments[-1]
    wall = last.arrives_at.astimezone(ZoneInfo(last.destination_timezone))
    return wall.date() - timedelta(days=1) if wall.hour < 6 else wall.date()


@pytest.mark.parametrize("words", ROUND_TRIPS)
def test_every_option_has_a_room_from_the_night_of_landing_to_the_return(world: World, words: str) -> None:
    booking = planned(world, words)

    for option in booking.options:
        (room,) = option.stays
        assert room.check_in == night_of_landing(option)
        assert room.check_out == there_and_back(booking.request).return_on
        way = (room.check_in - there_and_back(booking.request).depart_on).days
        assert [missing.reason for missing in option.missing_nights] == ["in_transit"] * max(0, way)


@pytest.mark.parametrize("words", ONE_WAY)
def test_every_option_has_as_many_nights_as_were_said(world: World, words: str) -> None:
    for option in planned(world, words).options:
        (room,) = option.stays
        assert (room.check_in, room.nights, option.missing_nights) == (night_of_landing(option), 5, ())


@pytest.mark.parametrize("words", ROUND_TRIPS[:4])
def test_timeline_of_what_is_booked_misses_no_stay(world: World, words: str) -> None:
    booking = planned(world, words)
    best = next(each for each in booking.options if each.verdict and each.verdict.outcome is not Outcome.DENIED)
    decisions.select_option(ANNA, booking.booking_id, best.option_id)
    world.run()
    booking = world.booking(booking.booking_id)
    if booking.status is BookingStatus.AWAITING_APPROVAL:
        world.decide(booking.booking_id, "approved")
        world.run()
        booking = world.booking(booking.booking_id)
    assert booking.trip_id is not None

    with world.wire.quiet():
        trip, itinerary = trips.get_trip(booking.trip_id), items.list_itinerary(booking.trip_id)

    assert ConflictKind.MISSING_STAY not in {each.kind for each in timeline_of(trip, itinerary).conflicts}
