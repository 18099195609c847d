"""What concerns a person as a stream: written as an EventSource reads it, resumed by its header, and over WebSocket."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.services import live_updates
from chalicelib.workers import websocket
from tests.simulation.stages import planned
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support.gateway import call

MINE = "/v1/sse/me?wait=0"


@pytest.fixture
def world() -> Iterator[World]:
    with new_world() as made:
        yield made


def stream(path: str, **headers: str) -> str:
    answer = call(ANNA, "GET", path, **headers)
    assert answer.status == 200, answer.text
    return answer.text


class EventSource:
    """What an EventSource does with a stream (HTML, server-sent events): what it dispatches, and where it resumes."""

    def __init__(self, text: str) -> None:
        self.last_event_id = ""
        self.dispatched: list[tuple[str, Any]] = []
        name, data = "", list[str]()
        for line in text.splitlines():
            field, _, value = line.partition(": ")
            if field == "id":
                self.last_event_id = value
            elif field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif not line:
                if data:
                    self.dispatched.append((name or "message", json.loads("\n".join(data))))
                name, data = "", []


def test_a_stream_is_resumed_by_the_id_that_an_event_source_keeps(world: World) -> None:
    booking_id = planned(world)
    first = EventSource(stream(MINE))

    again = EventSource(stream(MINE, Last_Event_ID=first.last_event_id))
    world.choose(booking_id)
    world.run()
    later = EventSource(stream(f"{MINE}&lastEventId={again.last_event_id}"))

    assert [name for name, _ in first.dispatched] == ["booking.awaiting_selection"]
    assert (again.dispatched, again.last_event_id) == ([], first.last_event_id)
    assert [name for name, _ in later.dispatched] == ["booking.booked"]
    [(_, booked)] = later.dispatched
    assert (booked["bookingId"], booked["attention"]) == (booking_id, "information")
    assert booked["event"]["eventId"] == booked["eventId"]


def test_without_names_every_event_is_a_message_that_says_its_type(world: World) -> None:
    booking_id = planned(world)

    mine = EventSource(stream(f"{MINE}&named=false")).dispatched
    bookings = EventSource(stream(f"/v1/sse/bookings/{booking_id}?wait=0&named=false")).dispatched
    named = EventSource(stream(f"/v1/sse/bookings/{booking_id}?wait=0")).dispatched

    assert [(name, data["type"]) for name, data in mine] == [("message", "booking.awaiting_selection")]
    assert [name for name, _ in bookings] == ["message"] * len(named)
    assert [data for _, data in bookings] == [data for _, data in named]
    assert [name for name, _ in named] == [data["type"] for _, data in named]


def test_a_stream_begins_with_what_comes_next(world: World) -> None:
    planned(world)

    assert EventSource(stream(f"{MINE}&lastEventId=latest")).dispatched == []


@pytest.mark.usefixtures("world")
def test_what_is_no_place_is_refused() -> None:
    foreign = "evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"

    assert call(ANNA, "GET", f"{MINE}&lastEventId=evt_1").status == 400
    assert call(ANNA, "GET", MINE, Last_Event_ID=foreign).status == 400


def say(world: World, **message: Any) -> dict[str, Any]:
    live_updates.connect(ANNA, "connection", "https://socket/api", until=clock.now() + timedelta(hours=1))
    websocket.on_message({"requestContext": {"connectionId": "connection"}, "body": json.dumps(message)})
    return world.wire.pushed[-1][1]


def test_a_connection_subscribes_to_what_concerns_its_person_and_stops(world: World) -> None:
    booking_id = planned(world)

    begun = say(world, action="subscribe_me", id="m1")
    world.choose(booking_id)
    world.run()
    pushed = world.wire.pushed[-1][1]
    ended = say(world, action="unsubscribe_me", id="m2")
    planned(world)

    assert (begun["type"], begun["id"], begun["more"]) == ("subscribed_me", "m1", False)
    assert [each["type"] for each in begun["events"]] == ["booking.awaiting_selection"]
    assert (pushed["type"], pushed["event"]["type"]) == ("person_event", "booking.booked")
    assert (ended["type"], world.wire.pushed[-1][1]) == ("unsubscribed_me", ended)
    resumed = say(world, action="subscribe_me", lastEventId=pushed["place"])
    assert [each["type"] for each in resumed["events"]] == ["booking.awaiting_selection"]
    refused = say(world, action="subscribe_me", lastEventId="evt_1")
    assert (refused["type"], refused["errors"][0]["pointer"]) == ("error", "/lastEventId")
