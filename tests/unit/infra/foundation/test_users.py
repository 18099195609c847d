"""The user pool: how people sign in on each stage, and from whom their mail comes."""

from typing import Any

import pytest

from infra.foundation import template
from infra.policies import STAGES
from tests.support.resolving import resolve

BEYOND = [stage for stage in STAGES if stage != "local"]
IDENTITY = "arn:aws:ses:eu-central-1:123456789012:identity/"


def pool(stage: str, **given: str) -> dict[str, Any]:
    found: dict[str, Any] = resolve(template.template(), stage, **given)["UserPool"]["Properties"]
    return found


def client(stage: str) -> dict[str, Any]:
    found: dict[str, Any] = resolve(template.template(), stage)["UserPoolClient"]["Properties"]
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_an_address_is_one_person_however_it_is_written(stage: str) -> None:
    assert pool(stage)["UsernameConfiguration"] == {"CaseSensitive": False}
    assert pool(stage)["UsernameAttributes"] == ["email"]


@pytest.mark.parametrize("stage", BEYOND)
def test_no_password_is_sent_beyond_this_computer(stage: str) -> None:
    assert set(client(stage)["ExplicitAuthFlows"]) == {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


def test_here_commands_sign_in_by_password() -> None:
    assert "ALLOW_USER_PASSWORD_AUTH" in client("local")["ExplicitAuthFlows"]


def test_a_second_factor_is_asked_for_on_prod_and_possible_elsewhere() -> None:
    assert {stage: pool(stage)["MfaConfiguration"] for stage in STAGES} == {
        "local": "OPTIONAL",
        "dev": "OPTIONAL",
        "staging": "OPTIONAL",
        "prod": "ON",
    }
    assert pool("prod")["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]


def test_mail_is_cognitos_until_a_sender_is_named() -> None:
    assert pool("prod")["EmailConfiguration"] == {"EmailSendingAccount": "COGNITO_DEFAULT"}


@pytest.mark.parametrize(
    ("identity", "source"), [({}, "travel@example.com"), ({"SenderIdentity": "example.com"}, "example.com")]
)
def test_a_sender_that_is_named_sends_by_what_ses_has_verified(identity: dict[str, str], source: str) -> None:
    assert pool("prod", SenderEmail="travel@example.com", **identity)["EmailConfiguration"] == {
        "EmailSendingAccount": "DEVELOPER",
        "From": "travel@example.com",
        "SourceArn": f"{IDENTITY}{source}",
    }


@pytest.mark.parametrize("stage", STAGES)
def test_people_write_nothing_of_themselves_that_decides_anything(stage: str) -> None:
    assert client(stage)["WriteAttributes"] == ["email", "name"]
    assert pool(stage)["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}
