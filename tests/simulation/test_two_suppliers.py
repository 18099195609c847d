"""Flights of one supplier and stays of another: each hears of what it sold, also when the stage sells from others."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.offers import FlightOffer, StayOffer
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.protocol import SupplierHold, SupplierOrder, SupplierTerms
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.invariants import violations
from tests.simulation.stages import FOR_EVER
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world

QUOTE_ID = "qte_01JQZX5V9D7R8M3T2K6W000001"
BOUGHT = ["hold", "price", "order"]


class NamedSupplier:
    """The sandbox under another name, which notes what it is asked of which component."""

    def __init__(self, name: str) -> None:
        self.name, self.searches = name, 0
        self.asked: list[tuple[str, str]] = []
        self._sandbox = Sandbox()

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if operation.startswith("search"):
                self.searches += 1
            else:
                key = named.get("hold_key") or (given[0] if isinstance(given[0], str) else named["key"])
                self.asked.append((operation, component_of(key)))
            return self._named(getattr(self._sandbox, operation)(*given, **named))

        return call

    def _named(self, answer: Any) -> Any:
        if isinstance(answer, tuple):
            return tuple(self._named(each) for each in answer)
        named = FlightOffer | StayOffer | SupplierHold | SupplierOrder | SupplierTerms
        return msgspec.structs.replace(answer, supplier=self.name) if isinstance(answer, named) else answer


class Market:
    """Three suppliers, and which of them the stage searches."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.wings, self.beds, self.newcomer = NamedSupplier("wings"), NamedSupplier("beds"), NamedSupplier("newcomer")
        self._patch, self._stage = patch, settings.current()
        self._register(registry.FLIGHT_SUPPLIERS, (self.wings, self.newcomer))
        self._register(registry.STAY_SUPPLIERS, (self.beds, self.newcomer))
        self.set(flight="wings", stay="beds")

    def set(self, **suppliers: str) -> None:
        changed = msgspec.structs.replace(self._stage, suppliers=suppliers)
        self._patch.setattr(settings, "current", lambda: changed)

    def _register(self, sellers: Any, named: Sequence[NamedSupplier]) -> None:
        sold: Any = registry.SOLD_CURRENCIES
        limits: Any = registry.SALE_LIMITS
        for each in named:
            self._patch.setitem(sellers, each.name, cache(lambda each=each: each))
            self._patch.setitem(sold, each.name, lambda: ("EUR",))
            self._patch.setitem(limits, each.name, SaleLimits)


@pytest.fixture(name="made")
def a_made_world() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture(name="market")
def a_market(made: World, monkeypatch: pytest.MonkeyPatch) -> Market:
    return Market(monkeypatch)


def component_of(key: str) -> str:
    """The place of the component in a key of a hold or an order; of a quote, in which it comes last as well."""
    return key.removesuffix("/again").rpartition("/")[2]


def operations(supplier: NamedSupplier, component: str) -> list[str]:
    """What it was asked, in order, when it was asked of no other component."""
    assert {each for _, each in supplier.asked} <= {component}
    return [operation for operation, _ in supplier.asked]


def planned(made: World) -> str:
    booking_id = made.ask(stay=RequestedStay())
    made.run(60)
    assert made.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    return booking_id


def bought(made: World, booking_id: str) -> None:
    made.choose(booking_id)
    made.run(60)
    assert made.booking(booking_id).status is BookingStatus.BOOKED


def test_each_component_is_searched_and_bought_of_the_supplier_of_its_kind(made: World, market: Market) -> None:
    booking_id = planned(made)

    bought(made, booking_id)

    booking = made.booking(booking_id)
    assert [offer.supplier for offer in booking.selected.components] == ["wings", "beds"]
    assert [order.supplier for order in booking.orders] == ["wings", "beds"]
    assert (market.wings.searches, market.newcomer.searches) == (3, 0)  # both slices together, and each by itself
    assert market.beds.searches >= 1
    assert operations(market.wings, "0") == operations(market.beds, "1") == BOUGHT
    assert violations(made) == []


def test_booking_is_bought_and_cancelled_where_it_was_found_though_the_stage_sells_from_another(
    made: World, market: Market
) -> None:
    booking_id = planned(made)

    market.set(flight="newcomer", stay="newcomer")
    bought(made, booking_id)
    quotes.quote_cancellation(ANNA, booking_id, None, quote_id=QUOTE_ID)
    quotes.confirm_quote(ANNA, booking_id, QUOTE_ID)
    made.run(60)

    assert made.booking(booking_id).status is BookingStatus.CANCELLED
    cancelled = [*BOUGHT, "quote_cancel", "confirm_cancel"]
    assert operations(market.wings, "0") == operations(market.beds, "1") == cancelled
    assert (market.newcomer.searches, market.newcomer.asked) == (0, [])
    assert violations(made) == []


def test_failed_booking_is_compensated_where_it_was_found_though_the_stage_sells_from_another(
    made: World, market: Market
) -> None:
    booking_id = planned(made)
    market.set(flight="newcomer", stay="newcomer")
    arm_fault("order", "error", match="/1", times=FOR_EVER)

    made.choose(booking_id)
    made.run(2 * 86_400)

    assert made.booking(booking_id).status is BookingStatus.FAILED
    assert operations(market.wings, "0")[-2:] == operations(market.beds, "1")[-2:] == ["cancel", "release"]
    assert market.newcomer.asked == []
    assert violations(made) == []


def test_next_booking_is_searched_where_the_stage_sells_from_now(made: World, market: Market) -> None:
    booking_id = planned(made)
    searched = market.wings.searches + market.beds.searches

    market.set(flight="newcomer", stay="newcomer")
    other_id = planned(made)
    bought(made, other_id)

    assert {offer.supplier for offer in made.booking(other_id).selected.components} == {"newcomer"}
    assert {component for _, component in market.newcomer.asked} == {"0", "1"}
    assert market.wings.searches + market.beds.searches == searched
    assert market.wings.asked == market.beds.asked == []
    assert {offer.supplier for offer in made.booking(booking_id).options[0].components} == {"wings", "beds"}


def test_lost_options_are_released_at_their_suppliers_and_searched_again_at_those_of_now(
    made: World, market: Market
) -> None:
    booking_id = planned(made)
    market.set(flight="newcomer", stay="newcomer")
    arm_fault("hold", "sold_out", match="/1 ")

    made.choose(booking_id)
    made.run(60)

    booking = made.booking(booking_id)
    assert (booking.status, booking.round) == (BookingStatus.AWAITING_SELECTION, 2)
    assert operations(market.wings, "0") == operations(market.beds, "1") == ["hold", "release"]
    assert {offer.supplier for option in booking.options for offer in option.components} == {"newcomer"}
    decisions.cancel_booking(ANNA, booking_id)
    made.run(60)
    assert violations(made) == []
