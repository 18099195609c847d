"""Each traveller's share is charged to their own cost centre unless one is named, whoever asked for the trip."""

from functools import partial
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.money import BudgetAvailable
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.errors import BudgetExceeded, Conflict, InvalidInput, ReservationLimit
from chalicelib.models import budgets
from chalicelib.services import employees
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.arranging import arrange, only, profile_of
from tests.simulation.invariants import violations
from tests.simulation.quoting import WEEK_LATER, cancelled
from tests.simulation.stages import NEEDS_APPROVAL
from tests.simulation.world import ANNA, CLARA, World
from tests.unit.policy_samples import euros

OWN = {"anna": "SALES-EU", "david": "OPS", "zora": "RESEARCH", "ben": "SALES-EU", "clara": "BOARD"}
LARGE = 100_000
ALLOWED = PurposeStated(clause="1.3", action=Action.NOTE)


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    """Five people of four cost centres, each with a budget, of which one is in dollars; Ben owns OPS."""
    with world.wire.quiet():
        for name, centre in sorted(OWN.items(), key=lambda each: each[0] != "clara"):
            manager = None if name == "clara" else "clara"
            keep = EmployeeDetails(name=f"{name.title()} Somebody", manager_id=manager, cost_centre=centre)
            employees.put_employee(CLARA, name, keep, expected=None)
        budgets.create_budget("OPS", "2027", euros(LARGE), owner_id="ben")
        budgets.create_budget("BOARD", "2027", Money(amount=LARGE * 100, currency="USD"))
        budgets.create_budget("RESEARCH", "2027", euros(LARGE))
        only(ALLOWED)


def budget(cost_centre: str) -> Budget:
    return budgets.get_budget(cost_centre, "2027")


def charged(booking: Booking) -> list[str]:
    return list(booking.request.charged)


def bought(world: World, booking_id: str) -> Booking:
    world.run()
    world.choose(booking_id)
    world.run()
    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    return booking


class Case(NamedTuple):
    """Who travels, what is named, and who pays for whom."""

    travellers: tuple[str, ...]
    charged: tuple[str, ...]
    named: dict[str, Any] = {}


SAID = "Berlin to London 3-5 March 2027"
CASES = {
    "oneself": Case(("anna",), ("SALES-EU",)),
    "one other": Case(("david",), ("OPS",)),
    "oneself and one other": Case(("anna", "david"), ("SALES-EU", "OPS")),
    "one other and oneself": Case(("david", "anna"), ("OPS", "SALES-EU")),
    "two of one cost centre": Case(("anna", "ben"), ("SALES-EU", "SALES-EU")),
    "two others": Case(("david", "zora"), ("OPS", "RESEARCH")),
    "a guest": Case(("grace",), ("SALES-EU",)),
    "a guest and one other": Case(("grace", "zora"), ("SALES-EU", "RESEARCH")),
    "three of three": Case(("zora", "anna", "david"), ("RESEARCH", "SALES-EU", "OPS")),
    "two of three": Case(("david", "ben", "anna"), ("OPS", "SALES-EU", "SALES-EU")),
    "one other, the requester's own is named": Case(("david",), ("SALES-EU",), {"cost_centre": "SALES-EU"}),
    "two, one is named for all": Case(("anna", "david"), ("SALES-EU", "SALES-EU"), {"cost_centre": "SALES-EU"}),
    "in words, none is named": Case(("david", "anna"), ("OPS", "SALES-EU"), {"request": SAID}),
    "in words, one is named": Case(
        ("david", "anna"), ("SALES-EU", "SALES-EU"), {"request": f"{SAID}, cost centre SALES-EU"}
    ),
}


def size() -> tuple[int, int]:
    """Sets of travellers, and the cost centres that they are charged to."""
    return len(CASES), len({centre for case in CASES.values() for centre in case.charged})


@pytest.mark.parametrize("name", CASES)
def test_shares_are_charged_bought_and_refunded_to_the_minor_unit(world: World, name: str) -> None:
    case = CASES[name]
    booking = bought(world, arrange(world, *case.travellers, **case.named))

    assert charged(booking) == list(case.charged)
    assert booking.price is not None
    people = len(case.travellers)
    pays = {
        centre: sum(
            (booking.price.amount + people - 1 - place) // people
            for place, each in enumerate(case.charged)
            if each == centre
        )
        for centre in case.charged
    }
    assert {share.cost_centre: share.amount.amount for share in booking.budgets} == pays
    assert {each: budget(each).committed.amount for each in OWN.values()} == dict.fromkeys(OWN.values(), 0) | pays
    assert violations(world) == []

    receipt = cancelled(world, booking.booking_id, "0.1")
    cancelled(world, booking.booking_id, quote_id="qot_01JQZX5V9D7R8M3T2K6W4H0YBZ")

    assert sum(each.amount.amount for each in receipt.refunds if each.to != "credit") == sum(
        part.refund.amount for part in receipt.parts if part.refund_to == "original"
    )
    assert violations(world) == []


