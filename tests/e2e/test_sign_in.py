"""Signing in as companies' applications do, against pools of the embedded cloud, which check the proof themselves."""

import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.sign_in import Account, SignInFailed, one_time_code, sign_in
from tests.e2e.world import World

PASSWORD = "a-long-Passw0rd"


@pytest.fixture(params=["OFF", "OPTIONAL", "ON"])
def account(request: pytest.FixtureRequest, world: World) -> Account:
    """Somebody in a pool of their own, whose client takes no passwords; a second factor as the parameter says."""
    cognito = world.service("cognito-idp")
    pool = cognito.create_user_pool(PoolName=f"factor-{request.param}")["UserPool"]["Id"]
    if request.param != "OFF":
        cognito.set_user_pool_mfa_config(
            UserPoolId=pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration=request.param
        )
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    )["UserPoolClient"]["ClientId"]
    cognito.admin_create_user(UserPoolId=pool, Username="ada@example.com", MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username="ada@example.com", Password=PASSWORD, Permanent=True)
    return Account(pool, client, "ada@example.com", PASSWORD)


def test_who_knows_the_password_gets_a_token_and_sends_no_password(world: World, account: Account) -> None:
    cognito, sent = world.service("cognito-idp"), []
    cognito.meta.events.register("before-call.*", lambda params, **_: sent.append(params["body"]))

    token = sign_in(cognito, account)

    assert token.count(".") == 2
    assert sent
    assert not [body for body in sent if PASSWORD.encode() in body]


def test_who_does_not_know_the_password_gets_none(world: World, account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        sign_in(world.service("cognito-idp"), account._replace(password="another-Passw0rd"))

    assert code_of(refused.value) == "NotAuthorizedException"


def test_a_client_that_takes_no_passwords_refuses_one(world: World, account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        world.service("cognito-idp").initiate_auth(
            ClientId=account.client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": account.email, "PASSWORD": PASSWORD},
        )

    assert code_of(refused.value) == "InvalidParameterException"


class Authenticator:
    """Somebody with an authenticator that has this secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def new_password(self) -> str:
        raise AssertionError("nobody was invited")

    def set_up(self, secret: str, email: str) -> str:
        raise AssertionError("it is set up")

    def code(self) -> str:
        return one_time_code(self._secret, time.time())


def test_who_has_an_authenticator_is_asked_for_its_code_where_there_is_a_second_factor(
    world: World, account: Account
) -> None:
    cognito = world.service("cognito-idp")
    authenticator = enrolled(cognito, account)

    token = sign_in(cognito, account, authenticator)

    assert token.count(".") == 2
    if cognito.describe_user_pool(UserPoolId=account.pool_id)["UserPool"].get("MfaConfiguration", "OFF") != "OFF":
        with pytest.raises(SignInFailed, match="SOFTWARE_TOKEN_MFA"):
            sign_in(cognito, account)


def enrolled(cognito: Any, account: Account) -> Authenticator:
    """Somebody's authenticator, which they have put the pool's secret into while they were signed in."""
    other = cognito.create_user_pool_client(
        UserPoolId=account.pool_id, ClientName="other", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    access = cognito.initiate_auth(
        ClientId=other,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": account.email, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]["AccessToken"]
    secret = cognito.associate_software_token(AccessToken=access)["SecretCode"]
    cognito.verify_software_token(AccessToken=access, UserCode=one_time_code(secret, time.time()))
    return Authenticator(secret)


def code_of(error: ClientError) -> Any:
    return error.response["Error"]["Code"]
