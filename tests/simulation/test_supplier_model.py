"""The model of a supplier and the sandbox do the same: whatever is asked of both in the same order."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import Offer
from chalicelib.domain.offers.searches import FlightQuery
from chalicelib.errors import SojournError
from chalicelib.gateways.suppliers.protocol import SupplierHold, SupplierOrder, SupplierTerms
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.inventory import find_hold, order_row
from chalicelib.gateways.suppliers.sandbox.supplier import (
    Sandbox,
    find_inventory_item,
    set_price_percent,
    set_seats_left,
)
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, OrderRecord, read_ledger
from tests.simulation.supplier_model import SupplierModel
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.connection import Crash, Cut
from tests.unit.gateways.suppliers.sandbox.car_samples import car_query
from tests.unit.gateways.suppliers.sandbox.rail_samples import rail_query
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, flight_query, slice_query, stay_query

Step = tuple[Any, ...]
SEVERAL_CITIES = FlightQuery(
    slices=(
        slice_query(("FRA",), ("JFK",), date(2027, 3, 2)),
        slice_query(("JFK",), ("ORD",), date(2027, 3, 4)),
        slice_query(("ORD",), ("FRA",), date(2027, 3, 8)),
    ),
    travellers=1,
    currency="EUR",
)
keys = st.sampled_from(["a/1/x/0", "a/1/x/1", "b/1/x/0"])
# Two flights there and back, and one of each other shape and kind.
which = st.integers(0, 5)
FAULTS = ("error", "timeout", "timeout_after_effect", "price_change", "sold_out")
steps: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("hold"), keys, which, st.sampled_from([5, 30, 90])),
    st.tuples(st.just("price"), keys, which),
    st.tuples(st.just("release"), keys),
    st.tuples(st.just("order"), keys, keys),
    st.tuples(st.just("order"), keys, keys),
    st.tuples(st.just("cancel"), keys),
    st.tuples(st.just("quote"), keys, st.sampled_from(["q1", "q2"]), st.sampled_from([(0,), (1,), (0, 1), (2, 0)])),
    st.tuples(st.just("confirm"), st.sampled_from(["q1", "q2"])),
    st.tuples(st.just("find"), keys),
    st.tuples(st.just("search")),
    st.tuples(st.just("turn"), st.sampled_from([1, 20, 70, 1500])),
    st.tuples(st.just("left"), which, st.integers(0, 2)),
    st.tuples(st.just("percent"), which, st.sampled_from([80, 100, 130])),
    st.tuples(st.just("fault"), st.sampled_from(["hold", "price", "order"]), st.sampled_from(FAULTS)),
    st.tuples(st.just("fault"), st.sampled_from(["release", "cancel", "confirm_cancel"]), st.sampled_from(FAULTS[:3])),
)


class Desk:
    """One of the two, asked in the same words."""

    def __init__(self, made: World, supplier: Sandbox | SupplierModel, model: SupplierModel | None) -> None:
        self.made, self.supplier, self.model = made, supplier, model
        found = {offer.offer_id: offer for offer in search_all(supplier)}
        self.offers = [found[name] for name in offers_of(made)]

    def ask(self, step: Step) -> Any:
        try:
            return plain(self._ask(*step))
        except SojournError as error:
            return type(error).__name__

    def _ask(self, what: str, *given: Any) -> Any:  # noqa: PLR0911 - one line a word
        supplier, clock = self.supplier, self.made.clock
        match what:
            case "hold":
                until = clock.time + timedelta(minutes=given[2])
                return supplier.hold(self.offers[given[1]], key=given[0], travellers=[ANNA], until=until)
            case "price":
                return supplier.price(self.offers[given[1]], hold_key=given[0])
            case "release":
                return supplier.release(given[0])
            case "order":
                return supplier.order(given[0], key=given[1])
            case "cancel":
                return supplier.cancel(given[0])
            case "quote":
                until = clock.time + timedelta(hours=30)
                return plain(supplier.quote_cancel(given[0], given[2], key=f"{given[0]}/{given[1]}", until=until))
            case "confirm":
                return plain(supplier.confirm_cancel(f"a/1/x/0/{given[0]}"))
            case "find":
                return self._kept(given[0])
            case "search":
                found = {offer.offer_id: offer.price for offer in search_all(supplier)}
                return [found.get(offer.offer_id) for offer in self.offers]
            case _:
                return self._turn(what, given)

    def _kept(self, key: str) -> tuple[Any, Any]:
        """What its books say of the hold and of the order under a key."""
        if self.model is not None:
            return plain(self.model.kept_hold(key)), plain(self.model.kept_order(key))
        order, _ = read_ledger(order_row(key))
        return plain(find_hold(key, self.made.clock.time)), plain(order if isinstance(order, OrderRecord) else None)

    def _turn(self, what: str, given: tuple[Any, ...]) -> None:
        if what == "turn":
            self.made.clock.turn(minutes=given[0])
        elif what == "left":
            (self.model.set_seats_left if self.model else set_seats_left)(self.offers[given[0]].offer_id, given[1])
        elif what == "percent":
            (self.model.set_price_percent if self.model else set_price_percent)(
                self.offers[given[0]].offer_id, given[1]
            )
        else:
            (self.model.arm if self.model else arm_fault)(given[0], given[1], percent=120)


def search_all(supplier: Sandbox | SupplierModel) -> list[Offer]:
    """What is on sale of every kind, and of flights in several shapes."""
    return [
        *supplier.search_flights(flight_query()),
        *supplier.search_flights(SEVERAL_CITIES),
        *supplier.search_stays(stay_query()),
        *supplier.search_cars(car_query()),
        *supplier.search_rail(rail_query()),
    ]


def offers_of(made: World) -> list[str]:
    """Two flights there and back that share no unit, one through several cities, a stay, a car and a train."""
    model = SupplierModel(made.wire, lambda: made.clock.time)
    first, *others = model.search_flights(flight_query())
    other = next(
        each
        for each in others
        if not find_inventory_item(each.offer_id).units.keys() & find_inventory_item(first.offer_id).units
    )
    return [
        first.offer_id,
        other.offer_id,
        model.search_flights(SEVERAL_CITIES)[0].offer_id,
        model.search_stays(stay_query())[0].offer_id,
        model.search_cars(car_query())[0].offer_id,
        model.search_rail(rail_query())[0].offer_id,
    ]


def plain(answer: Any) -> Any:
    """What has to be equal: an id is each supplier's own."""
    if isinstance(answer, SupplierHold | HoldRecord):
        return answer.price, answer.expires_at, answer.status
    if isinstance(answer, SupplierOrder | OrderRecord):
        return answer.price, answer.status, answer.refund
    if isinstance(answer, SupplierTerms):
        return answer.parts, answer.expires_at, answer.credit_until
    return answer


