"""Who is let in: every way of having no right to is refused at the gateway, in `chalice local` and on WebSocket."""

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from infra.package import ROOT
from local.client import Client, open_socket
from tests.e2e.world import Json, World, eventually

START_SECONDS = 60
PASSWORD = "A-password-4-another-pool!"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(value: Json) -> str:
    return encoded(json.dumps(value).encode())


def read(text: str) -> Json:
    return dict(json.loads(base64.urlsafe_b64decode(text + "==")))


def signed(header: Json, claims: Json, key: rsa.RSAPrivateKey) -> str:
    content = f"{part(header)}.{part(claims)}"
    return f"{content}.{encoded(key.sign(content.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Forger:
    """Makes tokens that must not hold, from a good one and, where only the pool itself could, with the pool's own key.

    The embedded cloud keeps each pool's private keys as files of its state; AWS gives them to nobody.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.good = world.stack.tokens("traveller")
        self.header, self.claims = (read(text) for text in self.good["IdToken"].split(".")[:2])
        folder = Path(world.stack.home) / "state" / "cognito-pool-keys"
        file = folder / f"{world.stack.user_pool_id}-id.pem"
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        self.pool_key = key

    def with_pool_key(self, **claims: Any) -> str:
        return signed(self.header, {**self.claims, **claims}, self.pool_key)

    def garbage(self) -> str:
        return "garbage"

    def three_parts_of_garbage(self) -> str:
        return "e30.e30.e30"

    def alg_none(self) -> str:
        return f"{part({'alg': 'none', 'kid': self.header['kid']})}.{part(self.claims)}."

    def hs256_with_the_public_key(self) -> str:
        public = self.pool_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        content = f"{part({**self.header, 'alg': 'HS256'})}.{part(self.claims)}"
        return f"{content}.{encoded(hmac.new(public, content.encode(), hashlib.sha256).digest())}"

    def expired(self) -> str:
        now = int(time.time())
        return self.with_pool_key(iat=now - 7200, auth_time=now - 7200, exp=now - 3600)

    def issued_elsewhere(self) -> str:
        return self.with_pool_key(iss="https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Elsewhere")

    def tampered_payload(self) -> str:
        header, _, signature = self.good["IdToken"].split(".")
        return f"{header}.{part({**self.claims, 'cognito:groups': ['travel-manager']})}.{signature}"

    def another_key_of_the_same_name(self) -> str:
        return signed(self.header, self.claims, rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def unknown_kid(self) -> str:
        return signed({**self.header, "kid": "unknown"}, self.claims, self.pool_key)

    def access_token(self) -> str:
        return self.good["AccessToken"]

    def other_client(self) -> str:
        """A real id token of a real user, for another application of the same pool."""
        cognito = self.world.service("cognito-idp")
        client = cognito.create_user_pool_client(
            UserPoolId=self.world.stack.user_pool_id,
            ClientName="another-application",
            ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        )["UserPoolClient"]["ClientId"]
        user = self.world.stack.users["traveller"]
        return self._sign_in(client, user.email, user.password)

    def other_pool(self) -> str:
        """A real id token of a user of the same name in another pool."""
        cognito = self.world.service("cognito-idp")
        pool = cognito.create_user_pool(PoolName=f"another-{uuid.uuid4().hex[:8]}")["UserPool"]["Id"]
        client = cognito.create_user_pool_client(
            UserPoolId=pool,
            ClientName="another",
            ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        )["UserPoolClient"]["ClientId"]
        user = self.world.stack.users["traveller"]
        cognito.admin_create_user(UserPoolId=pool, Username=user.email, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(UserPoolId=pool, Username=user.email, Password=PASSWORD, Permanent=True)
        return self._sign_in(client, user.email, PASSWORD)

    def _sign_in(self, client: str, name: str, password: str) -> str:
        answer = self.world.service("cognito-idp").initiate_auth(
            ClientId=client,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["IdToken"])


FORGERIES: dict[str, Callable[[Forger], str | None]] = {
    "no token": lambda _: None,
    **{
        made.__name__.replace("_", " "): made
        for made in (
            Forger.garbage,
            Forger.three_parts_of_garbage,
            Forger.alg_none,
            Forger.hs256_with_the_public_key,
            Forger.expired,
            Forger.issued_elsewhere,
            Forger.tampered_payload,
            Forger.another_key_of_the_same_name,
            Forger.unknown_kid,
            Forger.access_token,
            Forger.other_client,
            Forger.other_pool,
        )
    },
}


@pytest.fixture(scope="module")
def forger(world: World) -> Forger:
    return Forger(world)


@pytest.fixture(scope="module")
def chalice_local(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `make local`, served against the running copy."""
    port = free_port()
    environment = {**os.environ, "SOJOURN_HOME": world.stack.home, "SOJOURN_LOCAL_PORT": str(port)}
    address = f"http://127.0.0.1:{port}"
    with (tmp_path_factory.mktemp("serve") / "log").open("wb") as log:
        command = [sys.executable, "-m", "local", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        eventually(lambda: answers(f"{address}/v1/health"), START_SECONDS)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        return urllib3.request("GET", address, retries=False, timeout=5).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.mark.parametrize("forgery", FORGERIES)
def test_gateway_refuses(world: World, forger: Forger, forgery: str) -> None:
    reply = Client(world.stack.base_url, FORGERIES[forgery](forger)).call("GET", "/v1/me")

    assert reply.status == 401
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.body["status"] == 401
    assert "application/problem+json" in reply.headers["Content-Type"]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_chalice_local_refuses(chalice_local: str, forger: Forger, forgery: str) -> None:
    reply = Client(chalice_local, FORGERIES[forgery](forger)).call("GET", "/v1/me")

    assert (reply.status, reply.body["status"]) == (401, 401)
    assert "application/problem+json" in reply.headers["Content-Type"]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_websocket_refuses(world: World, forger: Forger, forgery: str) -> None:
    token = FORGERIES[forgery](forger)

    # AWS hands the function's 401 to the client; the embedded cloud says 403 for whatever the function refuses.
    with pytest.raises(InvalidStatus) as refused, open_socket(world.stack, token or ""):
        pass
    assert refused.value.response.status_code == 403
    assert world.invoke("websocket_connect", connecting(token)) == {"statusCode": 401}


def test_good_token_is_let_in_everywhere(world: World, forger: Forger, chalice_local: str) -> None:
    good = forger.good["IdToken"]

    for address in (world.stack.base_url, chalice_local):
        me = Client(address, good).call("GET", "/v1/me")
        assert (me.status, me.body["userId"], me.body["roles"]) == (200, forger.claims["sub"], ["traveller"])
    bare = Client(world.stack.base_url).call("GET", "/v1/me", headers={"Authorization": good})
    assert bare.status == 200, "a Cognito authorizer takes the token without a scheme too"
    with open_socket(world.stack, good) as connection:
        connection.send('{"action": "ping", "id": "1"}')
        assert json.loads(connection.recv(10)) == {"type": "pong", "id": "1"}


def test_browser_may_bring_the_token_in_the_query(world: World, forger: Forger) -> None:
    with connect(f"{world.stack.websocket_url}?token={forger.good['IdToken']}", open_timeout=20) as connection:
        connection.send('{"action": "ping", "id": "1"}')
        assert json.loads(connection.recv(10))["type"] == "pong"


def test_forger_could_sign_for_the_pool(world: World, forger: Forger) -> None:
    """So that what is refused above is refused for what is wrong with it, and not for the forger's bad hand."""
    now = int(time.time())
    sound = forger.with_pool_key(iat=now, exp=now + 600)

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
