"""A browser that signs somebody in on the pool's page, a program that asks for tokens, and the company's own identity
provider; all over HTTP, as the pool knows them."""

import base64
import hashlib
import html
import json
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import urllib3

from local.stack import Stack

CALLBACK = "http://localhost:3000/signed-in"
_http = urllib3.PoolManager(retries=False)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Answer(NamedTuple):
    """What came back: the status, where it leads, and the body."""

    status: int
    location: str
    body: str

    @property
    def query(self) -> dict[str, str]:
        """What the address that it leads to says."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.location).query).items()}

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


class Proof(NamedTuple):
    """What an application proves itself by: it shows the challenge first and the verifier after (RFC 7636)."""

    verifier: str

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Page:
    """The sign-in page of a copy, as an application without a secret uses it."""

    def __init__(self, stack: Stack) -> None:
        self._endpoint, self._client_id = stack.endpoint, stack.user_pool_client_id
        self.proof = Proof(secrets.token_urlsafe(48))

    def authorize(self, **said: str) -> Answer:
        """Open the page; what is said replaces what is said usually."""
        usual = {
            "client_id": self._client_id,
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid email profile",
            "state": "state-of-the-application",
            "code_challenge": self.proof.challenge,
            "code_challenge_method": "S256",
        }
        return self.get(f"{self._endpoint}/oauth2/authorize?{urlencode(usual | said)}")

    def log_in(self, email: str, password: str, **said: str) -> Answer:
        """Open the page and send its form."""
        fields = {name: html.unescape(value) for name, value in _FIELD.findall(self.authorize(**said).body)}
        return self._post("/login", {**fields, "username": email, "password": password})

    def redeem(self, code: str, **said: str) -> Answer:
        """Ask for tokens for a code; what is said empty is left out."""
        usual = {
            "grant_type": "authorization_code",
            "client_id": self._client_id,
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.proof.verifier,
        }
        return self._post("/oauth2/token", {name: value for name, value in (usual | said).items() if value})

    def refresh(self, token: str, **said: str) -> Answer:
        usual = {"grant_type": "refresh_token", "client_id": self._client_id, "refresh_token": token}
        return self._post("/oauth2/token", usual | said)

    def sign_out(self, to: str) -> Answer:
        asked = urlencode({"client_id": self._client_id, "logout_uri": to})
        return self.get(f"{self._endpoint}/logout?{asked}")

    def come_from(self, provider: str) -> Answer:
        """Sign in by an identity provider, which asks nothing."""
        there = self.authorize(identity_provider=provider)
        return self.get(f"{self._endpoint}/oauth2/idpresponse?code=theirs&state={there.query['state']}")

    def get(self, url: str) -> Answer:
        return _answer(_http.request("GET", url, redirect=False))

    def _post(self, path: str, form: dict[str, str]) -> Answer:
        return ask_for_token(f"{self._endpoint}{path}", form)


def ask_for_token(url: str, form: dict[str, str], basic: tuple[str, str] | None = None) -> Answer:
    """Send a form, by a program that proves itself in the header (`basic`) or in the form."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if basic:
        headers |= urllib3.make_headers(basic_auth=":".join(basic))
    return _answer(_http.request("POST", url, body=urlencode(form), headers=headers, redirect=False))


def _answer(got: urllib3.BaseHTTPResponse) -> Answer:
    return Answer(got.status, got.headers.get("Location", ""), got.data.decode())


def claims_of(token: str) -> dict[str, Any]:
    """What a token says, whoever signed it."""
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


class Provider:
    """The company's identity provider: it knows one person at a time, and says so to whoever brings a code."""

    def __init__(self, url: str) -> None:
        self.url, self.person = url, dict[str, object]()

    def id_token(self) -> str:
        parts = ({"alg": "none"}, self.person)
        return (
            ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts) + "."
        )


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """Run an identity provider on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"id_token": provider.id_token(), "access_token": "theirs"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
            """Say nothing on the terminal of the tests."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
