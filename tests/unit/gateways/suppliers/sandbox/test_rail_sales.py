"""Trains are sold on the promises on which flights are: once for each key, never more seats than there are, on
terms."""

from datetime import timedelta

import pytest

from chalicelib.domain.local_days import local_time
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.errors import Departed, HoldExpired, NotFound, OrderCancelled, SoldOut, SupplierTimeout
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.notices import cancel_part, move_part
from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent, set_seats_left
from tests.unit.gateways.suppliers.sandbox.rail_samples import BERLIN, HAMBURG, MUNICH, city, rail_query
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, sandbox_world, taken, untouched


def search(world: World, **changes: object) -> tuple[RailOffer, ...]:
    return world.supplier.search_rail(rail_query(**changes))


def offer_with(world: World, refundability: Refundability) -> RailOffer:
    return next(offer for offer in search(world) if offer.refundability is refundability)


def hold(world: World, offer: RailOffer, key: str = "h") -> None:
    world.supplier.hold(offer, key=key, travellers=[ANNA], until=world.until())


def around(offer: RailOffer) -> TimeWindow:
    """Within three hours from when it leaves Hamburg."""
    leaves = local_time(offer.slices[0].departs_at, "Europe/Berlin")
    return TimeWindow(not_before=f"{leaves:%H:%M}", not_after=f"{leaves + timedelta(hours=3):%H:%M}")


def buy(world: World, offer: RailOffer) -> None:
    hold(world, offer)
    world.supplier.order("h", key="o", travellers=[ANNA])


def test_same_key_holds_and_buys_once() -> None:
    with sandbox_world() as world:
        offer = search(world)[0]
        for _ in range(2):
            buy(world, offer)

        assert all((held, sold) == (0, 1) for _, held, sold in taken(offer.offer_id).values())


def test_released_and_cancelled_seats_are_free_again() -> None:
    with sandbox_world() as world:
        offer = offer_with(world, Refundability.FULL)
        hold(world, offer, "other")
        buy(world, offer)

        world.supplier.release("other")
        refund = world.supplier.cancel("o")

        assert refund == offer.price
        assert untouched(offer.offer_id)
        with pytest.raises(OrderCancelled):
            world.supplier.order("h", key="o")


def test_call_that_timed_out_has_had_its_effect_once() -> None:
    with sandbox_world() as world:
        offer = search(world)[0]
        hold(world, offer)
        arm_fault("order", "timeout_after_effect", match="o")

        with pytest.raises(SupplierTimeout):
            world.supplier.order("h", key="o")

        assert world.supplier.order("h", key="o").status == "confirmed"
        assert all(sold == 1 for _, _, sold in taken(offer.offer_id).values())


def test_hold_runs_out() -> None:
    with sandbox_world() as world:
        hold(world, search(world)[0])
        world.clock.turn(hours=2)

        with pytest.raises(HoldExpired):
            world.supplier.order("h", key="o")


def test_whoever_rides_between_two_stops_takes_a_seat_from_whoever_rides_through_them() -> None:
    with sandbox_world() as world:
        whole = next(
            offer for offer in search(world, origin=HAMBURG, destination=MUNICH) if len(offer.slices[0].segments) == 1
        )
        train = whole.slices[0].segments[0].train
        part = next(
            offer
            for offer in search(world, origin=city("HAN"), destination=city("KAS"), departure=around(whole))
            if offer.slices[0].segments[0].train == train and offer.cabin is whole.cabin
        )
        rest = search(world, origin=city("NUR"), destination=MUNICH)
        set_seats_left(part.offer_id, 1)
        hold(world, part, "a")

        with pytest.raises(SoldOut):
            hold(world, whole, "b")

        assert whole.offer_id not in {each.offer_id for each in search(world, origin=HAMBURG, destination=MUNICH)}
        assert search(world, origin=city("NUR"), destination=MUNICH) == rest


def test_price_of_a_train_moves() -> None:
    with sandbox_world() as world:
        offer = search(world)[0]
        set_price_percent(offer.offer_id, 150)

        moved = next(each for each in search(world) if each.offer_id == offer.offer_id)

        assert moved.price.amount == pytest.approx(1.5 * offer.price.amount, abs=1)


@pytest.mark.parametrize("refundability", Refundability)
def test_cancellation_of_a_fare_costs_what_it_said(refundability: Refundability) -> None:
    with sandbox_world() as world:
        offer = offer_with(world, refundability)
        buy(world, offer)
        world.clock.turn(hours=25)  # no longer void

        (terms,) = world.supplier.quote_cancel("o", [0], key="q", until=world.until()).parts
        confirmed = world.supplier.confirm_cancel("q")

        nothing = offer.price - offer.price
        kept = {
            Refundability.FULL: nothing,
            Refundability.WITH_FEE: offer.cancellation_fee,
            Refundability.NONE: offer.price,
        }
        assert (terms.paid, terms.fee) == (offer.price, kept[refundability])
        assert confirmed.parts == (terms,)
        assert untouched(offer.offer_id)


def test_train_that_has_left_is_not_taken_back() -> None:
    with sandbox_world() as world:
        offer = offer_with(world, Refundability.FULL)
        buy(world, offer)
        world.clock.time = offer.slices[0].departs_at

        with pytest.raises(Departed):
            world.supplier.quote_cancel("o", [0], key="q", until=world.until())


def test_train_is_moved_with_all_its_connections_or_cancelled() -> None:
    with sandbox_world() as world:
        offer = next(
            offer
            for offer in search(world, origin=BERLIN, destination=city("BAS"))
            if len(offer.slices[0].segments) == 2 and offer.refundability is Refundability.NONE
        )
        buy(world, offer)

        _, moved = move_part("o", 0, timedelta(minutes=40), world.clock())
        _, cancelled = cancel_part("o", 0, world.clock())

        assert [(times.departs_at, times.arrives_at) for times in moved.data.times] == [
            (ride.departs_at + timedelta(minutes=40), ride.arrives_at + timedelta(minutes=40))
            for ride in offer.slices[0].segments
        ]
        assert (moved.data.sequence, cancelled.data.sequence) == (1, 2)
        assert world.supplier.quote_cancel("o", [0], key="q", until=world.until()).parts[0].refund == offer.price
        with pytest.raises(NotFound):
            move_part("o", 1, timedelta(minutes=40), world.clock())
