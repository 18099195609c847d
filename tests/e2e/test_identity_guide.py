"""docs/identity.md is true: its lines give a stage its first person and a token, and each of its commands is typed here
against a deployed copy, or is another test's, or says why it can run on AWS alone."""

import uuid
from pathlib import Path

import pytest

from infra.deploy import SETTINGS
from infra.foundation import template
from infra.foundation.users import MAPPED
from infra.invitations import ROLES
from infra.package import ROOT
from local.stack import Stack
from tests.support.guides import Evidence, OnAws, Shown, Typed, list_commands, snippets, type_command

GUIDE = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
_LINES = "test_the_lines_of_the_guide_give_a_new_stage_somebody_with_a_token"
_INVITED = "tests/e2e/test_invitations.py"
_PROGRAMS = "tests/e2e/test_app_clients.py"
_DEPLOYED = Shown("tests/unit/infra/foundation/test_users.py", "SignInUrls")
_SHELL = set(list_commands("\n".join(f"```\n{each}```" for each in snippets(GUIDE, "sh"))))

COMMANDS: dict[str, Evidence] = {
    **{each: Shown("tests/e2e/test_identity_guide.py", _LINES) for each in _SHELL},
    'make invite STAGE=dev EMAIL=clara@example.com NAME="Clara Rossi" ROLES="traveller travel-manager"': Shown(
        _INVITED, "test_the_command_says_who_somebody_is_and_how_they_get_a_token"
    ),
    "make sign-in STAGE=dev EMAIL=clara@example.com": Shown("tests/e2e/test_identity_guide.py", _LINES),
    "make roles": Shown(_INVITED, '("roles", "traveller")'),
    "make seed STAGE=dev": Shown("tests/e2e/test_stage_seed.py", "seed_stage"),
    "make seed STAGE=prod MANAGER=clara@example.com": Shown("tests/e2e/test_stage_seed.py", 'stage="prod"'),
    "SOJOURN_HOME=.local/stages/dev make token USER=approver": Typed("make -s token USER=approver", "eyJ"),
    "make deploy STAGE=dev SIGN_IN_URLS=https://travel.example.com/signed-in SIGN_OUT_URLS=https://travel.example.com/":
        _DEPLOYED,
    "curl -s $PAGE/oauth2/token -d grant_type=authorization_code -d client_id=$CLIENT -d code=$CODE \\": Shown(
        "tests/e2e/oauth.py", "authorization_code"
    ),
    "curl -s $PAGE/oauth2/token -d grant_type=refresh_token -d client_id=$CLIENT -d refresh_token=$REFRESH": Shown(
        "tests/e2e/oauth.py", "refresh_token"
    ),
    'make app-client STAGE=dev NAME=hr-sync SCOPES="employees.read employees.write"': Typed(
        'make -s app-client STAGE=local NAME=hr-sync SCOPES="employees.read employees.write"\n'
        "SECRET=$(aws secretsmanager get-secret-value --secret-id sojourn-local-app-client-hr-sync"
        " --query SecretString --output text)\n"
        'curl -s $(echo "$SECRET" | jq -r .tokenUrl) -u "$(echo "$SECRET" | jq -r \'.clientId + ":" + .clientSecret\')"'
        " -d grant_type=client_credentials",
        '"access_token"',
    ),
    "make app-clients STAGE=dev": Shown(_PROGRAMS, "test_the_command_lists_programs_without_their_secrets"),
    "make app-client": Shown(_PROGRAMS, "test_a_program_is_made_once_and_may_what_was_said_last"),
    "make app-client-secret STAGE=dev NAME=hr-sync": Shown(_PROGRAMS, "clients.rotate"),
    "make app-client-secret STAGE=dev NAME=hr-sync RETIRE=1": Shown(_PROGRAMS, "clients.retire"),
    "make delete-app-client STAGE=dev NAME=hr-sync": Shown(_PROGRAMS, "clients.delete"),
    'curl -s $(echo "$SECRET" | jq -r .tokenUrl) -u "$(echo "$SECRET" | jq -r \'.clientId + ":" + .clientSecret\')"'
    " -d grant_type=client_credentials": Shown("tests/e2e/test_identity_guide.py", "grant_type=client_credentials"),
    "make deploy STAGE=prod IDENTITY_PROVIDER=Entra IDENTITY_PROVIDER_METADATA=https://login.microsoftonline.com/"
    "<tenant>/federationmetadata/2007-06/federationmetadata.xml?appid=<application>": _DEPLOYED,
    "make deploy STAGE=prod IDENTITY_PROVIDER=Okta IDENTITY_PROVIDER_ISSUER=https://example.okta.com"
    " IDENTITY_PROVIDER_CLIENT_ID=0oa1b2c3 IDENTITY_PROVIDER_SECRET=sojourn-prod-okta": _DEPLOYED,
    "aws secretsmanager create-secret --name sojourn-prod-okta --secret-string file://okta.json": OnAws(
        "the embedded cloud's templates know no identity provider that would read it"
    ),
    'make invite STAGE=prod EMAIL=anna@example.com NAME="Anna Berger" ROLES="traveller" PROVIDER=Entra': Shown(
        _INVITED, 'provider="Entra"'
    ),
    "aws cognito-idp admin-delete-user": Shown(_INVITED, "admin_delete_user"),
    "aws cognito-idp admin-disable-user": Shown("tests/e2e/test_account_links.py", "admin_disable_user"),
    "make link-accounts STAGE=prod FROM=people.json": Typed(
        "echo '[]' > people.json && make -s link-accounts STAGE=local FROM=$PWD/people.json", "link"
    ),
}  # fmt: skip


def test_every_command_of_the_guide_is_known_and_no_other() -> None:
    assert list_commands(GUIDE) == COMMANDS.keys()


@pytest.mark.parametrize("command", [name for name, it in COMMANDS.items() if isinstance(it, Shown)])
def test_what_another_test_runs_is_there(command: str) -> None:
    shown = COMMANDS[command]

    assert isinstance(shown, Shown)
    assert shown.words in (ROOT / shown.by).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [name for name, it in COMMANDS.items() if isinstance(it, Typed)])
def test_what_can_be_typed_here_does_what_the_guide_says(command: str, stack: Stack, tmp_path: Path) -> None:
    typed = COMMANDS[command]
    assert isinstance(typed, Typed)

    done = type_command(typed, stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert typed.printed in done.stdout


def test_the_lines_of_the_guide_give_a_new_stage_somebody_with_a_token(stack: Stack, tmp_path: Path) -> None:
    (lines,) = snippets(GUIDE, "sh")
    email = f"{uuid.uuid4().hex}@example.com"
    given = f"STAGE=local EMAIL={email} NAME='Clara Rossi' PASSWORD=a-long-Passw0rd BASE={stack.base_url}\n"

    done = type_command(Typed(given + lines, ""), stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f'"email":"{email}"' in done.stdout
    assert '"roles":["traveller","travel-manager"]' in done.stdout
    assert len(lines.splitlines()) == 8


def test_the_guide_has_every_role_scope_attribute_and_setting() -> None:
    server = template.template()["Resources"]["ResourceServer"]["Properties"]
    named = {*ROLES, *(each["ScopeName"] for each in server["Scopes"]), *MAPPED}

    assert [each for each in named if f"`{each}`" not in GUIDE] == []
    assert [each for each in SETTINGS if each.startswith(("SIGN_", "IDENTITY_")) and each not in GUIDE] == []
