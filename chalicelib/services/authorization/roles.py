"""Which roles somebody holds at this moment: a token says which they held when it was issued, an hour ago at most.

The user pool is asked where a decision rests on a role beyond `traveller`, at most once a request or push; who acts on
what is their own never waits for it. A role that was given since the token was issued comes with the next one.
"""

from chalicelib import settings
from chalicelib.domain.identity import Identity, Role
from chalicelib.services import accounts


class HeldRoles:
    """The groups that a person is in now, asked for when they are first needed."""

    def __init__(self, user_id: str, claimed: frozenset[str]) -> None:
        self._user_id = user_id
        # Another issuer's people are in groups that only it knows: what their tokens say is all there is.
        self._found: frozenset[str] | None = claimed if settings.current().token_issuer else None

    def find(self) -> frozenset[str]:
        """Return the groups. Raises Unavailable, and then the person holds no role for now."""
        if self._found is None:
            self._found = accounts.list_groups(self._user_id)
        return self._found


class CurrentIdentity(Identity, frozen=True, kw_only=True):
    """A signed-in person of whom a role counts only while they hold it."""

    held: HeldRoles

    def has(self, *roles: Role) -> bool:
        """Return whether the person has at least one of `roles`: by their token, and, beyond `traveller`, still now; of
        whom a program acts for, who has sent no token, now. Raises Unavailable."""
        claimed = self.groups.intersection(roles)
        if not claimed or self.is_program or (Role.TRAVELLER in claimed and self.program is None):
            return bool(claimed)
        return not claimed.isdisjoint(self.held.find())


def with_current_roles(identity: Identity) -> CurrentIdentity:
    """Return the person with roles that count only while they hold them."""
    said = {field: getattr(identity, field) for field in Identity.__struct_fields__}
    return CurrentIdentity(**said, held=HeldRoles(identity.user_id, identity.groups))


def holds_travel_desk(user_id: str) -> bool:
    """Return whether a person who may not be the caller, such as the requester of a booking that is being bought, is of
    the travel desk now. Raises Unavailable."""
    return Role.TRAVEL_DESK in accounts.list_groups(user_id)
