"""Cancelling what is booked when something fails on the way: the supplier, a message, terms that run out, any call."""

from datetime import timedelta
from functools import partial

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.terms import Refundability
from chalicelib.errors import (
    QuoteStale,
    SupplierTimeout,
)
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault, disarm_faults
from chalicelib.services.servicing import quotes, settlement
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.crashes import Point, Ran
from tests.simulation.cuts import no_reconciliation
from tests.simulation.invariants import violations
from tests.simulation.outcomes import money, statuses
from tests.simulation.quoting import QUOTE_ID, back_of, cancelled, out_of, quoted, stay_of
from tests.simulation.stages import booked
from tests.simulation.stories import broken_by_cuts, only
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world


def test_a_quote_whose_answer_was_lost_is_not_given_of_a_booking_that_has_changed(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE)
    arm_fault("quote_cancel", "timeout_after_effect", times=1)
    with pytest.raises(SupplierTimeout):
        quoted(booking_id)
    cancelled(world, booking_id, back_of(world, booking_id), quote_id="qte_01JQZX5V9D7R8M3T2K6W0000A9")

    with pytest.raises(QuoteStale):
        quoted(booking_id)

    assert cancelled(world, booking_id, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000B9").fully_cancelled


@pytest.mark.parametrize("kind", ["error", "timeout", "timeout_after_effect"])
def test_a_supplier_that_fails_for_a_while_is_asked_until_it_answers(world: World, kind: str) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    quoted(booking_id)
    arm_fault("confirm_cancel", kind, times=3)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)

    world.run(3600, until=lambda: world.booking(booking_id).terminal)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.CANCELLED
    assert (booking.compensation_attempts, len(booking.receipts)) == (0, 1)


def test_a_supplier_that_fails_for_long_is_seen_and_asked_on(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id)
    arm_fault("confirm_cancel", "error", times=10_000)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)

    world.run(3600, until=lambda: world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED)
    stuck = world.booking(booking_id)
    assert (stuck.status, stuck.ending) == (BookingStatus.COMPENSATION_REQUIRED, None)
    disarm_faults()
    world.run(7200, until=lambda: world.booking(booking_id).terminal)

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_a_lost_message_is_made_good_by_the_sweeper(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id)
    world.wire.scissors = no_reconciliation
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    world.wire.scissors = None
    world.run(30)
    assert world.booking(booking_id).status is BookingStatus.CHANGING

    world.run(300)

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_expired_terms_are_requested_again_and_kept_when_they_are_no_worse(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE)
    quote = quoted(booking_id, back_of(world, booking_id))
    world.sweeping = False
    world.wire.scissors = no_reconciliation
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    world.wire.scissors = None
    world.clock.time += timedelta(days=5)

    settlement.settle_amendment(booking_id)
    settlement.settle_amendment(booking_id)

    (receipt,) = world.booking(booking_id).receipts
    assert (receipt.fee, receipt.refund) == (quote.fee, quote.refund)


def test_what_is_no_longer_refundable_on_these_terms_is_kept_and_the_receipt_says_why(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, after=timedelta(0), stay=RequestedStay())
    free = quoted(booking_id, out_of(world, booking_id), back_of(world, booking_id))  # void today, not in five days
    assert free.fee.amount == 0
    world.sweeping = False
    world.wire.scissors = no_reconciliation
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    world.wire.scissors = None
    committed = money(world)
    world.clock.time += timedelta(days=5)

    for _ in range(3):
        settlement.settle_amendment(booking_id)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert set(statuses(booking).values()) == {"confirmed"}
    (receipt,) = booking.receipts
    assert {part.status for part in receipt.parts} == {"kept"}
    assert receipt.parts[0].reason == "The supplier no longer accepts the cancellation on the agreed terms."
    assert (receipt.fee.amount, receipt.refund.amount, receipt.refunds) == (0, 0, ())
    assert money(world) == committed


def test_late_steps_of_the_purchase_do_not_touch_a_change(world: World) -> None:
    booking_id = booked(world)
    quoted(booking_id)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    changing = world.booking(booking_id)

    for step in ("step_retrieve", "step_plan", "step_hold", "step_reprice", "step_book", "step_record"):
        assert world.call(step, {"bookingId": booking_id})["outcome"] == "ended"
    world.call("step_compensate", {"bookingId": booking_id, "ending": "failed"})
    assert world.booking(booking_id) == changing
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


@pytest.mark.parametrize("refundability", [Refundability.WITH_FEE, Refundability.NONE])
def test_a_change_survives_a_cut_at_every_call(refundability: Refundability) -> None:
    """Confirmation and settlement: before and after every write, and every answer lost."""
    tried, broken = broken_by_cuts(
        partial(_settled_with, refundability), lambda call: call.within in {"traveller", "reconciliations"}
    )

    assert broken == []
    assert tried > 30


def _settled_with(refundability: Refundability, point: Point | None) -> Ran:
    """What a change comes to with one of its calls cut, if one is named."""
    with world() as made:
        booking_id = booked(made, refundability, stay=RequestedStay())
        quoted(booking_id, back_of(made, booking_id), stay_of(made, booking_id))
        first = len(made.wire.calls)
        made.wire.scissors = only(point)

        def confirm() -> None:
            if not made.guarded("traveller", lambda: quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)):
                made.later(5, confirm)

        made.later(0, confirm)
        made.run(7200, until=lambda: bool(made.booking(booking_id).receipts))
        made.run(200)
        booking = made.booking(booking_id)
        found = violations(made)
        if (booking.status, len(booking.receipts), len(made.wire.cut)) != (
            BookingStatus.BOOKED,
            1,
            int(point is not None),
        ):
            found.append(f"{booking.status}, {len(booking.receipts)} receipts, {len(made.wire.cut)} cuts")
        return Ran(found, made.wire.calls[first:])
