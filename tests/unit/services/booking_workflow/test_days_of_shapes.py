"""Days and nights of trips of any shape are those on the wall of each place: of the request, the option, its verdict,
the budgets that pay, the trip's calendar and its timeline. What is expected is worked out by zoneinfo alone.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.trips.icalendar import days_of
from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.timeline import ConflictKind, timeline_of
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.verdict import Action
from chalicelib.models import booking_events, booking_lists, budgets, items, trips
from chalicelib.services.booking_workflow import decisions, intake
from chalicelib.services.trip_requests.fields import BookingRequest
from tests.simulation.days import of_days
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support.asked_shapes import ask_soundly_by_seed
from tests.support.listed import readable
from tests.unit.policy_samples import euros

# On both sides of the date line, at the ends of the day, and with half hours and quarters.
PLACES = (
    "Honolulu", "Pago Pago", "Apia", "Auckland", "Sydney", "Tokyo", "Kathmandu", "Dubai", "Lagos", "Berlin", "Paris",
    "LAX", "Anchorage",
)  # fmt: skip
BOOKING_ID = "bkg_01JQZX5V9D7R8M3T2K6W000001"
AHEAD = AdvanceBooking(clause="7.1", action=Action.NOTE, min_days=60)
DAY = timedelta(days=1)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def starts(offer: Offer) -> date:
    """The day on the wall on which a component begins."""
    match offer:
        case FlightOffer() | RailOffer():
            first = offer.slices[0].segments[0]
            return wall(first.departs_at, first.origin_timezone).date()
        case StayOffer():
            return offer.check_in
        case CarOffer():
            return wall(offer.pick_up_at, offer.pick_up.timezone).date()


def days_there(offer: Offer, booking: Booking) -> Iterator[date]:
    """The days on the walls that a traveller passes with a component; of a stay, where no slice says when one is
    there."""
    match offer:
        case FlightOffer() | RailOffer():
            for each in (segment for one in offer.slices for segment in one.segments):
                yield wall(each.departs_at, each.origin_timezone).date()
                yield wall(each.arrives_at, each.destination_timezone).date()
        case StayOffer():
            asked = booking.request.stays[offer.stay_index]
            yield from (offer.check_in,) if asked.arrives_by is None else ()
            yield from (offer.check_out,) if asked.leaves_by is None else ()
        case CarOffer():
            yield wall(offer.pick_up_at, offer.pick_up.timezone).date()
            yield wall(offer.drop_off_at, offer.drop_off.timezone).date()


class Asked(NamedTuple):
    """What is asked for, and when."""

    at: datetime
    body: dict[str, Any]


def ask_about_new_year(seed: int) -> Asked:
    """Ask for a trip of any shape that begins within two weeks, or at the turn of the year."""
    chance = Random(seed)
    now = datetime(2026, 12, 20, tzinfo=UTC) + timedelta(minutes=chance.randrange(9 * 1440))
    first_day = chance.choice((now.date() + chance.randrange(2, 14) * DAY, date(2026, 12, 31), date(2027, 1, 1)))
    return Asked(now, ask_soundly_by_seed(seed, places=PLACES, first_day=first_day))


def plan(world: World, asked: Asked) -> Booking:
    """The booking once it was planned, or could not be."""
    world.clock.time = asked.at
    world.publish(AHEAD)
    budgets.create_budget("SALES-EU", "2026", euros(20_000))
    request = msgspec.convert({**asked.body, "costCentre": "SALES-EU"}, BookingRequest)
    intake.request_booking(ANNA, request, booking_id=BOOKING_ID)
    world.run()
    booking = world.booking(BOOKING_ID)
    assert booking.status is BookingStatus.AWAITING_SELECTION or booking.failure, booking.status
    assert booking.failure is None or booking.failure.code == "no_offers", booking.failure
    return booking


def buy(world: World, booking: Booking) -> Booking | None:
    """The same once the first option that may be is bought; None where none may."""
    allowed = [each for each in booking.options if each.verdict and each.verdict.outcome != "denied"]
    if not allowed:
        return None
    decisions.select_option(ANNA, BOOKING_ID, allowed[0].option_id)
    world.run(60)
    if world.booking(BOOKING_ID).status is BookingStatus.AWAITING_APPROVAL:
        world.decide(BOOKING_ID, "approved")
        world.run(60)
    bought = world.booking(BOOKING_ID)
    assert bought.status is BookingStatus.BOOKED, bought.failure
    return bought


def check_days(booking: Booking, asked_at: datetime) -> None:
    """Every option has a room or a reason for every night, and was judged by the day where the trip starts."""
    assert list(of_days(booking, booking_events.list_events(BOOKING_ID, after=0, limit=100))) == []
    here = wall(asked_at, booking.request.start.timezone).date()
    ahead = (booking.request.starts_on - here).days
    for option in booking.options:
        assert option.verdict is not None
        noted = {each.actual for each in option.verdict.violations if each.rule == "advance_booking"}
        assert noted == {f"{ahead} day{'s' * (ahead != 1)} ahead"}
        assert min(map(starts, option.components)) >= booking.request.starts_on - DAY
        assert not {each.night for each in option.missing_nights} & set(nights_paid(option.stays))


def nights_paid(stays: tuple[StayOffer, ...]) -> Iterator[date]:
    for stay in stays:
        yield from (stay.check_in + number * DAY for number in range((stay.check_out - stay.check_in).days))


def check_budgets(booking: Booking) -> None:
    """Each year pays for what begins in it, on the wall of where it begins."""
    expected: Counter[str] = Counter()
    for offer in booking.selected.components:
        expected[str(starts(offer).year)] += offer.price.amount
    paid = {share.period: share.amount for share in booking.budgets}
    assert paid == {period: Money(amount=amount, currency="EUR") for period, amount in expected.items()}


def check_trip(booking: Booking) -> None:
    """The calendar has the days on all walls, and the timeline misses no bed where one sleeps in a hotel."""
    assert booking.trip_id is not None
    trip, itinerary = trips.get_trip(booking.trip_id), items.list_itinerary(booking.trip_id)
    days = [day for offer in booking.selected.components for day in days_there(offer, booking)]
    assert days_of(trip, itinerary) == (min(days), max(days))
    without = [each for each in itinerary if each.kind is not ItemKind.STAY]
    missing, missing_without = missing_nights(trip, itinerary), missing_nights(trip, without)
    if not booking.request.slices:  # where a driver alone sleeps nobody says
        assert not missing & Counter(nights_paid(booking.selected.stays))
        return
    home = booking.request.slices[0].origin  # where one needs no hotel
    away = [each for each in booking.selected.stays if booking.request.stays[each.stay_index].place != home]
    slept = sum(len(list(nights_slept(each))) for each in itinerary if each.name in {stay.name for stay in away})
    assert slept <= (missing_without - missing).total() <= len(list(nights_paid(booking.selected.stays)))


def missing_nights(trip: Trip, itinerary: list[Item]) -> Counter[date | None]:
    """The nights for which the timeline has no stay; one may be there at two places, over the date line or between."""
    conflicts = timeline_of(trip, itinerary).conflicts
    assert {each.kind for each in conflicts} <= {ConflictKind.MISSING_STAY, ConflictKind.OVERLAPPING_STAYS}
    return Counter(each.night for each in conflicts if each.kind is ConflictKind.MISSING_STAY)


def nights_slept(stay: Item) -> Iterator[date]:
    """The nights of a stay through which one is there from 01:00 until 06:00 on the wall."""
    assert stay.starts_at
    assert stay.ends_at
    assert stay.start_timezone
    begins, ends = wall(stay.starts_at, stay.start_timezone), wall(stay.ends_at, stay.start_timezone)
    for number in range((ends.date() - begins.date()).days + 1):
        morning = datetime.combine(begins.date() + number * DAY, time(1), begins.tzinfo)
        if begins <= morning and morning.replace(hour=6) <= ends:
            yield morning.date() - DAY


def follow_days(asked: Asked) -> bool:
    """Book a trip and look at its days wherever they stand; whether it could be booked."""
    with new_world() as world:
        booking = plan(world, asked)
        with world.wire.quiet():
            check_days(booking, asked.at)
            (summary,) = readable(booking_lists.list_bookings("anna", limit=5, status=None, start=None)[0])
        assert summary.starts_on == booking.request.starts_on
        if booking.status is not BookingStatus.AWAITING_SELECTION or not (bought := buy(world, booking)):
            return False
        with world.wire.quiet():
            check_budgets(bought)
            check_trip(bought)
    return True


@settings(max_examples=8, derandomize=True)
@given(st.integers(0, 2**32))
def test_days_and_nights_of_every_shape_are_those_on_the_wall(seed: int) -> None:
    follow_days(ask_about_new_year(seed))


def test_trips_of_many_shapes_are_booked_to_their_end() -> None:
    assert sum(follow_days(ask_about_new_year(seed)) for seed in range(8)) >= 5


@pytest.mark.parametrize(
    ("origin", "destination", "depart_on", "departure"),
    [
        ("Auckland", "Sydney", "2027-01-01", {"notAfter": "12:00"}),  # in UTC still the year before
        ("Honolulu", "LAX", "2026-12-31", {"notBefore": "15:00"}),  # in UTC the next year already
    ],
)
def test_turn_of_the_year_is_that_where_one_departs(
    origin: str, destination: str, depart_on: str, departure: dict[str, str]
) -> None:
    out = {"origin": origin, "destination": destination, "departOn": depart_on, "departure": departure}

    assert follow_days(Asked(datetime(2026, 12, 20, 10, 30, tzinfo=UTC), {"slices": [out]}))
