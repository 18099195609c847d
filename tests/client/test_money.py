"""Money in minor units and as people write it, in currencies of each number of digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.currencies import MINOR_DIGITS
from sojourn_client import currencies, decimal_of, format_money, money_of, total_of
from sojourn_client.models import Money

moneys = st.builds(
    lambda amount, currency: Money(amount=amount, currency=currency),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.sampled_from(sorted(MINOR_DIGITS)),
)


@given(moneys)
def test_what_is_written_is_read_as_it_was(money: Money) -> None:
    assert money_of(decimal_of(money), money.currency) == money
    assert money_of(f"{decimal_of(money):f}", money.currency) == money


def test_minor_units_have_the_digits_of_their_currency() -> None:
    assert dict(currencies.MINOR_DIGITS) == dict(MINOR_DIGITS)
    assert decimal_of(Money(amount=12345, currency="EUR")) == Decimal("123.45")
    assert decimal_of(Money(amount=12345, currency="JPY")) == Decimal(12345)
    assert decimal_of(Money(amount=-5, currency="KWD")) == Decimal("-0.005")
    assert format_money(Money(amount=123456, currency="EUR")) == "1,234.56 EUR"


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("", "EUR"), ("1,5", "EUR"), ("1.234", "EUR"), ("1.5", "JPY"), ("abc", "EUR"), ("NaN", "EUR"), ("Infinity", "EUR"),
     ("1", "XBT")],
)  # fmt: skip
def test_what_is_no_amount_of_the_currency_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"amount|digits|currency"):
        money_of(amount, currency)


def test_only_amounts_of_one_currency_add_up() -> None:
    one, two = money_of("0.10", "EUR"), money_of("0.20", "EUR")

    assert total_of([one, two]) == money_of("0.30", "EUR")
    for refused in ([], [one, money_of(1, "JPY")]):
        with pytest.raises(ValueError, match="one currency"):
            total_of(refused)
