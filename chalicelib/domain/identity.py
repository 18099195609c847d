"""Who asks: the person behind a request and the roles that the company gave them, or a program that signs in by
itself."""

from enum import StrEnum

import msgspec

from chalicelib.errors import NotAllowed


class Role(StrEnum):
    """A role: a group of the user pool; but for `SYSTEM`, which programs have and no group gives."""

    TRAVELLER = "traveller"
    APPROVER = "approver"
    TRAVEL_DESK = "travel-desk"
    TRAVEL_MANAGER = "travel-manager"
    OPERATOR = "operator"
    SYSTEM = "system"


ROLES_OF_PEOPLE = tuple(role for role in Role if role is not Role.SYSTEM)
_PROGRAM = "program:"  # no id of a person holds a colon, so that neither can be taken for the other


class Program(msgspec.Struct, frozen=True):
    """A program that signed in with credentials of its own: its client id, and the scopes that its token carries."""

    client_id: str
    scopes: frozenset[str]

    @property
    def user_id(self) -> str:
        """As whom it acts by itself."""
        return f"{_PROGRAM}{self.client_id}"


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A signed-in person, or a program that acts as itself; `user_id` is the `sub` of the person's first account, and
    the only part that may be logged. `program` is the one that acts for the person, or is meant itself."""

    user_id: str
    email: str
    name: str
    groups: frozenset[str] = frozenset()
    given_name: str = ""  # as the token has them; the name is for showing only
    family_name: str = ""
    program: Program | None = None

    @property
    def is_program(self) -> bool:
        """Whether this is a program that acts as itself, for nobody."""
        return self.program is not None and self.user_id == self.program.user_id

    @property
    def caller_id(self) -> str:
        """Whose calls, keys and cursors these are: a person's own are not those of a program that acts for them."""
        if self.program is None or self.is_program:
            return self.user_id
        return f"{self.program.user_id} for {self.user_id}"

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role in Role if role in self.groups)

    def has(self, *roles: Role) -> bool:
        """Return whether the person has at least one of `roles`."""
        return not self.groups.isdisjoint(roles)

    def may_act_for(self, user_id: str) -> bool:
        """Return whether this is about themselves, or they are a travel manager or a program, which sees what its
        scopes allow of everybody."""
        return user_id == self.user_id or self.has(Role.TRAVEL_MANAGER, Role.SYSTEM)

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
            raise NotAllowed(f"This needs the role {' or '.join(each for each in roles if each in ROLES_OF_PEOPLE)}.")
