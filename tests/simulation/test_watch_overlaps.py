"""The watch over overlaps sees one that is not said, one that is invented, and one of another kind."""

from datetime import timedelta

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.offers import Overlap, OverlapKind
from tests.simulation.stages import booked, planned
from tests.simulation.watch_overlaps import OverlapModel
from tests.simulation.world import DAVID, World

LATER = timedelta(hours=1)


@pytest.fixture
def bought(world: World) -> Booking:
    """Anna's trip, an hour before somebody asks for another."""
    return world.booking(booked(world, after=LATER))


def wrong_with(booking: Booking, *known: Booking) -> list[str]:
    """What is found wrong with all options of a booking, as if they had just been evaluated."""
    model = OverlapModel()
    model.note(known, ())
    return list(model.find_wrong(None, booking))


def saying(booking: Booking, *overlaps: Overlap) -> Booking:
    options = tuple(msgspec.structs.replace(each, overlaps=overlaps) for each in booking.options)
    return msgspec.structs.replace(booking, options=options)


def test_what_is_said_of_another_trip_is_in_order(world: World, bought: Booking) -> None:
    again = world.booking(planned(world))

    assert {each.kind for option in again.options for each in option.overlaps} == set(OverlapKind)
    assert wrong_with(again, bought) == []


def test_silence_is_seen_where_it_is_certain(world: World, bought: Booking) -> None:
    again = saying(world.booking(planned(world)))

    assert len(wrong_with(again, bought)) == len(again.options)
    assert wrong_with(again) == []
    assert wrong_with(msgspec.structs.replace(again, replaces_booking_id=bought.booking_id), bought) == []
    soon = msgspec.structs.replace(bought, updated_at=again.updated_at - timedelta(minutes=1))
    assert wrong_with(again, soon) == []


@pytest.mark.parametrize("kind", OverlapKind)
def test_what_is_said_of_a_trip_that_nobody_has_is_seen(world: World, kind: OverlapKind) -> None:
    booking = world.booking(planned(world))
    said = Overlap(kind=kind, traveller=booking.travellers[0].full_name)

    assert len(wrong_with(saying(booking, said))) == len(booking.options)


def test_trip_of_somebody_else_is_none_of_theirs(world: World, bought: Booking) -> None:
    davids = world.booking(planned(world, DAVID))
    said = Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller=davids.travellers[0].full_name)

    assert wrong_with(davids, bought) == []
    assert len(wrong_with(saying(davids, said), bought)) == len(davids.options)


def test_seat_on_the_same_flight_is_not_other_dates(world: World, bought: Booking) -> None:
    again = world.booking(planned(world))
    dates = Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller=again.travellers[0].full_name)

    assert 0 < len(wrong_with(saying(again, dates), bought)) < len(again.options)
