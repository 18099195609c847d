"""Progress as it is read: server-sent events that resume exactly, and a WebSocket that stands what clients send."""

import json
import uuid

import pytest

from tests.e2e.ear import Ear, Json, read_events
from tests.e2e.world import ENDED, World, allowed
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture(scope="module")
def booked(world: World) -> Json:
    return world.finish(world.options(world.trip_request()))


def stream(world: World, booking_id: str, *, after: str | None = None, query: str = "wait=0") -> list[Json]:
    headers = {"Last-Event-ID": after} if after else {}
    return read_events(world.traveller.call("GET", f"/v1/sse/bookings/{booking_id}?{query}", headers=headers))


def test_stream_resumes_exactly_after_any_event(world: World, booked: Json) -> None:
    everything = stream(world, booked["bookingId"])

    assert len(everything) >= 8
    for place, event in enumerate(everything, start=1):
        assert stream(world, booked["bookingId"], after=event["eventId"]) == everything[place:]
    middle = everything[3]["eventId"]
    assert stream(world, booked["bookingId"], query=f"wait=0&lastEventId={middle}") == everything[4:]


def test_stream_is_written_as_event_sources_read_it(world: World, booked: Json) -> None:
    reply = world.traveller.call("GET", f"/v1/sse/bookings/{booked['bookingId']}?wait=0")
    head, *blocks = reply.raw.decode().rstrip("\n").split("\n\n")

    assert head == "retry: 60000", "nothing more can come of a booking that has ended"
    for block in blocks:
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        event = json.loads(fields["data"])
        assert (fields["id"], fields["event"]) == (event["eventId"], event["type"])
    assert reply.headers["Cache-Control"] == "no-store"


def test_stream_waits_for_what_comes_and_ends(world: World) -> None:
    booking = world.options(world.trip_request())
    last = stream(world, booking["bookingId"])[-1]["eventId"]
    assert stream(world, booking["bookingId"], after=last, query="wait=1") == []

    world.select(booking, allowed(booking))

    types = []
    for event in world.traveller.events(booking["bookingId"], seconds=PATIENCE, after=last):
        types.append(event["type"])
        if event["status"] in ENDED:
            break
    assert (types[0], types[-1]) == ("booking.selected", "booking.booked")


def test_event_of_another_booking_is_no_place_to_resume_from(world: World, booked: Json) -> None:
    other = world.ask(world.trip_request())
    foreign = stream(world, booked["bookingId"])[0]["eventId"]

    for wrong in (foreign, "evt_1", "1"):
        reply = world.traveller.call("GET", f"/v1/sse/bookings/{other}?wait=0", headers={"Last-Event-ID": wrong})
        assert reply.status == 400, wrong


@pytest.mark.waits
def test_socket_sends_the_backlog_and_then_what_happens(world: World) -> None:
    booking = world.options(world.trip_request())
    booking_id = booking["bookingId"]
    log = stream(world, booking_id)

    with world.ear(world.traveller) as ear:
        subscribed = ear.ask({"action": "subscribe", "bookingId": booking_id, "lastEventId": log[1]["eventId"]})
        assert (subscribed["type"], subscribed["events"]) == ("subscribed", log[2:])
        done = world.finish(booking)
        whole = stream(world, booking_id)
        eventually(lambda: {e["eventId"] for e in ear.events(booking_id)} >= {e["eventId"] for e in whole[len(log) :]})
        pushed = ear.events(booking_id)

    assert done["status"] == "booked"
    known = {event["eventId"]: event for event in whole}
    assert all(known[event["eventId"]] == event for event in pushed), "what comes twice is the same event"


@pytest.mark.waits
def test_two_sockets_hear_alike_and_one_that_unsubscribed_hears_nothing(world: World) -> None:
    booking = world.options(world.trip_request())
    booking_id = booking["bookingId"]
    known = {event["eventId"] for event in stream(world, booking_id)}
    with world.ear(world.traveller) as first, world.ear(world.traveller) as second, world.ear(world.traveller) as third:
        for ear in (first, second, third):
            ear.ask({"action": "subscribe", "bookingId": booking_id})
        assert third.ask({"action": "unsubscribe", "bookingId": booking_id})["type"] == "unsubscribed"
        world.finish(booking)
        new = {event["eventId"] for event in stream(world, booking_id)} - known

        for ear in (first, second):
            eventually(lambda ear=ear: ids(ear, booking_id) >= new)  # type: ignore[misc]
        assert third.events(booking_id) == []


