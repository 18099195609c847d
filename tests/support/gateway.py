"""The whole application as API Gateway calls it: with the claims that its authorizer found, of whoever asks."""

import json
import time
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

import app
from chalicelib.api.http.route import Route
from chalicelib.domain.identity import Identity
from chalicelib.gateways import parameters
from chalicelib.services import tokens
from tests.support.gateway_event import gateway_event

ADDRESS = "https://abc123.execute-api.eu-central-1.amazonaws.com/api"


class Answered(NamedTuple):
    """An answer as it is sent: `text` to the last byte."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        return msgspec.json.decode(self.text)


def example_path(route: Route) -> str:
    """The path of an operation with the document's examples in it; one that would wait for news waits for none."""
    path = route.path
    for name, param in route.params.items():
        path = path.replace(f"{{{name}}}", param.example)
    query = route.query_type
    waits = query is not None and any(field.name == "wait" for field in msgspec.structs.fields(query))
    return f"{path}?wait=0" if waits else path


def call(identity: Identity, method: str, url: str, body: Any = None, **headers: str) -> Answered:
    """One request of somebody who is signed in; a header's `_` is a `-`."""
    event = make_event(identity, method, url, body, **headers)
    answer = app.app(event, SimpleNamespace(aws_request_id="lambda-1"))
    json.dumps(answer)  # Lambda must be able to send it
    said = {name: str(value) for name, value in answer["headers"].items()}
    said |= {name: str(values[0]) for name, values in answer.get("multiValueHeaders", {}).items()}
    return Answered(answer["statusCode"], said, answer["body"])


def make_event(identity: Identity | None, method: str, url: str, body: Any = None, **headers: str) -> dict[str, Any]:
    """What the gateway calls a function with; without claims where nobody is signed in as far as it knows."""
    url = url.removeprefix(ADDRESS)
    resource, captured = _match(urlsplit(url).path, method)
    return gateway_event(
        method,
        url,
        resource=resource,
        captured=captured,
        claims=None if identity is None else _claims(identity),
        headers=headers if body is None else headers | {"content-type": "application/json"},
        body=None if body is None else json.dumps(body),
    )


def _claims(identity: Identity) -> dict[str, str] | str:
    pool_id, client_id = parameters.user_pool()
    now = int(time.time())
    if identity.program is not None:
        return json.dumps(
            {
                "iss": tokens.issuer(pool_id),
                "iat": now,
                "exp": now + 3600,
                "sub": identity.program.client_id,
                "client_id": identity.program.client_id,
                "token_use": "access",
                "scope": " ".join(sorted(identity.program.scopes)),
            }
        )
    return {
        "iss": tokens.issuer(pool_id),
        "aud": client_id,
        "iat": str(now),
        "exp": str(now + 3600),
        "sub": identity.user_id,
        "token_use": "id",
        "email": identity.email,
        "name": identity.name,
        "given_name": identity.given_name,
        "family_name": identity.family_name,
        "cognito:groups": ",".join(sorted(identity.groups)),
    }


@cache
def _routes(method: str, length: int) -> list[tuple[str, list[str]]]:
    """Every route of a method with so many parts, and these; a part that is said goes before one that may be anything,
    as at AWS."""
    resources = [resource for resource, methods in app.app.routes.items() if method in methods]
    routes = [(resource, parts) for resource in resources if len(parts := resource.split("/")) == length]
    return sorted(routes, key=lambda each: [part.startswith("{") for part in each[1]])


def _match(path: str, method: str) -> tuple[str, dict[str, str]]:
    given = path.split("/")
    for resource, wanted in _routes(method, len(given)):
        if all(w == g or w.startswith("{") for w, g in zip(wanted, given, strict=True)):
            return resource, {w[1:-1]: g for w, g in zip(wanted, given, strict=True) if w.startswith("{")}
    raise LookupError(f"{method} {path}")
