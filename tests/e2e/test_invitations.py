"""People who are invited to a deployed copy: they sign in by a password of their own, or come by the company's identity
provider, and are who was invited."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.identity import Role
from infra import invitations
from infra.foundation import template
from infra.invitations import InvitationRefused, Invitee, invite
from infra.sign_in import Account, sign_in
from local.client import Client
from tests.e2e.oauth import Page, Provider, claims_of, identity_provider
from tests.e2e.typing_commands import run_command
from tests.e2e.world import World
from tests.support.resolving import resolve

PASSWORD = "another-long-Passw0rd"


@pytest.fixture
def page(world: World) -> Page:
    return Page(world.stack)


@pytest.fixture
def email(world: World) -> Iterator[str]:
    """An address that nobody has yet, whose accounts go in the end."""
    address = f"{uuid.uuid4().hex}@example.com"
    yield address
    cognito = world.service("cognito-idp")
    for user in cognito.list_users(UserPoolId=world.stack.user_pool_id, Filter=f'email = "{address}"')["Users"]:
        cognito.admin_delete_user(UserPoolId=world.stack.user_pool_id, Username=user["Username"])


def roles_of(world: World, token: str) -> list[str]:
    return list(Client(world.stack.base_url, token).get("/v1/me")["roles"])


class Prompted:
    """Somebody who answers what the pool asks."""

    def new_password(self) -> str:
        return PASSWORD

    def code(self) -> str:
        raise AssertionError("nobody set an authenticator up")

    def set_up(self, secret: str, email: str) -> str:
        raise AssertionError("nobody has to")


def test_who_is_invited_chooses_a_password_and_has_their_roles(world: World, email: str) -> None:
    target, pool = world.stack.target, world.stack.user_pool_id
    invited = invite(target, pool, Invitee(email, "Clara Rossi"), [Role.TRAVELLER, Role.TRAVEL_MANAGER])
    mailed = "the-mailed-Passw0rd"
    world.service("cognito-idp").admin_set_user_password(
        UserPoolId=pool, Username=email, Password=mailed, Permanent=False
    )
    account = Account(pool, world.stack.user_pool_client_id, email, mailed)

    first = sign_in(world.service("cognito-idp"), account, Prompted())
    again = sign_in(world.service("cognito-idp"), account._replace(password=PASSWORD))

    assert invited.is_new
    assert claims_of(first)["sub"] == invited.user_id
    assert roles_of(world, again) == ["traveller", "travel-manager"]


def test_an_invitation_again_adds_roles_and_exactly_takes_others_away(world: World, email: str) -> None:
    target, pool = world.stack.target, world.stack.user_pool_id
    first = invite(target, pool, Invitee(email), [Role.TRAVELLER])

    more = invite(target, pool, Invitee(email), [Role.APPROVER])
    other = invite(target, pool, Invitee(email), [Role.OPERATOR], exactly=True)

    assert more == (first.user_id, (Role.TRAVELLER, Role.APPROVER), False)
    assert other == (first.user_id, (Role.OPERATOR,), False)
    groups = world.service("cognito-idp").admin_list_groups_for_user(UserPoolId=pool, Username=email)["Groups"]
    assert [each["GroupName"] for each in groups] == ["operator"]


def test_the_command_says_who_somebody_is_and_how_they_get_a_token(
    world: World, email: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", world.stack.endpoint)

    said = [run_command(monkeypatch, invitations, action, "--email", email, "--roles", roles) for action, roles in (
        ("invite", "traveller, approver"), ("roles", "traveller"), ("roles", "king"), ("roles", "")
    )]  # fmt: skip

    out, err = capsys.readouterr()
    assert said == [0, 0, 1, 1]
    assert f"invite: {email} is invited by mail" in out
    assert "traveller, approver" in out
    assert f"make sign-in STAGE=local EMAIL={email}" in out
    assert "king is no role of people" in err
    assert "Say ROLES=" in err


@pytest.fixture
def provider(world: World) -> Iterator[Provider]:
    """The company's identity provider, as the template of a stage with one tells the pool of it."""
    cognito, pool = world.service("cognito-idp"), world.stack.user_pool_id
    said = {"IdentityProvider": "Entra", "IdentityProviderIssuer": "https://login.example.com"}
    made: dict[str, Any] = resolve(template.template(), "prod", **said)["FederatedProvider"]["Properties"]
    with identity_provider() as running:
        cognito.create_identity_provider(
            UserPoolId=pool,
            ProviderName="Entra",
            ProviderType=made["ProviderType"],
            ProviderDetails={
                **made["ProviderDetails"],
                "authorize_url": f"{running.url}/authorize",
                "token_url": f"{running.url}/token",
            },
            AttributeMapping=made["AttributeMapping"],
        )
        try:
            yield running
        finally:
            cognito.delete_identity_provider(UserPoolId=pool, ProviderName="Entra")


