"""Trips of every shape are changed after the purchase: each part quoted, cancelled, moved, and called off by its
supplier; what is paid adds up, and the itinerary says what is booked."""

from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.money import Money, total
from chalicelib.domain.servicing.date_changes import CarDateChange, DateChange, SliceDateChange, StayDateChange
from chalicelib.errors import Conflict, InvalidInput
from chalicelib.services.servicing import quotes
from chalicelib.services.servicing.asked_parts import asked_as
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation import shapes
from tests.simulation.invariants import violations
from tests.simulation.outcomes import gone
from tests.simulation.quoting import asked, cancelled, quoted
from tests.simulation.stages import booked
from tests.simulation.supplier_changes import cancelled_part, taken
from tests.simulation.world import ANNA, World

SHAPES = {
    "there and back with a hotel": {"stay": RequestedStay()},
    "one way": shapes.ONE_WAY.asks,
    "two cities": shapes.TWO_CITIES.asks,
    "open jaw": shapes.OPEN_JAW.asks,
    "rail and air": shapes.RAIL_AND_AIR.asks,
    "any mode": shapes.ANY_MODE.asks,
    "hotel alone": shapes.HOTEL_ALONE.asks,
    "with a car": shapes.WITH_CAR.asks,
    "car alone": shapes.CAR_ALONE.asks,
    "over New Year": shapes.OVER_NEW_YEAR.asks,
    "same city twice": shapes.SAME_CITY_TWICE.asks,
    "train to a flight": shapes.TRAIN_TO_FLIGHT.asks,
}
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)
NOTHING = Money(amount=0, currency="EUR")


def buy(world: World, shape: str) -> Booking:
    return world.booking(booked(world, **SHAPES[shape]))


@EVERY_SHAPE
def test_parts_cost_together_what_was_paid_and_come_back_one_by_one(world: World, shape: str) -> None:
    booking = buy(world, shape)
    booking_id, parts = booking.booking_id, parts_of(booking)

    at_once = quoted(booking_id)
    receipts = [
        cancelled(world, booking_id, part.part_id, quote_id=f"qte_01JQZX5V9D7R8M3T2K6W0000{number:02}")
        for number, part in enumerate(parts, 10)
    ]

    assert [each.part_id for each in at_once.parts] == [each.part_id for each in parts]
    assert all(each.paid == each.fee + each.refund for each in at_once.parts)
    assert total((each.paid for each in at_once.parts), "EUR") == booking.price
    by_one = [part for receipt in receipts for part in receipt.parts]
    assert total((each.fee + each.refund for each in by_one), "EUR") == booking.price
    assert total((each.fee for each in receipts), "EUR") == at_once.fee
    assert [each.fully_cancelled for each in receipts] == [False] * (len(parts) - 1) + [True]
    assert world.booking(booking_id).status is BookingStatus.CANCELLED
    assert violations(world) == []


def a_day_later(booking: Booking, part: BookingPart) -> DateChange:
    field, place = asked_as(booking, part)
    request, day = booking.request, timedelta(days=1)
    match field:
        case "slices":
            return DateChange(slices=(SliceDateChange(slice=place, depart_on=request.slices[place].depart_on + day),))
        case "stays":
            return DateChange(stays=(StayDateChange(stay=place, check_out=request.stays[place].check_out + day),))
        case "cars":
            return DateChange(cars=(CarDateChange(car=place, drop_off_on=request.cars[place].drop_off_on + day),))


@EVERY_SHAPE
def test_whatever_is_quoted_for_another_day_can_be_had(world: World, shape: str) -> None:
    booking = buy(world, shape)
    booking_id = booking.booking_id
    refused = []

    for number, part in enumerate(parts_of(booking), 10):
        if part.part_id in gone(world.booking(booking_id)):
            continue  # it has gone along with another
        try:
            quote = asked(booking_id, a_day_later(booking, part), f"qte_01JQZX5V9D7R8M3T2K6W0000{number}")
        except (InvalidInput, Conflict) as error:
            refused.append((part.name, str(error), getattr(error, "errors", ())))
            continue
        quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
        world.run(120)
        if world.booking(str(quote.replacement_booking_id)).status is BookingStatus.AWAITING_APPROVAL:
            world.decide(str(quote.replacement_booking_id), "approved")
            world.run(120)

        old, new = world.booking(booking_id), world.booking(str(quote.replacement_booking_id))
        assert new.status is BookingStatus.BOOKED
        assert {each.part_id for each in quote.parts} <= gone(old)
        assert part.part_id in gone(old)
        assert len(parts_of(new)) == len(quote.parts)
        assert violations(world) == []

    assert all(pointers or "between the slices" in detail for _, detail, pointers in refused)
    assert len(refused) < len(parts_of(booking))


@pytest.mark.parametrize("shape", ["rail and air", "hotel alone", "with a car", "same city twice"])
def test_supplier_cancels_any_part_and_the_rest_stands(world: World, shape: str) -> None:
    booking = buy(world, shape)
    part = parts_of(booking)[-1]
    field, place = asked_as(booking, part)

    assert taken(cancelled_part(world, booking.booking_id, place, field)) == "applied"
    world.run(60)

    after = world.booking(booking.booking_id)
    (receipt,) = after.receipts
    assert gone(after) == {part.part_id}
    assert (receipt.fee, receipt.parts[0].paid) == (NOTHING, receipt.refund)
    everything = len(parts_of(booking)) == 1
    assert after.status is (BookingStatus.CANCELLED if everything else BookingStatus.BOOKED)
    assert violations(world) == []
