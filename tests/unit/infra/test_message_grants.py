"""What a message over a WebSocket leads to, its function may do: each call that it makes is granted."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.services import live_updates
from chalicelib.workers import websocket
from tests.least_privilege.evaluator import is_allowed
from tests.least_privilege.naming import requests_of
from tests.least_privilege.pairs import on_stage
from tests.least_privilege.requests import Request
from tests.least_privilege.stages import role_policy
from tests.simulation.arranging import arrange, profile_of
from tests.simulation.given_credits import credit_of
from tests.simulation.stages import NEEDS_APPROVAL, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world
from tests.support.accounts import let_everybody_be_known
from tests.support.asked_trips import journey_body

Talk = list[dict[str, Any]]


def said(booking_id: str, *messages: str) -> Talk:
    asked = {"action": "send_message", "bookingId": booking_id}
    return [{**asked, "message": each, "idempotencyKey": f"key-{n}"} for n, each in enumerate(messages)]


def create(key: str = "key", **changes: Any) -> dict[str, Any]:
    body = journey_body("Berlin", "London", "2027-03-03", "2027-03-05", purpose="Sales kickoff", **changes)
    return {"action": "create_booking", "idempotencyKey": key, "body": body}


def choose_for_a_credit(made: World) -> Talk:
    credit_of(made)
    return said(planned(made), "option 1")


def talk_about_a_request_for_approval(made: World) -> Talk:
    return said(waiting_for_approval(made), "a day later", "yes")


def create_twice_and_listen(made: World) -> Talk:
    return [create(), create(), {"action": "ping"}]


def create_for_a_colleague(made: World) -> Talk:
    return [create(passengerIds=[profile_of("david")])]


def choose_for_a_colleague(made: World) -> Talk:
    booking_id = arrange(made, "david")
    made.run()
    return said(booking_id, "option 1")


def listen_to_what_was_decided(made: World) -> Talk:
    booking_id = waiting_for_approval(made)
    made.decide(booking_id, "approved", BEN)
    return [{"action": action, "bookingId": booking_id} for action in ("subscribe", "unsubscribe")]


def ask_of_another_identity_provider(made: World) -> Talk:
    booking_id = planned(made)
    made.wire.accounts |= {"clara": "Clara Rossi"}
    made.wire.refusals["cognito-idp.AdminListGroupsForUser"] = ['{"__type": "UserNotFoundException"}']
    return [{"action": "subscribe", "bookingId": booking_id}]


def ping_from_a_connection_that_is_gone(made: World) -> Talk:
    made.wire.gone.add("connection")
    return [{"action": "ping"}]


def choose_what_has_to_be_approved(made: World) -> Talk:
    made.publish(NEEDS_APPROVAL)
    return said(planned(made), "option 1")


TALKS: list[Callable[[World], Talk]] = [
    lambda made: said(planned(made), "no, the 12th", "the second one"),
    lambda made: said(planned(made), "make it business"),
    lambda made: said(planned(made), "option 1"),
    lambda made: said(planned(made), "cancel the trip", "yes"),
    talk_about_a_request_for_approval,
    choose_for_a_credit,
    choose_what_has_to_be_approved,
    create_twice_and_listen,
    create_for_a_colleague,
    choose_for_a_colleague,
    listen_to_what_was_decided,
    ask_of_another_identity_provider,
    ping_from_a_connection_that_is_gone,
]


@pytest.mark.parametrize("begin", TALKS)
def test_each_call_that_a_message_leads_to_is_granted(
    begin: Callable[[World], Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    if begin in {create_for_a_colleague, choose_for_a_colleague}:
        let_everybody_be_known(monkeypatch)
    with world() as made:
        talk = begin(made)
        mode: Any = "queue" if begin is create_for_a_colleague else "direct"
        here = msgspec.structs.replace(settings.current(), invoke_mode=mode, reads_per_minute=60, writes_per_minute=60)
        monkeypatch.setattr(settings, "current", lambda: here)
        who = CLARA if begin is ask_of_another_identity_provider else ANNA
        live_updates.connect(who, "connection", "https://socket/api", until=clock.now() + timedelta(hours=1))
        begun = len(made.wire.calls)
        for message in talk:
            websocket.on_message({"requestContext": {"connectionId": "connection"}, "body": json.dumps(message)})
        calls = made.wire.calls[begun:]

    assert "error" not in [answer["type"] for _, answer in made.wire.pushed]
    wanted = {each for call in calls for each in _rights_of(call.operation, call.params)}
    for stage in ("local", "prod"):
        policy = role_policy("websocket_message", stage)
        moved = {on_stage(each, stage, emulated=stage == "local") for each in wanted}
        assert {each for each in moved if not is_allowed(policy, each)} == set()


def _rights_of(operation: str, params: Any) -> list[Request]:
    service, _, called = operation.partition(".")
    if service == "connections":
        return requests_of("apigatewaymanagementapi", f"{called}ToConnection", params)
    return requests_of(service, called, params)
