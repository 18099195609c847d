"""The app as it ships, over empty tables, called by somebody who has every role; and what its refusals must be."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

import app
from chalicelib import settings
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import Endpoint
from chalicelib.domain.webhooks.signatures import make_headers
from tests.simulation.cloud.empty import empty_cloud
from tests.support.described import describe_api
from tests.support.malformed import Malformed, Schemas
from tests.support.user_pool import CLIENT, POOL, give_every_role, id_claims
from tests.unit.api.harness import Api

Json = dict[str, Any]
REFUSALS = {400, 413, 415, 422}
JSON = "application/json"
SUPPLIER_SECRET = "a secret"

ROUTES: dict[str, Route] = {
    f"{method} {path}": entry.view_function.route
    for path, methods in app.app.routes.items()
    for method, entry in methods.items()
    if isinstance(entry.view_function, Endpoint) and method in {"POST", "PUT", "PATCH", "DELETE"}
}
TAKING = {name: route for name, route in ROUTES.items() if route.body_type is not None}
TAKING_NONE = {name: route for name, route in ROUTES.items() if not route.body_types}


class Reply(NamedTuple):
    """An answer; what it holds that is no JSON, as a stream of events, is not kept."""

    status: int
    headers: dict[str, str]
    problem: Json

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.problem.get("errors", ())]


class Shipped(Api):
    """The app as it ships, called by somebody who has every role."""

    def __init__(self) -> None:
        self.app = app.app
        groups = "[traveller approver travel-manager operator]"
        self.claims = {name: str(value) for name, value in id_claims(cognito__groups=groups).items()}

    def write(self, route: Route, raw: bytes | None, **changes: str | None) -> Reply:
        """Call `route` with this body; a header is changed by its name, or left out (None)."""
        path = route.path
        for name, param in route.params.items():
            path = path.replace(f"{{{name}}}", param.example)
        usual = {"content_type": JSON, "idempotency_key": "k-1", "if_match": "*"} | changes
        headers = {name: value for name, value in usual.items() if value is not None}
        if route.verify is not None:
            headers |= make_headers("msg_1", raw or b"", SUPPLIER_SECRET.encode(), datetime.now(UTC))
        body = None if raw is None else base64.b64encode(raw).decode()
        answer = self.through_gateway(
            route.method, path, claims=self.claims, body=body, is_base64=raw is not None, **headers
        )
        is_json = "json" in answer["headers"].get("Content-Type", "")
        return Reply(answer["statusCode"], answer["headers"], json.loads(answer["body"]) if is_json else {})


@pytest.fixture(scope="module")
def shipped() -> Iterator[Shipped]:
    with pytest.MonkeyPatch.context() as patch, empty_cloud():
        here = settings.Settings(
            user_pool_id=POOL,
            user_pool_client_id=CLIENT,
            state_machine_arn="arn",
            signing_key="k",
            documents_bucket="documents",
            supplier_secret=SUPPLIER_SECRET,
        )
        patch.setattr(settings, "current", lambda: here)
        give_every_role(patch)
        yield Shipped()


@pytest.fixture(scope="module")
def document() -> Json:
    return describe_api()


@pytest.fixture(scope="module")
def schemas(document: Json) -> Schemas:
    return Schemas(document)


def content(document: Json, route: Route) -> Json:
    operation = document["paths"][route.path][route.method.lower()]
    return dict(operation["requestBody"]["content"][JSON])


def assert_problem(reply: Reply, what: object) -> None:
    assert reply.status in REFUSALS, (what, reply)
    assert reply.headers["Content-Type"] == "application/problem+json", what
    assert reply.problem["status"] == reply.status, what
    assert reply.problem["type"].startswith("urn:sojourn:problem:"), what
    assert reply.problem["detail"], what
    assert reply.problem["requestId"], what


def assert_points_at(reply: Reply, bad: Malformed) -> None:
    """Some pointer leads to the place, or to what holds it where only the whole can be judged."""
    found = reply.pointers
    assert found, (bad.name, reply)
    near = [each for each in found if bad.pointer.startswith(each) or each.startswith(bad.pointer)]
    assert near, (bad.name, bad.pointer, found)
