"""The sandbox goes wrong exactly as told, as often as told, and never loses a seat by it."""

from collections.abc import Callable

import pytest

from chalicelib.errors import InvalidInput, SoldOut, SupplierTimeout, SupplierUnavailable
from chalicelib.gateways.suppliers.sandbox.fault_table import FaultRow
from chalicelib.gateways.suppliers.sandbox.faults import SupplierOperation, arm_fault, disarm_faults, list_armed_faults
from tests.simulation.cloud.empty import take_table_away
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, stay_query, taken, untouched


def prepared(world: World, operation: SupplierOperation) -> Callable[[], object]:
    """Everything that must come before `operation`, done; and the call itself."""
    offer, supplier = world.a_flight(), world.supplier

    def hold() -> object:
        return supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    if operation in {"price", "release", "order", "cancel"}:
        hold()
    if operation == "cancel":
        supplier.order("h", key="o")
    return {
        "search": world.flights,
        "hold": hold,
        "price": lambda: supplier.price(offer, hold_key="h"),
        "order": lambda: supplier.order("h", key="o"),
        "release": lambda: supplier.release("h"),
        "cancel": lambda: supplier.cancel("o"),
    }[operation]


OPERATIONS: tuple[SupplierOperation, ...] = ("search", "hold", "price", "order", "release", "cancel")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("kind", "error"), [("error", SupplierUnavailable), ("timeout", SupplierTimeout)])
def test_call_that_fails_before_its_effect_changes_nothing_and_succeeds_the_next_time(
    world: World, operation: SupplierOperation, kind: str, error: type[Exception]
) -> None:
    call = prepared(world, operation)
    offer_id = world.a_flight().offer_id
    before = taken(offer_id)
    arm_fault(operation, kind)

    with pytest.raises(error):
        call()

    assert taken(offer_id) == before
    call()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_call_that_times_out_after_its_effect_has_it_once_though_repeated(
    world: World, operation: SupplierOperation
) -> None:
    call = prepared(world, operation)
    offer_id = world.a_flight().offer_id
    arm_fault(operation, "timeout_after_effect")

    with pytest.raises(SupplierTimeout):
        call()
    after = taken(offer_id)
    call()

    assert taken(offer_id) == after
    held_and_sold = {
        "search": (0, 0), "price": (1, 0), "hold": (1, 0), "order": (0, 1), "release": (0, 0), "cancel": (0, 0)
    }  # fmt: skip
    assert {(held, sold) for _, held, sold in after.values()} == {held_and_sold[operation]}


def test_hold_that_timed_out_after_its_effect_is_found_by_its_key(world: World) -> None:
    offer = world.a_flight()
    arm_fault("hold", "timeout_after_effect")
    with pytest.raises(SupplierTimeout):
        world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    found = world.kept_hold("h")
    again = world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    assert found is not None
    assert (found.hold_id, found.price, found.status) == (again.hold_id, again.price, again.status)


def test_order_that_timed_out_before_its_effect_is_not_found(world: World) -> None:
    call = prepared(world, "order")
    arm_fault("order", "timeout")
    with pytest.raises(SupplierTimeout):
        call()

    assert world.kept_order("o") is None


@pytest.mark.parametrize("operation", ["hold", "price", "order"])
def test_sold_out_refuses_the_sale_once_and_takes_nothing(world: World, operation: SupplierOperation) -> None:
    call = prepared(world, operation)
    arm_fault(operation, "sold_out")

    with pytest.raises(SoldOut):
        call()

    call()


def test_search_with_a_sold_out_fault_offers_nothing(world: World) -> None:
    arm_fault("search", "sold_out", times=2)

    assert world.flights() == ()
    assert world.supplier.search_stays(stay_query()) == ()
    assert world.flights() != ()


def test_search_with_changed_prices_is_corrected_by_the_hold(world: World) -> None:
    real = world.a_flight().price
    arm_fault("search", "price_change", percent=80)

    offer = world.a_flight()

    assert offer.price.amount == (real.amount * 80 + 50) // 100
    assert world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until()).price == real


def test_price_changed_at_the_hold_stays_changed(world: World) -> None:
    offer = world.a_flight()
    arm_fault("hold", "price_change", percent=110)

    held = world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until()).price

    assert held.amount == (offer.price.amount * 110 + 50) // 100
    assert world.supplier.price(offer, hold_key="h") == held
    assert world.supplier.order("h", key="o").price == held


def test_price_changed_while_held_is_what_the_order_costs(world: World) -> None:
    offer = world.a_flight()
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    arm_fault("price", "price_change", percent=150)

    announced = world.supplier.price(offer, hold_key="h")

    assert announced.amount == (offer.price.amount * 150 + 50) // 100
    assert world.supplier.price(offer, hold_key="h") == announced
    assert world.supplier.order("h", key="o").price == announced


def test_price_changed_at_the_order_is_in_its_answer(world: World) -> None:
    call = prepared(world, "order")
    arm_fault("order", "price_change", percent=110)

    call()

    found = world.kept_order("o")
    assert found is not None
    assert found.price.amount == (world.a_flight().price.amount * 110 + 50) // 100


@pytest.mark.parametrize("match", ["h", "BER-", "2027-03-03"])
def test_fault_strikes_only_what_it_matches(world: World, match: str) -> None:
    offer = world.a_flight()
    arm_fault("hold", "error", match="another")
    arm_fault("hold", "error", match=match)

    with pytest.raises(SupplierUnavailable):
        world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    assert [fault.match for fault in list_armed_faults()] == ["another"]
    assert untouched(offer.offer_id)


def test_faults_are_used_up_in_the_order_in_which_they_were_armed(world: World) -> None:
    arm_fault("search", "timeout", times=2)
    arm_fault("search", "error")

    for error in (SupplierTimeout, SupplierTimeout, SupplierUnavailable):
        with pytest.raises(error):
            world.flights()

    assert world.flights()
    assert list_armed_faults() == []


def test_disarmed_faults_strike_nobody(world: World) -> None:
    for operation in OPERATIONS:
        arm_fault(operation, "error", times=5)

    disarm_faults()

    assert list_armed_faults() == []
    assert world.flights()


@pytest.mark.parametrize(
    ("operation", "kind"),
    [("release", "sold_out"), ("cancel", "price_change"), ("release", "price_change"), ("cancel", "sold_out")],
)
def test_fault_that_cannot_be_is_refused(world: World, operation: SupplierOperation, kind: str) -> None:
    with pytest.raises(InvalidInput):
        arm_fault(operation, kind)


@pytest.mark.parametrize(("times", "percent"), [(0, 110), (1, 0)])
def test_fault_without_effect_is_refused(world: World, times: int, percent: int) -> None:
    with pytest.raises(InvalidInput):
        arm_fault("hold", "price_change", times=times, percent=percent)


def test_sandbox_whose_tables_are_gone_is_unavailable(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = world.a_flight()
    take_table_away(monkeypatch, FaultRow)

    with pytest.raises(SupplierUnavailable):
        world.flights()
    with pytest.raises(SupplierUnavailable):
        world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
