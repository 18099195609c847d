"""Signing in on the page of the pool, as an application does for whoever uses it: by a code that is proved."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from local.client import Client
from tests.e2e.oauth import CALLBACK, Page
from tests.e2e.world import World


@pytest.fixture
def page(world: World) -> Page:
    return Page(world.stack)


def code_for(page: Page, world: World, role: str = "traveller") -> str:
    user = world.stack.users[role]
    return page.log_in(user.email, user.password).query["code"]


def roles_of(world: World, token: str) -> list[str]:
    return list(Client(world.stack.base_url, token).get("/v1/me")["roles"])


def test_a_code_whose_verifier_is_shown_becomes_a_token_that_the_api_takes(page: Page, world: World) -> None:
    user = world.stack.users["approver"]

    back = page.log_in(user.email, user.password)
    tokens = page.redeem(back.query["code"]).json

    assert back.status == 302
    assert back.location.startswith(f"{CALLBACK}?")
    assert back.query["state"] == "state-of-the-application"
    me = Client(world.stack.base_url, tokens["id_token"]).get("/v1/me")
    assert (me["email"], me["roles"]) == (user.email, ["traveller", "approver"])
    assert tokens["expires_in"] == 3600


def test_what_the_page_gives_beside_it_opens_neither_the_api_nor_the_account(page: Page, world: World) -> None:
    access = page.redeem(code_for(page, world)).json["access_token"]

    assert Client(world.stack.base_url, access).call("GET", "/v1/me").status == 401
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        world.service("cognito-idp").update_user_attributes(
            AccessToken=access, UserAttributes=[{"Name": "name", "Value": "Somebody Else"}]
        )


def test_a_session_goes_on_with_the_same_roles_and_for_its_own_application_alone(page: Page, world: World) -> None:
    first = page.redeem(code_for(page, world, "approver")).json

    again = page.refresh(first["refresh_token"])
    elsewhere = page.refresh(first["refresh_token"], client_id=other_client(world))

    assert roles_of(world, again.json["id_token"]) == ["traveller", "approver"]
    assert "refresh_token" not in again.json
    assert (elsewhere.status, elsewhere.json["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "a-verifier-that-is-not-the-one-whose-challenge-was-shown"},
        {"code_verifier": ""},
        {"redirect_uri": "http://localhost:3000/elsewhere"},
        {"client_id": "other"},
    ],
    ids=lambda changed: next(iter(changed)) + ("" if next(iter(changed.values())) else " left out"),
)
def test_a_code_is_nothing_to_whoever_only_has_it(page: Page, world: World, changed: dict[str, str]) -> None:
    given = {"client_id": other_client(world)} if "client_id" in changed else changed

    answer = page.redeem(code_for(page, world), **given)

    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")
    assert "id_token" not in answer.body


def test_a_code_is_good_once(page: Page, world: World) -> None:
    code = code_for(page, world)

    answers = [page.redeem(code) for _ in range(2)]

    assert [each.status for each in answers] == [200, 400]
    assert answers[1].json["error"] == "invalid_grant"


@pytest.mark.waits
def test_a_code_that_many_bring_at_once_is_good_once(page: Page, world: World) -> None:
    code = code_for(page, world)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: page.redeem(code), range(8)))

    assert sorted(each.status for each in answers) == [200, *[400] * 7]


@pytest.mark.parametrize("address", ["https://attacker.example.com/", f"{CALLBACK}/more", "http://localhost:3001/"])
def test_nobody_is_sent_to_an_address_that_was_not_said(page: Page, address: str) -> None:
    answers = page.authorize(redirect_uri=address), page.sign_out(address)

    assert [(each.status, each.location) for each in answers] == [(400, "")] * 2


def test_the_addresses_that_were_said_are_led_to(page: Page) -> None:
    assert page.sign_out(CALLBACK).location == CALLBACK


@pytest.mark.parametrize(
    "changed", [{"code_challenge_method": "plain"}, {"scope": "openid aws.cognito.signin.user.admin"}], ids=str
)
def test_a_weaker_proof_or_a_scope_that_is_not_allowed_is_refused_to_the_application(
    page: Page, changed: dict[str, str]
) -> None:
    answer = page.authorize(**changed)

    assert answer.status == 302
    assert answer.location.startswith(f"{CALLBACK}?")
    assert answer.query["error"] == "invalid_request"
    assert answer.query["state"] == "state-of-the-application"


def test_tokens_are_never_put_into_an_address(page: Page) -> None:
    answer = page.authorize(response_type="token")

    assert answer.location == ""
    assert answer.json["error"] == "unsupported_response_type"


def test_a_wrong_password_gives_no_code(page: Page, world: World) -> None:
    answer = page.log_in(world.stack.users["traveller"].email, "a-wrong-Passw0rd")

    assert (answer.status, answer.location) == (200, "")


def other_client(world: World) -> str:
    """Another application of the pool, which takes codes too."""
    cognito, name = world.service("cognito-idp"), "another-application"
    pages = cognito.get_paginator("list_user_pool_clients").paginate(UserPoolId=world.stack.user_pool_id)
    known = {each["ClientName"]: each["ClientId"] for page in pages for each in page["UserPoolClients"]}
    if name not in known:
        made = cognito.create_user_pool_client(
            UserPoolId=world.stack.user_pool_id,
            ClientName=name,
            AllowedOAuthFlows=["code"],
            AllowedOAuthScopes=["openid"],
            AllowedOAuthFlowsUserPoolClient=True,
            CallbackURLs=[CALLBACK],
        )
        return str(made["UserPoolClient"]["ClientId"])
    return str(known[name])
