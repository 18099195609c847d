"""The accounts of the user pool: who a person is there, which groups they are in, and the removal of their account."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters

# Somebody waits for the answer to "may they?": then rather none, soon. Seconds to connect and to read, each.
_PATIENCE, _ATTEMPTS = 2.0, 2
_NOT_FOUND = "UserNotFoundException"
_NO_GROUP = "ResourceNotFoundException"
_NO_MEMBERS = "The user pool cannot say at the moment who holds a role."
_NO_GROUPS = "The user pool cannot say at the moment which roles you hold."


class Member(NamedTuple):
    """Somebody who is in a group, and whose account is not disabled."""

    user_id: str
    name: str


class Account(NamedTuple):
    """An account; `username` is the pool's own key for it."""

    username: str
    name: str
    given_name: str = ""
    family_name: str = ""
    enabled: bool = True


def find_account(user_id: str) -> Account | None:
    """Return the account of a person by its `sub`; None when the pool has none. Raises Unavailable."""
    pool, _ = parameters.user_pool()
    try:
        found = aws.client("cognito-idp").list_users(UserPoolId=pool, Filter=f'sub = "{user_id}"', Limit=1)["Users"]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The user pool could not be read.") from error
    if not found:
        return None
    attributes = {each["Name"]: each["Value"] for each in found[0]["Attributes"]}
    return Account(
        found[0]["Username"],
        attributes.get("name", ""),
        given_name=attributes.get("given_name", ""),
        family_name=attributes.get("family_name", ""),
        enabled=found[0].get("Enabled", True),
    )


def list_addresses() -> Iterator[tuple[str, str]]:
    """Yield the `sub` and the address of every account whose address the pool has verified. Raises Unavailable."""
    pool, _ = parameters.user_pool()
    try:
        pages = aws.client("cognito-idp").get_paginator("list_users").paginate(UserPoolId=pool)
        for user in (each for page in pages for each in page["Users"]):
            attributes = {each["Name"]: each["Value"] for each in user["Attributes"]}
            if attributes.get("email_verified") == "true" and user.get("Enabled", True):
                yield attributes["sub"], attributes["email"]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The user pool could not be read.") from error


def list_groups(user_id: str) -> frozenset[str]:
    """Return the groups that a person is in, by their `sub`; none when the pool has no such account. Raises
    Unavailable."""
    try:
        return _read_groups(user_id)  # the pool takes a `sub` for the name of an account that is its own
    except ClientError as error:
        if error.response["Error"]["Code"] != _NOT_FOUND:
            raise Unavailable(_NO_GROUPS) from error
    except BotoCoreError as error:
        raise Unavailable(_NO_GROUPS) from error
    account = find_account(user_id)  # one of another identity provider has a name of its own
    try:
        return _read_groups(account.username) if account else frozenset()
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(_NO_GROUPS) from error


def _read_groups(username: str) -> frozenset[str]:
    pool, _ = parameters.user_pool()
    asking: Any = aws.client("cognito-idp", timeout=_PATIENCE, attempts=_ATTEMPTS)
    found: set[str] = set()
    more: dict[str, str] = {}
    while True:
        page = asking.admin_list_groups_for_user(UserPoolId=pool, Username=username, **more)
        found.update(each["GroupName"] for each in page["Groups"])
        if "NextToken" not in page:
            return frozenset(found)
        more = {"NextToken": page["NextToken"]}


def list_members(group: str) -> tuple[Member, ...]:
    """Return who is in a group; nobody when the pool has no such group. Raises Unavailable."""
    pool, _ = parameters.user_pool()
    asking: Any = aws.client("cognito-idp", timeout=_PATIENCE, attempts=_ATTEMPTS)
    found: list[Member] = []
    more: dict[str, str] = {}
    while True:
        try:
            page = asking.list_users_in_group(UserPoolId=pool, GroupName=group, **more)
        except ClientError as error:
            if error.response["Error"]["Code"] == _NO_GROUP:
                return ()
            raise Unavailable(_NO_MEMBERS) from error
        except BotoCoreError as error:
            raise Unavailable(_NO_MEMBERS) from error
        found += [_to_member(each) for each in page["Users"] if each.get("Enabled", True)]
        if "NextToken" not in page:
            return tuple(found)
        more = {"NextToken": page["NextToken"]}


def _to_member(user: dict[str, Any]) -> Member:
    attributes = {each["Name"]: each["Value"] for each in user.get("Attributes", ())}
    return Member(attributes.get("sub", user["Username"]), attributes.get("name", ""))


def delete_account(account: Account) -> None:
    """Delete an account; harmless when it is gone. Tokens that it has are good until they end. Raises Unavailable."""
    pool, _ = parameters.user_pool()
    try:
        aws.client("cognito-idp").admin_delete_user(UserPoolId=pool, Username=account.username)
    except ClientError as error:
        if error.response["Error"]["Code"] != _NOT_FOUND:
            raise Unavailable("The account could not be deleted.") from error
    except BotoCoreError as error:
        raise Unavailable("The account could not be deleted.") from error
