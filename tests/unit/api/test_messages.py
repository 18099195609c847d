"""Messages about a booking over HTTP: what they answer, which are refused, and the same turn by a WebSocket."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.services import live_updates
from chalicelib.workers import websocket
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.gateway import Answered, call
from tests.unit.api.scenes import in_world


@pytest.fixture
def world() -> Iterator[World]:
    with in_world() as scene:
        yield scene.world


def say(booking_id: str, body: Any, *, who: Identity = ANNA, key: str = "k1") -> Answered:
    return call(who, "POST", f"/v1/bookings/{booking_id}/messages", body, Idempotency_Key=key)


def test_message_is_answered_with_the_turn_and_what_changed(world: World) -> None:
    booking_id = planned(world)

    answer = say(booking_id, {"message": "back on the 6th"})

    assert answer.status == 200
    turn = answer.body
    assert (turn["bookingId"], turn["number"], turn["by"], turn["outcome"]) == (booking_id, 1, "anna", "changed")
    assert {"pointer": "/slices/1/departOn", "before": "2027-03-05", "after": "2027-03-06"} in turn["changes"]
    assert "2027-03-06" in turn["reply"]
    assert call(ANNA, "GET", f"/v1/bookings/{booking_id}").body["status"] == "planning"


def test_conversation_is_listed_by_pages(world: World) -> None:
    booking_id = planned(world)
    for number in range(3):
        say(booking_id, {"message": f"hello {number}"}, key=str(number))

    path = f"/v1/bookings/{booking_id}/messages"
    first = call(ANNA, "GET", f"{path}?limit=2").body
    second = call(ANNA, "GET", f"{path}?limit=2&cursor={first['nextCursor']}").body

    assert [each["message"] for each in first["items"] + second["items"]] == ["hello 0", "hello 1", "hello 2"]
    assert second["nextCursor"] is None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"message": ""}, "/message"),
        ({"message": "x" * 501}, "/message"),
        ({"message": 1}, "/message"),
        ({"message": "yes", "round": 0}, "/round"),
        ({"message": "yes", "more": 1}, ""),
    ],
)
def test_message_that_is_none_is_refused_where_it_is_wrong(world: World, body: Any, pointer: str) -> None:
    answer = say(planned(world), body)

    assert (answer.status, answer.body["type"]) == (400, "urn:sojourn:problem:invalid-input")
    assert answer.body["errors"][0]["pointer"].startswith(pointer)


def test_who_has_no_part_in_it_says_and_reads_nothing(world: World) -> None:
    booking_id = waiting_for_approval(world)
    path = f"/v1/bookings/{booking_id}/messages"

    assert [say(booking_id, {"message": "hi"}, who=each).status for each in (DAVID, BEN, CLARA)] == [404, 403, 403]
    assert [call(each, "GET", path).status for each in (DAVID, BEN, CLARA)] == [404, 403, 200]


def test_what_is_bought_says_what_to_do_instead(world: World) -> None:
    answer = say(booked(world), {"message": "a day later"})

    assert (answer.status, answer.body["outcome"]) == (200, "not_possible")
    assert answer.body["instead"] == ["create_quote"]


def test_booking_that_moved_on_is_a_conflict(world: World) -> None:
    booking_id = planned(world)
    assert say(booking_id, {"message": "a day later"}).status == 200
    working = say(booking_id, {"message": "a week later"}, key="k2")
    world.run()
    other_round = say(booking_id, {"message": "the first one", "round": 1}, key="k3")

    assert [each.status for each in (working, other_round)] == [409, 409]
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def test_websocket_answers_with_the_same_turn(world: World) -> None:
    first, second = planned(world), planned(world)
    live_updates.connect(ANNA, "talk", "https://socket/api", until=clock.now() + timedelta(hours=1))
    message = {"action": "send_message", "bookingId": second, "idempotencyKey": "k", "id": "m", "message": "no hotel"}

    over_http = say(first, {"message": "no hotel"}).body
    answers = [_over_socket(world, message) for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0]["type"], answers[0]["id"]) == ("turn", "m")
    assert {**answers[0]["turn"], "bookingId": first} == over_http
    assert len(world.booking(second).turns) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"message": ""}, "invalid_input"),
        ({"bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"}, "not_found"),
        ({"round": 7}, "conflict"),
    ],
)
def test_websocket_refuses_what_http_refuses(world: World, change: dict[str, Any], code: str) -> None:
    booking_id = planned(world)
    live_updates.connect(ANNA, "talk", "https://socket/api", until=clock.now() + timedelta(hours=1))
    message = {"action": "send_message", "bookingId": booking_id, "idempotencyKey": "k", "message": "a day later"}

    answer = _over_socket(world, {**message, **change})

    assert (answer["type"], answer["code"]) == ("error", code)
    assert world.booking(booking_id).turns == ()


def _over_socket(world: World, message: dict[str, Any]) -> dict[str, Any]:
    raw = json.dumps(message)
    websocket.on_message({"requestContext": {"connectionId": "talk"}, "body": raw})
    answer: dict[str, Any] = msgspec.to_builtins(world.wire.pushed[-1][1])
    return answer
