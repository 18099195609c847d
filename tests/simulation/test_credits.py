"""Travel credits: made when a fare gives no money back, used by the next booking by itself, never twice, never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.verdict import Outcome
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent, set_seats_left
from chalicelib.models.travel_credits import CreditRow
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.servicing import quotes
from tests.simulation.crashes import Point, Ran
from tests.simulation.given_credits import credit_of, parts, the_credit
from tests.simulation.invariants import violations
from tests.simulation.outcomes import money
from tests.simulation.quoting import WEEK_LATER, back_of, cancelled, out_of
from tests.simulation.stages import NEEDS_APPROVAL, booked, planned, send_back, waiting_for_approval
from tests.simulation.stories import broken_by_cuts, only
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world


def bought(made: World, booking_id: str) -> Booking:
    made.choose(booking_id)
    made.run(60)
    booking = made.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    return booking


def test_the_next_booking_uses_it_and_the_budget_bears_the_rest(world: World) -> None:
    credit = credit_of(world)
    before = money(world)[1]
    booking_id = planned(world)

    world.choose(booking_id)
    chosen = world.booking(booking_id)
    assert chosen.price is not None
    used = min(credit.amount, chosen.price)
    assert parts(the_credit(world)) == (credit.amount.amount - used.amount, used.amount, 0)
    assert money(world) == ((chosen.price - used).amount, before)
    world.run(60)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert parts(the_credit(world)) == (credit.amount.amount - used.amount, 0, used.amount)
    assert booking.price is not None
    assert money(world) == (0, before + (booking.price - used).amount)


@pytest.mark.parametrize("end", ["declined", "called off", "sold out", "nobody decides"])
def test_every_other_end_returns_it(world: World, end: str) -> None:
    credit = credit_of(world)
    world.publish(NEEDS_APPROVAL)
    booking_id = planned(world)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    if end == "sold out":
        set_seats_left(world.booking(booking_id).selected.components[0].offer_id, 0)
    assert the_credit(world).remaining < credit.remaining

    world.run(30)
    if end == "declined":
        world.decide(booking_id, "declined")
    if end == "called off":
        decisions.cancel_booking(ANNA, booking_id)
    world.run(60 if end != "nobody decides" else 4 * 86_400)

    assert parts(the_credit(world)) == (credit.amount.amount, 0, 0)
    assert world.booking(booking_id).credits == ()


@pytest.mark.parametrize("comes_about", [True, False])
def test_a_change_of_dates_uses_it_like_any_booking(world: World, comes_about: bool) -> None:
    old_id = booked(world, Refundability.WITH_FEE)
    credit = credit_of(world)
    before = money(world)[1]

    quote = quotes.quote_date_change(ANNA, old_id, WEEK_LATER, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D1")
    assert quote.replacement is not None
    with world.wire.quiet():  # as if the same carrier had granted it that is flown with now
        carrier = issuer_of(quote.replacement.option.components[0])
        CreditRow(credit.credit_id).update([CreditRow.issuer.set(carrier)])
    quotes.confirm_quote(ANNA, old_id, quote.quote_id)
    assert quote.replacement_booking_id is not None
    price = quote.replacement.price
    used = min(credit.amount, price)
    assert parts(the_credit(world)) == (credit.amount.amount - used.amount, used.amount, 0)
    assert money(world) == ((price - used).amount, before)
    if not comes_about:
        set_seats_left(quote.replacement.option.components[0].offer_id, 0)
    world.run(60)
    if not comes_about:
        decisions.cancel_booking(ANNA, quote.replacement_booking_id)
        world.run(120)

    assert violations(world) == []
    made = world.booking(quote.replacement_booking_id)
    if comes_about:
        assert (made.status, world.booking(old_id).status) == (BookingStatus.BOOKED, BookingStatus.CANCELLED)
        assert parts(the_credit(world)) == (credit.amount.amount - used.amount, 0, used.amount)
    else:
        assert (made.terminal, world.booking(old_id).status) == (True, BookingStatus.BOOKED)
        assert parts(the_credit(world)) == (credit.amount.amount, 0, 0)
        assert money(world) == (0, before)


def test_an_expired_credit_is_not_used(world: World) -> None:
    credit = credit_of(world)
    booking_id = planned(world)
    with world.wire.quiet():  # as if the year were over
        CreditRow(credit.credit_id).update([CreditRow.expires_at.set(world.clock.time)])

    assert bought(world, booking_id).credits == ()
    assert parts(the_credit(world)) == (credit.amount.amount, 0, 0)


@pytest.mark.waits
def test_two_bookings_at_once_never_use_one_credit_twice(world: World) -> None:
    credit = credit_of(world)
    names = [planned(world) for _ in range(4)]
    option = {name: world.option(name, Outcome.COMPLIANT).option_id for name in names}

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: decisions.select_option(ANNA, name, option[name]), names))
    world.run(120)

    done = [world.booking(name) for name in names]
    assert {booking.status for booking in done} == {BookingStatus.BOOKED}
    spent = sum(use.amount.amount for booking in done for use in booking.credits)
    assert spent == the_credit(world).spent.amount <= credit.amount.amount
    assert the_credit(world).spent.amount == min(
        credit.amount.amount, sum(booking.price.amount for booking in done if booking.price)
    )


def test_a_refund_returns_to_the_credit_first_and_to_the_budget_after_that(world: World) -> None:
    credit = credit_of(world)
    before = money(world)[1]
    booking_id = booked(world, after=timedelta(0))  # void, so all of it comes back
    booking = world.booking(booking_id)
    price, used = booking.price, credit.amount
    assert price is not None
    assert (booking.credits[0].amount, booking.credits[0].status) == (used, "spent")

    receipt = cancelled(world, booking_id, quote_id="qte_01JQZX5V9D7R8M3T2K6W000009")

    assert [(each.to, each.amount) for each in receipt.refunds] == [
        ("used_credit", used),
        ("original", price - used),
    ]
    assert parts(the_credit(world)) == (used.amount, 0, 0)
    assert money(world) == (0, before)


def test_piecewise_refunds_of_what_a_credit_paid_add_up(world: World) -> None:
    credit = credit_of(world)
    before = money(world)[1]
    booking_id = booked(world, Refundability.WITH_FEE)
    price = world.booking(booking_id).price
    assert price is not None

    receipts = [
        cancelled(world, booking_id, part, quote_id=f"qte_01JQZX5V9D7R8M3T2K6W00003{number}")
        for number, part in enumerate([out_of(world, booking_id), back_of(world, booking_id)])
    ]

    back = [each for receipt in receipts for each in receipt.refunds]
    fees = sum(receipt.fee.amount for receipt in receipts)
    assert sum(each.amount.amount for each in back) == price.amount - fees
    to_credit = sum(each.amount.amount for each in back if each.to == "used_credit")
    left, reserved, spent = parts(the_credit(world))
    assert (left + spent, reserved, spent) == (credit.amount.amount, 0, credit.amount.amount - to_credit)
    assert money(world) == (0, before + fees - spent)


def test_what_uses_a_credit_survives_a_cut_at_every_write_that_moves_it() -> None:
    tried, broken = broken_by_cuts(_used_with, lambda call: call.mentions("sojourn-local-credits"))

    assert broken == []
    assert tried >= 7  # looked up, reserved, spent


def _used_with(point: Point | None) -> Ran:
    """What a booking that uses a credit comes to with one of its calls cut, if one is named."""
    with world() as made:
        credit = credit_of(made)
        booking_id = planned(made)
        option_id = made.option(booking_id, Outcome.COMPLIANT).option_id
        first = len(made.wire.calls)
        made.wire.scissors = only(point)

        def choose() -> None:
            if not made.guarded("traveller", lambda: decisions.select_option(ANNA, booking_id, option_id)):
                made.later(5, choose)

        made.later(0, choose)
        made.run(3600, until=lambda: made.booking(booking_id).terminal)
        made.run(300)
        booking = made.booking(booking_id)
        used = sum(use.amount.amount for use in booking.credits)
        found = violations(made)
        if len(made.wire.cut) != int(point is not None):
            found.append(f"{len(made.wire.cut)} cuts")
        if (
            booking.status is not BookingStatus.BOOKED
            or used != min(credit.amount, booking.price or credit.amount).amount
        ):
            found.append(f"{booking.status} with {used} of {credit.amount}")
        return Ran(found, made.wire.calls[first:])


def test_what_the_supplier_charges_less_is_left_of_the_credit(world: World) -> None:
    credit = credit_of(world)
    booking_id = planned(world)
    world.choose(booking_id)
    used = parts(the_credit(world))[1]
    arm_fault("order", "price_change", percent=10)

    world.run(60)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    remaining, reserved, spent = parts(the_credit(world))
    assert (reserved, remaining + spent) == (0, credit.amount.amount)
    assert spent < used
    assert violations(world) == []


def test_what_is_sent_back_uses_none_until_something_else_is_chosen(world: World) -> None:
    credit = credit_of(world)
    booking_id = waiting_for_approval(world)
    assert the_credit(world).reserved.amount > 0

    send_back(world, booking_id)
    world.run(60)

    assert world.booking(booking_id).status is BookingStatus.REVISING
    assert parts(the_credit(world)) == (credit.amount.amount, 0, 0)
    assert violations(world, ended=False) == []


def test_a_price_that_falls_after_approval_leaves_more_of_it(world: World) -> None:
    credit = credit_of(world)
    booking_id = waiting_for_approval(world)
    used = the_credit(world).reserved
    for component in world.booking(booking_id).selected.components:
        set_price_percent(component.offer_id, 10)
    before = world.invoked["step_reprice"]

    world.decide(booking_id, "approved")
    world.run(20, until=lambda: world.invoked["step_reprice"] > before)

    booking = world.booking(booking_id)
    assert booking.price is not None
    assert booking.price < used
    assert parts(the_credit(world)) == (credit.amount.amount - booking.price.amount, booking.price.amount, 0)
