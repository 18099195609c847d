"""People of the tests, as their tokens speak for them."""

from chalicelib.domain.identity import Identity


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
