"""The simulation's user pool: accounts by the `sub` that they have, which is their name in the pool as well; but of one
of the company's own identity provider, which the pool knows by a name of its own."""

from collections.abc import Collection, Mapping
from typing import Any

from chalicelib.domain.identity import Role
from tests.simulation.cloud.rows import Failure

_PROVIDER = "CompanyLogin_"


def answer(
    accounts: dict[str, str], federated: Collection[str], operation: str, params: Mapping[str, Any]
) -> dict[str, Any]:
    """Answer a request to find an account, or to delete one; `accounts` has the full name of each, and the others are
    `federated`."""
    if operation == "ListUsers" and "Filter" not in params:
        return {"Users": [_describe(user_id, name) for user_id, name in accounts.items()]}
    if operation == "ListUsers":
        user_id = params["Filter"].removeprefix('sub = "').removesuffix('"')
        if user_id in federated:
            return {"Users": [_describe(user_id, "") | {"Username": f"{_PROVIDER}{user_id}"}]}
        return {"Users": [_describe(user_id, accounts[user_id])] if user_id in accounts else []}
    if operation != "AdminDeleteUser":
        raise NotImplementedError(f"cognito-idp.{operation}")
    if accounts.pop(params["Username"], None) is None:
        raise Failure("UserNotFoundException", "User does not exist.")
    return {}


def _describe(user_id: str, full_name: str) -> dict[str, Any]:
    given_name, _, family_name = full_name.rpartition(" ")
    named = {"name": full_name, "given_name": given_name, "family_name": family_name}
    said = {"sub": user_id, **named, "email": f"{user_id}@example.com", "email_verified": "true"}
    return {"Username": user_id, "Attributes": [{"Name": key, "Value": value} for key, value in said.items()]}


# Who is in which group of the pool, in every world; of those who have accounts, where a world says who has.
MEMBERS = {
    "approver": ("ben", "dora"),
    "travel-manager": ("clara", "emil"),
    "travel-desk": ("tess",),
    "traveller": (),
    "operator": ("olga",),
}


def list_members(
    group: str, accounts: Mapping[str, str], lost: Mapping[str, frozenset[Role]]
) -> dict[str, list[dict[str, Any]]]:
    """Answer who is in a group, of those who have not lost its role."""
    there = [each for each in MEMBERS[group] if not accounts or each in accounts]
    kept = [each for each in there if Role(group) not in lost.get(each, frozenset())]
    return {"Users": [{"Username": each, "Attributes": [{"Name": "sub", "Value": each}]} for each in kept]}


def list_groups(
    username: str, federated: Collection[str], lost_roles: Mapping[str, frozenset[Role]]
) -> dict[str, list[dict[str, Any]]]:
    """Answer which groups an account is in whose person has not lost them: all that a token may name, but the travel
    desk's only for who is of it, since a booking's requester is asked about without a token."""
    if username in federated:
        raise Failure("UserNotFoundException", "User does not exist.")
    user_id = username.removeprefix(_PROVIDER)
    lost = lost_roles.get(user_id, frozenset())
    desk = user_id in MEMBERS[Role.TRAVEL_DESK]
    held = {*Role} - lost - (frozenset() if desk else frozenset({Role.TRAVEL_DESK}))
    return {"Groups": [{"GroupName": role} for role in sorted(held)]}
