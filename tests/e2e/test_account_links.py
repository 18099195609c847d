"""Who signs in with another account is who they were, over HTTP and over WebSocket; nobody else becomes them."""

import uuid

import pytest

from infra.account_links import Invitation, LinkRefused, invite_people
from local.client import Client
from tests.e2e.newcomers import joined
from tests.e2e.world import World


def address() -> str:
    return f"{uuid.uuid4().hex}@example.com"


def email_of(client: Client) -> str:
    return str(client.get("/v1/me")["email"])


def leave_pool(world: World, client: Client) -> None:
    """Let an account be disabled, as when its pool gives way to another."""
    pool = world.stack.user_pool_id
    world.service("cognito-idp").admin_disable_user(UserPoolId=pool, Username=email_of(client))


def invite(world: World, user_id: str) -> str:
    """The address by which a person is invited to sign in with another account."""
    email = address()
    assert invite_people(world.stack.target, world.stack.user_pool_id, [Invitation(user_id, email)]) == 1
    return email


def links_of(world: World, user_id: str) -> list[str]:
    return [row["key"].partition("/")[0] for row in world.rows("account-links") if row.get("userId") == user_id]


def test_who_comes_with_another_account_is_who_they_were_until_they_are_erased(world: World) -> None:
    before, user_id = joined(world, "Ines Keller", "SALES-EU")
    trip = {"name": "Ines's own", "startsAt": "2027-03-03T08:00:00Z", "endsAt": "2027-03-05T18:00:00Z"}
    trip_id = before.post("/v1/trips", trip)["trip"]["tripId"]
    leave_pool(world, before)
    email = invite(world, user_id)

    attacker = world.newcomer("Ines Keller", "traveller", email=address())
    after = world.newcomer("Ines Keller", "traveller", "travel-manager", email=email.upper(), verified=True)

    assert attacker.get("/v1/me")["userId"] != user_id
    assert after.get("/v1/me")["userId"] == user_id
    assert after.get(f"/v1/trips/{trip_id}")["trip"]["name"] == "Ines's own"
    assert after.call("GET", "/v1/employees").status == 200, "by the role of the account that they have now"
    (sub,) = (row["sub"] for row in world.rows("account-links") if row.get("userId") == user_id and "sub" in row)

    assert after.post("/v1/privacy/erasures", {})["status"] == "done"
    assert links_of(world, user_id) == []
    pool = world.stack.user_pool_id
    assert world.service("cognito-idp").list_users(UserPoolId=pool, Filter=f'sub = "{sub}"')["Users"] == []


def test_a_first_connection_claims_the_invitation_and_an_address_that_nobody_proved_does_not(world: World) -> None:
    before, user_id = joined(world, "Jonas Richter", "SALES-EU")
    with pytest.raises(LinkRefused, match="has an account of this pool already"):
        invite(world, user_id)
    leave_pool(world, before)
    email = invite(world, user_id)

    attacker = world.newcomer("Jonas Richter", "traveller", email=email, verified=False)
    with world.ear(attacker):
        assert attacker.get("/v1/me")["userId"] != user_id
    pool = world.stack.user_pool_id
    world.service("cognito-idp").admin_delete_user(UserPoolId=pool, Username=email)

    after = world.newcomer("Jonas Richter", "traveller", email=email, verified=True)
    with world.ear(after):
        assert sorted(links_of(world, user_id)) == ["account", "person"]
        assert after.get("/v1/me")["userId"] == user_id
