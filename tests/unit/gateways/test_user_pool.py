"""Who is in which group of the user pool, now."""

from collections.abc import Iterator

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws

from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, user_pool
from tests.support.accounts import add_account, make_pool
from tests.support.tables import REGION

ROLES = ("approver", "travel-manager")


@pytest.fixture
def pool() -> Iterator[str]:
    aws.client.cache_clear()
    with mock_aws():
        made = make_pool()
        for role in ROLES:
            boto3.client("cognito-idp", region_name=REGION).create_group(GroupName=role, UserPoolId=made)
        yield made
    aws.client.cache_clear()


def change(pool: str, email: str, what: str, role: str) -> None:
    cognito = boto3.client("cognito-idp", region_name=REGION)
    getattr(cognito, what)(UserPoolId=pool, Username=email, GroupName=role)


def test_groups_are_those_of_this_moment(pool: str) -> None:
    ada = add_account(pool, "ada@example.com", "Ada")
    for role in ROLES:
        change(pool, "ada@example.com", "admin_add_user_to_group", role)
    both = user_pool.list_groups(ada)
    change(pool, "ada@example.com", "admin_remove_user_from_group", "approver")

    assert both == {*ROLES}
    assert user_pool.list_groups(ada) == {"travel-manager"}


def test_who_has_no_account_is_in_none(pool: str) -> None:
    assert user_pool.list_groups("8c6d7a52-0b1f-4c7e-9a55-3f1f6d1f2f10") == frozenset()


def test_members_of_a_group_are_those_of_this_moment_whose_account_is_not_disabled(pool: str) -> None:
    cognito = boto3.client("cognito-idp", region_name=REGION)
    members = {}
    for number in range(65):  # more than a page
        email = f"{number}@example.com"
        members[number] = add_account(pool, email, f"Member {number}")
        change(pool, email, "admin_add_user_to_group", "approver")
    cognito.admin_disable_user(UserPoolId=pool, Username="7@example.com")
    change(pool, "8@example.com", "admin_remove_user_from_group", "approver")

    found = {each.user_id: each.name for each in user_pool.list_members("approver")}

    assert found == {sub: f"Member {number}" for number, sub in members.items() if number not in (7, 8)}
    assert user_pool.list_members("travel-manager") == ()
    assert user_pool.list_members("no-such-group") == ()


def test_pool_that_does_not_answer_is_said_to_be_unavailable(pool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_client: BaseClient, _operation: str, _params: object) -> object:
        raise ReadTimeoutError(endpoint_url="https://pool")

    ada = add_account(pool, "ada@example.com", "Ada")
    user_pool.list_groups(ada)
    monkeypatch.setattr(BaseClient, "_make_api_call", fail)

    with pytest.raises(Unavailable, match="roles"):
        user_pool.list_groups(ada)
    with pytest.raises(Unavailable, match="role"):
        user_pool.list_members("approver")
