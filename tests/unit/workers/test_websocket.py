"""Messages over WebSocket: what POST refuses is refused, in the same words; nothing of an error of ours gets out."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from chalicelib import clock, settings
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.feed_places import FeedPlace
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Value
from chalicelib.models import websocket_connections
from chalicelib.services import call_limits, live_updates, person_feeds
from chalicelib.services.api_addresses import ADDRESS_FIELDS
from chalicelib.services.booking_workflow import revisions
from chalicelib.services.tracking import followers
from chalicelib.workers import websocket
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.support.asked_trips import journey_body
from tests.support.connection import Cut

UNKNOWN = "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"
SOUND = journey_body("Berlin", "London", "2027-03-03", "2027-03-05")


def say(world: World, raw: str, who: Identity = ANNA) -> dict[str, Any]:
    """What a connection is answered to a message."""
    live_updates.connect(who, "connection", "https://socket/api", until=clock.now() + timedelta(hours=1))
    websocket.on_message({"requestContext": {"connectionId": "connection"}, "body": raw})
    return world.wire.pushed[-1][1]


def request(**changes: Any) -> str:
    message = {"action": "create_booking", "idempotencyKey": "key-1", "id": "m1", "body": {**SOUND, **changes}}
    return json.dumps(message)


@pytest.mark.parametrize(
    ("raw", "pointers"),
    [
        (request(costCentre="SALES-EU\n"), ["/body/costCentre"]),
        (request(currency="EUR\n"), ["/body/currency"]),
        (request().replace('"origin"', '"origin": "Paris", "origin"'), ["/body/slices/0"]),
        (request(stays=[{"nightlyCap": {"amount": 10**30, "currency": "EUR"}}]), ["/body/stays/0/nightlyCap/amount"]),
        (
            request(stays=[{"nightlyCap": {"amount": "AMOUNT", "currency": "EUR"}}]).replace('"AMOUNT"', "9" * 4_299),
            ["/body/stays/0/nightlyCap/amount"],
        ),
        (json.dumps({"action": "subscribe", "bookingId": ""}), ["/bookingId"]),
        (json.dumps({"action": "unsubscribe", "bookingId": "x" * 3_000}), ["/bookingId"]),
        (json.dumps({"action": "subscribe", "bookingId": f"{UNKNOWN}\n"}), ["/bookingId"]),
        (json.dumps({"action": "subscribe", "bookingId": UNKNOWN, "lastEventId": "x"}), ["/lastEventId"]),
        (json.dumps({"action": "fly"}), ["/action"]),
        ("\ud800", [""]),
        ("", [""]),
    ],
)
def test_message_that_is_wrong_is_refused_where_it_is_wrong(world: World, raw: str, pointers: list[str]) -> None:
    answer = say(world, raw)

    assert (answer["type"], answer["code"]) == ("error", "invalid_input")
    assert [each["pointer"] for each in answer["errors"]][: len(pointers)] == pointers


def test_refusal_repeats_the_id_of_its_message(world: World) -> None:
    assert say(world, request(costCentre="x"))["id"] == "m1"


def test_error_of_ours_shows_nothing_of_itself(world: World) -> None:
    refusal = {
        "__type": "com.amazon.coral.validate#ValidationException",
        "message": "table sojourn-local-subscriptions",
    }
    world.wire.refusals["dynamodb.DeleteItem"] = [json.dumps(refusal)]

    answer = say(world, json.dumps({"action": "unsubscribe", "bookingId": UNKNOWN, "id": "m2"}))

    assert (answer["id"], answer["code"]) == ("m2", "internal")
    assert "sojourn" not in json.dumps(answer).lower()


def test_database_that_is_away_is_said_to_be(world: World) -> None:
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "dynamodb.DeleteItem" else None

    answer = say(world, json.dumps({"action": "unsubscribe", "bookingId": UNKNOWN}))

    assert answer["code"] == "unavailable"


def test_who_has_missed_more_than_one_answer_holds_learns_so_and_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = planned(world)
    monkeypatch.setattr(live_updates, "BACKLOG", 2)
    last, seqs, answers = None, list[int](), list[bool]()

    while not answers or answers[-1]:
        said = say(world, json.dumps({"action": "subscribe", "bookingId": booking_id, "lastEventId": last}))
        seqs += [each["seq"] for each in said["events"]]
        answers.append(said["more"])
        last = said["events"][-1]["eventId"]

    assert (seqs, answers) == ([1, 2, 3, 4, 5], [True, True, False])


def test_sound_request_is_taken_and_its_addresses_are_whole(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = msgspec.structs.replace(settings.current(), api_url="https://api.example.com/api/")
    monkeypatch.setattr(settings, "current", lambda: here)

    answer = say(world, request())

    assert answer["type"] == "booking_accepted"
    booking_id = answer["booking"]["bookingId"]
    assert answer["booking"]["url"] == f"https://api.example.com/api/v1/bookings/{booking_id}"
    assert answer["booking"]["eventsUrl"] == f"https://api.example.com/api/v1/sse/bookings/{booking_id}"


def test_an_answer_that_reaches_nobody_forgets_the_connection_and_what_it_listened_to(world: World) -> None:
    booking_id = planned(world)
    say(world, json.dumps({"action": "subscribe", "bookingId": booking_id}))
    world.wire.gone.add("connection")

    websocket.on_message({"requestContext": {"connectionId": "connection"}, "body": json.dumps({"action": "ping"})})

    assert websocket_connections.find_connection("connection") is None
    assert websocket_connections.listeners(booking_id) == []


def test_roles_are_those_that_an_account_of_another_identity_provider_has_now(world: World) -> None:
    message = json.dumps({"action": "subscribe", "bookingId": planned(world)})
    world.wire.federated.add(CLARA.user_id)
    seen = say(world, message, CLARA)["type"]
    world.wire.lost_roles[CLARA.user_id] = frozenset(Role)

    assert (seen, say(world, message, CLARA)["code"]) == ("subscribed", "not_found")


def test_a_booking_that_is_taken_in_by_the_queue_is_planned_as_well(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = msgspec.structs.replace(settings.current(), invoke_mode="queue")
    monkeypatch.setattr(settings, "current", lambda: queued)

    booking_id = say(world, request())["booking"]["bookingId"]
    world.run()

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def test_what_is_asked_for_is_planned_and_pushed_before_anybody_sweeps(world: World) -> None:
    world.sweeping = False

    booking_id = say(world, request())["booking"]["bookingId"]
    world.run()

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    assert [said["event"]["seq"] for _, said in world.wire.pushed if said["type"] == "event"] == [1, 2, 3, 4, 5]


def test_who_is_not_asked_any_more_hears_that_they_were(world: World) -> None:
    booking_id = waiting_for_approval(world)
    revisions.recall(ANNA, booking_id, None)
    world.run()

    heard = say(world, json.dumps({"action": "subscribe_me", "lastEventId": FeedPlace().text}), BEN)["events"]

    assert [each["type"] for each in heard] == ["booking.awaiting_approval", "booking.recalled"]
    assert [each["event"] for each in heard] == [None, None]


def test_what_holds_an_address_in_any_message_is_known_as_one() -> None:
    """By the name of its field, which is how it is made whole when it is sent."""
    kinds = list(message_types())
    held = {f"{kind.__name__}{at}" for kind in kinds for at in addresses_in(inspect.type_info(kind))}

    assert len(kinds) > 15
    assert held == {"Accepted/booking/eventsUrl", "Accepted/booking/url"}
    assert {each.rpartition("/")[2] for each in held} <= ADDRESS_FIELDS


def message_types() -> Iterator[type[Value]]:
    """Every type of what is sent to a connection: set apart by `type`, in the modules that send."""
    for module in (websocket, live_updates, person_feeds, followers):
        for each in vars(module).values():
            if isinstance(each, type) and issubclass(each, Value) and each.__struct_config__.tag_field == "type":
                yield each


def addresses_in(info: inspect.Type, at: str = "", inside: frozenset[type] = frozenset()) -> Iterator[str]:
    """Where in a type a field leads somewhere, by its name."""
    for each in (getattr(info, name, None) for name in ("type", "item_type", "value_type")):
        if isinstance(each, inspect.Type):
            yield from addresses_in(each, at, inside)
    for each in info.types if isinstance(info, inspect.UnionType) else ():
        yield from addresses_in(each, at, inside)
    if isinstance(info, inspect.StructType) and info.cls not in inside:
        for field in info.fields:
            if re.search(r"(?i)(url|uri|href|address|link)$", field.encode_name):
                yield f"{at}/{field.encode_name}"
            yield from addresses_in(field.type, f"{at}/{field.encode_name}", inside | {info.cls})


def test_who_sends_message_after_message_is_refused_like_who_writes_too_much(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = msgspec.structs.replace(settings.current(), writes_per_minute=2)
    monkeypatch.setattr(settings, "current", lambda: limited)
    monkeypatch.setattr(call_limits, "WINDOW_SECONDS", 10**10)  # no minute ends meanwhile

    answers = [say(world, request()) for _ in range(4)]

    assert [each["type"] for each in answers] == ["booking_accepted", "booking_accepted", "error", "error"]
    assert [each["code"] for each in answers[2:]] == ["too_many_requests"] * 2
