"""What an option says of the budget before it is chosen, and that choosing it does just that."""

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import PolicyDraft, Rate
from chalicelib.domain.servicing.travel_credits import Credit, CreditUse, PaySlot
from chalicelib.domain.verdict import Action, Fact, Outcome
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.gateways.suppliers import registry
from chalicelib.models import budgets
from chalicelib.services import policies
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings import budget_room
from chalicelib.services.bookings.evaluation import evaluate_options
from tests.simulation.invariants import violations
from tests.simulation.stages import NEEDS_APPROVAL, planned
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.unit.policy_samples import euros, seeded_document

RATED = {rate.currency for rate in seeded_document().rates}
UNRATED = sorted(registry.sold_currencies(["flight"]) - RATED - {"EUR"})


def choosable(world: World, booking_id: str) -> list[Option]:
    return [o for o in world.booking(booking_id).options if o.verdict and o.verdict.outcome.may_be_chosen]


def of_budget(option: Option) -> list[str]:
    found = option.verdict.violations if option.verdict else ()
    return [each.actual for each in found if each.rule in {"budget", "unapproved_reservations"}]


def limit(amount: int, centre: str = "SALES-EU") -> None:
    budget = budgets.get_budget(centre, "2027")
    budgets.change_limit(budget, Money(amount=amount, currency=budget.limit.currency))


def test_option_beyond_the_budget_is_denied_with_what_it_lacks_and_the_others_may_be_chosen(world: World) -> None:
    prices = sorted(option.price.amount for option in world.booking(planned(world)).options)
    limit(prices[1])
    booking_id = planned(world)

    for option in world.booking(booking_id).options:
        over = option.price.amount - prices[1]
        if over > 0:
            assert option.verdict is not None
            assert option.verdict.outcome is Outcome.DENIED
            (words,) = of_budget(option)
            assert f"{Money(amount=over, currency='EUR')} over that" in words
            with pytest.raises(InvalidInput):
                decisions.select_option(ANNA, booking_id, option.option_id)
        else:
            assert of_budget(option) == []
    decisions.select_option(ANNA, booking_id, choosable(world, booking_id)[0].option_id)
    assert world.booking(booking_id).status is BookingStatus.HOLDING


def test_booking_that_no_budget_is_left_for_ends_and_says_how_far_it_is_too_low(world: World) -> None:
    limit(100)

    booking = world.booking(planned(world))

    assert booking.status is BookingStatus.DECLINED
    assert booking.failure is not None
    assert booking.failure.detail.startswith(
        "The remaining budget of the cost centre is too low: at most 1.00 EUR left"
    )


def test_what_may_not_be_reserved_before_it_is_approved_is_denied_beforehand(world: World) -> None:
    with world.wire.quiet():
        world.publish(NEEDS_APPROVAL)
    price = max(option.price.amount for option in world.booking(planned(world)).options)
    limit(price * 3)
    first, second = planned(world), planned(world)
    decisions.select_option(ANNA, first, choosable(world, first)[0].option_id)

    third = planned(world)

    refused = [option for option in world.booking(third).options if of_budget(option)]
    assert refused
    assert all("until what you have reserved is decided on" in of_budget(option)[0] for option in refused)
    assert of_budget(world.booking(second).options[0]) == []
    for option in choosable(world, third):
        assert decisions.select_option(ANNA, third, option.option_id).status is BookingStatus.HOLDING
        break


