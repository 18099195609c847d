"""A supplier moves or cancels what was booked: taken up at once, put to the traveller, given back for nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.amendments import AmendmentKind
from chalicelib.domain.servicing.supplier_changes import NoticeKind, SupplierNotice
from chalicelib.domain.trips.item import ItemStatus
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.models import booking_events, items, travel_credits, trips
from chalicelib.models.supplier_notices import NoticeRow
from chalicelib.services.servicing import quotes
from chalicelib.services.servicing.supplier_notices import decide_change, receive_notice
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.crashes import Point, Ran
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, gone, money
from tests.simulation.quoting import part_of, quoted, slice_of, stay_of
from tests.simulation.shapes import TRAIN_TO_FLIGHT
from tests.simulation.stages import FORBIDDEN, booked, planned
from tests.simulation.stories import broken_by_cuts, only
from tests.simulation.supplier_changes import HOUR, cancelled_part, moved, taken
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.simulation.worlds import world


def test_a_moved_flight_moves_the_booking_its_trip_and_its_items_at_once(world: World) -> None:
    booking_id = booked(world, stay=RequestedStay())
    before = world.booking(booking_id)

    assert taken(moved(world, booking_id)) == "applied"

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    was, is_now = slice_of(before, 1), slice_of(booking, 1)
    assert is_now.departs_at == was.departs_at + HOUR
    (change,) = booking.supplier_changes
    assert [each.departs_at + HOUR for each in change.before] == [each.departs_at for each in change.after]
    assert change.respond_by == world.clock.time + timedelta(hours=72)
    assert change.verdict is not None
    assert booking.selected.verdict == change.verdict
    assert booking.trip_id is not None
    with world.wire.quiet():
        trip, itinerary = trips.get_trip(booking.trip_id), items.list_itinerary(booking.trip_id)
    assert trip.ends_at == max(is_now.arrives_at, trip.ends_at)
    assert {item.starts_at for item in itinerary} >= {segment.departs_at for segment in is_now.segments}
    assert event_types(world, booking_id)[-1] == "supplier_changed"


def test_a_change_is_evaluated_under_the_policy_of_today(world: World) -> None:
    booking_id = booked(world)
    world.publish(FORBIDDEN)

    taken(moved(world, booking_id))

    (change,) = world.booking(booking_id).supplier_changes
    assert change.verdict is not None
    assert change.verdict.outcome is Outcome.DENIED
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_a_notice_counts_once_and_one_that_was_overtaken_not_at_all(world: World) -> None:
    booking_id = booked(world)
    first, second = moved(world, booking_id), moved(world, booking_id, by=2 * HOUR)

    assert [taken(second), taken(second), taken(first), taken(second)] == [
        "applied",
        "duplicate",
        "superseded",
        "duplicate",
    ]

    booking = world.booking(booking_id)
    assert len(booking.supplier_changes) == 1
    assert slice_of(booking, 1).departs_at == second[1].data.times[0].departs_at
    with world.wire.quiet():
        assert NoticeRow.get(f"sandbox/{first[0]}").outcome == "superseded"
        assert NoticeRow.get(f"sandbox/{second[0]}").outcome == "applied"


@pytest.mark.waits
def test_racing_notices_count_once(world: World) -> None:
    booking_id = booked(world)
    notice = moved(world, booking_id)

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(taken, [notice] * 6))

    assert sorted(outcomes) == ["applied", *["duplicate"] * 5]


def test_notices_of_nothing_that_we_know_are_kept_and_no_error(world: World) -> None:
    booking_id = booked(world)
    name, notice = moved(world, booking_id)
    strange: list[dict[str, Any]] = [
        {"order_key": "bkg_nobody/1/o/0"},
        {"order_id": "other"},
        {"part_index": 7},
        {"order_key": notice.data.order_key.replace("/1/", "/2/")},
    ]

    for number, changes in enumerate(strange):
        other = msgspec.structs.replace(notice, data=msgspec.structs.replace(notice.data, **changes))
        assert receive_notice("sandbox", f"{name}{number}", other) == "unknown_order"
        with world.wire.quiet():
            assert NoticeRow.get(f"sandbox/{name}{number}").outcome == "unknown_order"
    assert receive_notice("another", name, notice) == "unknown_order"
    assert world.booking(booking_id).supplier_changes == ()


def test_times_that_do_not_fit_the_flight_are_refused(world: World) -> None:
    booking_id = booked(world)
    name, notice = moved(world, booking_id)
    (one, *_) = notice.data.times

    for times in ((), (*notice.data.times, one)):
        wrong = msgspec.structs.replace(notice, data=msgspec.structs.replace(notice.data, times=times))
        with pytest.raises(InvalidInput):
            receive_notice("sandbox", name, wrong)


def test_a_booking_that_is_being_worked_on_asks_for_the_notice_again(world: World) -> None:
    booking_id = booked(world)
    notice = moved(world, booking_id, slice_index=0)
    quoted(booking_id, part_of(world.booking(booking_id), 1))
    quotes.confirm_quote(ANNA, booking_id, "qte_01JQZX5V9D7R8M3T2K6W000001")

    with pytest.raises(Unavailable):
        taken(notice)
    world.run(60)

    assert taken(notice) == "applied"


def test_an_accepted_change_stands(world: World) -> None:
    booking_id = booked(world)
    taken(moved(world, booking_id))
    (change,) = world.booking(booking_id).supplier_changes

    first = decide_change(ANNA, booking_id, change.change_id, "accepted")
    again = decide_change(ANNA, booking_id, change.change_id, "accepted")

    assert first == again
    assert (first.status, first.supplier_changes[0].decision) == (BookingStatus.BOOKED, "accepted")
    with pytest.raises(Conflict):
        decide_change(ANNA, booking_id, change.change_id, "declined")
    assert event_types(world, booking_id)[-1] == "supplier_change_accepted"


@pytest.mark.parametrize("refundability", [Refundability.NONE, Refundability.WITH_FEE])
def test_a_declined_change_is_refunded_in_full(world: World, refundability: Refundability) -> None:
    booking_id = booked(world, refundability)
    price = world.booking(booking_id).price
    assert price is not None
    taken(moved(world, booking_id))
    (change,) = world.booking(booking_id).supplier_changes

    decide_change(ANNA, booking_id, change.change_id, "declined")
    assert decide_change(ANNA, booking_id, change.change_id, "declined").status is BookingStatus.CHANGING
    world.run(60)

    booking = world.booking(booking_id)
    (receipt,) = booking.receipts
    assert booking.status is BookingStatus.BOOKED
    assert gone(booking) == {part_of(booking, 1)}
    assert (receipt.kind, receipt.fee.amount) == (AmendmentKind.SUPPLIER_CHANGE_DECLINED, 0)
    (repaid,) = receipt.refunds
    assert (repaid.to, repaid.amount) == ("original", receipt.refund)
    assert receipt.refund.amount > 0
    assert money(world) == (0, (price - receipt.refund).amount)


def test_what_the_supplier_cancels_is_refunded_in_full(world: World) -> None:
    booking_id = booked(world, Refundability.NONE, stay=RequestedStay())

    assert taken(cancelled_part(world, booking_id)) == "applied"
    assert world.booking(booking_id).status is BookingStatus.CHANGING
    world.run(60)

    booking = world.booking(booking_id)
    (receipt,) = booking.receipts
    (change,) = booking.supplier_changes
    assert (change.kind, change.after, change.respond_by) == (NoticeKind.CANCELLED, (), None)
    assert gone(booking) == {part_of(booking, 1)}
    assert (receipt.kind, receipt.fee.amount) == (AmendmentKind.SUPPLIER_CANCELLATION, 0)
    assert {each.to for each in receipt.refunds} == {"original"}
    assert booking.trip_id is not None
    with world.wire.quiet():
        itinerary = items.list_itinerary(booking.trip_id)
        assert travel_credits.list_credits(ANNA.user_id, limit=5, start=None)[0] == []
    inbound = {segment.designator for segment in slice_of(booking, 1).segments}
    assert {item.name.split()[0] for item in itinerary if item.status is ItemStatus.CANCELLED} == inbound
    assert taken(cancelled_again(world, booking_id)) == "too_late"


def cancelled_again(made: World, booking_id: str) -> tuple[str, SupplierNotice]:
    notice = made.booking(booking_id).supplier_changes[0]
    order = made.booking(booking_id).orders[notice.component_index]
    data = {
        "orderKey": made.booking(booking_id).component_key(notice.component_index),
        "orderId": order.order_id,
        "sequence": notice.sequence + 1,
        "partIndex": notice.part_index,
    }
    again = {"type": "order.cancelled", "timestamp": made.clock.time.isoformat(), "data": data}
    return "msg_again", msgspec.convert(again, SupplierNotice, strict=False)


def test_a_later_change_takes_the_place_of_one_that_nobody_decided_on(world: World) -> None:
    booking_id = booked(world)
    taken(moved(world, booking_id))
    taken(moved(world, booking_id, by=3 * HOUR))

    first, second = world.booking(booking_id).supplier_changes
    assert (first.decision, second.decision) == ("superseded", None)
    with pytest.raises(Conflict):
        decide_change(ANNA, booking_id, first.change_id, "declined")
    assert second.before == first.after


def test_nobody_else_decides_and_not_for_ever(world: World) -> None:
    booking_id = booked(world)
    taken(moved(world, booking_id))
    (change,) = world.booking(booking_id).supplier_changes
    refused: list[tuple[Identity, str, type[Exception]]] = [
        (DAVID, change.change_id, NotFound),
        (CLARA, change.change_id, NotAllowed),
        (ANNA, "sch_1", NotFound),
    ]

    for who, name, error in refused:
        with pytest.raises(error):
            decide_change(who, booking_id, name, "declined")
    world.clock.time += timedelta(hours=72)
    with pytest.raises(Conflict):
        decide_change(ANNA, booking_id, change.change_id, "declined")


def test_a_moved_flight_departs_later_and_can_be_cancelled_until_then(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE)
    first = parts_of(world.booking(booking_id))[0].starts_at
    taken(moved(world, booking_id, slice_index=0, by=5 * HOUR))
    world.clock.time = first + HOUR

    assert quoted(booking_id, part_of(world.booking(booking_id), 0)).expires_at <= first + 5 * HOUR


@pytest.mark.parametrize("fault", ["error", "timeout_after_effect"])
def test_a_supplier_that_fails_to_refund_is_asked_again(world: World, fault: str) -> None:
    booking_id = booked(world)
    arm_fault("confirm_cancel", fault, times=2)
    arm_fault("quote_cancel", fault, times=2)

    taken(cancelled_part(world, booking_id))
    world.run(7200, until=lambda: bool(world.booking(booking_id).receipts))

    assert world.booking(booking_id).receipts[0].fee.amount == 0


@pytest.mark.parametrize("cancels", [True, False])
def test_a_notice_survives_a_cut_at_every_call(cancels: bool) -> None:
    tried, broken = broken_by_cuts(
        partial(_taken_with, cancels), lambda call: call.within in {"supplier", "reconciliations"}
    )

    assert broken == []
    assert tried > 10


def _taken_with(cancels: bool, point: Point | None) -> Ran:
    """What a notice comes to with one of the calls cut that taking it makes, if one is named; the supplier sends it
    again."""
    with world() as made:
        booking_id = booked(made, Refundability.NONE)
        notice = cancelled_part(made, booking_id) if cancels else moved(made, booking_id)
        first = len(made.wire.calls)
        made.wire.scissors = only(point)

        def send() -> None:
            if not made.guarded("supplier", lambda: taken(notice)):
                made.later(5, send)

        made.later(0, send)
        made.run(1200)
        booking = made.booking(booking_id)
        done = (booking.status, len(booking.receipts), len(booking.supplier_changes), len(made.wire.cut))
        found = violations(made)
        if done != (BookingStatus.BOOKED, int(cancels), 1, int(point is not None)):
            found.append(str(done))
        return Ran(found, made.wire.calls[first:])


def test_a_booking_that_waits_for_a_choice_has_no_order_to_change(world: World) -> None:
    booking_id = booked(world)
    name, notice = moved(world, booking_id)
    other = planned(world)
    data = msgspec.structs.replace(notice.data, order_key=notice.data.order_key.replace(booking_id, other))

    assert receive_notice("sandbox", name, msgspec.structs.replace(notice, data=data)) == "unknown_order"


def test_train_that_misses_its_flight_is_moved_and_says_so(world: World) -> None:
    booking_id = booked(world, **TRAIN_TO_FLIGHT.asks)
    before = world.booking(booking_id)
    train, flight = slice_of(before, 0), slice_of(before, 1)
    late = flight.departs_at - train.arrives_at + HOUR
    assert HOUR < late < timedelta(days=1)

    assert taken(moved(world, booking_id, 0, late - 2 * HOUR)) == "applied"
    assert taken(moved(world, booking_id, 0, late)) == "applied"

    booking = world.booking(booking_id)
    in_time, missed = booking.supplier_changes
    assert in_time.conflicts == ()
    assert [(each.booking_id, each.part_id) for each in missed.conflicts] == [(booking_id, part_of(booking, 1))]
    assert slice_of(booking, 0).arrives_at == flight.departs_at + HOUR
    with world.wire.quiet():
        (*_, event) = booking_events.list_events(booking_id, after=0, limit=100)
    assert [each["partId"] for each in event.data["conflicts"]] == [part_of(booking, 1)]
    decide_change(ANNA, booking_id, missed.change_id, "declined")
    world.run(60)
    assert gone(world.booking(booking_id)) == {part_of(booking, 0)}
    assert violations(world) == []


def test_later_arrival_lets_the_stay_begin_later(world: World) -> None:
    booking_id = booked(world, stay=RequestedStay())
    arrival = slice_of(world.booking(booking_id), 0).arrives_at
    evening = arrival.replace(hour=21, minute=0) - arrival

    assert taken(moved(world, booking_id, 0, evening)) == "applied"

    (hotel,) = [each for each in parts_of(world.booking(booking_id)) if each.part_id == stay_of(world, booking_id)]
    assert hotel.starts_at == slice_of(world.booking(booking_id), 0).arrives_at
    assert violations(world) == []  # the itinerary says so, too
