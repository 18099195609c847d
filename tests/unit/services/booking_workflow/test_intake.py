"""Taking in a booking: once for each key, whatever happens to the answer."""

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.errors import InvalidInput, KeyReused
from chalicelib.services.booking_workflow.intake import accept_once, answer_accepted
from chalicelib.services.trip_requests.fields import BookingRequest
from tests.simulation.world import ANNA, DAVID, LONDON, World
from tests.support.asked_trips import ask_for
from tests.support.connection import Crash, Cut

REQUEST = ask_for(LONDON)


def test_same_key_and_body_is_the_same_booking_and_answer(world: World) -> None:
    first = accept_once(ANNA, REQUEST, idempotency_key="k1")

    second = accept_once(ANNA, REQUEST, idempotency_key="k1")

    assert first == second
    assert len(world.asked()) == len(world.executions) == 1


def test_same_key_with_another_body_is_refused(world: World) -> None:
    accept_once(ANNA, REQUEST, idempotency_key="k1")

    with pytest.raises(KeyReused):
        accept_once(ANNA, ask_for(LONDON, destination="Paris"), idempotency_key="k1")


def test_same_key_of_somebody_else_is_another_booking(world: World) -> None:
    accept_once(ANNA, REQUEST, idempotency_key="k1")
    accept_once(DAVID, REQUEST, idempotency_key="k1")

    assert {booking.requester_id for booking in world.asked()} == {"anna", "david"}


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
@pytest.mark.parametrize(
    "operation", ["dynamodb.TransactWriteItems", "sqs.SendMessage", "stepfunctions.StartExecution"]
)
def test_crash_in_between_makes_no_second_booking(world: World, operation: str, cut: Cut) -> None:
    world.wire.scissors = lambda call: cut if call.operation == operation else None
    with pytest.raises(Crash):
        accept_once(ANNA, REQUEST, idempotency_key="k1")
    world.wire.scissors = lambda _call: None
    world.clock.turn(seconds=61)

    answer = accept_once(ANNA, REQUEST, idempotency_key="k1")
    world.run(120)

    (booking,) = world.asked()
    assert booking.booking_id == answer.booking_id
    assert booking.status is BookingStatus.AWAITING_SELECTION


def test_what_cannot_be_understood_keeps_nothing(world: World) -> None:
    with pytest.raises(InvalidInput):
        accept_once(ANNA, BookingRequest(purpose="Fair"), idempotency_key="k1")

    assert world.asked() == []


def test_answer_says_where_to_watch(world: World) -> None:
    booking = world.booking(world.ask())

    answer = answer_accepted(booking)

    assert answer.url == f"/v1/bookings/{booking.booking_id}"
    assert answer.execution_id.endswith(booking.booking_id)


def test_who_takes_over_from_a_dead_sender_sets_the_workflow_going(world: World) -> None:
    world.sweeping = False
    world.wire.scissors = lambda call: Cut.BEFORE if call.operation == "stepfunctions.StartExecution" else None
    with pytest.raises(Crash):
        accept_once(ANNA, REQUEST, idempotency_key="k1")
    assert world.executions == {}
    world.wire.scissors = lambda _call: None
    world.clock.turn(seconds=61)

    answer = accept_once(ANNA, REQUEST, idempotency_key="k1")
    world.run()

    assert world.booking(answer.booking_id).status is BookingStatus.AWAITING_SELECTION
    assert len(world.asked()) == 1


def test_travellers_and_who_is_barred_are_kept_with_the_booking(world: World) -> None:
    accept_once(ANNA, REQUEST, idempotency_key="k1")

    (booking,) = world.asked()
    assert [(each.full_name, each.user_id) for each in booking.travellers] == [("Anna Berger", "anna")]
    assert booking.barred == ("anna",)
