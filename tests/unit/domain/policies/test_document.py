"""The policy's own small questions: its clauses and its rates."""

from decimal import Decimal

from chalicelib.domain.money import Money
from tests.unit.policy_samples import euros, policy


def test_policy_knows_its_clauses_by_number() -> None:
    found = policy().clause("1.2")

    assert found is not None
    assert found.title == "Clause 2"
    assert policy().clause("9.9") is None


def test_own_currency_is_worth_itself_and_an_unknown_one_nothing() -> None:
    assert policy().rate("EUR") == 1
    assert policy().rate("USD") == Decimal("0.92")
    assert policy().rate("CHF") is None


def test_money_is_converted_by_the_companys_rate_or_not_at_all() -> None:
    dollars, francs = Money(amount=100, currency="USD"), Money(amount=100, currency="CHF")

    assert policy().convert(euros(1)) == (euros(1), Decimal(1))
    assert policy().convert(dollars) == (Money(amount=92, currency="EUR"), Decimal("0.92"))
    assert policy().convert(francs) is None
