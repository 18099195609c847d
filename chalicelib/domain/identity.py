"""Who asks: the person behind a request, and the roles that the company gave them."""

from enum import StrEnum

import msgspec

from chalicelib.errors import NotAllowed


class Role(StrEnum):
    """A role: a group of the user pool."""

    TRAVELLER = "traveller"
    APPROVER = "approver"
    TRAVEL_DESK = "travel-desk"
    TRAVEL_MANAGER = "travel-manager"
    OPERATOR = "operator"


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A signed-in person; `user_id` is the `sub` of their first account, and the only part that may be logged."""

    user_id: str
    email: str
    name: str
    groups: frozenset[str] = frozenset()
    given_name: str = ""  # as the token has them; the name is for showing only
    family_name: str = ""

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role in Role if role in self.groups)

    def has(self, *roles: Role) -> bool:
        """Return whether the person has at least one of `roles`."""
        return not self.groups.isdisjoint(roles)

    def may_act_for(self, user_id: str) -> bool:
        """Return whether this is about themselves, or they are a travel manager."""
        return user_id == self.user_id or self.has(Role.TRAVEL_MANAGER)

    def may_arrange_for(self, user_id: str) -> bool:
        """Return whether what the person travels by is theirs to see: it is their own, or they are the travel desk or a
        travel manager."""
        return user_id == self.user_id or self.has(Role.TRAVEL_DESK, Role.TRAVEL_MANAGER)

    def person_arranged_for(self, user_id: str | None) -> str:
        """Return whose trips a question is about: their own unless it says. Raises NotAllowed for others', but to the
        travel desk and travel managers."""
        person = user_id or self.user_id
        if not self.may_arrange_for(person):
            raise NotAllowed("Only the travel desk or a travel manager may ask for somebody else.")
        return person

    def person_meant(self, user_id: str | None) -> str:
        """Return whom a question is about: themselves unless it says. Raises NotAllowed for others, but to travel
        managers."""
        person = user_id or self.user_id
        if not self.may_act_for(person):
            raise NotAllowed("Only a travel manager may ask for somebody else.")
        return person

    def require(self, *roles: Role) -> None:
        """Raise NotAllowed unless the person has at least one of `roles`."""
        if not self.has(*roles):
            raise NotAllowed(f"This needs the role {' or '.join(roles)}.")
