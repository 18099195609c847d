"""Whatever a message about a booking does over HTTP, it does over a WebSocket, in the name of the same person."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.credit_slots import issuer_of
from chalicelib.models import booking_events
from chalicelib.services import live_updates
from chalicelib.workers import websocket
from tests.simulation.arranging import arrange
from tests.simulation.stages import NEEDS_APPROVAL, planned, sent_back, waiting_for_approval
from tests.simulation.unruly import keep_credit
from tests.simulation.world import ANNA, World
from tests.support.gateway import call
from tests.unit.api.scenes import in_world

Say = Callable[[World, str, str], Any]
Conversation = tuple[list[Any], BookingStatus, list[Any]]


def to_be_approved(world: World) -> str:
    world.publish(NEEDS_APPROVAL)
    return planned(world)


def with_a_credit(world: World) -> str:
    booking_id = planned(world)
    for number, flight in enumerate({option.components[0] for option in world.booking(booking_id).options}):
        keep_credit(world, f"crd_{number}", ANNA, issuer_of(flight), 2_000, supplier=flight.supplier)
    return booking_id


def for_somebody_else(world: World) -> str:
    booking_id = arrange(world, "nora")
    world.run()
    return booking_id


CONVERSATIONS: dict[str, tuple[Callable[[World], str], Sequence[str], BookingStatus]] = {
    "selecting an option": (planned, ["the first one"], BookingStatus.BOOKED),
    "selecting what has to be approved": (to_be_approved, ["the first one"], BookingStatus.AWAITING_APPROVAL),
    "selecting what a credit pays for": (with_a_credit, ["the first one"], BookingStatus.BOOKED),
    "selecting for somebody else": (for_somebody_else, ["the first one"], BookingStatus.BOOKED),
    "revising what was planned": (planned, ["a day later"], BookingStatus.AWAITING_SELECTION),
    "cancelling what was planned": (planned, ["cancel it", "yes"], BookingStatus.CANCELLED),
    "recalling from approval": (waiting_for_approval, ["a day later", "yes"], BookingStatus.REVISING),
    "cancelling while it waits for approval": (waiting_for_approval, ["cancel it", "yes"], BookingStatus.CANCELLED),
    "revising what was sent back": (sent_back, ["a day later"], BookingStatus.AWAITING_SELECTION),
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_over_a_socket_is_the_one_over_http(name: str) -> None:
    over_http, over_socket = converse(name, say_over_http), converse(name, say_over_socket)

    assert over_socket == over_http
    assert over_http[1] == CONVERSATIONS[name][2]


def converse(name: str, say: Say) -> Conversation:
    """The turns of a conversation, where its booking ends, and what it has told of itself, in a world of its own."""
    prepare, messages, _ = CONVERSATIONS[name]
    with in_world() as scene:
        world = scene.world
        booking_id = prepare(world)
        turns = [say(world, booking_id, message) for message in messages]
        world.run()
        booking = world.booking(booking_id)
        return turns, booking.status, [each.type for each in booking_events.list_events(booking_id, after=0, limit=100)]


def say_over_http(world: World, booking_id: str, message: str) -> Any:
    path = f"/v1/bookings/{booking_id}/messages"
    answer = call(ANNA, "POST", path, {"message": message}, Idempotency_Key=key_of(message))
    assert answer.status == 200, answer.body
    return without_names(answer.body)


def say_over_socket(world: World, booking_id: str, message: str) -> Any:
    live_updates.connect(ANNA, "talk", "https://socket/api", until=clock.now() + timedelta(hours=1))
    said = {"action": "send_message", "bookingId": booking_id, "idempotencyKey": key_of(message), "message": message}
    websocket.on_message({"requestContext": {"connectionId": "talk"}, "body": json.dumps(said)})
    answers = [msgspec.to_builtins(body) for _, body in world.wire.pushed]
    answer = next(each for each in reversed(answers) if each["type"] in {"turn", "error"})
    assert answer["type"] == "turn", answer
    return without_names(answer["turn"])


def without_names(turn: dict[str, Any]) -> dict[str, Any]:
    """A turn without what differs from world to world: ids, and when it was."""
    return {key: value for key, value in turn.items() if key not in {"bookingId", "at", "optionId"}}


def key_of(message: str) -> str:
    return message.replace(" ", "-")
