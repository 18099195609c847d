"""The user pool: how people and programs sign in on each stage, and from whom its mail comes."""

import json
import re
from typing import Any

import pytest

from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from infra.foundation import template
from infra.foundation.users import MAPPED
from infra.policies import STAGES
from tests.support.resolving import resolve

BEYOND = [stage for stage in STAGES if stage != "local"]
IDENTITY = "arn:aws:ses:eu-central-1:123456789012:identity/"


def pool(stage: str, **given: str) -> dict[str, Any]:
    found: dict[str, Any] = resolve(template.template(), stage, **given)["UserPool"]["Properties"]
    return found


def client(stage: str, **given: str) -> dict[str, Any]:
    found: dict[str, Any] = resolve(template.template(), stage, **given)["UserPoolClient"]["Properties"]
    return found


PAGE = {"SignInUrls": "https://travel.example.com/signed-in,myapp://signed-in"}
SAML = {**PAGE, "IdentityProvider": "Entra", "IdentityProviderMetadata": "https://login.example.com/metadata"}
OIDC = {
    **PAGE,
    "IdentityProvider": "Okta",
    "IdentityProviderIssuer": "https://example.okta.com",
    "IdentityProviderClientId": "0oa1",
    "IdentityProviderSecret": "sojourn-prod-okta",
}


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


@pytest.mark.parametrize("stage", BEYOND)
def test_the_page_signs_nobody_in_until_it_is_said_where_to_send_them(stage: str) -> None:
    made = client(stage)

    assert made["AllowedOAuthFlowsUserPoolClient"] is False
    assert not made.keys() & {"AllowedOAuthFlows", "CallbackURLs", "LogoutURLs", "SupportedIdentityProviders"}
    assert "SignInPageStyle" not in resolve(template.template(), stage)


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_hands_out_codes_alone_to_addresses_that_were_said(stage: str) -> None:
    made = client(stage, **PAGE)

    assert (made["AllowedOAuthFlowsUserPoolClient"], made["AllowedOAuthFlows"]) == (True, ["code"])
    assert made["GenerateSecret"] is False, "a page in a browser keeps none, and proves itself by PKCE"
    assert made["CallbackURLs"] == made["LogoutURLs"] == {"Fn::Split": [",", PAGE["SignInUrls"]]}
    assert made["SupportedIdentityProviders"] == ["COGNITO"]
    assert ("SignInPageStyle" in resolve(template.template(), stage, **PAGE)) is (stage != "local")


def test_what_is_had_through_the_page_changes_no_account() -> None:
    assert client("prod", **PAGE)["AllowedOAuthScopes"] == ["openid", "email", "profile"]


def test_people_who_sign_out_may_be_sent_elsewhere() -> None:
    made = client("prod", **PAGE, SignOutUrls="https://intranet.example.com/")

    assert made["LogoutURLs"] == {"Fn::Split": [",", "https://intranet.example.com/"]}


def test_a_copy_here_has_the_page_at_once() -> None:
    assert client("local")["CallbackURLs"] == ["http://localhost:3000/signed-in"]


@pytest.mark.parametrize(
    ("said", "is_taken"),
    [
        ("", True),
        ("https://travel.example.com/signed-in", True),
        ("https://travel.example.com/,http://localhost:3000/signed-in,myapp://signed-in", True),
        ("http://127.0.0.1:8000/", True),
        ("http://travel.example.com/", False),
        ("http://localhost.example.com/", False),
        ("https://travel.example.com/#part", False),
        ("https://travel.example.com/,", False),
        ("https://a.example.com/, https://b.example.com/", False),
        ("travel.example.com", False),
    ],
)
@pytest.mark.parametrize("parameter", ["SignInUrls", "SignOutUrls"])
def test_addresses_that_a_code_would_travel_to_in_the_open_are_refused(
    parameter: str, said: str, is_taken: bool
) -> None:
    pattern = template.template()["Parameters"][parameter]["AllowedPattern"]

    assert bool(re.fullmatch(pattern, said)) is is_taken


@pytest.mark.parametrize("stage", STAGES)
def test_programs_may_be_allowed_each_scope_that_the_code_knows(stage: str) -> None:
    server = resolve(template.template(), stage)["ResourceServer"]["Properties"]

    assert server["Identifier"] == "sojourn"
    assert [each["ScopeName"] for each in server["Scopes"]] == list(Scope)
    assert all(1 <= len(each["ScopeDescription"]) <= 256 for each in server["Scopes"])


def test_a_stage_is_reached_under_a_name_of_its_own_unless_another_is_said() -> None:
    def domain(**given: str) -> Any:
        return resolve(template.template(), "prod", **given)["UserPoolDomain"]["Properties"]["Domain"]

    assert domain() == "sojourn-prod-123456789012"
    assert domain(SignInPrefix="acme-travel") == "acme-travel"


def test_the_roles_of_people_are_groups_and_that_of_programs_is_none() -> None:
    groups = {
        it["Properties"]["GroupName"]
        for it in template.template()["Resources"].values()
        if it["Type"] == "AWS::Cognito::UserPoolGroup"
    }

    assert groups == {role for role in Role if role != "system"}


@pytest.mark.parametrize(("given", "kind"), [(SAML, "SAML"), (OIDC, "OIDC")])
def test_the_companys_identity_provider_is_offered_beside_the_pools_own_accounts(
    given: dict[str, str], kind: str
) -> None:
    made = resolve(template.template(), "prod", **given)
    provider = made["FederatedProvider"]["Properties"]

    assert (provider["ProviderName"], provider["ProviderType"]) == (given["IdentityProvider"], kind)
    assert made["UserPoolClient"]["Properties"]["SupportedIdentityProviders"] == [
        "COGNITO",
        {"Ref": "FederatedProvider"},
    ]
    assert not made["UserPoolClient"]["Properties"].keys() & {"ClientSecret"}


def test_no_template_has_what_the_pool_proves_itself_by_to_the_identity_provider() -> None:
    details = resolve(template.template(), "prod", **OIDC)["FederatedProvider"]["Properties"]["ProviderDetails"]

    assert details["client_secret"] == "{{resolve:secretsmanager:sojourn-prod-okta:SecretString:clientSecret}}"
    assert details["oidc_issuer"] == "https://example.okta.com"


@pytest.mark.parametrize("given", [SAML, OIDC])
def test_the_client_may_write_what_an_identity_provider_says_and_no_role_is_among_it(given: dict[str, str]) -> None:
    """Cognito refuses a sign-in whose client may not write what is mapped, and lets people write all that it may."""
    writable = set(client("prod", **given)["WriteAttributes"])

    assert MAPPED.keys() - {"email_verified"} == writable, "which Cognito alone writes"
    assert not [each for each in json.dumps(MAPPED).split('"') if "role" in each or "group" in each]
