"""Amounts by the sandbox's fixed table, and changed by percents, without losing a cent to floats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.sandbox.prices import change_price, in_currency


@pytest.mark.parametrize(
    ("currency", "minor"), [("EUR", 10_000), ("USD", 11_000), ("JPY", 16_500), ("KWD", 33_700), ("DKK", 74_600)]
)
def test_a_hundred_euros_in_each_currencys_own_minor_unit(currency: str, minor: int) -> None:
    assert in_currency(10_000, currency) == Money(amount=minor, currency=currency)


def test_currency_outside_the_table_is_refused_with_its_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        in_currency(1, "XXX")

    assert [error.pointer for error in refused.value.errors] == ["/currency"]


@given(amount=st.integers(0, 10**9), units=st.integers(1, 4))
def test_unchanged_price_stays_to_the_cent(amount: int, units: int) -> None:
    price = Money(amount=amount, currency="EUR")

    assert change_price(price, [100] * units) == price


@pytest.mark.parametrize(
    ("percents", "adjustment", "expected"),
    [
        ([110], 10_000, 110),
        ([110, 100], 10_000, 105),
        ([100], 11_000, 110),
        ([50], 5_000, 25),
        ([101, 100], 10_000, 101),
    ],
)
def test_price_changes_by_the_mean_of_its_units(percents: list[int], adjustment: int, expected: int) -> None:
    assert change_price(Money(amount=100, currency="EUR"), percents, adjustment).amount == expected
