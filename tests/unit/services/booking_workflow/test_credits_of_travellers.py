"""A travel credit eases the budget of its own traveller's cost centre, whoever else travels on the booking."""

from functools import partial
from typing import NamedTuple

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent
from chalicelib.models import budgets
from chalicelib.models.travel_credits import CreditRow
from chalicelib.services import employees
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.booking_workflow.decisions import ApprovalOutcome
from chalicelib.services.servicing import quotes
from tests.simulation.arranging import arrange, only
from tests.simulation.company import ZORA
from tests.simulation.invariants import violations
from tests.simulation.quoting import WEEK_LATER, cancelled
from tests.simulation.stages import NEEDS_APPROVAL
from tests.simulation.unruly import keep_credit
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.unit.policy_samples import euros

OWN = {"anna": "SALES-EU", "david": "OPS", "zora": "RESEARCH", "clara": "SALES-EU"}
CENTRES = tuple(dict.fromkeys(OWN.values()))
PEOPLE = {"anna": ANNA, "david": DAVID, "zora": ZORA}
OTHER_ID = "qte_01JQZX5V9D7R8M3T2K6W000002"


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    """People of three cost centres, each with a budget."""
    with world.wire.quiet():
        for name, centre in sorted(OWN.items(), key=lambda each: each[0] != "clara"):
            manager = None if name == "clara" else "clara"
            keep = EmployeeDetails(name=f"{name.title()} Somebody", manager_id=manager, cost_centre=centre)
            employees.put_employee(CLARA, name, keep, expected=None)
        for centre in ("OPS", "RESEARCH"):
            budgets.create_budget(centre, "2027", euros(100_000))
        only(PurposeStated(clause="1.3", action=Action.NOTE))


def planned(world: World, *names: str) -> Booking:
    booking_id = arrange(world, *names)
    world.run()
    return world.booking(booking_id)


def granted(world: World, booking: Booking, who: Identity, cents: int) -> str:
    """A credit that somebody has of whoever flies by the option that is chosen next."""
    outcome = Outcome.COMPLIANT if _is_compliant(booking) else Outcome.APPROVAL_REQUIRED
    offer = world.option(booking.booking_id, outcome).components[0]
    credit_id = f"crd_{who.user_id}"
    keep_credit(world, credit_id, who, issuer_of(offer), cents, supplier=offer.supplier)
    return credit_id


def _is_compliant(booking: Booking) -> bool:
    return any(option.verdict and option.verdict.outcome is Outcome.COMPLIANT for option in booking.options)


def chosen(world: World, booking: Booking, outcome: Outcome = Outcome.COMPLIANT) -> Booking:
    world.choose(booking.booking_id, outcome)
    return world.booking(booking.booking_id)


def bought(world: World, booking: Booking) -> Booking:
    chosen(world, booking)
    world.run()
    made = world.booking(booking.booking_id)
    assert made.status is BookingStatus.BOOKED
    assert violations(world) == []
    return made


def shares(booking: Booking) -> dict[str, int]:
    return {share.cost_centre: share.amount.amount for share in booking.budgets}


def committed(world: World) -> dict[str, int]:
    with world.wire.quiet():
        return {centre: budgets.get_budget(centre, "2027").committed.amount for centre in CENTRES}


def reserved(world: World) -> dict[str, int]:
    with world.wire.quiet():
        return {centre: budgets.get_budget(centre, "2027").reserved.amount for centre in CENTRES}


def remaining(world: World, credit_id: str) -> int:
    with world.wire.quiet():
        return int(CreditRow.get(credit_id).remaining)


class Case(NamedTuple):
    """Who travels, and what whose credits are worth."""

    travellers: tuple[str, ...]
    credits: dict[str, int]


