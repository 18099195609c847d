"""Programs that call the API as themselves: each is an app client of the user pool, with a secret and with scopes.

`make app-client STAGE=dev NAME=hr-sync SCOPES="employees.read employees.write"`. What a program gets tokens by lies in
Secrets Manager and is printed nowhere. Every command may be run again, and goes on where it was interrupted.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from chalicelib.domain.authorization.scopes import RESOURCE_SERVER, Scope
from infra import guards, policies
from infra.account_links import find_pool
from infra.commands import command
from infra.target import DeploymentFailed, Say, Target

ACTIONS = ("keep", "list", "rotate", "retire", "delete")
MOST_SECRETS = 2  # at once, of one client, as Cognito has it
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_NAME = 40
_WHOLE = {
    "AllowedOAuthFlows": ["client_credentials"],
    "AllowedOAuthFlowsUserPoolClient": True,
    "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"],  # none by which a person signs in; unsaid, there would be some
    "WriteAttributes": ["email", "name"],  # what the pool requires
    "PreventUserExistenceErrors": "ENABLED",
    "EnableTokenRevocation": True,
    "AccessTokenValidity": 1,
    "TokenValidityUnits": {"AccessToken": "hours"},
}


class AppClientRefused(DeploymentFailed):
    """An app client cannot be as it was asked for; the message says why, and what to do."""


class AppClient(NamedTuple):
    """A program's app client; `secrets` are the ids of those that it may prove itself by, the oldest first."""

    name: str
    client_id: str
    scopes: tuple[Scope, ...]
    secrets: tuple[str, ...]
    made_at: datetime