def test_share_of_a_budget_in_another_currency_is_converted_by_the_companys_rate(world: World) -> None:
    with world.wire.quiet():
        change = partial(msgspec.structs.replace, cost_centre="BOARD")
        employees.rewrite_employee(CLARA, "david", change, expected=None)
    booking = bought(world, arrange(world, "anna", "david"))

    euros_paid, dollars = (share.amount for share in booking.budgets)
    assert booking.price is not None
    assert (euros_paid.currency, dollars.currency) == ("EUR", "USD")
    assert euros_paid.amount == -(-booking.price.amount // 2)
    assert dollars.amount > booking.price.amount // 2


def test_cost_centre_without_a_budget_takes_nothing_from_the_others(world: World) -> None:
    with world.wire.quiet():
        for name, centre in (("david", "NOBODYS"), ("zora", "NOBODYS")):
            change = partial(msgspec.structs.replace, cost_centre=centre)
            employees.rewrite_employee(CLARA, name, change, expected=None)
    booking = bought(world, arrange(world, "david", "anna", "zora"))

    assert booking.price is not None
    assert [(share.cost_centre, share.amount.amount) for share in booking.budgets] == [
        ("SALES-EU", (booking.price.amount + 1) // 3)
    ]


def test_all_shares_are_reserved_or_none(world: World) -> None:
    booking_id = arrange(world, "anna", "david")
    world.run()
    budgets.change_limit(budget("OPS"), Money(amount=100, currency="EUR"))

    with pytest.raises(BudgetExceeded, match="OPS"):
        world.choose(booking_id)

    assert [budget(each).reserved.amount for each in ("SALES-EU", "OPS")] == [0, 0]
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def test_each_share_has_its_own_limit_of_what_is_not_approved(world: World) -> None:
    only(NEEDS_APPROVAL)
    booking_id = arrange(world, "anna", "david")
    world.run()
    half = world.option(booking_id, Outcome.APPROVAL_REQUIRED).price.amount // 2
    budgets.change_limit(budget("OPS"), Money(amount=half * 2 - 10, currency="EUR"))

    with pytest.raises(ReservationLimit, match="OPS"):
        world.choose(booking_id, Outcome.APPROVAL_REQUIRED)

    budgets.change_limit(budget("OPS"), Money(amount=half * 2 + 10, currency="EUR"))
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    assert [budget(each).awaiting_approval.amount for each in ("SALES-EU", "OPS")] == [
        share.amount.amount for share in world.booking(booking_id).budgets
    ]


def test_rule_on_budgets_looks_at_what_each_cost_centre_pays(world: World) -> None:
    only(BudgetAvailable(clause="1.3", action=Action.DENY))
    budgets.change_limit(budget("OPS"), Money(amount=100, currency="EUR"))
    booking_id = arrange(world, "anna", "david")
    world.run()

    for option in world.booking(booking_id).options:
        assert option.verdict is not None
        (found,) = (each for each in option.verdict.violations if each.rule == "budget_available")
        assert found.expected == "at most 1.00 EUR left in the budget of OPS for 2027"
        assert found.actual == str(Money(amount=option.price.amount // 2, currency="EUR"))


def test_every_budget_that_a_booking_fills_warns(world: World) -> None:
    booking_id = arrange(world, "anna", "zora")
    world.run()
    half = -(-world.option(booking_id, Outcome.COMPLIANT).price.amount // 2)
    for centre in ("SALES-EU", "RESEARCH"):
        budgets.change_limit(budget(centre), Money(amount=half, currency="EUR"))

    world.choose(booking_id)
    world.run()

    reached = {each: [alert.percent for alert in budget(each).alerts] for each in ("SALES-EU", "RESEARCH", "OPS")}
    assert reached == {"SALES-EU": [80, 95], "RESEARCH": [80, 95], "OPS": []}


# --- who may charge what ----------------------------------------------------------------------------------------------

GRANTS: dict[str, tuple[tuple[str, ...], str, dict[str, tuple[str, ...]], bool]] = {
    "an arranger charges what is their own": (("david",), "SALES-EU", {}, True),
    "an arranger charges what is the traveller's own": (("david",), "OPS", {}, True),
    "an arranger charges what the traveller was granted": (("david",), "RESEARCH", {"david": ("RESEARCH",)}, True),
    "an arranger charges what they were granted": (("david",), "RESEARCH", {"anna": ("RESEARCH",)}, True),
    "nobody of both may charge it": (("david",), "RESEARCH", {}, False),
    "a third person's grant counts for nobody": (("david",), "RESEARCH", {"zora": ("RESEARCH",)}, False),
    "one of two may charge it": (("david", "zora"), "RESEARCH", {}, False),
    "each of two may charge it": (("david", "zora"), "RESEARCH", {"david": ("RESEARCH",)}, True),
    "a guest has no right of their own": (("grace",), "RESEARCH", {}, False),
    "a guest beside who may": (("grace", "zora"), "RESEARCH", {}, False),
    "a guest and an arranger who may": (("grace", "zora"), "RESEARCH", {"anna": ("RESEARCH",)}, True),
    "oneself with who may": (("anna", "zora"), "RESEARCH", {}, False),
}


def grant(granted: dict[str, tuple[str, ...]]) -> None:
    for name in OWN:
        change = partial(msgspec.structs.replace, chargeable_cost_centres=granted.get(name, ()))
        employees.rewrite_employee(CLARA, name, change, expected=None)


@pytest.mark.parametrize("name", GRANTS)
def test_requester_or_the_traveller_may_charge_each_share(world: World, name: str) -> None:
    travellers, cost_centre, granted, allowed = GRANTS[name]
    with world.wire.quiet():
        grant(granted)

    if allowed:
        booking_id = arrange(world, *travellers, cost_centre=cost_centre)
        assert set(charged(bought(world, booking_id))) == {cost_centre}
        return
    with pytest.raises(InvalidInput) as refused:
        arrange(world, *travellers, cost_centre=cost_centre)
    assert [each.pointer for each in refused.value.errors] == ["/costCentre"]


def test_what_an_owner_may_approve_is_asked_of_them_for_a_travellers_share_too(world: World) -> None:
    booking_id = arrange(world, "zora", cost_centre="OPS")
    world.run()

    verdicts = [option.verdict for option in world.booking(booking_id).options]
    assert {each.outcome for each in verdicts if each} == {Outcome.APPROVAL_REQUIRED}
    (violation,) = verdicts[0].violations if verdicts[0] else ()
    assert violation.expected == "a cost centre that the requester or the traveller may charge: SALES-EU, RESEARCH"

    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    assert [(step.approver_id, step.cost_centre) for step in approval.steps] == [("ben", "OPS")]


def test_right_that_ends_before_the_choice_counts_no_more(world: World) -> None:
    with world.wire.quiet():
        grant({"david": ("RESEARCH",)})
    booking_id = arrange(world, "david", cost_centre="RESEARCH")
    world.run()
    with world.wire.quiet():
        grant({})

    with pytest.raises(Conflict, match="no longer charge"):
        world.choose(booking_id)


def recall_again(world: World, booking_id: str) -> None:
    """Choose, see that exactly what is charged is reserved, and take it back from the approvers."""
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    booking = world.booking(booking_id)
    assert [share.cost_centre for share in booking.budgets] == list(dict.fromkeys(booking.request.charged))
    revisions.recall(ANNA, booking_id, None)
    world.run()


def test_revision_names_a_cost_centre_for_all_or_gives_each_their_own_again(world: World) -> None:
    profiles = (profile_of("david"), profile_of("anna"))
    only(NEEDS_APPROVAL)
    booking_id = world.ask(passenger_ids=profiles, cost_centre="SALES-EU")
    world.run()
    recall_again(world, booking_id)
    seen = []
    for number, centre in enumerate((None, "SALES-EU")):
        revision = RevisionRequest(cost_centre=centre)
        revisions.revise_booking(ANNA, booking_id, revision, operation_id=f"revision {number}")
        world.run()
        seen.append(charged(world.booking(booking_id)))
        recall_again(world, booking_id)

    assert seen == [["OPS", "SALES-EU"], ["SALES-EU", "SALES-EU"]]
    decisions.cancel_booking(ANNA, booking_id)
    world.run()
    assert [budget(each).reserved.amount for each in ("SALES-EU", "OPS")] == [0, 0]
    assert violations(world) == []


def test_date_change_charges_the_same_cost_centres(world: World) -> None:
    booking = bought(world, arrange(world, "anna", "david"))
    world.clock.turn(days=3)
    quote = quotes.quote_date_change(ANNA, booking.booking_id, WEEK_LATER, quote_id="qot_01JQZX5V9D7R8M3T2K6W4H0YBE")
    quotes.confirm_quote(ANNA, booking.booking_id, quote.quote_id)
    world.run(3600)

    assert quote.replacement_booking_id is not None
    new = world.booking(quote.replacement_booking_id)
    assert (new.status, charged(new)) == (BookingStatus.BOOKED, ["SALES-EU", "OPS"])
    assert violations(world) == []
