"""A booking that waits for a person ends at once when its requester or a traveller leaves, and gives all back."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.models import booking_events
from chalicelib.services.booking_workflow import leaving
from chalicelib.services.operations.people_changes import follow_up_changes
from tests.simulation.approvals import company, inbox
from tests.simulation.invariants import violations
from tests.simulation.stages import booked, planned, sent_back, waiting_for_approval
from tests.simulation.world import BEN, CLARA, World
from tests.support.connection import Cut
from tests.support.gateway import call

WAITS: dict[str, Callable[[World], str]] = {
    "selection": planned,
    "approval": waiting_for_approval,
    "revision": sent_back,
}

waits = pytest.mark.parametrize("wait", WAITS)


def leave(world: World, user_id: str = "anna") -> None:
    assert call(CLARA, "DELETE", f"/v1/employees/{user_id}").status == 204


def how_it_ended(world: World, booking_id: str) -> tuple[BookingStatus, str | None]:
    booking = world.booking(booking_id)
    return booking.status, booking.failure.code if booking.failure else None


@waits
def test_what_waits_ends_as_soon_as_its_requester_leaves(world: World, wait: str) -> None:
    company(world)
    booking_id = WAITS[wait](world)
    world.sweeping = False
    leave(world)
    world.run(5)

    booking = world.booking(booking_id)
    assert how_it_ended(world, booking_id) == (BookingStatus.CANCELLED, "requester_left")
    assert (booking.holds, booking.budgets, booking.waiting, booking.orders) == ((), (), None, ())
    assert inbox(world, BEN) == []
    last = booking_events.list_events(booking_id, after=0, limit=100)[-1]
    assert (last.type, last.data["code"]) == (EventType.CANCELLED, "requester_left")
    assert violations(world) == []
    assert {each.status for each in world.executions.values()} == {"SUCCEEDED"}


@waits
def test_it_ends_though_every_message_of_it_is_lost(world: World, wait: str) -> None:
    company(world)
    booking_id = WAITS[wait](world)
    lost = ("sqs.SendMessage", "sqs.SendMessageBatch", "stepfunctions.SendTaskSuccess")
    world.wire.scissors = lambda each: Cut.UNREACHABLE if each.operation in lost else None
    leave(world)
    world.run(90)
    assert not world.booking(booking_id).terminal
    world.wire.scissors = None
    world.run(600)

    assert how_it_ended(world, booking_id) == (BookingStatus.CANCELLED, "requester_left")
    assert violations(world) == []


def test_it_ends_though_the_workflow_waits_for_another_answer(world: World) -> None:
    company(world)
    booking_id = waiting_for_approval(world)
    world.sweeping = False
    with world.wire.quiet():
        waiting = world.booking(booking_id).waiting
        assert waiting is not None
    world.wire.scissors = lambda each: Cut.UNREACHABLE if each.operation == "stepfunctions.SendTaskSuccess" else None
    leave(world)
    world.run(5)
    assert world.booking(booking_id).ending is not None
    world.wire.scissors = None
    for execution in world.executions.values():
        execution.token = "another"
    world.sweeping = True
    world.run(600)

    assert how_it_ended(world, booking_id) == (BookingStatus.CANCELLED, "requester_left")
    assert world.booking(booking_id).holds == ()


def test_it_ends_when_a_traveller_leaves(world: World) -> None:
    company(world)
    booking_id = planned(world)
    booking = world.booking(booking_id)
    assert [each.user_id for each in booking.travellers] == ["anna"]
    other = msgspec.structs.replace(
        booking, travellers=(msgspec.structs.replace(booking.travellers[0], user_id="david"),)
    )
    with world.wire.quiet():
        leave(world, "david")

        assert leaving.end_without_right(other)
        assert how_it_ended(world, booking_id) == (BookingStatus.AWAITING_SELECTION, "traveller_left")


def test_what_is_about_to_wait_ends_when_it_waits(world: World) -> None:
    company(world)
    booking_id = world.ask()
    leave(world)
    world.run(900)

    assert how_it_ended(world, booking_id) == (BookingStatus.CANCELLED, "requester_left")
    with world.wire.quiet():
        assert follow_up_changes().people == 0


def test_what_is_bought_stays_and_so_does_what_others_asked_for(world: World) -> None:
    company(world)
    bought, others = booked(world), planned(world)
    leave(world, "david")
    world.run(60)

    assert world.booking(others).status is BookingStatus.AWAITING_SELECTION
    leave(world)
    world.run(60)
    assert world.booking(bought).status is BookingStatus.BOOKED


def test_what_is_being_decided_stays_decided(world: World) -> None:
    company(world)
    booking_id = planned(world)
    before = world.booking(booking_id)
    with world.wire.quiet():
        assert call(CLARA, "DELETE", "/v1/employees/anna").status == 204
        assert leaving.end_without_right(before)
        assert not leaving.end_without_right(before)
