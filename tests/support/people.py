"""People of the tests, as their tokens speak for them."""

from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Identity, Program, Role


def person_of(user_id: str, name: str, *groups: str) -> Identity:
    """Somebody whose token has their given and their family name."""
    given_name, _, family_name = name.rpartition(" ")
    return Identity(
        user_id=user_id,
        email=f"{user_id}@example.com",
        name=name,
        groups=frozenset(groups),
        given_name=given_name,
        family_name=family_name,
    )


def program_of(client_id: str, *scopes: Scope) -> Identity:
    """A program whose token carries these scopes."""
    program = Program(client_id, frozenset(scope.qualified for scope in scopes))
    return Identity(user_id=program.user_id, email="", name="", groups=frozenset({Role.SYSTEM}), program=program)
