"""A small API with the real edge around it."""

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from chalice.app import Chalice, CognitoUserPoolAuthorizer, CORSConfig
from chalice.test import Client, HTTPResponse

from chalicelib.api.http.routing import ApiBlueprint, Guards, mount
from tests.support.gateway_event import gateway_event


def path_of(address: str) -> str:
    """The path of an address that was handed out, without what stands before the API's own; a path as it is."""
    return address[address.index("/v1/") :] if "://" in address and "/v1/" in address else address


class Api:
    """An app of some blueprints, reached as `chalice local` reaches it, or as API Gateway does."""

    def __init__(self, *blueprints: ApiBlueprint) -> None:
        self.app = Chalice("sojourn", configure_logs=False)
        self.app.api.cors = CORSConfig(allow_origin="https://app.example", expose_headers=["ETag"])
        pool = CognitoUserPoolAuthorizer("users", provider_arns=["arn:of:pool"])
        mount(self.app, blueprints, Guards(people=pool, programs=pool))
        self._client = Client(self.app)

    def send(
        self, method: str, path: str, *, token: str | None = None, body: Any = None, **headers: str
    ) -> HTTPResponse:
        """As `chalice local` does; `body` is bytes as they are, or a value to send as JSON. An address that was handed
        out is a path here, too."""
        path = path_of(path)
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
        claims: dict[str, str] | str | None,
        body: str | None = None,
        is_base64: bool = False,
        **headers: str,
    ) -> dict[str, Any]:
        """As API Gateway does, with the claims that its authorizer found; the answer as Lambda returns it."""
        url = path_of(url)
        resource, captured = self._match(urlsplit(url).path)
        event = gateway_event(
            method,
            url,
            resource=resource,
            captured=captured,
            claims=claims,
            headers=headers,
            body=body,
            is_base64=is_base64,
        )
        answer: dict[str, Any] = self.app(event, SimpleNamespace(aws_request_id="lambda-1"))
        json.dumps(answer)  # Lambda must be able to send it
        return answer

    def _match(self, path: str) -> tuple[str, dict[str, str]]:
        """What the gateway chooses: the resource that takes the fewest words of the path for parameters."""
        given = path.split("/")
        fitting = [
            (len(captured), resource, captured)
            for resource in self.app.routes
            if resource.count("/") == len(given) - 1  # of most it is seen by this
            and (captured := _captured(resource.split("/"), given)) is not None
        ]
        if not fitting:
            raise LookupError(path)
        _, resource, captured = min(fitting, key=lambda each: each[0])
        return resource, captured


def _captured(wanted: list[str], given: list[str]) -> dict[str, str] | None:
    if len(wanted) != len(given) or any(w != g and not w.startswith("{") for w, g in zip(wanted, given, strict=True)):
        return None
    return {w[1:-1]: g for w, g in zip(wanted, given, strict=True) if w.startswith("{")}