CASES = {
    "the first one's credit": Case(("anna", "david"), {"anna": 2_001}),
    "the second one's credit": Case(("anna", "david"), {"david": 2_001}),
    "the second one's pays all of their seat": Case(("anna", "david"), {"david": 1_000_000}),
    "the first one's pays all of their seat": Case(("anna", "david"), {"anna": 1_000_000}),
    "both have one": Case(("anna", "david"), {"anna": 501, "david": 777}),
    "both pay all": Case(("david", "anna"), {"anna": 1_000_000, "david": 1_000_000}),
    "who asked has one and stays at home": Case(("david", "zora"), {"anna": 2_000}),
    "one of two others": Case(("david", "zora"), {"zora": 333}),
    "the last of three": Case(("zora", "anna", "david"), {"david": 1_000_000}),
    "the first and the last of three": Case(("zora", "anna", "david"), {"zora": 1, "david": 499}),
    "beside a guest": Case(("grace", "david"), {"david": 2_000}),
    "a guest's host has one": Case(("grace", "zora"), {"anna": 2_000}),
}


def size() -> tuple[int, int]:
    """Sets of travellers with credits, and the cost centres whose budgets are looked at."""
    return len(CASES), len(CENTRES)


@pytest.mark.parametrize("name", CASES)
def test_each_cost_centre_bears_its_travellers_shares_less_their_own_credits(world: World, name: str) -> None:
    case = CASES[name]
    booking = planned(world, *case.travellers)
    credit_ids = {who: granted(world, booking, PEOPLE[who], cents) for who, cents in case.credits.items()}

    booking = bought(world, booking)

    (order,), people = booking.orders, len(case.travellers)
    pays, paid = dict.fromkeys(CENTRES, 0), dict.fromkeys(credit_ids, 0)
    for place, who in enumerate(case.travellers):
        seat = (order.price.amount + people - 1 - place) // people
        paid |= {who: min(seat, case.credits[who])} if who in case.credits else {}
        pays[OWN.get(who, OWN["anna"])] += seat - paid.get(who, 0)
    assert {use.credit_id: use.amount.amount for use in booking.credits} == {
        credit_ids[who]: amount for who, amount in paid.items() if amount
    }
    assert committed(world) == pays
    assert sum(pays.values()) == order.price.amount - sum(paid.values())

    first = cancelled(world, booking.booking_id, "0.1")
    assert violations(world) == []
    second = cancelled(world, booking.booking_id, quote_id=OTHER_ID)

    assert committed(world) == dict.fromkeys(CENTRES, 0)  # void, so all of it comes back
    assert {who: remaining(world, each) for who, each in credit_ids.items()} == case.credits
    back = [each for receipt in (first, second) for each in receipt.refunds]
    assert sum(each.amount.amount for each in back) == order.price.amount
    assert violations(world) == []