def ids(ear: Ear, booking_id: str) -> set[str]:
    return {event["eventId"] for event in ear.events(booking_id)}


@pytest.mark.waits
@pytest.mark.parametrize(
    "message",
    [
        "no json",
        "{",
        "[]",
        "null",
        "{}",
        '{"action": "dance"}',
        '{"action": 1}',
        '{"action": "subscribe"}',
        '{"action": "subscribe", "bookingId": 5}',
        '{"action": "subscribe", "bookingId": "bkg_1", "more": true}',
        '{"action": "create_booking"}',
        '{"action": "create_booking", "idempotencyKey": "k", "body": {"origin": 1}}',
        '{"action": "ping", "id": "' + "x" * 100 + '"}',
    ],
)
def test_message_that_makes_no_sense_is_answered_and_the_connection_stays(world: World, message: str) -> None:
    with world.ear(world.traveller) as ear:
        ear.say(message)
        error = eventually(lambda: ear.of("error"))[0]

        assert error["code"] == "invalid_input"
        assert error["detail"]
        assert ear.ask({"action": "ping"})["type"] == "pong"


@pytest.mark.waits
def test_booking_asked_for_over_the_socket_is_booked_once(world: World) -> None:
    with world.ear(world.traveller) as ear:
        request = {"action": "create_booking", "body": world.trip_request(), "idempotencyKey": uuid.uuid4().hex}
        accepted = ear.ask(request)
        again = ear.ask(request)
        other = ear.ask({**request, "body": world.trip_request(nights=3)})
        booking_id = accepted["booking"]["bookingId"]

        assert accepted["type"] == "booking_accepted"
        assert again["booking"] == accepted["booking"]
        assert world.traveller.get(accepted["booking"]["url"].removeprefix(world.stack.base_url))
        assert accepted["booking"]["eventsUrl"].startswith(f"{world.stack.base_url}/v1/sse/")
        assert (other["type"], other["code"]) == ("error", "key_reused")
        booking = world.traveller.wait_for(booking_id, "awaiting_selection")
        assert world.finish(booking)["status"] == "booked"
        eventually(lambda: "booking.booked" in [event["type"] for event in ear.events(booking_id)])
    assert len(world.executions(booking_id)) == 1


def test_socket_asks_back_as_http_does(world: World) -> None:
    body = {"request": "Berlin to Portland"}
    asked = world.traveller.call("POST", "/v1/bookings", body).body
    with world.ear(world.traveller) as ear:
        answer = ear.ask({"action": "create_booking", "body": body, "idempotencyKey": uuid.uuid4().hex})

    assert (answer["type"], answer["code"]) == ("error", "ambiguous_request")
    assert answer["questions"] == asked["questions"]


@pytest.mark.waits
def test_heartbeat_pings_the_living_and_forgets_the_gone(world: World) -> None:
    before = {row["connectionId"] for row in world.rows("connections")}
    with world.ear(world.traveller) as ear:
        ear.ask({"action": "ping"})
        mine = next(row for row in world.rows("connections") if row["connectionId"] not in before)
        gone = {name: str(value).replace(mine["connectionId"], "gone-silently") for name, value in mine.items()}
        item = {name: {"N" if name == "expiresAt" else "S": value} for name, value in gone.items()}
        world.service("dynamodb").put_item(TableName=world.stack.name("connections"), Item=item)

        world.invoke("heartbeat")

        assert eventually(lambda: ear.of("ping"))
        left = {row["connectionId"] for row in world.rows("connections")}
        assert "gone-silently" not in left
        assert mine["connectionId"] in left


@pytest.mark.waits
def test_closed_connection_is_forgotten_with_what_it_listened_to(world: World, booked: Json) -> None:
    with world.ear(world.traveller) as ear:
        ear.ask({"action": "subscribe", "bookingId": booked["bookingId"]})
        rows = [row for row in world.rows("subscriptions") if row["bookingId"] == booked["bookingId"]]
        assert len(rows) == 1
    connection = rows[0]["connectionId"]

    def known() -> bool:
        tables = ("connections", "subscriptions")
        return any(row["connectionId"] == connection for table in tables for row in world.rows(table))

    eventually(lambda: not known())
