"""Which supplier sells what, and what happens when nobody does."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api.openapi import examples
from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, TravelMode
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.registry import UnknownSupplier
from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox
from tests.unit.policy_samples import BERLIN, LONDON, trip


def by(mode: TravelMode) -> SliceRequest:
    """A slice from Berlin to London by this mode."""
    return SliceRequest(origin=BERLIN, destination=LONDON, depart_on=date(2027, 3, 3), mode=mode)


def car_request() -> CarRequest:
    on, at = date(2027, 3, 3), "10:00"
    return CarRequest(
        pick_up=LONDON, pick_up_on=on, pick_up_at=at, drop_off=LONDON, drop_off_on=on, drop_off_at="18:00"
    )


def test_settings_and_registry_know_the_same_suppliers_of_each_kind() -> None:
    assert {kind: set(names) for kind, names in settings.SUPPLIERS.items()} == {
        "flight": registry.FLIGHT_SUPPLIERS.keys(),
        "rail": registry.RAIL_SUPPLIERS.keys(),
        "stay": registry.STAY_SUPPLIERS.keys(),
        "car": registry.CAR_SUPPLIERS.keys(),
    }


def test_every_supplier_says_in_which_currencies_it_sells() -> None:
    assert registry.SOLD_CURRENCIES.keys() == {name for names in settings.SUPPLIERS.values() for name in names}
    for name, list_currencies in registry.SOLD_CURRENCIES.items():
        assert set(list_currencies()) <= CIRCULATING, name
        assert list_currencies(), name


def test_every_supplier_says_how_much_it_sells() -> None:
    assert registry.SALE_LIMITS.keys() == registry.SOLD_CURRENCIES.keys()
    for name, tell_limits in registry.SALE_LIMITS.items():
        limits = tell_limits()
        assert limits.within(SaleLimits()) == limits, name
        assert min(limits.travellers, limits.nights, limits.ahead.days) > 0, name


def test_no_more_is_sold_than_by_the_suppliers_of_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: Any = registry.SALE_LIMITS
    monkeypatch.setitem(limits, "beds", lambda: SaleLimits(ahead=timedelta(days=400), travellers=4, nights=28))
    stage = msgspec.structs.replace(settings.current(), suppliers={"flight": "sandbox", "stay": "beds"})
    monkeypatch.setattr(settings, "current", lambda: stage)

    assert registry.sale_limits(["flight"]).travellers == 9
    assert registry.sale_limits(["flight", "stay"]) == SaleLimits(ahead=timedelta(days=361), travellers=4, nights=28)


def test_trip_is_sold_in_what_the_suppliers_of_all_its_parts_sell_in(monkeypatch: pytest.MonkeyPatch) -> None:
    sold: Any = registry.SOLD_CURRENCIES
    monkeypatch.setitem(sold, "beds", lambda: ("EUR", "MGA"))
    stage = msgspec.structs.replace(settings.current(), suppliers={"flight": "sandbox", "stay": "beds"})
    monkeypatch.setattr(settings, "current", lambda: stage)

    assert registry.sold_currencies(["stay"]) == {"EUR", "MGA"}
    assert registry.sold_currencies(["flight", "stay"]) == {"EUR"}


def test_supplier_that_says_no_currencies_and_no_limits_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = msgspec.structs.replace(settings.current(), suppliers={"flight": "silent"})
    monkeypatch.setattr(settings, "current", lambda: stage)

    with pytest.raises(UnknownSupplier, match="'silent'"):
        registry.sold_currencies(["flight"])
    with pytest.raises(UnknownSupplier, match="'silent'"):
        registry.sale_limits(["flight"])


def test_sandbox_sells_all_kinds_unless_the_stage_says_otherwise() -> None:
    assert isinstance(registry.for_component("flight"), Sandbox)
    assert isinstance(registry.for_component("rail"), Sandbox)
    assert isinstance(registry.for_component("stay"), Sandbox)
    assert isinstance(registry.for_component("car"), Sandbox)


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, ("flight", "stay")),
        ({"stays": ()}, ("flight",)),
        ({"slices": ()}, ("stay",)),
        ({"slices": (by(TravelMode.RAIL),)}, ("rail", "stay")),
        ({"slices": (by(TravelMode.ANY),), "stays": ()}, ("flight",)),
        ({"slices": (by(TravelMode.AIR), by(TravelMode.RAIL)), "stays": ()}, ("flight", "rail")),
        ({"slices": (), "stays": (), "cars": (car_request(),)}, ("car",)),
    ],
)
def test_trip_needs_the_kinds_that_its_shape_is_made_of(changes: dict[str, Any], kinds: tuple[str, ...]) -> None:
    assert registry.kinds_of(trip(**changes)) == kinds


def test_offer_leads_to_the_supplier_that_made_it() -> None:
    assert isinstance(registry.for_offer(examples.FLIGHT), Sandbox)
    assert isinstance(registry.for_offer(examples.STAY), Sandbox)


def test_kind_that_nobody_sells_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ferry: Any = "ferry"
    stage = settings.Settings(suppliers={"ferry": "sandbox"})
    monkeypatch.setattr(settings, "current", lambda: stage)

    with pytest.raises(UnknownSupplier, match="No supplier sells components of the kind 'ferry'"):
        registry.for_component(ferry)


def test_offer_of_a_supplier_that_is_not_there_says_whose_it_is() -> None:
    offer = msgspec.structs.replace(examples.STAY, supplier="closed-down")

    with pytest.raises(UnknownSupplier, match="no supplier 'closed-down' of components of the kind 'stay'"):
        registry.for_offer(offer)


def test_kind_for_which_the_stage_sets_nobody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    here = settings.Settings(suppliers={"flight": "sandbox"})
    monkeypatch.setattr(settings, "current", lambda: here)

    with pytest.raises(UnknownSupplier, match="sets no supplier for components of the kind 'stay'"):
        registry.for_component("stay")