def test_credit_makes_room_in_a_budget(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    booking, rules = world.booking(planned(world)), policies.get_policy()
    limit(max(option.price.amount for option in booking.options) - 1)

    def pay_one_cent(_credits: Sequence[Credit], slots: Mapping[PaySlot, Money], *_: object) -> tuple[CreditUse, ...]:
        cent, issuer = Money(amount=1, currency="EUR"), next(iter(slots)).issuer
        return (CreditUse(credit_id="c", supplier="sandbox", amount=cent, status="reserved", issuer=issuer),)

    without = [of_budget(option) for option in evaluate_options(booking, booking.options, rules)]
    monkeypatch.setattr(budget_room, "uses_of", pay_one_cent)
    with_credit = [of_budget(option) for option in evaluate_options(booking, booking.options, rules)]

    assert sum("raises the budget" in words for found in without for words in found) == 1
    assert sum("raises the budget" in words for found in with_credit for words in found) == 0


@pytest.mark.parametrize("currency", UNRATED[::7])
def test_trip_in_a_currency_without_rate_is_chosen_into_a_travel_managers_approval(world: World, currency: str) -> None:
    booking_id = planned(world, currency=currency)
    options = world.booking(booking_id).options
    outcomes = {option.verdict.outcome for option in options if option.verdict}
    assert outcomes <= {Outcome.CANNOT_BE_JUDGED, Outcome.DENIED}
    for option in options:
        facts = option.verdict.missing_facts if option.verdict else ()
        assert any(each.rule == "budget" and currency in each.settled_by for each in facts)
        assert {each.fact for each in facts} == {Fact.EXCHANGE_RATE}

    decisions.select_option(ANNA, booking_id, choosable(world, booking_id)[0].option_id)
    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.AWAITING_APPROVAL
    assert booking.approval_request is not None
    assert [step.pool for step in booking.approval_request.steps] == [Pool.TRAVEL_MANAGERS]
    assert booking.budgets == ()
    with pytest.raises(NotFound):
        world.decide(booking_id, "approved", BEN)
    world.decide(booking_id, "approved", CLARA)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert budgets.get_budget("SALES-EU", "2027").committed == euros(0)
    assert violations(world) == []


def test_rate_that_is_published_meanwhile_settles_it(world: World) -> None:
    booking_id = planned(world, currency="ISK")
    decisions.select_option(ANNA, booking_id, choosable(world, booking_id)[0].option_id)
    world.run()
    with world.wire.quiet():
        policy = policies.get_policy()
        fields = {name: getattr(policy, name) for name in PolicyDraft.__struct_fields__}
        rates = (*policy.rates, Rate(currency="ISK", rate="0.0068"))
        policies.publish_policy(CLARA, PolicyDraft(**fields | {"rates": rates}))

    world.decide(booking_id, "approved", CLARA)
    world.run()

    booking = world.booking(booking_id)
    assert booking.selected.verdict is not None
    assert booking.selected.verdict.missing_facts == ()
    assert [share.amount.currency for share in booking.budgets] == ["EUR"]
    assert violations(world) == []


def test_rate_that_is_taken_away_leaves_what_is_reserved(world: World) -> None:
    booking_id = planned(world, currency="GBP")
    with world.wire.quiet():
        decisions.select_option(ANNA, booking_id, choosable(world, booking_id)[0].option_id)
        (reserved,) = world.booking(booking_id).budgets
        policy = policies.get_policy()
        fields = {name: getattr(policy, name) for name in PolicyDraft.__struct_fields__}
        rates = tuple(rate for rate in policy.rates if rate.currency != "GBP")
        policies.publish_policy(CLARA, PolicyDraft(**fields | {"rates": rates}))
    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.AWAITING_APPROVAL
    assert [share.amount for share in booking.budgets] == [reserved.amount]
    world.decide(booking_id, "approved", CLARA)
    world.run()
    paid = msgspec.structs.replace(reserved, status="committed", awaiting_approval=False)
    assert world.booking(booking_id).budgets == (paid,)
    assert violations(world) == []


def test_there_are_currencies_that_are_sold_and_have_no_rate() -> None:
    assert len(UNRATED) > 10


def test_denial_by_the_budget_is_said_as_a_rule_of_no_clause(world: World) -> None:
    limit(100)
    booking = world.booking(planned(world))

    found = [each for option in booking.options for each in (option.verdict.violations if option.verdict else ())]
    assert {(each.rule, each.clause, each.action) for each in found if each.rule == "budget"} == {
        ("budget", "0", Action.DENY)
    }
