"""The same trip on other dates: the new one is bought like any other, and only then is the old one given back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.money import Money, total
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.amendments import AmendmentKind
from chalicelib.domain.servicing.date_changes import DateChange
from chalicelib.domain.servicing.quotes import QuoteStatus
from chalicelib.domain.trips.trip import TripStatus
from chalicelib.errors import BudgetExceeded, Conflict, InvalidInput, NotFound, QuoteExpired, QuoteStale
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import set_seats_left
from chalicelib.models import bookings, budgets, trips
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.crashes import Point, Ran
from tests.simulation.cuts import no_reconciliation
from tests.simulation.invariants import violations
from tests.simulation.outcomes import both, event_types, money
from tests.simulation.quoting import QUOTE_ID, WEEK_LATER, agreed, asked, cancelled, days_moved, part_of, quoted
from tests.simulation.stages import FORBIDDEN, NEEDS_APPROVAL, booked
from tests.simulation.stories import broken_by_cuts, only
from tests.simulation.world import ANNA, DAVID, World
from tests.simulation.worlds import world


def test_a_quote_names_what_would_be_bought_instead(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    before = world.booking(booking_id)

    quote = asked(booking_id)

    assert quote.replacement is not None
    option = quote.replacement.option
    assert option.transport[0].slices[0].departs_at.date() == date(2027, 3, 10)
    assert (option.stays[0].check_in, option.stays[0].check_out) == (date(2027, 3, 10), date(2027, 3, 12))
    assert option.verdict is not None
    assert quote.replacement.price == option.price
    assert quote.replacement.difference == option.price - quote.refund
    assert total((each.paid for each in quote.parts), "EUR") == before.price
    assert quote.fully_cancelled
    assert world.booking(booking_id) == before
    assert quotes.get_quote(ANNA, booking_id, quote.quote_id)[1] is QuoteStatus.OPEN


def test_the_new_trip_is_bought_and_the_old_one_cancelled_after_it(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())

    quote, new_id = agreed(world, booking_id)
    old, new = both(world, booking_id, new_id)
    assert (old.status, new.status, new.replaces_booking_id) == (
        BookingStatus.CHANGING,
        BookingStatus.HOLDING,
        booking_id,
    )
    world.run(120)

    old, new = both(world, booking_id, new_id)
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    (receipt,) = old.receipts
    assert (receipt.kind, receipt.replaced_by_booking_id, receipt.booking_id) == (
        AmendmentKind.DATE_CHANGE,
        new_id,
        booking_id,
    )
    assert receipt.statement == f"Everything is cancelled. {new_id} replaces it."
    assert (receipt.fee, receipt.refund) == (quote.fee, quote.refund)
    assert new.price is not None
    assert money(world) == (0, (new.price + receipt.fee).amount)
    assert old.trip_id is not None
    assert new.trip_id is not None
    with world.wire.quiet():
        assert trips.get_trip(old.trip_id).status is TripStatus.CANCELLED
        assert trips.get_trip(new.trip_id).status is TripStatus.CONFIRMED
    assert event_types(world, new_id)[0] == "selected"
    assert event_types(world, booking_id)[-2:] == ["changing", "cancelled"]


def test_what_needs_approval_waits_for_it_and_the_old_trip_with_it(world: World) -> None:
    booking_id = booked(world)
    world.publish(NEEDS_APPROVAL)

    _, new_id = agreed(world, booking_id)
    world.run(900)
    old, new = both(world, booking_id, new_id)
    assert (old.status, new.status) == (BookingStatus.CHANGING, BookingStatus.AWAITING_APPROVAL)
    assert 0 < (old.amendment.attempts if old.amendment else 0) < 4
    world.decide(new_id, "approved")
    world.run(120)

    old, new = both(world, booking_id, new_id)
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)


@pytest.mark.parametrize("end", ["declined", "called off", "sold out"])
def test_a_change_that_comes_to_nothing_leaves_the_old_trip_untouched(world: World, end: str) -> None:
    booking_id = booked(world, stay=RequestedStay())
    before = world.booking(booking_id)
    world.publish(NEEDS_APPROVAL)
    quote = asked(booking_id)
    assert quote.replacement is not None
    if end == "sold out":
        set_seats_left(quote.replacement.option.components[0].offer_id, 0)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    new_id = str(quote.replacement_booking_id)
    world.run(60)

    if end == "declined":
        world.decide(new_id, "declined")
    else:
        decisions.cancel_booking(ANNA, new_id)
    world.run(120)

    old, new = both(world, booking_id, new_id)
    assert new.terminal
    assert new.trip_id is None
    assert (old.status, old.receipts, old.orders, old.budgets) == (
        BookingStatus.BOOKED,
        (),
        before.orders,
        before.budgets,
    )
    assert old.price is not None
    assert money(world) == (0, old.price.amount)
    assert event_types(world, booking_id)[-1] == "change_abandoned"
    assert cancelled(world, booking_id, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D9").fully_cancelled


def test_what_the_policy_denies_is_quoted_and_not_confirmed(world: World) -> None:
    booking_id = booked(world)
    world.publish(FORBIDDEN)
    quote = asked(booking_id)

    assert quotes.get_quote(ANNA, booking_id, quote.quote_id)[1] is QuoteStatus.DENIED
    with pytest.raises(Conflict, match="policy"):
        quotes.confirm_quote(ANNA, booking_id, quote.quote_id)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert bookings.find_booking(str(quote.replacement_booking_id)) is None


def test_change_that_the_budget_has_no_room_for_is_quoted_as_denied(world: World) -> None:
    booking_id = booked(world)
    spent = money(world)[1]
    with world.wire.quiet():
        budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=spent + 100, currency="EUR"))

    quote = asked(booking_id)

    assert quotes.get_quote(ANNA, booking_id, quote.quote_id)[1] is QuoteStatus.DENIED
    assert quote.replacement is not None
    assert quote.replacement.option.verdict is not None
    assert "1.00 EUR left" in quote.replacement.option.verdict.violations[0].expected


def test_what_does_not_fit_the_budget_changes_nothing(world: World) -> None:
    booking_id = booked(world)
    quote = asked(booking_id)
    spent = money(world)[1]
    with world.wire.quiet():
        budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=spent + 100, currency="EUR"))

    with pytest.raises(BudgetExceeded):
        quotes.confirm_quote(ANNA, booking_id, quote.quote_id)

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert bookings.find_booking(str(quote.replacement_booking_id)) is None


@pytest.mark.waits
def test_racing_confirmations_of_change_and_cancellation_are_one(world: World) -> None:
    booking_id = booked(world)
    change, cancellation = asked(booking_id), quoted(booking_id)
    names = [change.quote_id, cancellation.quote_id] * 4

    def confirm(name: str) -> str | None:
        try:
            amendment = quotes.confirm_quote(ANNA, booking_id, name).amendment
        except Conflict:
            return None
        return amendment.source_id if amendment else None

    with ThreadPoolExecutor(8) as pool:
        won = {name for name in pool.map(confirm, names) if name}
    world.run(120)

    assert len(won) == 1
    assert world.booking(booking_id).status is BookingStatus.CANCELLED
    new = bookings.find_booking(str(change.replacement_booking_id))
    assert (new is not None) == (won == {change.quote_id})


def test_a_quote_counts_once_in_time_and_for_what_was_seen(world: World) -> None:
    booking_id = booked(world, stay=RequestedStay())
    late, stale = asked(booking_id), asked(booking_id, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D2")
    world.clock.time += timedelta(minutes=20)
    with pytest.raises(QuoteExpired):
        quotes.confirm_quote(ANNA, booking_id, late.quote_id)
    cancelled(world, booking_id, part_of(world.booking(booking_id), 0, "stays"), quote_id=QUOTE_ID)

    with pytest.raises((QuoteStale, QuoteExpired)):
        quotes.confirm_quote(ANNA, booking_id, stale.quote_id)


@pytest.mark.parametrize(
    "change",
    [
        days_moved(date(2020, 1, 1)),
        days_moved(date(2027, 3, 20)),
        days_moved(None, date(2027, 3, 1)),
        days_moved(date(2027, 3, 20), date(2027, 3, 19)),
    ],
)
def test_dates_that_cannot_be_are_refused(world: World, change: DateChange) -> None:
    booking_id = booked(world)

    with pytest.raises(InvalidInput):
        asked(booking_id, change)


def test_nobody_else_moves_a_trip(world: World) -> None:
    booking_id = booked(world)

    with pytest.raises(NotFound):
        quotes.quote_date_change(DAVID, booking_id, WEEK_LATER, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D4")


def test_a_lost_nudge_is_made_good_and_repeated_steps_do_nothing(world: World) -> None:
    booking_id = booked(world)
    world.deliver_again = lambda _function: (1.0, 200.0)
    quote = asked(booking_id)
    world.wire.scissors = no_reconciliation
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(60)
    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert (old.status, new.status) == (BookingStatus.CHANGING, BookingStatus.BOOKED)
    world.wire.scissors = None

    world.run(900)

    old, new = both(world, booking_id, new.booking_id)
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)


def test_a_supplier_that_does_not_cancel_the_old_trip_is_asked_until_it_does(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE)
    quote = asked(booking_id)
    arm_fault("confirm_cancel", "error", times=4)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)

    world.run(7200, until=lambda: world.booking(booking_id).status is BookingStatus.CANCELLED)

    assert world.booking(booking_id).receipts[0].fee == quote.fee


def test_a_date_change_survives_a_cut_at_every_call_of_its_own() -> None:
    of_its_own = {"traveller", "reconciliations", "step_await_selection", "step_record"}

    tried, broken = broken_by_cuts(_changed_with, lambda call: call.within in of_its_own)

    assert broken == []
    assert tried > 30


def _changed_with(point: Point | None) -> Ran:
    """What a date change comes to with one of its calls cut, if one is named."""
    with world() as made:
        booking_id = booked(made, Refundability.NONE)
        quote = asked(booking_id)
        first = len(made.wire.calls)
        made.wire.scissors = only(point)

        def confirm() -> None:
            if not made.guarded("traveller", lambda: quotes.confirm_quote(ANNA, booking_id, quote.quote_id)):
                made.later(5, confirm)

        made.later(0, confirm)
        made.run(7200, until=lambda: made.booking(booking_id).status is BookingStatus.CANCELLED)
        made.run(300)
        old, new = both(made, booking_id, str(quote.replacement_booking_id))
        found = violations(made)
        done = (old.status, new.status, len(old.receipts), len(made.wire.cut))
        if done != (BookingStatus.CANCELLED, BookingStatus.BOOKED, 1, int(point is not None)):
            found.append(str(done))
        return Ran(found, made.wire.calls[first:])
