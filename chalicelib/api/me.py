"""The current user and the permissions of their roles."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Value

blueprint = ApiBlueprint(__name__, tag="Service")

_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.TRAVELLER: ("bookings:request", "bookings:select", "bookings:cancel", "bookings:change", "trips:read"),
    Role.APPROVER: ("bookings:approve", "budgets:read"),
    Role.TRAVEL_DESK: (
        "bookings:request-for-all",
        "bookings:arrange-all",
        "bookings:read-all",
        "trips:read-all",
        "credits:read-all",
        "passengers:use-all",
    ),
    Role.TRAVEL_MANAGER: (
        "bookings:approve",
        "bookings:read-all",
        "policies:write",
        "budgets:write",
        "employees:write",
        "webhooks:write",
        "trips:read-all",
        "credits:read-all",
        "positions:read-all",
        "privacy:request-for-others",
    ),
    Role.OPERATOR: ("compensations:read", "compensations:retry"),
}


class MeView(Value, frozen=True):
    """The signed-in user."""

    user_id: Annotated[
        str, msgspec.Meta(description="The user's id: the `sub` of their first account in the user pool")
    ]
    email: Annotated[str, msgspec.Meta(description="Address by which you sign in")]
    name: Annotated[str, msgspec.Meta(description="Name by the user pool")]
    roles: Annotated[tuple[Role, ...], msgspec.Meta(description="What you may do, by the groups of the user pool")]
    permissions: Annotated[tuple[str, ...], msgspec.Meta(description="Permissions of the roles, as `resource:action`")]


def _example() -> Example:
    ada = Identity(
        user_id="8c6d7a52-0b1f-4c7e-9a55-3f1f6d1f2f10",
        email="ada@example.com",
        name="Ada Lovelace",
        groups=frozenset({"traveller"}),
    )
    return Example(_view(ada))


@blueprint.route("/v1/me", summary="Get the current user", example=_example)
def get_me(call: Call[None, None]) -> Answer[MeView]:
    return Answer(_view(call.identity))


def _view(identity: Identity) -> MeView:
    may = sorted({what for role in identity.roles for what in _PERMISSIONS[role]})
    return MeView(
        user_id=identity.user_id,
        email=identity.email,
        name=identity.name,
        roles=identity.roles,
        permissions=tuple(may),
    )
