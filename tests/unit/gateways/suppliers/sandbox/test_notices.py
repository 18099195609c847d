"""The sandbox moves or cancels any part of what it sold, whatever its shape, and says so."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.searches import FlightQuery
from chalicelib.domain.servicing.supplier_changes import NoticeKind
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways.suppliers.sandbox.notices import cancel_part, move_part, write_notice
from tests.unit.gateways.suppliers.sandbox.sandbox_world import (
    ANNA,
    World,
    flight_query,
    slice_query,
    stay_query,
)

SEVERAL_CITIES = FlightQuery(
    slices=(
        slice_query(("BER",), ("MAD",), date(2027, 3, 2)),
        slice_query(("MAD",), ("LIS",), date(2027, 3, 4)),
        slice_query(("OPO",), ("BER",), date(2027, 3, 8)),
    ),
    travellers=1,
    currency="EUR",
)
ONE_WAY = flight_query(return_on=None)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("query", "part_index"),
    [(ONE_WAY, 0), (flight_query(), 1), (SEVERAL_CITIES, 0), (SEVERAL_CITIES, 1), (SEVERAL_CITIES, 2)],
)
def test_any_slice_is_moved_and_can_then_be_cancelled_for_nothing(
    world: World, query: FlightQuery, part_index: int
) -> None:
    offer = world.supplier.search_flights(query)[0]
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    order = world.supplier.order("h", key="o")

    _, notice = move_part("o", part_index, HOUR, world.clock())

    assert (notice.type, notice.data.order_id, notice.data.part_index) == (
        NoticeKind.SCHEDULE_CHANGED,
        order.order_id,
        part_index,
    )
    assert [(each.departs_at, each.arrives_at) for each in notice.data.times] == [
        (segment.departs_at + HOUR, segment.arrives_at + HOUR) for segment in offer.slices[part_index].segments
    ]
    world.clock.turn(days=2)
    [terms] = world.supplier.quote_cancel("o", [part_index], key="q", until=world.until()).parts
    assert terms.fee == Money(amount=0, currency="EUR")
    assert terms.refund == terms.paid
    assert terms.refund_to == "original"


def test_notices_of_an_order_are_numbered_and_each_has_an_id_of_its_own(world: World) -> None:
    offer = world.supplier.search_flights(SEVERAL_CITIES)[0]
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    world.supplier.order("h", key="o")

    sent = [
        move_part("o", 0, HOUR, world.clock()),
        move_part("o", 2, HOUR, world.clock()),
        cancel_part("o", 1, world.clock()),
    ]

    assert [notice.data.sequence for _, notice in sent] == [1, 2, 3]
    assert len({notice_id for notice_id, _ in sent}) == 3
    assert sent[-1][1].type is NoticeKind.CANCELLED
    assert b'"partIndex":1' in write_notice(sent[-1][1])


def test_stay_is_cancelled_but_never_moved(world: World) -> None:
    offer = world.supplier.search_stays(stay_query())[0]
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    world.supplier.order("h", key="o")

    with pytest.raises(NotFound, match="not travelled"):
        move_part("o", 0, HOUR, world.clock())

    _, notice = cancel_part("o", 0, world.clock())
    assert (notice.type, notice.data.sequence) == (NoticeKind.CANCELLED, 1)


@pytest.mark.parametrize("part_index", [-1, 2, 9])
def test_part_that_the_order_does_not_have_is_not_found(world: World, part_index: int) -> None:
    world.supplier.hold(world.a_flight(), key="h", travellers=[ANNA], until=world.until())
    world.supplier.order("h", key="o")

    with pytest.raises(NotFound):
        move_part("o", part_index, HOUR, world.clock())
    with pytest.raises(NotFound):
        cancel_part("o", part_index, world.clock())
    with pytest.raises(NotFound):
        move_part("unknown", 0, HOUR, world.clock())


def test_part_that_was_cancelled_is_not_moved(world: World) -> None:
    world.supplier.hold(world.a_flight(), key="h", travellers=[ANNA], until=world.until())
    world.supplier.order("h", key="o")
    world.supplier.quote_cancel("o", [0], key="q", until=world.until())
    world.supplier.confirm_cancel("q")

    with pytest.raises(Conflict):
        move_part("o", 0, HOUR, world.clock())
