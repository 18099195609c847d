"""A few random schedules of people who change what is booked, and that they would notice what is broken."""

from collections import Counter
from typing import Any

import pytest

from chalicelib.domain.servicing.quotes import settlement_key
from chalicelib.gateways.suppliers import registry
from chalicelib.services.servicing import settlement
from tests.simulation.changing import run_changing


@pytest.mark.parametrize("first", [1, 11])
def test_nothing_that_goes_wrong_while_trips_change_breaks_an_invariant(first: int) -> None:
    outcomes = [run_changing(seed) for seed in range(first, first + 10)]

    assert [(each.seed, each.found) for each in outcomes if each.found] == []
    assert sum(each.cuts for each in outcomes) > 0
    assert Counter(end for each in outcomes for end in each.ends)["cancelled"] > 0


def _nothing_waited_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settlement, "_waits_for_replacement", lambda _booking, _amendment: None)


def _no_money_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settlement, "scale_shares", lambda shares, _before, _after: shares)


def _refunded_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settlement, "_cancel_parts", _asked_and_forgotten)


def _asked_and_forgotten(booking: Any, amendment: Any, component_index: int) -> Any:
    key = settlement_key(booking.booking_id, amendment.source_id, component_index)
    registry.for_offer(booking.selected.components[component_index]).confirm_cancel(key)
    return settlement._record_kept(amendment.of_component(component_index), "forgotten")


@pytest.mark.parametrize("broken", [_nothing_waited_for, _no_money_back, _refunded_unseen])
def test_a_broken_settlement_is_noticed(monkeypatch: pytest.MonkeyPatch, broken: Any) -> None:
    broken(monkeypatch)

    assert any(run_changing(seed).found for seed in range(1, 200))
