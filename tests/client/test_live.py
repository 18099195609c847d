"""Live events: the connection is opened by a ticket, and no token stands in its address."""

from contextlib import contextmanager
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest
from websockets.exceptions import ConnectionClosedOK

from chalicelib.api.openapi import examples
from sojourn_client import Client, live
from sojourn_client.events import read_event
from tests.client.conftest import Server


def test_a_connection_is_opened_by_a_ticket(server: Server, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, dict[str, Any]]] = []

    @contextmanager
    def connect(address: str, **how: Any) -> Any:
        opened.append((address, how))
        yield None

    monkeypatch.setattr(live, "connect", connect)
    server.says(201, {"ticket": "tkt_1", "expiresAt": "2027-03-03T09:41:00Z"})

    with live.listen(client, "wss://live.example.com/api"):
        pass

    assert opened == [("wss://live.example.com/api?ticket=tkt_1", {"open_timeout": 20})]
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.headers["Authorization"]) == ("POST", "/api/v1/tickets", "Bearer a-token")


def test_events_are_read_one_by_one_and_those_that_were_missed_together() -> None:
    event = msgspec.json.encode(examples.EVENT).decode()
    socket = Mock()
    socket.recv.side_effect = [
        '{"type": "subscribed"}',
        f'{{"type": "events", "events": [{event}, {event}]}}',
        f'{{"type": "event", "event": {event}}}',
        ConnectionClosedOK(None, None),
    ]

    assert list(live.Live(socket)) == [read_event(event)] * 3
    socket.send.assert_not_called()


def test_of_what_was_missed_the_rest_is_asked_for() -> None:
    event = msgspec.json.encode(examples.EVENT).decode()
    socket = Mock()
    socket.recv.side_effect = [
        f'{{"type": "subscribed", "events": [{event}], "more": true}}',
        f'{{"type": "subscribed", "events": [{event}], "more": false}}',
        ConnectionClosedOK(None, None),
    ]

    assert len(list(live.Live(socket))) == 2

    (said,) = [msgspec.json.decode(each.args[0]) for each in socket.send.call_args_list]
    assert said == {
        "action": "subscribe",
        "bookingId": examples.EVENT.booking_id,
        "lastEventId": examples.EVENT.event_id,
    }
