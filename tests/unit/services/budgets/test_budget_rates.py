"""A budget and the travel policy's rates belong together: neither is made without the other."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.policies.document import PolicyDraft, Rate
from chalicelib.errors import InvalidInput
from chalicelib.models import budgets as rows
from chalicelib.services.budgets import budgets
from chalicelib.services.policies import publish_policy
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.world import CLARA
from tests.support.turning_clock import turning_clock
from tests.unit.policy_samples import seeded_document

# Circulating, and in none of the seeded rates; of every number of minor digits.
UNRATED = ("ISK", "VND", "CLP", "UGX", "XAF", "MGA", "XCG", "ZWG", "KZT", "FJD", "IQD", "JOD", "LYD", "PEN")


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with empty_cloud(), turning_clock():
        yield


def make_budget(currency: str, centre: str = "OPS", period: str = "2027") -> None:
    limit = Money(amount=1_000_000, currency=currency)
    budgets.set_budget(CLARA, BudgetKey(centre, period), limit, None, expected=None)


def document(*rated: str, effective_from: date = date(2026, 1, 1), currency: str = "EUR") -> PolicyDraft:
    rates = tuple(Rate(currency=each, rate="0.5") for each in rated)
    return msgspec.structs.replace(seeded_document(), effective_from=effective_from, rates=rates)


def test_budget_is_not_made_in_a_currency_without_a_rate() -> None:
    publish_policy(CLARA, seeded_document())

    for currency in UNRATED:
        with pytest.raises(InvalidInput) as refused:
            make_budget(currency, currency)
        (error,) = refused.value.errors
        assert error.pointer == "/limit/currency"
        assert "version 1, has no rate for it; it has AED, AUD" in error.detail
    publish_policy(CLARA, document(*UNRATED))
    for currency in UNRATED:
        make_budget(currency, currency)


def test_policy_that_takes_away_a_rate_says_whose_budgets_need_it() -> None:
    publish_policy(CLARA, document(*UNRATED, "USD"))
    make_budget("USD", "US")
    for currency in UNRATED:
        make_budget(currency, f"{currency}-OPS")
        make_budget(currency, f"{currency}-RESEARCH", "2026")

    for currency in UNRATED:
        with pytest.raises(InvalidInput) as refused:
            publish_policy(CLARA, document(*(each for each in UNRATED if each != currency), "USD"))

        names = f"{currency}-RESEARCH for 2026, {currency}-OPS for 2027"
        assert refused.value.errors == (
            ("/rates", f"must have a rate for {currency}: the budgets of {names} are in it"),
        )


def test_first_policy_has_rates_for_the_budgets_of_before() -> None:
    make_budget("ISK")

    with pytest.raises(InvalidInput, match="leaves budgets without"):
        publish_policy(CLARA, seeded_document())


def test_budget_of_a_year_that_is_over_needs_no_rate() -> None:
    make_budget("ISK", period="2024")

    assert publish_policy(CLARA, seeded_document()).version == 1


def test_version_that_only_will_count_needs_its_rates_too() -> None:
    publish_policy(CLARA, document("ISK", "NOK"))
    publish_policy(CLARA, document("ISK", effective_from=date(2027, 6, 1)))
    publish_policy(CLARA, document("ISK", "CHF", effective_from=date(2027, 1, 1)))

    make_budget("ISK")
    with pytest.raises(InvalidInput) as refused:
        make_budget("NOK", "NORTH")
    assert "version 3" in refused.value.errors[0].detail
    publish_policy(CLARA, document("ISK", "SEK", effective_from=date(2026, 1, 1)))
    make_budget("SEK", "SWEDEN")


def test_many_budgets_are_named_up_to_a_number() -> None:
    for number in range(25):
        rows.create_budget(f"C{number:02}", "2027", Money(amount=1, currency="ISK"))

    with pytest.raises(InvalidInput) as refused:
        publish_policy(CLARA, seeded_document())

    detail = refused.value.errors[0].detail
    assert "C19 for 2027 and 5 more are in it" in detail


def test_budget_that_is_there_may_be_changed_without_a_rate() -> None:
    make_budget("ISK")
    rows.create_budget("LATE", "2029", Money(amount=1, currency="VND"))
    publish_policy(CLARA, document("ISK"))

    changed = budgets.set_budget(CLARA, BudgetKey("LATE", "2029"), Money(amount=5, currency="VND"), None, expected=None)
    assert changed.limit.amount == 5
