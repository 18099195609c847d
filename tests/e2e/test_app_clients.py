"""Programs of a deployed copy: how they are made, what they get tokens for, and how their secrets change."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from chalicelib.domain.authorization.scopes import Scope
from infra import app_clients
from infra.app_clients import AppClientRefused, AppClients
from tests.e2e.oauth import ask_for_token, claims_of
from tests.e2e.typing_commands import run_command
from tests.e2e.world import World

BOTH = (Scope.EMPLOYEES_READ, Scope.EMPLOYEES_WRITE)


class Programs:
    """The app clients of the copy, with one program's own eyes."""

    def __init__(self, world: World, name: str) -> None:
        self.clients = AppClients(world.stack.target, world.stack.user_pool_id)
        self.name, self.said = name, list[str]()
        self._secrets = world.service("secretsmanager")

    def keep(self, *scopes: Scope) -> Any:
        return self.clients.keep(self.name, scopes, self.said.append)

    @property
    def secret(self) -> dict[str, str]:
        """What the program reads in Secrets Manager."""
        found = self._secrets.get_secret_value(SecretId=self.clients.secret_name(self.name))
        return dict(json.loads(found["SecretString"]))

    def token(self, secret: dict[str, str], **form: str) -> Any:
        given = {"grant_type": "client_credentials", **form}
        return ask_for_token(secret["tokenUrl"], given, basic=(secret["clientId"], secret["clientSecret"]))


@pytest.fixture
def program(world: World) -> Iterator[Programs]:
    made = Programs(world, f"hr-sync-{uuid.uuid4().hex[:8]}")
    yield made
    if any(each.name == made.name for each in made.clients.list_all()):
        made.clients.delete(made.name, made.said.append)


def test_a_program_gets_a_token_for_what_it_was_allowed_and_its_secret_is_shown_nowhere(program: Programs) -> None:
    client = program.keep(*BOTH)
    secret = program.secret
    form = {"client_id": secret["clientId"], "client_secret": secret["clientSecret"]}

    by_header = program.token(secret)
    by_form = ask_for_token(secret["tokenUrl"], {"grant_type": "client_credentials", **form})

    assert by_header.status == by_form.status == 200
    claims = claims_of(by_header.json["access_token"])
    assert (claims["token_use"], claims["client_id"]) == ("access", client.client_id)
    assert set(claims["scope"].split()) == {"sojourn/employees.read", "sojourn/employees.write"}
    assert "id_token" not in by_header.json
    assert secret["scope"] == "sojourn/employees.read sojourn/employees.write"
    assert not [line for line in program.said if secret["clientSecret"] in line]


def test_a_program_may_ask_for_less_and_not_for_more(program: Programs) -> None:
    program.keep(*BOTH)

    less = program.token(program.secret, scope="sojourn/employees.read")
    more = program.token(program.secret, scope="sojourn/employees.read sojourn/audit.read")
    other = program.token(program.secret, scope="openid")

    assert claims_of(less.json["access_token"])["scope"] == "sojourn/employees.read"
    assert (more.status, more.json["error"]) == (400, "invalid_grant"), "as Cognito calls it"
    assert (other.status, other.json["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("changed", [{"clientSecret": "guessed"}, {"clientId": "guessed"}], ids=str)
def test_a_program_that_proves_nothing_gets_nothing(program: Programs, changed: dict[str, str]) -> None:
    program.keep(*BOTH)

    answer = program.token(program.secret | changed)

    assert (answer.status, answer.json["error"]) == (400, "invalid_client")


def test_the_client_of_people_gets_no_token_of_a_program(world: World) -> None:
    form = {"grant_type": "client_credentials", "client_id": world.stack.user_pool_client_id}

    answer = ask_for_token(f"{world.stack.endpoint}/oauth2/token", form)

    assert answer.status == 400
    assert "access_token" not in answer.body


def test_both_secrets_are_good_until_the_older_one_is_retired(program: Programs) -> None:
    program.keep(*BOTH)
    before = program.secret

    program.clients.rotate(program.name, program.said.append)
    after = program.secret
    during = [program.token(each).status for each in (before, after)]
    with pytest.raises(AppClientRefused, match="RETIRE=1"):
        program.clients.rotate(program.name, program.said.append)
    program.clients.retire(program.name, program.said.append)

    assert before["clientId"] == after["clientId"]
    assert before["clientSecret"] != after["clientSecret"]
    assert during == [200, 200]
    assert [program.token(each).status for each in (before, after)] == [400, 200]
    assert not [line for line in program.said if before["clientSecret"] in line or after["clientSecret"] in line]


def test_a_program_is_made_once_and_may_what_was_said_last(program: Programs) -> None:
    first, secret = program.keep(*BOTH), program.secret

    again, other = program.keep(*BOTH), program.keep(Scope.REPORTS_READ)

    assert first == again
    assert (other.client_id, other.scopes) == (first.client_id, (Scope.REPORTS_READ,))
    assert program.secret == secret | {"scope": "sojourn/reports.read"}
    assert claims_of(program.token(secret).json["access_token"])["scope"] == "sojourn/reports.read"


def test_a_program_whose_making_was_interrupted_is_made_whole(program: Programs, world: World) -> None:
    made = program.keep(*BOTH)
    world.service("secretsmanager").delete_secret(
        SecretId=program.clients.secret_name(program.name), ForceDeleteWithoutRecovery=True
    )

    again = program.keep(*BOTH)

    assert again.client_id == made.client_id
    assert len(again.secrets) == 1
    assert program.token(program.secret).status == 200


def test_a_rotation_that_was_interrupted_is_gone_on_with(program: Programs, world: World) -> None:
    made = program.keep(*BOTH)
    world.service("cognito-idp").add_user_pool_client_secret(
        UserPoolId=world.stack.user_pool_id, ClientId=made.client_id
    )
    before = program.secret

    program.clients.rotate(program.name, program.said.append)
    after = program.secret

    assert [program.token(each).status for each in (before, after)] == [200, 200]


@pytest.mark.waits
def test_a_program_that_is_made_twice_at_once_is_one(program: Programs) -> None:
    def keep(_: int) -> None:
        with suppress(AppClientRefused):  # whoever meets another is asked to come again
            program.keep(*BOTH)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(keep, range(3)))

    kept = program.keep(*BOTH)
    assert [each for each in program.clients.list_all() if each.name == program.name] == [kept]
    assert program.token(program.secret).status == 200


def test_the_command_lists_programs_without_their_secrets(
    world: World, program: Programs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", world.stack.endpoint)
    name, scopes = ("--name", program.name), ("--scopes", "employees.read")

    codes = [
        run_command(monkeypatch, app_clients, *words)
        for words in (("keep", *name, *scopes), ("rotate", *name), ("list",), ("retire", *name), ("keep", *name))
    ]

    out, err = capsys.readouterr()
    assert codes == [0, 0, 0, 0, 1]
    assert f"{program.name}  {program.secret['clientId']}  employees.read  2 secrets" in out
    assert program.secret["clientSecret"] not in out + err
    assert "would be allowed nothing: say SCOPES=" in err


def test_a_program_that_is_deleted_gets_no_more_tokens(program: Programs) -> None:
    program.keep(*BOTH)
    secret = program.secret

    for _ in range(2):
        program.clients.delete(program.name, program.said.append)

    assert program.token(secret).json["error"] == "invalid_client"
    with pytest.raises(AppClientRefused, match="make app-clients"):
        program.clients.rotate(program.name, program.said.append)