class AppClients:
    """The app clients of one stage's pool."""

    def __init__(self, target: Target, pool_id: str) -> None:
        self._target, self._pool_id = target, pool_id
        self._cognito = target.client("cognito-idp")
        self._secrets = target.client("secretsmanager")

    def list_all(self) -> list[AppClient]:
        """Return every program's app client, by name."""
        return sorted(self._find(""), key=lambda each: (each.name, each.made_at))

    def keep(self, name: str, scopes: Iterable[Scope], say: Say) -> AppClient:
        """Make an app client, or give the one of that name these scopes. Raises AppClientRefused."""
        wanted = tuple(sorted(set(scopes)))
        if not wanted:
            raise AppClientRefused(f"{name} would be allowed nothing: say SCOPES=, of {', '.join(Scope)}.")
        client = self._find_one(_checked(name))
        find_token_url(self._target, self._pool_id)  # before anything is made
        if client is None:
            client = self._create(name, wanted)
            say(f"app-client: {name} is made, {client.client_id}")
        elif client.scopes != wanted:
            self._cognito.update_user_pool_client(ClientId=client.client_id, **self._request(name, wanted))
            say(f"app-client: {name} had {_listed(client.scopes)}")
            client = client._replace(scopes=wanted)
        if not self._has_secret(client):  # it was interrupted before anybody could know a secret of it
            self._renew(client)
            self._retire(self.find(name))
        self._store(client, {})
        say(f"app-client: {name} may {_listed(wanted)}; its secret is {self.secret_name(name)}")
        return self.find(name)

    def find(self, name: str) -> AppClient:
        """Return an app client by its name. Raises AppClientRefused when there is none."""
        client = self._find_one(_checked(name))
        if client is None:
            raise AppClientRefused(f"{self._target.stage} has no app client {name}: `make app-clients` lists them.")
        return client

    def rotate(self, name: str, say: Say) -> None:
        """Give a program another secret; the one before it is good until it is retired. Raises AppClientRefused."""
        client = self.find(name)
        stored = self._read_stored(client).get("clientSecretId")
        if len(client.secrets) == MOST_SECRETS and stored == client.secrets[-1]:
            raise AppClientRefused(f"{name} has two secrets already: retire the older one first, RETIRE=1.")
        self._renew(client)
        say(f"app-client: {self.secret_name(name)} has another secret; the one before is good until RETIRE=1")

    def retire(self, name: str, say: Say) -> None:
        """Let only that secret be good which the program finds in Secrets Manager. Raises AppClientRefused."""
        retired = self._retire(self.find(name))
        say(f"app-client: {retired} older secrets of {name} are good no more")

    def delete(self, name: str, say: Say) -> None:
        """Let a program have no more tokens; those that it has are good until they end, an hour at most."""
        for client in self._find(_checked(name)):
            self._cognito.delete_user_pool_client(UserPoolId=self._pool_id, ClientId=client.client_id)
        try:
            self._secrets.delete_secret(SecretId=self.secret_name(name), ForceDeleteWithoutRecovery=True)
        except self._secrets.exceptions.ResourceNotFoundException:
            say(f"app-client: there is no secret of {name}")
        say(f"app-client: {name} is deleted; its tokens end within the hour")

    def secret_name(self, name: str) -> str:
        """Return what a program's app client, and its secret in Secrets Manager, are called."""
        return f"{self._prefix}{name}"

    @property
    def _prefix(self) -> str:
        return f"sojourn-{self._target.stage}-app-client-"

    def _create(self, name: str, scopes: tuple[Scope, ...]) -> AppClient:
        """Make an app client. Of two that are made at once the older one stays, and is both callers'."""
        made = self._cognito.create_user_pool_client(GenerateSecret=True, **self._request(name, scopes))[
            "UserPoolClient"
        ]
        first = self.find(name)
        if first.client_id == made["ClientId"]:
            self._store(first, {"clientSecret": made["ClientSecret"], "clientSecretId": first.secrets[-1]})
        else:
            self._cognito.delete_user_pool_client(UserPoolId=self._pool_id, ClientId=made["ClientId"])
        return self.find(name)

    def _request(self, name: str, scopes: tuple[Scope, ...]) -> dict[str, Any]:
        """Return the whole of an app client: what an update does not say takes Cognito's defaults."""
        return {
            "UserPoolId": self._pool_id,
            "ClientName": self.secret_name(name),
            "AllowedOAuthScopes": [each.qualified for each in scopes],
            **_WHOLE,
        }

    def _find_one(self, name: str) -> AppClient | None:
        return min(self._find(name), key=lambda each: (each.made_at, each.client_id), default=None)

    def _find(self, name: str) -> Iterator[AppClient]:
        """Yield the app clients of a name, or, without one, of every program."""
        pages = self._cognito.get_paginator("list_user_pool_clients").paginate(UserPoolId=self._pool_id)
        for each in (client for page in pages for client in page["UserPoolClients"]):
            program = each["ClientName"].removeprefix(self._prefix)
            if each["ClientName"].startswith(self._prefix) and name in ("", program):
                try:
                    yield self._read(program, each["ClientId"])
                except self._cognito.exceptions.ResourceNotFoundException:
                    continue  # somebody deleted it since it was listed

    def _read(self, name: str, client_id: str) -> AppClient:
        which = {"UserPoolId": self._pool_id, "ClientId": client_id}
        found = self._cognito.describe_user_pool_client(**which)["UserPoolClient"]
        secrets = self._cognito.list_user_pool_client_secrets(**which)["ClientSecrets"]
        allowed = [each.removeprefix(f"{RESOURCE_SERVER}/") for each in found.get("AllowedOAuthScopes", ())]
        return AppClient(
            name=name,
            client_id=client_id,
            scopes=tuple(sorted(Scope(each) for each in allowed if each in set(Scope))),
            secrets=tuple(
                each["ClientSecretId"] for each in sorted(secrets, key=lambda each: each["ClientSecretCreateDate"])
            ),
            made_at=found["CreationDate"],
        )

    def _renew(self, client: AppClient) -> None:
        """Give a client a secret that Secrets Manager has; one that was made and never got there goes."""
        which = {"UserPoolId": self._pool_id, "ClientId": client.client_id}
        known = self._read_stored(client).get("clientSecretId")
        unknown = [each for each in client.secrets if each != known]
        with self._alone(client):
            if len(client.secrets) == MOST_SECRETS:
                self._cognito.delete_user_pool_client_secret(ClientSecretId=unknown[-1], **which)
            made = self._cognito.add_user_pool_client_secret(**which)["ClientSecretDescriptor"]
        self._store(client, {"clientSecret": made["ClientSecretValue"], "clientSecretId": made["ClientSecretId"]})
        if not self._has_secret(self.find(client.name)):
            raise AppClientRefused(_not_alone(client.name))

    @contextmanager
    def _alone(self, client: AppClient) -> Iterator[None]:
        """Around changes of a client's secrets, which somebody else may change at the same moment."""
        try:
            yield
        except (
            self._cognito.exceptions.LimitExceededException,
            self._cognito.exceptions.ResourceNotFoundException,
        ) as error:
            raise AppClientRefused(_not_alone(client.name)) from error

    def _has_secret(self, client: AppClient) -> bool:
        """Return whether the secret that Secrets Manager has is good."""
        return self._read_stored(client).get("clientSecretId") in client.secrets

    def _retire(self, client: AppClient) -> int:
        """Delete every secret of a client but the one that Secrets Manager has; how many there were."""
        known = self._read_stored(client).get("clientSecretId")
        if not self._has_secret(client):
            raise AppClientRefused(f"{self.secret_name(client.name)} has no secret of {client.name}: rotate it first.")
        others = [each for each in client.secrets if each != known]
        with self._alone(client):
            for each in others:
                self._cognito.delete_user_pool_client_secret(
                    UserPoolId=self._pool_id, ClientId=client.client_id, ClientSecretId=each
                )
        return len(others)

    def _read_stored(self, client: AppClient) -> dict[str, str]:
        """Return what Secrets Manager has for a program; nothing when that is of another client, or was never put."""
        try:
            text = self._secrets.get_secret_value(SecretId=self.secret_name(client.name))["SecretString"]
        except self._secrets.exceptions.ResourceNotFoundException:
            return {}
        found: dict[str, str] = json.loads(text)
        return found if found["clientId"] == client.client_id else {}

    def _store(self, client: AppClient, changed: Mapping[str, str]) -> None:
        """Put what a program needs into Secrets Manager, unless that is there."""
        before = self._read_stored(client)
        value = {
            **before,
            "clientId": client.client_id,
            "scope": " ".join(each.qualified for each in client.scopes),
            "tokenUrl": find_token_url(self._target, self._pool_id),
            **changed,
        }
        if value == before:
            return
        text, name = json.dumps(value), self.secret_name(client.name)
        try:
            self._secrets.create_secret(
                Name=name, SecretString=text, Description=f"What the program {client.name} gets tokens by."
            )
        except self._secrets.exceptions.ResourceExistsException:
            self._secrets.put_secret_value(SecretId=name, SecretString=text)


