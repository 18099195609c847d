"""A user pool: the keys that it signs with, the tokens it signs, its key server on the loopback, and this process's own
settings that believe it. A conftest takes the fixtures by importing them."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jose import jwk, jwt

from chalicelib import settings
from chalicelib.domain.identity import Role
from chalicelib.gateways import user_pool
from chalicelib.services import tokens

POOL = "eu-central-1_Sojourn01"
CLIENT = "client-of-sojourn"
ISSUER = f"https://cognito-idp.eu-central-1.amazonaws.com/{POOL}"


class PoolKeys:
    """A user pool's signing key, and the tokens it signs."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self.private: RSAPrivateKey = generate_private_key(65537, 2048)
        text = self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._signer = jwk.construct(text, "RS256")  # which checks the key, and takes longer than most requests

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        return {"kid": self.kid, "kty": "RSA", "alg": "RS256", "use": "sig", "n": _b64(numbers.n), "e": _b64(numbers.e)}

    def sign(self, claims: dict[str, Any], **headers: Any) -> str:
        return jwt.encode(claims, self._signer, "RS256", headers={"kid": self.kid, **headers})

    def id_token(self, **changes: Any) -> str:
        return self.sign(id_claims(**changes))


class KeyServer:
    """Serves `/<pool>/.well-known/jwks.json`; what it answers can be changed, and what it was asked is counted."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b""
        self.delay = 0.0
        self.asked = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                time.sleep(outer.delay)
                self.send_response(outer.status if self.path == f"/{POOL}/.well-known/jwks.json" else 404)
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                with suppress(BrokenPipeError):  # a slow server is not waited for
                    self.wfile.write(outer.body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def serve(self, *keys: PoolKeys) -> None:
        self.body = json.dumps({"keys": [key.jwk for key in keys]}).encode()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _b64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def id_claims(**changes: Any) -> dict[str, Any]:
    """The claims of a sound id token, with `changes` (None removes one)."""
    now = int(time.time())
    claims = {
        "sub": "user-ada",
        "iss": ISSUER,
        "aud": CLIENT,
        "token_use": "id",
        "iat": now,
        "exp": now + 3600,
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "given_name": "Ada",
        "family_name": "Lovelace",
        "cognito:username": "ada",
        "cognito:groups": ["traveller"],
        **{name.replace("__", ":"): value for name, value in changes.items()},
    }
    return {name: value for name, value in claims.items() if value is not None}


def give_every_role(patch: pytest.MonkeyPatch) -> None:
    """Let the pool have everybody in every group, so that their token says what they may."""
    patch.setattr(user_pool, "list_groups", lambda _user_id: frozenset(Role))


@pytest.fixture(scope="session")
def pool_keys() -> PoolKeys:
    return PoolKeys("first")


@pytest.fixture
def pool_key_server(pool_keys: PoolKeys) -> Iterator[KeyServer]:
    """Serves the keys of the pool that this process checks tokens with."""
    server = KeyServer()
    server.serve(pool_keys)
    yield server
    server.close()


@pytest.fixture
def stage(pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    """This process's own settings: a pool whose keys are on the loopback, tokens checked here."""
    here = settings.Settings(
        user_pool_id=POOL,
        user_pool_client_id=CLIENT,
        state_machine_arn="arn:aws:states:eu-central-1:000000000000:stateMachine:sojourn-local-booking",
        signing_key="a key for tests",
        verify_tokens_in_app=True,
    )
    give_every_role(monkeypatch)
    monkeypatch.setattr(settings, "current", lambda: here)
    # The keys alone come from there: clients of AWS that are made meanwhile, and tables, stay when the server is gone.
    monkeypatch.setattr(tokens, "settings", SimpleNamespace(current=lambda: _led_to(pool_key_server.url)))
    return here


def _led_to(url: str) -> settings.Settings:
    return msgspec.structs.replace(settings.current(), aws_endpoint_url=url)
