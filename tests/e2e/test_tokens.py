"""Who is let in: every way of having no right to is refused at the gateway, in `chalice local` and on WebSocket."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
import urllib3
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from infra.package import ROOT
from local.client import Client, open_socket
from tests.e2e.ear import Json
from tests.e2e.forging import ISSUED, PoolForger
from tests.e2e.world import World
from tests.support.forgeries import FORGERIES
from tests.support.waiting import PATIENCE, eventually

# One of every kind; `make security` tries all that there are on every operation.
ATTACKS: dict[str, Callable[[PoolForger], str | None]] = {
    "no token": lambda _: None,
    **{
        name: FORGERIES[name]
        for name in (
            *("garbage", "three parts of nothing", "alg none", "HS256 with the public key", "unknown key id"),
            *("another key of the same id", "tampered groups", "expired", "not yet", "other pool", "other client"),
        )
    },
    **ISSUED,
}


@pytest.fixture(scope="module")
def forger(world: World) -> PoolForger:
    return PoolForger(world)


@pytest.fixture(scope="module")
def chalice_local(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `make local RELOAD=off`, served against the running copy: other tests write files meanwhile."""
    port = free_port()
    environment = {**os.environ, "SOJOURN_HOME": world.stack.home, "SOJOURN_LOCAL_PORT": str(port)}
    address = f"http://127.0.0.1:{port}"
    with (tmp_path_factory.mktemp("serve") / "log").open("wb") as log:
        command = [sys.executable, "-m", "local", "serve", "--no-reload"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        eventually(lambda: answers(f"{address}/v1/health"))
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        return urllib3.request("GET", address, retries=False, timeout=60).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.mark.parametrize("attack", ATTACKS)
def test_gateway_refuses(world: World, forger: PoolForger, attack: str) -> None:
    reply = Client(world.stack.base_url, ATTACKS[attack](forger)).call("GET", "/v1/me")

    assert reply.status == 401
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.body["status"] == 401
    assert "application/problem+json" in reply.headers["Content-Type"]


@pytest.mark.waits
@pytest.mark.parametrize("attack", ATTACKS)
def test_chalice_local_refuses(chalice_local: str, forger: PoolForger, attack: str) -> None:
    reply = Client(chalice_local, ATTACKS[attack](forger)).call("GET", "/v1/me")

    assert (reply.status, reply.body["status"]) == (401, 401)
    assert "application/problem+json" in reply.headers["Content-Type"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_websocket_refuses(world: World, forger: PoolForger, attack: str) -> None:
    token = ATTACKS[attack](forger)

    # AWS hands the function's 401 to the client; the embedded cloud says 403 for whatever the function refuses.
    with pytest.raises(InvalidStatus) as refused, open_socket(world.stack, token or ""):
        pass
    assert refused.value.response.status_code == 403
    assert world.invoke("websocket_connect", connecting(token)) == {"statusCode": 401}


@pytest.mark.waits
def test_good_token_is_let_in_everywhere(world: World, forger: PoolForger, chalice_local: str) -> None:
    good = forger.good

    for address in (world.stack.base_url, chalice_local):
        me = Client(address, good).call("GET", "/v1/me")
        assert (me.status, me.body["userId"], me.body["roles"]) == (200, forger.claims["sub"], ["traveller"])
    bare = Client(world.stack.base_url).call("GET", "/v1/me", headers={"Authorization": good})
    assert bare.status == 200, "a Cognito authorizer takes the token without a scheme too"
    with open_socket(world.stack, good) as connection:
        connection.send('{"action": "ping", "id": "1"}')
        assert json.loads(connection.recv(10)) == {"type": "pong", "id": "1"}


def test_browser_brings_a_ticket_in_the_address_and_no_token(world: World, forger: PoolForger) -> None:
    ticket = Client(world.stack.base_url, forger.good).post("/v1/tickets")["ticket"]
    address = f"{world.stack.websocket_url}?ticket={ticket}"

    with connect(address, open_timeout=20) as connection:
        connection.send('{"action": "ping", "id": "1"}')
        assert json.loads(connection.recv(10))["type"] == "pong"

    for refused in (address, f"{world.stack.websocket_url}?token={forger.good}"):
        with pytest.raises(InvalidStatus), connect(refused, open_timeout=20):
            pass


def test_browser_streams_by_a_ticket_once(world: World, forger: PoolForger) -> None:
    ticket = Client(world.stack.base_url, forger.good).post("/v1/tickets")["ticket"]
    nobody, path = Client(world.stack.base_url), f"/v1/sse/me?wait=0&ticket={ticket}"

    assert [nobody.call("GET", path).status for _ in range(2)] == [200, 401]


def test_forger_could_sign_for_the_pool(world: World, forger: PoolForger) -> None:
    """So that what is refused above is refused for what is wrong with it, and not for the forger's bad hand."""
    now = int(time.time())
    sound = forger.with_claims(iat=now, exp=now + 600)

    assert Client(world.stack.base_url, sound).call("GET", "/v1/me").status == 200


def connecting(token: str | None) -> Json:
    """What API Gateway sends to `$connect`."""
    return {
        "headers": {"Authorization": f"Bearer {token}"} if token else {},
        "requestContext": {
            "routeKey": "$connect",
            "eventType": "CONNECT",
            "apiId": "another",
            "connectionId": uuid.uuid4().hex[:16],
            "domainName": "api.example.com",
            "stage": "api",
        },
        "isBase64Encoded": False,
    }
