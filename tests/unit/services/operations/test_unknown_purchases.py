"""After a stage was brought back, suppliers may have what no booking stands for: it is found and taken back, and what a
booking stands for, or may still buy, is left alone."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.gateways.suppliers import registry
from chalicelib.services.bookings.commits import change, person
from chalicelib.services.operations.unknown_purchases import compensate, list_unknown, list_vanished
from tests.simulation.cloud import foundation_tables
from tests.support.booked_samples import booking, orders_of
from tests.unit.gateways.suppliers.sandbox.sandbox_world import World, hold, sandbox_world, untouched
from tests.unit.policy_samples import option

LONG_AGO = timedelta(days=1)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with sandbox_world() as made:
        monkeypatch.setitem(registry.SUPPLIER_BOOKS, "sandbox", lambda: made.supplier)
        yield made


def keep(status: BookingStatus, *, chosen: bool) -> Booking:
    """A booking that is kept; chosen or not."""
    of_choice = {"options": (option(),), "selected_option_id": option().option_id if chosen else None}
    made = booking(status, booking_id=clock.new_id("bkg"), **of_choice)
    return change(None, made, BookingCommit(actor=person("anna"), event=EventType.REQUESTED, data={}))


def found(world: World) -> set[tuple[str, str]]:
    return {(each.kind, each.key) for each in list_unknown(world.clock() - LONG_AGO)}


def test_what_no_booking_stands_for_is_taken_back(world: World) -> None:
    held, bought = world.flights()[:2]
    hold(world, held, "bkg_1/1/opt_1/0")
    hold(world, bought, "bkg_2/1/opt_1/0")
    world.supplier.order("bkg_2/1/opt_1/0", key="bkg_2/1/opt_1/0")
    assert found(world) == {("hold", "bkg_1/1/opt_1/0"), ("order", "bkg_2/1/opt_1/0")}

    for each in [*list_unknown(world.clock() - LONG_AGO)] * 2:
        compensate(each)

    assert found(world) == set()
    assert untouched(held.offer_id)


def test_what_was_bought_before_the_moment_is_another_question(world: World) -> None:
    hold(world, world.a_flight(), "bkg_2/1/opt_1/0")
    world.supplier.order("bkg_2/1/opt_1/0", key="bkg_2/1/opt_1/0")

    assert [*list_unknown(world.clock() + LONG_AGO)] == []


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_was_cancelled_after_the_moment_is_named_and_what_stands_is_not(world: World, *, cancelled: bool) -> None:
    flight = world.a_flight()
    chosen = msgspec.structs.replace(option(), components=(flight,))
    bought = {"options": (chosen,), "selected_option_id": chosen.option_id, "orders": orders_of(chosen)}
    made = booking(BookingStatus.BOOKED, booking_id=clock.new_id("bkg"), **bought)
    change(None, made, BookingCommit(actor=person("anna"), event=EventType.REQUESTED, data={}))
    key = made.component_key(0)
    hold(world, flight, key)
    world.supplier.order(key, key=key)
    if cancelled:
        world.supplier.cancel(key)

    assert [*list_vanished()] == [key] * cancelled


STATUSES = st.sampled_from(
    [BookingStatus.PLANNING, BookingStatus.PURCHASING, BookingStatus.BOOKED, BookingStatus.CANCELLED]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(status=STATUSES, chosen=st.booleans(), of_choice=st.booleans(), ordered=st.booleans())
def test_a_booking_stands_for_its_present_choice_alone(
    world: World, status: BookingStatus, *, chosen: bool, of_choice: bool, ordered: bool
) -> None:
    foundation_tables().clear()
    kept = keep(status, chosen=chosen)
    picked = msgspec.structs.replace(kept, selected_option_id=option().option_id)
    key = (picked if of_choice else msgspec.structs.replace(picked, round=kept.round + 1)).component_key(0)
    hold(world, world.a_flight(), key)
    if ordered:
        world.supplier.order(key, key=key)

    stands = chosen and of_choice and status is not BookingStatus.CANCELLED
    assert found(world) == (set() if stands else {("order" if ordered else "hold", key)})
