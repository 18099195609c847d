"""Many buyers at once, in real threads: what is sold and held is never more than there was, and nothing is lost."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from chalicelib.errors import HoldReleased, OrderCancelled, SoldOut, SupplierTimeout
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import set_seats_left
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, ledger, taken, untouched

pytestmark = pytest.mark.waits

T = TypeVar("T")
BUYERS = 12


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def holding(world: World, key: str) -> Callable[[], bool]:
    offer, until = world.a_flight(), world.until()

    def call() -> bool:
        try:
            world.supplier.hold(offer, key=key, travellers=[ANNA], until=until)
        except SoldOut:
            return False
        return True

    return call


def test_three_seats_and_many_buyers_make_three_holds(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 3)

    got = at_once([holding(world, f"buyer-{i}") for i in range(BUYERS)])

    assert sum(got) == 3
    assert all((left, held) == (0, 3) for left, held, _ in taken(offer.offer_id).values())
    assert len(ledger()) == 3


def test_one_key_many_times_at_once_makes_one_hold_and_one_order(world: World) -> None:
    offer = world.a_flight()

    for turn in range(5):
        assert all(at_once([holding(world, f"same {turn}")] * BUYERS))
        orders = at_once([lambda turn=turn: world.supplier.order(f"same {turn}", key=f"order {turn}")] * BUYERS)  # type: ignore[misc]

        assert len(set(orders)) == 1
        assert all((held, sold) == (0, turn + 1) for _, held, sold in taken(offer.offer_id).values())


def test_cancelling_many_times_at_once_refunds_once(world: World) -> None:
    offer = world.a_flight()
    holding(world, "h")()
    world.supplier.order("h", key="o")

    refunds = at_once([lambda: world.supplier.cancel("o")] * BUYERS)

    assert set(refunds) == {offer.price}
    assert untouched(offer.offer_id)


def test_order_racing_its_own_compensation_ends_bought_or_cancelled_but_never_both(world: World) -> None:
    offer = world.a_flight()

    def order(turn: int) -> str:
        try:
            return world.supplier.order(f"h{turn}", key=f"o{turn}").status
        except (HoldReleased, OrderCancelled):
            return "refused"

    def compensate(turn: int) -> str:
        world.supplier.cancel(f"o{turn}")
        world.supplier.release(f"h{turn}")
        return "compensated"

    for turn in range(8):
        holding(world, f"h{turn}")()
        at_once([lambda turn=turn: order(turn), lambda turn=turn: compensate(turn)])  # type: ignore[misc]

    assert untouched(offer.offer_id)


def test_expired_holds_are_released_by_a_crowd_without_losing_or_inventing_a_seat(world: World) -> None:
    offer = world.a_flight()
    set_seats_left(offer.offer_id, 2)
    at_once([holding(world, "early-1"), holding(world, "early-2")])
    world.clock.turn(hours=2)

    got = at_once([holding(world, f"late-{i}") for i in range(BUYERS)])

    assert sum(got) == 2
    assert all((left, held) == (0, 2) for left, held, _ in taken(offer.offer_id).values())


def test_fault_armed_for_two_calls_strikes_two_of_a_crowd(world: World) -> None:
    arm_fault("release", "timeout", times=2)

    def release() -> bool:
        try:
            world.supplier.release("nobody's")
        except SupplierTimeout:
            return False
        return True

    assert at_once([release] * BUYERS).count(False) == 2
