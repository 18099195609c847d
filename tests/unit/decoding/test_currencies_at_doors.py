"""Every door against codes that are no currency: what nobody can be paid in comes in nowhere."""

from types import NoneType
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.currencies import CIRCULATING, UNITS_OF_ACCOUNT
from chalicelib.domain.money import CURRENCY, CurrencyCode, Money
from chalicelib.domain.policies.document import PolicyDraft
from chalicelib.errors import InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from tests.support import doors

# Tests, metals, bond units, drawing rights, funds, what has been replaced, and what never was.
NO_MONEY = (
    "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA", "XAD", "CLF", "UYW",
    "UYI", "BOV", "CHE", "CHW", "COU", "MXV", "USN", "ANG", "HRK", "BGN", "ZWL", "CUC", "SLL", "VEF", "MRO", "STD",
    "ZZZ", "AAA", "BTC", "EU1", "eur", "EURO", "", "€", "Eur", "EU\u0000",
)  # fmt: skip


def size() -> tuple[int, int]:
    """How many places take a currency, and with how many codes that are none each was tried."""
    return len(PLACES), len(NO_MONEY)


def _currency_fields() -> list[tuple[str, Any]]:
    return [
        (f"{name} {at}", leaf)
        for name, wanted in doors.inputs().items()
        for at, leaf in doors.leaves_in(wanted)
        if at.casefold().endswith("currency") and leaf is not NoneType
    ]


PLACES = _currency_fields()


@pytest.mark.parametrize("place", [name for name, _ in PLACES])
def test_every_field_for_a_currency_takes_only_currencies(place: str) -> None:
    leaf = dict(PLACES)[place]

    assert CURRENCY in leaf.__metadata__
    taken = [code for code in NO_MONEY if _is_taken(code, leaf)]
    assert taken == []
    assert [code for code in sorted(CIRCULATING) if not _is_taken(code, leaf)] == []


def test_places_that_take_a_currency_are_found() -> None:
    rows, columns = size()

    assert rows > 10
    assert columns > 30
    assert {"POST /v1/bookings /currency", "POST /v1/bookings /stays/nightlyCap/currency"} <= dict(PLACES).keys()
    assert "PUT /v1/policies/current /rates/currency" in dict(PLACES)
    assert "PUT /v1/budgets/{costCentre}/{period} /limit/currency" in dict(PLACES)


def _is_taken(code: str, leaf: Any) -> bool:
    try:
        return bool(to_body(code, leaf) == code)
    except InvalidInput:
        return False


@settings(max_examples=60)
@given(st.text(st.sampled_from("ABCDEUXZ"), min_size=3, max_size=3) | st.sampled_from(sorted(CIRCULATING)))
def test_any_three_letters_are_a_currency_or_refused_where_they_stand(code: str) -> None:
    body = {"stays": [{"place": "Berlin", "nightlyCap": {"amount": 1, "currency": code}}], "currency": code}

    if code in CIRCULATING:
        assert to_body(body, BookingRequest).currency == code
        return
    with pytest.raises(InvalidInput) as refused:
        to_body(body, BookingRequest)
    assert [each.pointer for each in refused.value.errors] == ["/stays/0/nightlyCap/currency", "/currency"]
    assert all(code in each.detail and "ISO 4217" in each.detail for each in refused.value.errors)


@pytest.mark.parametrize("code", sorted(UNITS_OF_ACCOUNT))
def test_policy_with_rates_in_units_of_account_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body({"rates": [{"currency": code, "rate": "1"}], "currency": code}, PolicyDraft)

    found = {each.pointer for each in refused.value.errors}
    assert {"/rates/0/currency", "/currency"} <= found


def test_row_of_before_keeps_what_was_a_currency_then() -> None:
    assert Money(amount=1, currency="ANG").currency == "ANG"
    assert get_type_hints(Money, include_extras=True)["currency"] == CurrencyCode
