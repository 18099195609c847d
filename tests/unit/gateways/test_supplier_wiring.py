"""That every supplier is wired: it can be loaded, answers under its own name, and the guide has a row for it."""

from collections.abc import Callable
from importlib import import_module

import pytest

from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.protocol import Supplier
from infra.package import ROOT

REGISTERED: dict[str, Callable[[], Supplier]] = {
    **registry.FLIGHT_SUPPLIERS,
    **registry.RAIL_SUPPLIERS,
    **registry.STAY_SUPPLIERS,
    **registry.CAR_SUPPLIERS,
}


@pytest.mark.parametrize("name", REGISTERED)
def test_every_supplier_is_loaded_from_a_room_of_its_own(name: str) -> None:
    supplier = REGISTERED[name]()

    module = import_module(type(supplier).__module__)
    assert module.__name__.startswith(f"chalicelib.gateways.suppliers.{name}")
    assert vars(module)["SUPPLIER"] == name


@pytest.mark.parametrize("name", REGISTERED)
def test_every_supplier_is_named_in_the_guide(name: str) -> None:
    guide = (ROOT / "docs" / "suppliers.md").read_text(encoding="utf-8")

    assert f"`{name}`" in guide or f"gateways/suppliers/{name}/" in guide
