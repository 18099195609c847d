"""The accounts of the user pool: who a person is there, and the removal of their account."""

from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters


class Account(NamedTuple):
    """An account; `username` is the pool's own key for it."""

    username: str
    name: str


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
    return Account(found[0]["Username"], attributes.get("name", ""))


def delete_account(account: Account) -> None:
    """Delete an account; harmless when it is gone. Tokens that it has are good until they end. Raises Unavailable."""
    pool, _ = parameters.user_pool()
    try:
        aws.client("cognito-idp").admin_delete_user(UserPoolId=pool, Username=account.username)
    except ClientError as error:
        if error.response["Error"]["Code"] != "UserNotFoundException":
            raise Unavailable("The account could not be deleted.") from error
    except BotoCoreError as error:
        raise Unavailable("The account could not be deleted.") from error