@pytest.mark.parametrize("turns", [0, 1500, 5000])
@pytest.mark.parametrize("offer", [0, 2], ids=["there and back", "several cities"])
def test_both_refund_part_by_part_on_the_same_terms(offer: int, turns: int) -> None:
    bought: list[Step] = [("hold", "a/1/x/0", offer, 90), ("order", "a/1/x/0", "a/1/x/0"), ("turn", turns)]
    asked: list[Step] = [
        *bought,
        ("quote", "a/1/x/0", "q1", (1,)),
        ("quote", "a/1/x/0", "q2", (0, 1)),
        ("confirm", "q1"),
        ("confirm", "q2"),
        ("turn", 3000),
        ("confirm", "q1"),
        ("quote", "a/1/x/0", "q1", (0,)),
        ("find", "a/1/x/0"),
        ("cancel", "a/1/x/0"),
        ("find", "a/1/x/0"),
    ]

    answers = answers_to(asked)

    assert answers[0] == answers[1]
    assert answers[0][6] == "Conflict"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(asked=st.lists(steps, min_size=5, max_size=30))
def test_whatever_is_asked_both_answer_alike(asked: list[Step]) -> None:
    of_sandbox, of_model = answers_to(asked)

    assert of_model == of_sandbox


def answers_to(asked: list[Step]) -> tuple[list[Any], list[Any]]:
    """What the sandbox and what the model answers."""
    with world() as made:
        sandbox = Desk(made, Sandbox(now=lambda: made.clock.time), None)
        answers = [sandbox.ask(step) for step in asked]
    with world(model=True) as made:
        assert made.supplier is not None
        model = Desk(made, made.supplier, made.supplier)
        modelled = [model.ask(step) for step in asked]
        assert made.supplier.broken == []
    return answers, modelled


@pytest.fixture(name="made")
def a_made_world() -> Iterator[World]:
    with world(model=True) as made:
        yield made


@pytest.mark.parametrize(
    ("cut", "raised", "held"),
    [
        (Cut.BEFORE, "Crash", False),
        (Cut.AFTER, "Crash", True),
        (Cut.LOST, "SupplierTimeout", True),
        (Cut.UNREACHABLE, "SupplierUnavailable", False),
    ],
)
def test_call_of_the_model_is_cut_like_any_other(made: World, cut: Cut, raised: str, held: bool) -> None:
    assert made.supplier is not None
    offer = made.supplier.search_flights(flight_query())[0]
    made.wire.scissors = lambda call: cut if call.operation == "supplier.hold" else None

    with pytest.raises((SojournError, Crash)) as error:
        made.supplier.hold(offer, key="k", travellers=[ANNA], until=made.clock.time + timedelta(hours=1))

    assert type(error.value).__name__ == raised
    assert made.supplier.held() == ({"k"} if held else set())
    assert [call.operation for call in made.wire.calls][-1] == "supplier.hold"


def test_model_that_sold_more_than_there_is_says_so(made: World) -> None:
    supplier = made.supplier
    assert supplier is not None
    offer = supplier.search_flights(flight_query())[0]
    supplier.hold(offer, key="k", travellers=[ANNA], until=made.clock.time + timedelta(hours=1))

    for unit in find_inventory_item(offer.offer_id).units:
        supplier.capacity[unit] = 0
    supplier.release("another")

    assert supplier.broken
