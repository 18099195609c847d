"""A booking is ended by one step, or by the next when that one fails: whatever there is to end, either of them can."""

from collections.abc import Callable

import pytest

from chalicelib.domain.bookings.booking import BookingStatus, Ending
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.domain.offers.terms import Refundability
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault, disarm_faults
from chalicelib.models.travel_credits import CreditRow
from chalicelib.services.servicing import quotes
from tests.simulation.given_credits import credit_of, parts, the_credit
from tests.simulation.invariants import violations
from tests.simulation.quoting import WEEK_LATER
from tests.simulation.stages import FOR_EVER, booked, send_back, waiting_for_approval
from tests.simulation.world import ANNA, World

ENDS = {
    "step_compensate": {"ending": Ending.FAILED, "reason": "It failed."},
    "step_escalate": {},
}


def waits_for_approval(world: World) -> str:
    return waiting_for_approval(world)


def replaces_another_for_a_credit(world: World) -> str:
    """A change of dates that a travel credit pays a part of, before it has begun."""
    old_id = booked(world, Refundability.WITH_FEE)
    credit = credit_of(world)
    quote = quotes.quote_date_change(ANNA, old_id, WEEK_LATER, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D1")
    assert quote.replacement is not None
    with world.wire.quiet():  # as if the same carrier had granted it that is flown with now
        carrier = issuer_of(quote.replacement.option.components[0])
        CreditRow(credit.credit_id).update([CreditRow.issuer.set(carrier)])
    quotes.confirm_quote(ANNA, old_id, quote.quote_id)
    assert quote.replacement_booking_id is not None
    return quote.replacement_booking_id


@pytest.mark.parametrize("step", ENDS)
@pytest.mark.parametrize("arrange", [waits_for_approval, replaces_another_for_a_credit])
def test_either_step_ends_whatever_there_is(world: World, step: str, arrange: Callable[[World], str]) -> None:
    booking_id = arrange(world)

    world.call(step, {"bookingId": booking_id, **ENDS[step]})

    booking = world.booking(booking_id)
    assert (booking.status, booking.credits) == (BookingStatus.FAILED, ())
    assert not [key for key in world.rows("approval-tasks") if key[1].endswith(booking_id)]
    assert all(row["document"]["S"].find('"outcome":null') < 0 for row in world.rows("approval-history").values())
    if booking.replaces_booking_id:
        credit = the_credit(world)
        assert parts(credit) == (credit.amount.amount, 0, 0)
        world.run(60)
        assert world.booking(booking.replaces_booking_id).status is BookingStatus.BOOKED


def test_what_is_sent_back_is_released_although_the_supplier_fails_once(world: World) -> None:
    booking_id = waiting_for_approval(world)
    arm_fault("release", "error", times=1)

    send_back(world, booking_id)
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.REVISING
    assert violations(world, ended=False) == []


def test_a_replacement_that_the_sweeper_ends_lets_its_original_be(world: World) -> None:
    booking_id = replaces_another_for_a_credit(world)
    arm_fault("release", "timeout", times=FOR_EVER)
    world.run(20, until=lambda: bool(world.booking(booking_id).holds))
    world.executions[booking_id].end("ABORTED", "States.Runtime")
    world.call("step_escalate", {"bookingId": booking_id})
    assert world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED

    disarm_faults()
    world.run(7_200, until=lambda: world.booking(booking_id).terminal)
    world.run(60)

    original = world.booking(booking_id).replaces_booking_id
    assert original is not None
    assert world.booking(original).status is BookingStatus.BOOKED
