"""Whether somebody may act at all, from their employee record as it is at that moment: a token says what was.

Who has no record may: not everybody who travels is an employee. Who has left may not, however good their token is.
"""

from collections.abc import Mapping

import msgspec

from chalicelib.domain.authorization.operations import OPEN_TO_FORMER
from chalicelib.domain.employees import Employee
from chalicelib.domain.identity import Identity
from chalicelib.domain.reliances import Reliance
from chalicelib.errors import NotAllowed
from chalicelib.models import employees
from chalicelib.services.authorization.roles import with_current_roles

_LEFT = "Your employee record is deactivated: you may do nothing more here but ask for your data or its erasure."


class People:
    """Employee records, each read once. What is committed on the ground of them names them (`relies_on`), so that it is
    refused when one has changed meanwhile."""

    def __init__(self) -> None:
        self._found: dict[str, Employee | None] = {}

    def find(self, user_id: str) -> Employee | None:
        """Return the record of a person, read consistently; None when there is none. Raises Unavailable."""
        if user_id not in self._found:
            self._found[user_id] = employees.find_employee(user_id)
        return self._found[user_id]

    def is_active(self, user_id: str) -> bool:
        """Return whether the person has not left, as far as is known."""
        found = self.find(user_id)
        return found is None or found.active

    def require_active(self, user_id: str) -> None:
        """Raise NotAllowed for who has left."""
        if not self.is_active(user_id):
            raise NotAllowed(_LEFT)

    def names_of(self, identity: Identity) -> tuple[str, ...]:
        """Return the names that a signed-in person goes by: the account's and the record's."""
        found = self.find(identity.user_id)
        return (identity.name, *((found.name,) if found else ()))

    @property
    def names(self) -> Mapping[str, str | None]:
        """What everybody is called whose record was looked at; None for who has none."""
        return {user_id: found.name if found else None for user_id, found in self._found.items()}

    @property
    def relies_on(self) -> tuple[Reliance, ...]:
        """Every record that was looked at, with its version."""
        return tuple(
            Reliance("employee", user_id, found.version if found else None) for user_id, found in self._found.items()
        )


def current_identity(identity: Identity, operation: str, records: People | None = None) -> Identity:
    """Return a signed-in person as they may act now: by the roles that they still hold. Who has left may do only what
    is open to them, as nobody in particular. Raises NotAllowed for everything else."""
    if identity.is_program or (records or People()).is_active(identity.user_id):
        return with_current_roles(identity)
    if operation not in OPEN_TO_FORMER:
        raise NotAllowed(_LEFT)
    return msgspec.structs.replace(identity, groups=frozenset())


def is_active(user_id: str) -> bool:
    """Return whether the person has not left, as far as is known now."""
    return People().is_active(user_id)


def require_active(identity: Identity) -> None:
    """Raise NotAllowed for who has left, now."""
    People().require_active(identity.user_id)