def test_who_was_invited_and_comes_by_the_identity_provider_is_who_was_invited(
    world: World, page: Page, provider: Provider, email: str
) -> None:
    invited = invite(world.stack.target, world.stack.user_pool_id, Invitee(email, provider="Entra"), [Role.TRAVELLER])
    again = invite(world.stack.target, world.stack.user_pool_id, Invitee(email, provider="Entra"), [Role.APPROVER])
    provider.person = {"sub": uuid.uuid4().hex, "email": email, "email_verified": "true", "name": "Dora Maar"}

    token = page.redeem(page.come_from("Entra").query["code"]).json["id_token"]

    me = Client(world.stack.base_url, token).get("/v1/me")
    assert me["userId"] == invited.user_id == again.user_id
    assert (me["name"], me["roles"]) == ("Dora Maar", ["traveller", "approver"])


def test_whom_a_provider_knows_by_an_id_of_its_own_is_linked_by_it(
    world: World, page: Page, provider: Provider, email: str
) -> None:
    subject = uuid.uuid4().hex
    invitee = Invitee(email, provider="Entra", subject=subject)
    invited = invite(world.stack.target, world.stack.user_pool_id, invitee, [Role.TRAVELLER])
    provider.person = {"sub": subject, "email": email, "name": "Dora Maar"}

    token = page.redeem(page.come_from("Entra").query["code"]).json["id_token"]

    assert claims_of(token)["sub"] == invited.user_id


def test_who_was_not_invited_gets_in_and_may_do_nothing(
    world: World, page: Page, provider: Provider, email: str
) -> None:
    provider.person = {"sub": uuid.uuid4().hex, "email": email, "name": "Nobody Known", "roles": ["operator"]}

    token = page.redeem(page.come_from("Entra").query["code"]).json["id_token"]

    stranger = Client(world.stack.base_url, token)
    assert roles_of(world, token) == []
    assert stranger.call("POST", "/v1/bookings", {"text": "Berlin to London on Monday"}).status == 403


def test_who_came_before_they_were_invited_gets_roles_for_the_account_that_they_have(
    world: World, page: Page, provider: Provider, email: str
) -> None:
    provider.person = {"sub": uuid.uuid4().hex, "email": email, "name": "Dora Maar"}
    before = page.redeem(page.come_from("Entra").query["code"]).json["id_token"]
    pool = world.stack.user_pool_id
    with pytest.raises(InvitationRefused, match="has come by Entra already: say it, PROVIDER="):
        invite(world.stack.target, pool, Invitee(email), [Role.TRAVELLER])

    invited = invite(world.stack.target, pool, Invitee(email, provider="Entra"), [Role.TRAVELLER])

    after = page.redeem(page.come_from("Entra").query["code"]).json["id_token"]
    assert (invited.user_id, invited.is_new) == (claims_of(before)["sub"], False)
    assert claims_of(after)["sub"] == invited.user_id
    assert roles_of(world, after) == ["traveller"]


def test_who_has_an_account_with_the_provider_already_is_linked_to_no_other(
    world: World, page: Page, provider: Provider, email: str
) -> None:
    provider.person = {"sub": uuid.uuid4().hex, "email": email, "name": "Dora Maar"}
    page.come_from("Entra")
    other = Invitee(f"other-{email}", provider="Entra", subject=str(provider.person["sub"]))

    with pytest.raises(InvitationRefused, match="make link-accounts"):
        invite(world.stack.target, world.stack.user_pool_id, other, [Role.TRAVELLER])

    world.service("cognito-idp").admin_delete_user(UserPoolId=world.stack.user_pool_id, Username=other.email)
