"""People go along with their groups and as who they are; nobody erased comes back, and nobody is given more than they
have where they are."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.account_links import find_links
from infra.target import Target
from infra.transfer.bundle import Row
from infra.transfer.people import import_people, list_people
from tests.support.accounts import make_pool
from tests.support.tables import REGION, described_tables

TARGET = Target("local", REGION)
POOL = "eu-central-1_Accounts2"
GROUPS = ("traveller", "approver", "travel-manager")
NEEDED = {"sojourn-local-account-links", "sojourn-local-mentions"}


@pytest.fixture(autouse=True)
def cognito() -> Iterator[Any]:
    """A stage with a new pool, in which nobody is."""
    with mock_aws():
        for table in described_tables():
            if table["TableName"] in NEEDED:
                boto3.client("dynamodb", region_name=REGION).create_table(**table)
        make_pool(POOL)
        made = boto3.client("cognito-idp", region_name=REGION)
        for group in GROUPS:
            made.create_group(UserPoolId=POOL, GroupName=group)
        yield made


def say(_: str) -> None:
    """Say nothing."""


def person(number: int, *groups: str, enabled: bool = True) -> Row:
    attributes = {"email": f"person-{number}@example.com", "email_verified": "true", "name": f"Person {number}"}
    return {"userId": f"old-{number}", "attributes": attributes, "groups": sorted(groups), "enabled": enabled}


PEOPLE = [person(1, "traveller"), person(2, "traveller", "approver"), person(3, "travel-manager", enabled=False)]


def test_people_are_who_they_were_in_a_new_pool_however_often_they_are_imported() -> None:
    for _ in range(2):
        import_people(TARGET, PEOPLE, say)

        assert sorted(list_people(TARGET), key=lambda each: str(each["userId"])) == PEOPLE
    assert sorted(find_links(TARGET, POOL).values()) == ["old-1", "old-2", "old-3"]


def test_who_is_erased_is_given_no_account(cognito: Any) -> None:
    mark = {"subject": {"S": "old-2"}, "thing": {"S": "!erased"}}
    boto3.client("dynamodb", region_name=REGION).put_item(TableName="sojourn-local-mentions", Item=mark)

    import_people(TARGET, PEOPLE, say)

    assert {each["userId"] for each in list_people(TARGET)} == {"old-1", "old-3"}


def test_who_has_lost_a_right_meanwhile_is_not_given_it_again(cognito: Any) -> None:
    import_people(TARGET, PEOPLE, say)
    who = {"UserPoolId": POOL, "Username": "person-2@example.com"}
    cognito.admin_remove_user_from_group(**who, GroupName="approver")

    import_people(TARGET, PEOPLE, say)

    groups = {each["userId"]: each["groups"] for each in list_people(TARGET)}
    assert groups["old-2"] == ["traveller"]


def test_the_group_of_an_identity_provider_stays_where_its_pool_is(cognito: Any) -> None:
    import_people(TARGET, PEOPLE, say)
    cognito.create_group(UserPoolId=POOL, GroupName=f"{POOL}_Entra")
    cognito.admin_add_user_to_group(UserPoolId=POOL, Username="person-1@example.com", GroupName=f"{POOL}_Entra")

    assert sorted(list_people(TARGET), key=lambda each: str(each["userId"])) == PEOPLE
