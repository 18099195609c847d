"""Who may open a connection, with which token; and what is left of one that was closed."""

import json
import time
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.account_links import invitation_key, pool_key
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.models.account_links import AccountLinkRow
from chalicelib.models.websocket_connections import ConnectionRow, SubscriptionRow
from chalicelib.services import authentication, call_limits, employees, live_updates, tickets
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.workers import websocket
from tests.simulation.cloud.empty import empty_cloud
from tests.support.tables import STAGE
from tests.support.user_pool import CLIENT, POOL, PoolKeys

ADA = Identity(user_id="user-ada", email="ada@example.com", name="Ada Lovelace", groups=frozenset({"traveller"}))
CLARA = Identity(user_id="clara", email="c@example.com", name="Clara", groups=frozenset({"travel-manager"}))


def event(token: str = "", *, ticket: str | None = None, **headers: str) -> dict[str, Any]:
    """What API Gateway calls the function with when somebody connects."""
    context = {"connectionId": "connection", "domainName": "sockets.example.com", "stage": "api"}
    query = {} if ticket is None else {"ticket": ticket}
    signed = {"Authorization": f"Bearer {token}"} if token else {}
    return {"requestContext": context, "headers": {**signed, **headers}, "queryStringParameters": query or None}


def take_ticket(pool_keys: PoolKeys, *, origin: str | None = None, **claims: Any) -> str:
    """A ticket of whoever a new id token speaks for."""
    session = authentication.verify_session(pool_keys.id_token(**claims))
    return tickets.take_ticket(session, clock.new_id("tkt"), origin=origin).text


def open_connections() -> list[str]:
    return [row.connection_id for row in ConnectionRow.scan()]


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_a_good_token_opens_a_connection(pool_keys: PoolKeys) -> None:
    assert (websocket.on_connect(event(pool_keys.id_token())), open_connections()) == (
        {"statusCode": 200},
        ["connection"],
    )


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_a_token_in_the_address_opens_none(pool_keys: PoolKeys) -> None:
    knock = {**event(), "queryStringParameters": {"token": pool_keys.id_token()}}

    assert (websocket.on_connect(knock), open_connections()) == ({"statusCode": 401}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_a_ticket_in_the_address_opens_one_connection_until_its_token_ends(pool_keys: PoolKeys) -> None:
    ends = int(time.time()) + 1_000
    ticket = take_ticket(pool_keys, exp=ends)

    answers = [websocket.on_connect(event(ticket=ticket))["statusCode"] for _ in range(2)]

    connection = live_updates.get_connection("connection")
    assert answers == [200, 401]
    assert connection.identity.user_id == ADA.user_id
    assert connection.expires_at.timestamp() == ends


@pytest.mark.usefixtures("nobody_has_left", "stage")
@pytest.mark.parametrize(
    ("token", "origin"), [(True, None), (False, "https://evil.example")], ids=["beside a token", "of another page"]
)
def test_a_ticket_that_is_not_used_as_it_is_meant_to_be_opens_none(
    token: bool, origin: str | None, pool_keys: PoolKeys
) -> None:
    ticket = take_ticket(pool_keys, origin="https://travel.example.com")
    sent = {"Origin": origin} if origin else {}

    answer = websocket.on_connect(event(pool_keys.id_token() if token else "", ticket=ticket, **sent))

    assert (answer, open_connections()) == ({"statusCode": 401}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_rights_are_asked_when_a_ticket_is_used(pool_keys: PoolKeys) -> None:
    ticket = take_ticket(pool_keys)
    employees.put_employee(CLARA, ADA.user_id, EmployeeDetails(name="Ada Lovelace"), expected=None)
    employees.deactivate_employee(CLARA, ADA.user_id, expected=1)

    assert (websocket.on_connect(event(ticket=ticket)), open_connections()) == ({"statusCode": 403}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
@pytest.mark.parametrize("token", ["", "no.token", "x" * 9_000])
def test_what_is_no_token_opens_none(token: str) -> None:
    assert (websocket.on_connect(event(token)), open_connections()) == ({"statusCode": 401}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_who_has_left_opens_none(pool_keys: PoolKeys) -> None:
    employees.put_employee(CLARA, ADA.user_id, EmployeeDetails(name="Ada Lovelace"), expected=None)
    employees.deactivate_employee(CLARA, ADA.user_id, expected=1)

    assert (websocket.on_connect(event(pool_keys.id_token())), open_connections()) == ({"statusCode": 403}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_who_was_erased_opens_none(pool_keys: PoolKeys) -> None:
    privacy_requests.request_erasure(ADA, None, erasure_id="era_01JQZX5V9D7R8M3T2K6W0000E1")

    assert (websocket.on_connect(event(pool_keys.id_token())), open_connections()) == ({"statusCode": 403}, [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_who_opens_connection_after_connection_is_refused_like_who_writes_too_much(
    pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = msgspec.structs.replace(settings.current(), writes_per_minute=2)
    monkeypatch.setattr(settings, "current", lambda: limited)
    monkeypatch.setattr(call_limits, "WINDOW_SECONDS", 10**10)  # no minute ends meanwhile

    answers = [websocket.on_connect(event(pool_keys.id_token()))["statusCode"] for _ in range(4)]

    assert (answers, open_connections()) == ([200, 200, 429, 429], ["connection"])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_a_closed_connection_leaves_nothing(pool_keys: PoolKeys) -> None:
    websocket.on_connect(event(pool_keys.id_token()))
    connection = live_updates.get_connection("connection")
    SubscriptionRow("bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", connection.connection_id, expires_at=2**31).save()

    websocket.on_disconnect({"requestContext": {"connectionId": "connection"}})

    assert (open_connections(), [*SubscriptionRow.scan()]) == ([], [])


@pytest.mark.usefixtures("nobody_has_left", "stage")
def test_who_was_invited_is_the_person_whose_account_it_is(pool_keys: PoolKeys) -> None:
    AccountLinkRow(pool_key(POOL)).save()
    AccountLinkRow(invitation_key(POOL, "ada@example.com"), user_id="user-of-old", expires_at=2**31).save()

    websocket.on_connect(event(pool_keys.id_token(email_verified=True)))

    assert live_updates.get_connection("connection").identity.user_id == "user-of-old"


@pytest.mark.usefixtures("stage")
def test_a_stage_whose_pool_is_not_set_looks_it_up(pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), user_pool_id="", user_pool_client_id="")
    monkeypatch.setattr(settings, "current", lambda: without)
    with empty_cloud() as wire:
        known = {"userPoolId": POOL, "userPoolClientId": CLIENT}
        wire.parameters[f"/sojourn/{STAGE}/foundation"] = json.dumps(known)

        assert websocket.on_connect(event(pool_keys.id_token())) == {"statusCode": 200}
