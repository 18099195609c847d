"""Programs of the end-to-end tests: app clients of the copy's user pool, and their tokens by client credentials."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import urllib3

from chalicelib.domain.authorization.scopes import RESOURCE_SERVER, Scope
from local.client import Client
from tests.e2e.world import World


class Program(NamedTuple):
    """A program that is signed in."""

    client_id: str
    client: Client


def make_program(world: World, *scopes: Scope) -> Program:
    """Make an app client of its own with these scopes, and sign it in as programs do, over HTTP."""
    cognito, pool = world.service("cognito-idp"), world.stack.user_pool_id
    _ensure_server(world)
    made = cognito.create_user_pool_client(
        UserPoolId=pool,
        ClientName=f"program-{uuid.uuid4().hex[:8]}",
        GenerateSecret=True,
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthScopes=[scope.qualified for scope in scopes],
    )["UserPoolClient"]
    return Program(made["ClientId"], Client(world.stack.base_url, _sign_in(world, made, scopes)))


def _sign_in(world: World, client: dict[str, str], scopes: Sequence[Scope]) -> str:
    asked = {"grant_type": "client_credentials", "scope": " ".join(scope.qualified for scope in scopes)}
    headers = urllib3.make_headers(basic_auth=f"{client['ClientId']}:{client['ClientSecret']}")
    answer = urllib3.request(
        "POST",
        f"{world.stack.endpoint}/oauth2/token",
        headers={**headers, "Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(asked),
        timeout=60,
    )
    assert answer.status == 200, answer.data
    return str(answer.json()["access_token"])


def _ensure_server(world: World) -> None:
    """Make the resource server, where the template has not."""
    cognito, pool = world.service("cognito-idp"), world.stack.user_pool_id
    known = cognito.list_resource_servers(UserPoolId=pool, MaxResults=50)["ResourceServers"]
    if RESOURCE_SERVER not in {each["Identifier"] for each in known}:
        scopes = [{"ScopeName": scope.value, "ScopeDescription": scope.summary} for scope in Scope]
        cognito.create_resource_server(UserPoolId=pool, Identifier=RESOURCE_SERVER, Name="Sojourn", Scopes=scopes)