def find_token_url(target: Target, pool_id: str) -> str:
    """Return where programs get tokens. DeploymentFailed: the pool has no domain yet."""
    if not target.on_aws:
        return f"{target.endpoint}/oauth2/token"
    domain = target.client("cognito-idp").describe_user_pool(UserPoolId=pool_id)["UserPool"].get("Domain")
    if not domain:
        raise DeploymentFailed(
            f"The user pool of {target.stage} has no domain: `make deploy STAGE={target.stage}` first."
        )
    return f"https://{domain}.auth.{target.region}.amazoncognito.com/oauth2/token"


def read_scopes(text: str) -> list[Scope]:
    """Return the scopes that a command names, between spaces or commas. Raises AppClientRefused for any other word."""
    words = text.replace(",", " ").split()
    if unknown := [word for word in words if word not in set(Scope)]:
        raise AppClientRefused(f"{', '.join(unknown)} is no scope: there are {', '.join(Scope)}.")
    return [Scope(word) for word in words]


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise AppClientRefused(f"{name!r} is no name of a program: small letters, digits and single hyphens, up to 40.")
    return name


def _not_alone(name: str) -> str:
    return f"Somebody else changes {name} at this moment: wait for them, and run this once more."


def _listed(scopes: Iterable[Scope]) -> str:
    return ", ".join(scopes) or "nothing"


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.app_clients", description=__doc__)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--name", default="", help="what the program is called, such as hr-sync")
    parser.add_argument("--scopes", default="", help="what it may, between spaces")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    try:
        _run(target, asked)
    except ClientError as error:
        raise DeploymentFailed(f"app-client: {error}") from error


def _run(target: Target, asked: argparse.Namespace) -> None:
    clients = AppClients(target, find_pool(target))
    if asked.action == "list":
        for each in clients.list_all():
            print(f"{each.name}  {each.client_id}  {_listed(each.scopes)}  {len(each.secrets)} secrets")
        return
    scopes = read_scopes(asked.scopes)
    agree = guards.ask_somebody(target)
    agree(f"{asked.action} the app client {asked.name} of {target.stage}{f': {_listed(scopes)}' if scopes else ''}?")
    match asked.action:
        case "keep":
            clients.keep(asked.name, scopes, print)
        case "rotate":
            clients.rotate(asked.name, print)
        case "retire":
            clients.retire(asked.name, print)
        case "delete":
            clients.delete(asked.name, print)


if __name__ == "__main__":
    sys.exit(main())
