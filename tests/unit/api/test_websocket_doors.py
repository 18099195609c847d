"""Who may open a connection, with which token; and what is left of one that was closed."""

from typing import Any

import pytest

from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.models.websocket_connections import ConnectionRow, SubscriptionRow
from chalicelib.services import employees, live_updates
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.workers import websocket
from tests.support.user_pool import PoolKeys

ADA = Identity(user_id="user-ada", email="ada@example.com", name="Ada Lovelace", groups=frozenset({"traveller"}))
CLARA = Identity(user_id="clara", email="c@example.com", name="Clara", groups=frozenset({"travel-manager"}))


def event(token: str, *, in_address: bool = False) -> dict[str, Any]:
    """What API Gateway calls the function with when somebody connects."""
    context = {"connectionId": "connection", "domainName": "sockets.example.com", "stage": "api"}
    if in_address:
        return {"requestContext": context, "queryStringParameters": {"token": token}}
    return {"requestContext": context, "headers": {"Authorization": f"Bearer {token}"}}


def open_connections() -> list[str]:
    return [row.connection_id for row in ConnectionRow.scan()]


@pytest.mark.usefixtures("nobody_has_left", "stage")
@pytest.mark.parametrize("in_address", [False, True])
def test_a_good_token_opens_a_connection_wherever_it_stands(pool_keys: PoolKeys, in_address: bool) -> None:
    answer = websocket.on_connect(event(pool_keys.id_token(), in_address=in_address))

    assert (answer, open_connections()) == ({"statusCode": 200}, ["connection"])


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
def test_a_closed_connection_leaves_nothing(pool_keys: PoolKeys) -> None:
    websocket.on_connect(event(pool_keys.id_token()))
    connection = live_updates.get_connection("connection")
    SubscriptionRow("bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", connection.connection_id, expires_at=2**31).save()

    websocket.on_disconnect({"requestContext": {"connectionId": "connection"}})

    assert (open_connections(), [*SubscriptionRow.scan()]) == ([], [])
