"""The table of currencies, row by row, and money in each of them."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import currencies
from chalicelib.domain.currencies import CIRCULATING, MINOR_DIGITS, PUBLISHED_ON, SIGNS, UNITS_OF_ACCOUNT
from chalicelib.domain.money import Money, convert, from_major, minor_digits, split, total
from chalicelib.domain.trip_requests.reading.text.numbers import AMOUNT, amount_of
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.sandbox import prices

CODES = st.sampled_from(sorted(MINOR_DIGITS))
AMOUNTS = st.integers(-(10**15), 10**15)


def test_no_currency_stands_twice() -> None:
    listed = Counter(code for codes in currencies._BY_DIGITS.values() for code in codes.split())

    assert {code: count for code, count in listed.items() if count > 1} == {}
    assert len(listed) == len(MINOR_DIGITS) > 160


@pytest.mark.parametrize("code", sorted(MINOR_DIGITS))
def test_each_currency_is_read_and_written_with_its_minor_digits(code: str) -> None:
    digits = minor_digits(code)

    assert re.fullmatch("[A-Z]{3}", code)
    assert digits in {0, 2, 3, 4}
    assert from_major("1", code) == Money(amount=10**digits, currency=code)
    assert (
        str(Money(amount=12345, currency=code))
        == {
            0: f"12345 {code}",
            2: f"123.45 {code}",
            3: f"12.345 {code}",
            4: f"1.2345 {code}",
        }[digits]
    )


def test_digits_are_those_of_the_list() -> None:
    """Some of each kind, and what the newest lists have changed."""
    some = {
        "JPY": 0,
        "ISK": 0,
        "UYI": 0,
        "EUR": 2,
        "MGA": 2,
        "XCG": 2,
        "ZWG": 2,
        "BHD": 3,
        "TND": 3,
        "CLF": 4,
        "UYW": 4,
    }

    assert {code: MINOR_DIGITS[code] for code in some} == some
    assert MINOR_DIGITS.keys().isdisjoint({"ANG", "BGN", "CUC", "HRK", "ZWL", "XAU", "XTS", "XXX"})
    assert PUBLISHED_ON.year >= 2026


@given(AMOUNTS, CODES)
def test_money_comes_back_as_it_was_written(amount: int, code: str) -> None:
    money = Money(amount=amount, currency=code)
    written, _, currency = str(money).partition(" ")

    assert from_major(written, currency) == money


@given(AMOUNTS, CODES, CODES, st.decimals(Decimal("0.000001"), Decimal(1_000_000), places=6))
def test_money_is_converted_between_minor_units_of_any_size(amount: int, old: str, new: str, rate: Decimal) -> None:
    exact = Decimal(amount).scaleb(minor_digits(new) - minor_digits(old)) * rate

    got = convert(Money(amount=amount, currency=old), new, rate)

    assert got == Money(amount=int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency=new)


@given(st.integers(0, 10**12), CODES, st.lists(st.integers(0, 1000), min_size=1, max_size=9))
def test_shares_of_money_add_up_in_every_currency(amount: int, code: str, weights: list[int]) -> None:
    whole = Money(amount=amount, currency=code)

    assert total(split(whole, weights), code) == whole


def test_every_unit_of_account_is_in_the_list_and_no_price_is_named_in_it() -> None:
    assert MINOR_DIGITS.keys() > UNITS_OF_ACCOUNT
    assert MINOR_DIGITS.keys() == CIRCULATING | UNITS_OF_ACCOUNT


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_each_sign_means_currencies_that_circulate(sign: str) -> None:
    assert SIGNS[sign]
    assert set(SIGNS[sign]) <= CIRCULATING


@pytest.mark.parametrize("code", sorted(CIRCULATING))
def test_an_amount_in_each_circulating_currency_is_read(code: str) -> None:
    match = re.search(AMOUNT, f"up to {code} 120 a night", re.IGNORECASE)

    assert match is not None
    assert amount_of(match, "EUR") == from_major(120, code)


@pytest.mark.parametrize("code", sorted(UNITS_OF_ACCOUNT | {"BGN", "XXX"}))
def test_an_amount_in_what_nobody_pays_in_is_none(code: str) -> None:
    match = re.search(AMOUNT, f"up to {code} 120 a night", re.IGNORECASE)

    assert match is not None
    assert amount_of(match, "EUR") is None


@pytest.mark.parametrize("code", sorted(prices._PER_EURO))
def test_the_sandbox_sells_in_currencies_that_circulate(code: str) -> None:
    assert code in CIRCULATING
    assert prices.in_currency(100_00, code) == from_major(100 * Decimal(prices._PER_EURO[code]), code)


def test_the_sandbox_sells_in_no_other_currency() -> None:
    with pytest.raises(InvalidInput):
        prices.in_currency(100_00, "CLF")
