"""The whole price, the budget that pays it, and what can be had back of it."""

import msgspec
import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import euros, flight, left, option, stay, verdict_on


@pytest.mark.parametrize(("cents", "outcome"), [(48_000, Outcome.COMPLIANT), (48_001, Outcome.DENIED)])
def test_total_cap_counts_all_components(cents: int, outcome: Outcome) -> None:
    rule = TotalCap(clause="1.4", action=Action.DENY, amounts=(euros(480),))
    chosen = option(flight(price=euros(180)), stay(price=Money(amount=cents - 18_000, currency="EUR")))

    assert verdict_on(rule, chosen).outcome is outcome


BUDGET = BudgetAvailable(clause="1.5", action=Action.APPROVE)


@pytest.mark.parametrize(
    ("remaining", "actual"),
    [
        (euros(480), None),
        (Money(amount=47_999, currency="EUR"), "480.00 EUR"),
        (None, "no budget"),
        (euros(-3), "480.00 EUR"),
        (Money(amount=60_000, currency="USD"), None),
        (Money(amount=52_000, currency="USD"), "480.00 EUR"),
    ],
)
def test_price_must_fit_into_what_is_left_of_the_budget(remaining: Money | None, actual: str | None) -> None:
    verdict = verdict_on(BUDGET, budgets=left(remaining))

    assert [v.actual for v in verdict.violations] == ([actual] if actual else [])


def test_budget_in_a_currency_without_rate_cannot_be_judged() -> None:
    verdict = verdict_on(BUDGET, budgets=left(Money(amount=1, currency="CHF")))

    assert (verdict.outcome, verdict.violations) == (Outcome.CANNOT_BE_JUDGED, ())
    assert [(each.rule, each.clause) for each in verdict.missing_facts] == [("budget_available", "1.5")]


def test_expensive_non_refundable_component_is_found_of_its_own_kind_only() -> None:
    rule = Refundable(clause="1.9", action=Action.APPROVE, component_kind=ComponentKind.STAY, above=(euros(299),))
    fixed = stay(refundability=Refundability.NONE)

    assert verdict_on(rule, option(flight(), fixed)).outcome is Outcome.APPROVAL_REQUIRED
    assert verdict_on(rule, option(flight(refundability=Refundability.NONE), stay())).outcome is Outcome.COMPLIANT
    at_limit = msgspec.structs.replace(fixed, price=euros(299))
    assert verdict_on(rule, option(flight(), at_limit)).outcome is Outcome.COMPLIANT
