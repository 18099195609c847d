"""That every operation of a person is limited, generated from the routes, and what is answered."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import get_args

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.route import Route
from chalicelib.errors import TooManyRequests
from chalicelib.services import call_limits
from chalicelib.services.call_limits import CallKind, CallLimits
from chalicelib.workers import websocket
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world
from tests.support.described import describe_api
from tests.support.gateway import call

ROUTES = [route for blueprint in BLUEPRINTS for route in blueprint.api_routes]
LIMITED = [route for route in ROUTES if not route.public]


@pytest.fixture(scope="module")
def limited_world() -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, world() as made:
        limited = msgspec.structs.replace(
            settings.current(), reads_per_minute=1, writes_per_minute=1, device_calls_per_minute=1
        )
        patch.setattr(settings, "current", lambda: limited)
        patch.setattr(call_limits, "_here", CallLimits())
        made.clock.turn(seconds=15)
        for kind in get_args(CallKind):
            use_up(kind)
        yield made


def use_up(kind: CallKind) -> None:
    with suppress(TooManyRequests):
        while True:
            call_limits.count_call(ANNA.user_id, kind)


@pytest.mark.parametrize("route", LIMITED, ids=lambda route: f"{route.method} {route.path}")
def test_every_operation_of_a_person_is_limited(limited_world: World, route: Route) -> None:
    path = route.path
    for name, param in route.params.items():
        path = path.replace(f"{{{name}}}", param.example)

    answer = call(ANNA, route.method, path, {} if route.body_type else None)

    assert (answer.status, answer.body["type"]) == (429, "urn:sojourn:problem:too-many-requests")
    assert answer.headers["Retry-After"] == "45"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_socket_has_the_same_limit(limited_world: World) -> None:
    connection = limited_world.listen(limited_world.ask())
    body = json.dumps({"action": "ping", "id": "7"})
    websocket.on_message({"requestContext": {"connectionId": connection}, "body": body})

    to, said = limited_world.wire.pushed[-1]
    assert (to, said["type"], said["code"], said["id"]) == (connection, "error", "too_many_requests", "7")


def test_every_operation_of_a_person_describes_it() -> None:
    paths = describe_api()["paths"]

    for route in ROUTES:
        responses = paths[route.path][route.method.lower()]["responses"]
        is_limited = not route.public or TooManyRequests in route.errors  # devices are, each by its credential
        assert ("429" in responses) is is_limited
        if is_limited:
            assert "Retry-After" in responses["429"]["headers"]
