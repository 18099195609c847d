"""The command that tells a stage's sandbox what to do."""

from collections.abc import Iterator

import pytest

from chalicelib.errors import SupplierTimeout
from local.sandbox import main
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, sandbox_world, taken


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("SOJOURN_STAGE", "local")
    with sandbox_world() as world:
        yield world


def test_command_arms_lists_and_clears_faults(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fault", "search", "timeout", "--times", "2", "--match", "BER"]) == 0
    with pytest.raises(SupplierTimeout):
        world.flights()
    assert main(["faults"]) == 0
    assert main(["clear"]) == 0

    out = capsys.readouterr().out
    assert "search: timeout 1 times" in out
    assert "1 faults armed" in out
    assert world.flights()


def test_command_sets_seats_and_prices_of_an_offer(world: World) -> None:
    offer = world.a_flight()

    assert main(["seats", offer.offer_id, "1"]) == 0
    assert main(["price", offer.offer_id, "120"]) == 0

    assert all(left == 1 for left, _, _ in taken(offer.offer_id).values())
    held = world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    assert held.price.amount == (offer.price.amount * 120 + 50) // 100


def test_command_says_what_is_wrong(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seats", "sbx-f-nonsense", "1"]) == 1
    assert main(["fault", "cancel", "sold_out"]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 2
