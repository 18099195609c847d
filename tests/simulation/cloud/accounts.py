"""The simulation's user pool: accounts by the `sub` that they have, which is their name in the pool as well."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.identity import Role
from tests.simulation.cloud.rows import Failure


def answer(accounts: dict[str, str], operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a request to find an account, or to delete one; `accounts` has the full name of each."""
    if operation == "ListUsers":
        user_id = params["Filter"].removeprefix('sub = "').removesuffix('"')
        names = [accounts[user_id]] if user_id in accounts else []
        return {"Users": [{"Username": user_id, "Attributes": [{"Name": "name", "Value": name}]} for name in names]}
    if operation != "AdminDeleteUser":
        raise NotImplementedError(f"cognito-idp.{operation}")
    if accounts.pop(params["Username"], None) is None:
        raise Failure("UserNotFoundException", "User does not exist.")
    return {}


def list_groups(lost: frozenset[Role]) -> dict[str, Any]:
    """Answer which groups somebody is in who has lost these."""
    return {"Groups": [{"GroupName": role} for role in sorted({*Role} - lost)]}
