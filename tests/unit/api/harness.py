"""A small API with the real edge around it, real signed tokens, and a key server on the loopback."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chalice.app import Chalice, CognitoUserPoolAuthorizer, CORSConfig
from chalice.test import Client, HTTPResponse
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jose import jwt

from chalicelib.api.routing import ApiBlueprint, mount

POOL = "eu-central-1_Sojourn01"
CLIENT = "client-of-sojourn"
ISSUER = f"https://cognito-idp.eu-central-1.amazonaws.com/{POOL}"


class PoolKeys:
    """A user pool's signing key, and the tokens it signs."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self.private: RSAPrivateKey = generate_private_key(65537, 2048)

    @property
    def pem(self) -> str:
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        return {"kid": self.kid, "kty": "RSA", "alg": "RS256", "use": "sig", "n": _b64(numbers.n), "e": _b64(numbers.e)}

    def sign(self, claims: dict[str, Any], **headers: Any) -> str:
        return jwt.encode(claims, self.pem, "RS256", headers={"kid": self.kid, **headers})

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
                self.wfile.write(outer.body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

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
        "cognito:username": "ada",
        "cognito:groups": ["traveller"],
        **{name.replace("__", ":"): value for name, value in changes.items()},
    }
    return {name: value for name, value in claims.items() if value is not None}


class Api:
    """An app of some blueprints, reached as `chalice local` reaches it, or as API Gateway does."""

    def __init__(self, *blueprints: ApiBlueprint) -> None:
        self.app = Chalice("sojourn", configure_logs=False)
        self.app.api.cors = CORSConfig(allow_origin="https://app.example", expose_headers=["ETag"])
        mount(self.app, blueprints, CognitoUserPoolAuthorizer("users", provider_arns=["arn:of:pool"]))
        self._client = Client(self.app)

    def send(
        self, method: str, path: str, *, token: str | None = None, body: Any = None, **headers: str
    ) -> HTTPResponse:
        """As `chalice local` does; `body` is bytes as they are, or a value to send as JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            named["authorization"] = f"Bearer {token}"
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self._client.http.request(method, path, headers=named, body=raw)

    def through_gateway(
        self,
        method: str,
        url: str,
        *,
        claims: dict[str, str] | None,
        body: str | None = None,
        is_base64: bool = False,
        **headers: str,
    ) -> dict[str, Any]:
        """As API Gateway does, with the claims that its authorizer found; the answer as Lambda returns it."""
        parts = urlsplit(url)
        resource, captured = self._match(parts.path)
        event = {
            "path": parts.path,
            "headers": {name.replace("_", "-"): value for name, value in headers.items()},
            "multiValueQueryStringParameters": parse_qs(parts.query) or None,
            "pathParameters": captured or None,
            "stageVariables": None,
            "body": body,
            "isBase64Encoded": is_base64,
            "requestContext": {
                "apiId": "abc123",
                "requestId": "req-1",
                "httpMethod": method,
                "resourcePath": resource,
                "path": f"/api{parts.path}",
                "authorizer": {"claims": claims} if claims is not None else {},
            },
        }
        answer: dict[str, Any] = self.app(event, SimpleNamespace(aws_request_id="lambda-1"))
        json.dumps(answer)  # Lambda must be able to send it
        return answer

    def _match(self, path: str) -> tuple[str, dict[str, str]]:
        given = path.split("/")
        for resource in self.app.routes:
            wanted = resource.split("/")
            pairs = list(zip(wanted, given, strict=False))
            if len(wanted) == len(given) and all(w == g or w.startswith("{") for w, g in pairs):
                return resource, {w[1:-1]: g for w, g in pairs if w.startswith("{")}
        raise LookupError(path)
