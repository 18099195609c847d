"""In which currency a trip may be asked for, by every way that it comes in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.servicing.date_changes import DateChange, SliceDateChange
from chalicelib.errors import Conflict, InvalidInput
from chalicelib.gateways.suppliers import registry
from chalicelib.services.booking_workflow import intake
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.fields import BookingRequest
from tests.simulation.stages import booked, revise, sent_back
from tests.simulation.world import ANNA, World

SOLD = registry.sold_currencies(["flight", "stay"])
UNSOLD = sorted(CIRCULATING - SOLD)
WORDS = "Berlin to London 3-5 March 2027"

# Without minor units, with three digits, and with two; of every continent.
SAMPLES = ("XCG", "ZWG", "MGA", "UGX", "PYG", "XAF", "VUV", "IQD", "LYD", "KZT", "FJD", "JMD", "BOB", "SYP")


def by_fields(world: World, currency: str) -> object:
    return world.ask(currency=currency)


def by_words(_: World, currency: str) -> object:
    asked = BookingRequest(request=WORDS, currency=currency)
    return intake.accept_once(ANNA, asked, idempotency_key=f"key-{currency}")


def by_words_with_a_hotel(_: World, currency: str) -> object:
    asked = BookingRequest(request=f"{WORDS}, hotel", currency=currency)
    return intake.accept_once(ANNA, asked, idempotency_key=f"hotel-{currency}")


WAYS: dict[str, Callable[[World, str], object]] = {
    "fields": by_fields,
    "words": by_words,
    "words with a hotel": by_words_with_a_hotel,
}


@pytest.mark.parametrize("way", WAYS)
def test_currency_that_no_supplier_sells_is_refused_with_those_that_are_sold(world: World, way: str) -> None:
    assert set(SAMPLES) <= set(UNSOLD)

    for currency in SAMPLES:
        with pytest.raises(InvalidInput) as refused:
            WAYS[way](world, currency)

        (error,) = refused.value.errors
        assert error.pointer == "/currency"
        assert error.detail == f"{currency} is not sold; sold are {', '.join(sorted(SOLD))}"
    assert world.asked() == []


def test_revision_of_a_trip_whose_currency_is_sold_no_more_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = sent_back(world)
    _sell_in(monkeypatch, "USD")

    with pytest.raises(Conflict, match="EUR is not sold; sold are USD"):
        revise(world, booking_id, return_on=date(2027, 3, 6))


def test_date_change_of_a_trip_whose_currency_is_sold_no_more_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = booked(world)
    _sell_in(monkeypatch, "USD")

    later = DateChange(slices=(SliceDateChange(slice=0, depart_on=date(2027, 3, 4)),))
    with pytest.raises(Conflict, match="EUR is not sold; sold are USD"):
        quotes.quote_date_change(ANNA, booking_id, later, quote_id="quo_01JQZX5V9D7R8M3T2K6W4H0YBE")


def _sell_in(patch: pytest.MonkeyPatch, currency: str) -> None:
    sold: Any = registry.SOLD_CURRENCIES
    for name in tuple(sold):
        patch.setitem(sold, name, lambda: (currency,))
