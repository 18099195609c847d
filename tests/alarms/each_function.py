"""Every function once, with an event of its own: what it logs when something goes wrong comes from its own group."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from chalicelib.api import streams
from chalicelib.gateways import parameters
from chalicelib.services import authentication
from chalicelib.workers import authorization, policy_search, policy_tables, schedules, secret_rotation, websocket
from tests.alarms.functions import OF_QUEUES, read_timeouts
from tests.alarms.stage import Stage, Trouble
from tests.simulation.stages import planned
from tests.simulation.state_machine import TaskFailed
from tests.simulation.world import ANNA
from tests.support.gateway import call, make_event
from tests.support.streamed import Invocation

CONNECTION = "connection-1"
_MESSAGE = {
    "seq": 1,
    "webhookId": "whk_01JQZX5V9D7R8M3T2K6W000001",
    "eventId": "evt_01JQZX5V9D7R8M3T2K6W000001_000001",
    "revision": 1,
    "documentId": "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE",
    "version": 1,
}
SECRET = {
    "Step": "createSecret",
    "SecretId": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:sojourn-local-signing-AbCdEf",
    "ClientRequestToken": "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d",
}
_SOCKET = {"connectionId": CONNECTION, "domainName": "sockets.example.com", "stage": "api"}
_ARN = "arn:aws:execute-api:eu-central-1:123456789012:abc123"
_TOKEN = {"Authorization": "Bearer token"}


@cache
def _make_request() -> dict[str, Any]:
    """What the gateway calls the function with that streams."""
    return make_event(ANNA, "GET", "/v1/sse/me?wait=0")


def authorize_for_the_first_time() -> None:
    """Have a token verified by an authorizer that does not know the user pool yet, and has to ask."""
    parameters.current.cache_clear()
    authorization.authorize(_TOKEN["Authorization"], f"{_ARN}/api/GET/v1/trips")


_QUEUES = {function: queue for queue, function in OF_QUEUES.items()}
_BY_NAME: Mapping[str, Callable[[], object]] = {
    "api_handler": lambda: call(ANNA, "GET", "/v1/trips"),
    "authorize_caller": authorize_for_the_first_time,
    "stream_events": lambda: list(streams.stream(_make_request(), Invocation())),
    "heartbeat": schedules.send_heartbeats,
    "sweeper": schedules.sweep,
    "nightly": schedules.purge_expired,
    "anchor_audit": schedules.anchor_audit,
    "rotate_secret": lambda: secret_rotation.rotate_secret(SECRET),
    "read_policy_tables": lambda: policy_tables.read_policy_tables({"key": "policies/x/1/file", "pages": [1]}),
    "search_policies": lambda: policy_search.search_policies({"question": "hotel", "limit": 3}),
    "websocket_connect": lambda: websocket.on_connect({"requestContext": _SOCKET, "headers": _TOKEN}),
    "websocket_message": lambda: websocket.on_message({"requestContext": _SOCKET, "body": '{"action": "ping"}'}),
    "websocket_disconnect": lambda: websocket.on_disconnect({"requestContext": _SOCKET}),
}


def run_each(stage: Stage, trouble: Trouble) -> None:
    """Run every function that there is, with something wrong outside."""
    booking_id = planned(stage.world)
    session = authentication.Session(identity=ANNA, expires_at=stage.now + timedelta(hours=1))
    stage.patch.setattr(authentication, "verify_session", lambda _token: session)
    _make_request.cache_clear()
    _make_request()  # before anything is wrong, for the gateway looks nothing up
    stage.trouble = trouble
    for function in read_timeouts():
        run_one(stage, function, booking_id)


def run_one(stage: Stage, function: str, booking_id: str) -> None:
    """Run one function; whether it succeeds does not matter."""
    if function in _QUEUES:
        stage.send(_QUEUES[function], json.dumps({"bookingId": booking_id, **_MESSAGE}))
        stage.run(seconds=1)
    elif function.startswith("step_"):
        try:
            stage.world.call(function, _say_task(stage, booking_id))
        except TaskFailed:
            return  # as the workflow sees it; what it logs is what counts
    else:
        stage.world.guarded(function, _BY_NAME[function])


def _say_task(stage: Stage, booking_id: str) -> dict[str, Any]:
    """What any task of the workflow may be given."""
    return {
        "bookingId": booking_id,
        "round": 0,
        "approvalRequests": 0,
        "taskToken": "token",
        "enteredAt": stage.now.isoformat().replace("+00:00", "Z"),
        "attempt": 0,
        "on": "approval",
        "step": "hold",
        "error": {"Error": "Unavailable", "Cause": "{}"},
        "ending": "failed",
    }