@pytest.mark.parametrize(("who", "fits"), [("anna", False), ("david", True)])
def test_a_budget_that_is_too_small_is_eased_by_its_own_travellers_credit(world: World, who: str, fits: bool) -> None:
    booking = planned(world, "anna", "david")
    price = world.option(booking.booking_id, Outcome.COMPLIANT).price.amount
    budgets.change_limit(budgets.get_budget("OPS", "2027"), Money(amount=price // 2 - 500, currency="EUR"))
    granted(world, booking, PEOPLE[who], 500)

    decisions.cancel_booking(ANNA, booking.booking_id)
    again_id = world.ask(passenger_ids=booking.request.passenger_ids, cost_centre=None)
    world.run()
    again = world.booking(again_id)

    (option,) = [each for each in again.options if each.price.amount == price][:1]
    assert option.verdict is not None
    assert (option.verdict.outcome is not Outcome.DENIED) is fits
    if fits:
        assert bought(world, again).price == option.price
        assert committed(world)["OPS"] == price // 2 - 500
    assert fits or (again.status is BookingStatus.DECLINED and again.failure is not None)


@pytest.mark.parametrize("decision", ["approved", "declined"])
def test_what_waits_for_approval_is_each_ones_own_and_returns(world: World, decision: ApprovalOutcome) -> None:
    only(NEEDS_APPROVAL)
    booking = planned(world, "anna", "david")
    credit_id = granted(world, booking, DAVID, 1_000_000)

    booking = chosen(world, booking, Outcome.APPROVAL_REQUIRED)
    assert booking.price is not None
    halves = (booking.price.amount + 1) // 2, booking.price.amount // 2
    assert reserved(world) == {"SALES-EU": halves[0], "OPS": 0, "RESEARCH": 0}
    assert remaining(world, credit_id) == 1_000_000 - halves[1]
    world.run()
    world.decide(booking.booking_id, decision, CLARA)
    world.run()

    assert world.booking(booking.booking_id).terminal
    bought_for = halves if decision == "approved" else (0, 0)
    assert committed(world) == {"SALES-EU": bought_for[0], "OPS": 0, "RESEARCH": 0}
    assert reserved(world) == dict.fromkeys(CENTRES, 0)
    assert remaining(world, credit_id) == 1_000_000 - bought_for[1]
    assert violations(world) == []


@pytest.mark.parametrize("percent", [90, 97, 99, 101])
@pytest.mark.parametrize("cents", [501, 1_000_000])
def test_price_that_changes_is_divided_again_beside_what_is_reserved_of_a_credit(
    world: World, percent: int, cents: int
) -> None:
    """No more of a credit is used than what was chosen cost; what a seat costs more is its own cost centre's."""
    booking = planned(world, "anna", "david")
    granted(world, booking, DAVID, cents)
    before = chosen(world, booking)
    assert before.price is not None
    set_price_percent(before.selected.components[0].offer_id, percent)
    world.run()

    after = world.booking(booking.booking_id)
    assert after.status is BookingStatus.BOOKED
    assert after.price is not None
    assert after.price != before.price
    used = min(before.price.amount // 2, after.price.amount // 2, cents)
    assert committed(world) == {
        "SALES-EU": (after.price.amount + 1) // 2,
        "OPS": after.price.amount // 2 - used,
        "RESEARCH": 0,
    }
    assert violations(world) == []


def test_budget_in_another_currency_is_eased_by_its_own_travellers_credit(world: World) -> None:
    with world.wire.quiet():
        budgets.create_budget("BOARD", "2027", Money(amount=10_000_000, currency="USD"))
        change = partial(msgspec.structs.replace, cost_centre="BOARD")
        employees.rewrite_employee(CLARA, "david", change, expected=None)
    booking = planned(world, "anna", "david")
    granted(world, booking, DAVID, 1_000_000)

    booking = bought(world, booking)

    assert booking.price is not None
    assert shares(booking) == {"SALES-EU": (booking.price.amount + 1) // 2, "BOARD": 0}


def test_change_of_dates_uses_the_credit_for_its_own_traveller(world: World) -> None:
    booking = bought(world, planned(world, "anna", "david"))
    quote = quotes.quote_date_change(ANNA, booking.booking_id, WEEK_LATER, quote_id=OTHER_ID)
    assert quote.replacement is not None
    assert quote.replacement_booking_id is not None
    (offer,) = quote.replacement.option.components
    keep_credit(world, "crd_david", DAVID, issuer_of(offer), 700, supplier=offer.supplier)

    quotes.confirm_quote(ANNA, booking.booking_id, quote.quote_id)
    world.run(3600)

    price = quote.replacement.price.amount
    assert world.booking(booking.booking_id).status is BookingStatus.CANCELLED
    assert shares(world.booking(quote.replacement_booking_id)) == {
        "SALES-EU": (price + 1) // 2,
        "OPS": price // 2 - 700,
    }
    assert committed(world) == {"SALES-EU": (price + 1) // 2, "OPS": price // 2 - 700, "RESEARCH": 0}
    assert violations(world) == []
