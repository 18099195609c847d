"""Cancelling what is booked: by quote and confirmation, all at once or piece by piece, whatever fails on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.money import Money, total
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.quotes import QuoteStatus
from chalicelib.domain.trips.item import ItemStatus
from chalicelib.domain.trips.trip import TripStatus
from chalicelib.errors import (
    Conflict,
    Departed,
    InvalidInput,
    NotAllowed,
    NotFound,
    QuoteExpired,
    QuoteStale,
)
from chalicelib.models import items, travel_credits, trips
from chalicelib.services.operations import reconciliation
from chalicelib.services.servicing import quotes, settlement
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.outcomes import event_types, gone, money
from tests.simulation.quoting import OTHER_ID, QUOTE_ID, back_of, cancelled, out_of, quoted, slice_of, stay_of
from tests.simulation.stages import booked, planned
from tests.simulation.world import ANNA, CLARA, DAVID, World


def test_a_quote_says_what_each_part_costs_and_changes_nothing(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    before = world.booking(booking_id)

    quote = quoted(booking_id)

    assert [each.part_id for each in quote.parts] == [each.part_id for each in parts_of(before)]
    assert all(each.paid == each.fee + each.refund for each in quote.parts)
    assert total((each.paid for each in quote.parts), "EUR") == before.price
    fees = [each.cancellation_fee or Money(amount=0, currency="EUR") for each in before.selected.components]
    assert total((each.fee for each in quote.parts), "EUR") == total(fees, "EUR")
    assert quote.fully_cancelled
    assert quote.expires_at == world.clock.time + timedelta(minutes=20)
    assert world.booking(booking_id) == before
    assert quotes.get_quote(ANNA, booking_id, QUOTE_ID) == (quote, QuoteStatus.OPEN)


def test_everything_is_cancelled_and_the_receipt_says_so(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    charged = world.booking(booking_id).price
    assert charged is not None

    receipt = cancelled(world, booking_id)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.CANCELLED
    assert receipt.statement == "Everything is cancelled."
    assert receipt.fully_cancelled
    assert receipt.fee + receipt.refund == charged
    assert money(world) == (0, receipt.fee.amount)
    (repaid,) = receipt.refunds
    assert (repaid.to, repaid.amount, repaid.cost_centre) == ("original", receipt.refund, "SALES-EU")
    assert booking.trip_id is not None
    with world.wire.quiet():
        assert trips.get_trip(booking.trip_id).status is TripStatus.CANCELLED
        assert {item.status for item in items.list_itinerary(booking.trip_id)} == {ItemStatus.CANCELLED}
    assert event_types(world, booking_id)[-3:] == ["booked", "changing", "cancelled"]


def test_one_slice_is_cancelled_and_the_rest_of_the_trip_stands(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())

    receipt = cancelled(world, booking_id, back_of(world, booking_id))

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert gone(booking) == {back_of(world, booking_id)}
    assert not receipt.fully_cancelled
    assert receipt.statement.endswith("The rest of the trip remains booked.")
    assert booking.trip_id is not None
    with world.wire.quiet():
        trip, itinerary = trips.get_trip(booking.trip_id), items.list_itinerary(booking.trip_id)
    assert trip.status is TripStatus.CONFIRMED
    inbound = {each.name for each in slice_of(booking, 1).segments}
    assert {item.name for item in itinerary if item.status is ItemStatus.CANCELLED} == inbound
    assert event_types(world, booking_id)[-2:] == ["changing", "changed"]


def test_piece_by_piece_costs_what_it_costs_at_once(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    at_once = quoted(booking_id)

    pieces = [
        cancelled(world, booking_id, part, quote_id=f"qte_01JQZX5V9D7R8M3T2K6W00001{number}")
        for number, part in enumerate([part(world, booking_id) for part in (back_of, stay_of, out_of)])
    ]

    assert world.booking(booking_id).status is BookingStatus.CANCELLED
    assert [piece.fully_cancelled for piece in pieces] == [False, False, True]
    assert total((piece.fee for piece in pieces), "EUR") == at_once.fee
    assert total((piece.refund for piece in pieces), "EUR") == at_once.refund
    assert money(world) == (0, at_once.fee.amount)


def test_a_refundable_trip_leaves_nothing_on_the_budget(world: World) -> None:
    booking_id = booked(world, after=timedelta(0))

    receipt = cancelled(world, booking_id)

    assert receipt.fee == Money(amount=0, currency="EUR")  # void, on the day of its sale
    assert money(world) == (0, 0)


def test_a_non_refundable_fare_gives_a_credit_and_its_cost_stays_where_it_was(world: World) -> None:
    booking_id = booked(world, Refundability.NONE)
    price = world.booking(booking_id).price
    assert price is not None

    receipt = cancelled(world, booking_id)

    (repaid,) = receipt.refunds
    with world.wire.quiet():
        (credit,), _ = travel_credits.list_credits(ANNA.user_id, limit=10, start=None)
    assert (repaid.to, repaid.credit_id, repaid.amount) == ("credit", credit.credit_id, credit.amount)
    assert (credit.remaining, credit.supplier, credit.from_booking_id) == (receipt.refund, "sandbox", booking_id)
    assert credit.amount + receipt.fee == price
    assert credit.expires_at > world.clock.time + timedelta(days=300)
    assert money(world) == (0, price.amount)


def test_confirming_twice_and_settling_twice_does_it_once(world: World) -> None:
    booking_id = booked(world, stay=RequestedStay())
    quoted(booking_id, back_of(world, booking_id))

    first = quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    again = quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    assert first.status is BookingStatus.CHANGING
    assert again == first
    settlement.settle_amendment(booking_id)
    settled = world.booking(booking_id)
    settlement.settle_amendment(booking_id)
    assert reconciliation.reconcile_booking(booking_id) == "nothing"

    assert quotes.confirm_quote(ANNA, booking_id, QUOTE_ID) == settled == world.booking(booking_id)
    assert len(settled.receipts) == 1
    assert quotes.get_quote(ANNA, booking_id, QUOTE_ID)[1] is QuoteStatus.CONFIRMED


def test_two_quotes_of_one_part_are_not_both_confirmed(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id, back_of(world, booking_id))
    quoted(booking_id, back_of(world, booking_id), quote_id=OTHER_ID)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)

    with pytest.raises(Conflict, match="in progress"):
        quotes.confirm_quote(ANNA, booking_id, OTHER_ID)
    world.run(60)
    with pytest.raises(QuoteStale):
        quotes.confirm_quote(ANNA, booking_id, OTHER_ID)

    assert quotes.get_quote(ANNA, booking_id, OTHER_ID)[1] is QuoteStatus.STALE
    with pytest.raises(InvalidInput):
        quoted(booking_id, back_of(world, booking_id), quote_id="qte_01JQZX5V9D7R8M3T2K6W000003")


@pytest.mark.waits
@pytest.mark.parametrize("same", [True, False])
def test_racing_confirmations_are_one(world: World, same: bool) -> None:
    booking_id = booked(world)
    names = [QUOTE_ID if same else f"qte_01JQZX5V9D7R8M3T2K6W00002{number}" for number in range(8)]
    for name in dict.fromkeys(names):
        quoted(booking_id, back_of(world, booking_id), quote_id=name)

    def confirm(name: str) -> bool:
        try:
            return quotes.confirm_quote(ANNA, booking_id, name).amendment is not None
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as pool:
        agreed = list(pool.map(confirm, names))
    world.run(60)

    assert sum(agreed) == (8 if same else 1)
    booking = world.booking(booking_id)
    assert (len(booking.receipts), booking.status) == (1, BookingStatus.BOOKED)


@pytest.mark.waits
def test_racing_settlements_refund_once(world: World) -> None:
    booking_id = booked(world, Refundability.NONE)
    quoted(booking_id)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(settlement.settle_amendment, [booking_id] * 6))

    assert len(world.booking(booking_id).receipts) == 1
    with world.wire.quiet():
        assert len(travel_credits.list_credits(ANNA.user_id, limit=10, start=None)[0]) == 1


def test_expired_quote_and_changed_booking_and_departed_flight_are_distinguished(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id, back_of(world, booking_id))

    world.clock.time += timedelta(minutes=20)
    with pytest.raises(QuoteExpired):
        quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    assert quotes.get_quote(ANNA, booking_id, QUOTE_ID)[1] is QuoteStatus.EXPIRED
    world.clock.time = parts_of(world.booking(booking_id))[0].starts_at
    with pytest.raises(Departed):
        quoted(booking_id, out_of(world, booking_id), quote_id=OTHER_ID)
    assert [each.part_id for each in quoted(booking_id, quote_id=OTHER_ID).parts] == [back_of(world, booking_id)]
    world.clock.time = parts_of(world.booking(booking_id))[1].starts_at
    with pytest.raises(QuoteExpired):
        quotes.confirm_quote(ANNA, booking_id, OTHER_ID)

    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_a_quote_that_ends_with_the_departure_stands_no_longer(world: World) -> None:
    booking_id = booked(world)
    departs = parts_of(world.booking(booking_id))[0].starts_at
    world.clock.time = departs - timedelta(minutes=5)

    assert quoted(booking_id).expires_at == departs


def test_only_its_traveller_changes_what_is_booked_and_only_what_is_booked(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id)
    waiting = planned(world)

    with pytest.raises(NotFound):
        quotes.quote_cancellation(DAVID, booking_id, None, quote_id=OTHER_ID)
    with pytest.raises(NotAllowed):
        quotes.quote_cancellation(CLARA, booking_id, None, quote_id=OTHER_ID)
    with pytest.raises(NotFound):
        quotes.confirm_quote(DAVID, booking_id, QUOTE_ID)
    with pytest.raises(NotFound):
        quotes.confirm_quote(ANNA, booking_id, OTHER_ID)
    with pytest.raises(NotFound):
        quotes.confirm_quote(ANNA, waiting, QUOTE_ID)
    with pytest.raises(Conflict, match="only a booked trip"):
        quoted(waiting, quote_id=OTHER_ID)
    with pytest.raises(InvalidInput):
        quoted(booking_id, "0.7", quote_id=OTHER_ID)
