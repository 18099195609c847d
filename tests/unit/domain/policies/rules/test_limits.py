"""A limit in one or several currencies, and a price in any."""

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import euros, flight, option, verdict_on


def test_cap_in_the_currency_of_the_price_goes_before_conversion() -> None:
    cap = (euros(100), Money(amount=20_000, currency="USD"))
    rule = TotalCap(clause="1.4", action=Action.APPROVE, amounts=cap)

    def judged(cents: int) -> Outcome:
        return verdict_on(rule, option(flight(price=Money(amount=cents, currency="USD")))).outcome

    assert judged(20_000) is Outcome.COMPLIANT
    assert judged(20_001) is Outcome.APPROVAL_REQUIRED


def test_price_in_a_currency_without_minor_unit_is_converted_by_the_companys_rate() -> None:
    rule = TotalCap(clause="1.4", action=Action.APPROVE, amounts=(euros(100),))

    kept = verdict_on(rule, option(flight(price=Money(amount=16_393, currency="JPY"))))
    broken = verdict_on(rule, option(flight(price=Money(amount=16_395, currency="JPY"))))

    assert kept.violations == ()
    assert broken.violations[0].expected == "at most 100.00 EUR for the whole trip"
    assert broken.violations[0].actual == "16395 JPY, which is 100.01 EUR at the company's rate 0.0061"


@pytest.mark.parametrize("action", list(Action))
def test_price_in_a_currency_without_rate_cannot_be_judged(action: Action) -> None:
    rule = TotalCap(clause="1.4", action=action, amounts=(euros(100),))

    verdict = verdict_on(rule, option(flight(price=Money(amount=1, currency="CHF"))))

    assert (verdict.outcome, verdict.violations) == (Outcome.CANNOT_BE_JUDGED, ())
    (missing,) = verdict.missing_facts
    assert missing.detail == (
        "at most 100.00 EUR for the whole trip, and there is no exchange rate between that and 0.01 CHF"
    )
    assert missing.settled_by == "the rates of CHF and EUR in the travel policy, which a travel manager publishes"
