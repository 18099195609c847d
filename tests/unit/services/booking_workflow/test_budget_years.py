"""A trip over New Year is charged to the budgets of both years, each by what begins in it: from the verdict to the
refund, with an approval by the owners of both."""

from collections import Counter
from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.traveller_payments import find_payable
from chalicelib.domain.budgets.budget import Budget, BudgetKey
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.money import Money
from chalicelib.domain.offers.periods import period_of
from chalicelib.domain.policies.rules.money import BudgetAvailable
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.servicing.amendments import Receipt
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.errors import Conflict, InvalidInput
from chalicelib.models import budgets
from chalicelib.services import employees
from chalicelib.services.approvals import inbox
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.budgets import budgets as service
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.arranging import arrange, only
from tests.simulation.invariants import violations
from tests.simulation.stages import NEEDS_APPROVAL
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.support.asked_trips import slices_there_and_back
from tests.unit.policy_samples import euros

ALLOWED = PurposeStated(clause="1.3", action=Action.NOTE)
OLD, NEW = "2026", "2027"
# Out in the old year, a hotel, another elsewhere that begins in the new one, and back in it.
OVER_NEW_YEAR: dict[str, Any] = {
    "slices": slices_there_and_back("Berlin", "London", date(2026, 12, 30), date(2027, 1, 4)),
    "stays": (
        RequestedStay(place="London", check_in=date(2026, 12, 30), check_out=date(2027, 1, 2)),
        RequestedStay(place="Edinburgh", check_in=date(2027, 1, 2), check_out=date(2027, 1, 4)),
    ),
    "purpose": "Sales kickoff",
}
PLENTY = 1_000_000


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    """Clara above Ben above Anna and David, who is of OPS; each cost centre has a budget of either year."""
    with world.wire.quiet():
        for name, manager, centre in (
            ("clara", None, "SALES-EU"),
            ("ben", "clara", "SALES-EU"),
            ("anna", "ben", "SALES-EU"),
            ("david", "ben", "OPS"),
        ):
            details = EmployeeDetails(name=name.title(), manager_id=manager, cost_centre=centre)
            employees.put_employee(CLARA, name, details, expected=None)
        for centre, period in (("SALES-EU", OLD), ("OPS", OLD), ("OPS", NEW)):
            budgets.create_budget(centre, period, euros(PLENTY))
        only(ALLOWED)


def budget(period: str, centre: str = "SALES-EU") -> Budget:
    return budgets.get_budget(centre, period)


def limit(period: str, amount: int, centre: str = "SALES-EU") -> None:
    budgets.change_limit(budget(period, centre), Money(amount=amount, currency="EUR"))


def planned(world: World, **changes: Any) -> Booking:
    booking_id = world.ask(**{**OVER_NEW_YEAR, **changes})
    world.run()
    return world.booking(booking_id)


def bought(world: World, booking: Booking) -> Booking:
    choosable = [each for each in booking.options if each.verdict and each.verdict.outcome is not Outcome.DENIED]
    decisions.select_option(ANNA, booking.booking_id, choosable[0].option_id)
    world.run(60)
    if world.booking(booking.booking_id).status is BookingStatus.AWAITING_APPROVAL:
        world.decide(booking.booking_id, "approved")
        world.run(60)
    assert world.booking(booking.booking_id).status is BookingStatus.BOOKED
    return world.booking(booking.booking_id)


def by_year(booking: Booking) -> dict[str, int]:
    """What the components of each year cost."""
    costs: Counter[str] = Counter()
    for offer, order in zip(booking.selected.components, booking.orders, strict=True):
        costs[period_of(offer, booking.request)] += order.price.amount
    return dict(costs)


def test_purchase_is_committed_in_the_year_of_each_component_and_nothing_is_left_reserved(world: World) -> None:
    booking = bought(world, planned(world))

    costs = by_year(booking)
    assert set(costs) == {OLD, NEW}
    assert {share.key: share.amount.amount for share in booking.budgets} == {
        BudgetKey("SALES-EU", period): costs[period] for period in (OLD, NEW)
    }
    for period in (OLD, NEW):
        left = budget(period)
        assert (left.reserved.amount, left.committed.amount) == (0, costs[period])
    assert violations(world) == []


def test_travellers_of_two_cost_centres_take_of_four_budgets(world: World) -> None:
    booking_id = arrange(world, "anna", "david", **OVER_NEW_YEAR)
    world.run()

    booking = bought(world, world.booking(booking_id))

    priced = [(offer, order.price) for offer, order in zip(booking.selected.components, booking.orders, strict=True)]
    keys = [BudgetKey(centre, period) for centre in ("SALES-EU", "OPS") for period in (OLD, NEW)]
    assert [share.key for share in booking.budgets] == keys
    assert {share.key: share.amount for share in booking.budgets} == find_payable(booking.request, priced, ())
    assert sum(budget(key.period, key.cost_centre).committed.amount for key in keys) == sum(by_year(booking).values())
    assert violations(world) == []


def cancel(world: World, booking: Booking, *parts: str) -> Receipt:
    quote_id = f"qte_01JQZX5V9D7R8M3T2K6W{len(booking.receipts):06d}"
    quotes.quote_cancellation(ANNA, booking.booking_id, parts or None, quote_id=quote_id)
    quotes.confirm_quote(ANNA, booking.booking_id, quote_id)
    world.run(60)
    return world.booking(booking.booking_id).receipts[-1]


