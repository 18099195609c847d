"""Every door against everything that is malformed: none takes what another refuses, and none breaks on it.

HTTP routes are tried with the same bodies in `tests/unit/api/test_bad_input.py`.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.decoding.json_text import parse_json
from chalicelib.decoding.typed_values import to_body
from chalicelib.errors import BodyTooLarge, InvalidInput
from chalicelib.gateways import queues
from chalicelib.services import live_updates
from chalicelib.workers import websocket
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support import doors
from tests.support.doors import Door
from tests.support.malformed import Malformed, no_json

SOUND = b'{"a": 1}'
STEPS, QUEUES = doors.steps(), doors.queues()
DOORS = {each.name: each for each in doors.doors()}
REFUSED = {"invalid_input", "body_too_large"}


def size() -> tuple[int, int]:
    """How many doors are tried, HTTP's among them, with how many bodies each that no door may take."""
    return len(DOORS) + len(doors.bodies()), len(no_json(SOUND))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with new_world() as made:
        live_updates.connect(ANNA, "connection", "https://socket/api", until=clock.now() + timedelta(hours=1))
        yield made


@pytest.fixture
def put_aside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What queues' functions put aside."""
    found: list[str] = []
    monkeypatch.setattr(queues, "put_aside", lambda _queue, body: found.append(body))
    return found


@cache
def bodies_for(door: Door) -> list[Malformed]:
    """The bodies that fit nowhere, and those that are made from what this door takes."""
    found = doors.malformed_for(door)
    if door.name in STEPS:  # space around a payload is gone before a function sees it
        found = [bad for bad in found if bad.name != "two megabytes of white space"]
    return found


def is_refused(door: Door, raw: bytes, world: World, put_aside: list[str]) -> bool:
    """Whether the door refuses a body in its own way, and does nothing else."""
    if door.name in STEPS:
        return _is_refused_by_a_step(door, raw)
    if door.name in QUEUES:
        put_aside.clear()
        doors.enter(door.name, raw)
        return len(put_aside) == 1
    text = raw.decode("utf-8", "surrogateescape")
    websocket.on_message({"requestContext": {"connectionId": "connection"}, "body": text})
    answer: dict[str, Any] = world.wire.pushed[-1][1]
    return answer["type"] == "error" and answer["code"] in REFUSED


def _is_refused_by_a_step(door: Door, raw: bytes) -> bool:
    try:
        doors.parse_as_lambda_does(raw)
    except (ValueError, RecursionError):
        return True
    try:
        doors.enter(door.name, raw)
    except (InvalidInput, BodyTooLarge):
        return True
    return False


@pytest.mark.parametrize("name", DOORS)
def test_what_is_malformed_is_refused_at_every_door(name: str, world: World, put_aside: list[str]) -> None:
    door = DOORS[name]
    bodies = bodies_for(door)

    taken = [bad.name for bad in bodies if not is_refused(door, bad.raw, world, put_aside)]

    assert taken == []
    assert len(bodies) > len(no_json(SOUND))


@pytest.mark.parametrize("name", [*QUEUES, *STEPS])
def test_what_a_newer_release_adds_is_read(name: str) -> None:
    door = DOORS[name]
    sound = json.dumps({**doors.example_for(door), "unheardOf": {"a": [1]}}).encode()

    assert to_body(parse_json(sound), door.wanted)


def test_every_time_that_comes_in_is_a_day_or_a_moment() -> None:
    bare = {name: found for name, wanted in doors.inputs().items() if (found := doors.bare_times_in(wanted))}

    assert bare == {}


def test_every_id_that_comes_in_has_a_pattern() -> None:
    bare = {name: found for name, wanted in doors.inputs().items() if (found := doors.bare_ids_in(wanted))}

    assert bare == {}


def test_doors_are_found() -> None:
    assert {"action subscribe", "booking_intake", "step_book"} <= DOORS.keys()
    assert len(doors.inputs()) > len(DOORS) + len(doors.bodies())
    rows, columns = size()
    assert rows > 45
    assert columns > 30