def refunds(receipt: Receipt) -> dict[str | None, int]:
    """What a receipt returns to the budget of each year."""
    return {each.period: each.amount.amount for each in receipt.refunds if each.to == "original"}


def test_what_is_cancelled_returns_to_the_budget_of_the_year_that_paid(world: World) -> None:
    booking = bought(world, planned(world))
    costs, offers = by_year(booking), booking.selected.components
    last_room = next(index for index, offer in enumerate(offers) if getattr(offer, "stay_index", None) == 1)
    price = booking.orders[last_room].price.amount

    first = cancel(world, booking, f"{last_room}.0")

    assert refunds(first) == {NEW: price}  # on the day of the purchase all of it
    assert budget(OLD).committed.amount == costs[OLD]
    assert budget(NEW).committed.amount == costs[NEW] - price

    rest = cancel(world, world.booking(booking.booking_id))

    assert Counter(refunds(first)) + Counter(refunds(rest)) == Counter(costs)
    for period in (OLD, NEW):
        left = budget(period)
        assert (left.reserved.amount, left.committed.amount, left.remaining) == (0, 0, left.limit)
    assert violations(world) == []


@pytest.mark.parametrize("period", [OLD, NEW])
def test_budget_of_either_year_that_is_too_small_denies_the_option_by_that_year(world: World, period: str) -> None:
    limit(period, 100)

    booking = planned(world)

    assert booking.status is BookingStatus.DECLINED
    for option in booking.options:
        over = [each for each in option.verdict.violations if each.rule == "budget"] if option.verdict else []
        assert [each.expected for each in over] == [f"at most 1.00 EUR left in the budget of SALES-EU for {period}"]


@pytest.mark.parametrize("missing", [OLD, NEW])
def test_year_without_a_budget_is_said_by_the_rule_that_asks_for_one_and_is_paid_beside_it(
    world: World, missing: str
) -> None:
    with world.wire.quiet():
        only(BudgetAvailable(clause="3.1", action=Action.NOTE))
        employees.rewrite_employee(CLARA, "anna", partial(msgspec.structs.replace, cost_centre="FRESH"), expected=None)
        budgets.create_budget("FRESH", NEW if missing == OLD else OLD, euros(PLENTY))

    booking = bought(world, planned(world, cost_centre="FRESH"))

    assert booking.selected.verdict is not None
    said = [(each.expected, each.actual) for each in booking.selected.verdict.violations]
    assert said == [(f"a budget of FRESH for {missing}", "no budget")]
    assert {share.key for share in booking.budgets} == {BudgetKey("FRESH", NEW if missing == OLD else OLD)}
    assert violations(world) == []


def test_owners_of_both_years_approve_what_is_charged_to_both(world: World) -> None:
    with world.wire.quiet():
        for period, owner in ((OLD, "ben"), (NEW, "clara")):
            service.set_budget(CLARA, BudgetKey("BOARD", period), euros(PLENTY), None, expected=None, owner_id=owner)
    booking = planned(world, cost_centre="BOARD")
    decisions.select_option(ANNA, booking.booking_id, booking.options[0].option_id)
    world.run()

    waiting = world.booking(booking.booking_id).approval_request
    assert waiting is not None
    assert {(step.approver_id, step.cost_centre) for step in waiting.open_steps} == {
        ("ben", "BOARD"),
        ("clara", "BOARD"),
    }
    world.decide(booking.booking_id, "approved", BEN)
    world.run()
    assert world.booking(booking.booking_id).status is BookingStatus.AWAITING_APPROVAL
    world.decide(booking.booking_id, "approved", CLARA)
    world.run(60)
    assert world.booking(booking.booking_id).status is BookingStatus.BOOKED
    assert violations(world) == []


def test_cost_centre_is_refused_only_where_no_year_has_an_owner_and_denied_where_one_has_none(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.ask(**{**OVER_NEW_YEAR, "cost_centre": "BOARD"})
    with world.wire.quiet():
        service.set_budget(CLARA, BudgetKey("BOARD", OLD), euros(PLENTY), None, expected=None, owner_id="ben")

    booking = planned(world, cost_centre="BOARD")

    assert booking.status is BookingStatus.DECLINED
    for option in booking.options:
        assert option.verdict is not None
        assert {each.rule for each in option.verdict.violations} >= {"own_cost_centre"}


def test_owner_who_is_lost_in_one_year_keeps_an_option_of_it_from_being_chosen(world: World) -> None:
    with world.wire.quiet():
        for period in (OLD, NEW):
            service.set_budget(CLARA, BudgetKey("BOARD", period), euros(PLENTY), None, expected=None, owner_id="ben")
    booking = planned(world, cost_centre="BOARD")
    with world.wire.quiet():
        service.set_budget(CLARA, BudgetKey("BOARD", NEW), euros(PLENTY), None, expected=None, owner_id=None)

    with pytest.raises(Conflict, match="BOARD has no owner who could approve"):
        decisions.select_option(ANNA, booking.booking_id, booking.options[0].option_id)


def test_approver_sees_what_is_left_of_both_years(world: World) -> None:
    with world.wire.quiet():
        only(NEEDS_APPROVAL)
    booking = planned(world)
    decisions.select_option(ANNA, booking.booking_id, booking.options[0].option_id)
    world.run()

    with world.wire.quiet():
        (task,) = inbox.list_approvals(BEN, scope="mine", limit=9, start=None)[0]
    found = [(each.cost_centre, each.period) for each in task.remaining_budgets]
    assert found == [("SALES-EU", OLD), ("SALES-EU", NEW)]
