"""Which account of a user pool is whose. A person's id outlives the pool that they first signed in to.

A person's id is the `sub` of their first account. When the pool is made anew, or people come from another identity
provider, their accounts get another `sub`: an administrator links it to the person, or invites an address, which the
first account claims for which the pool has verified it. An account that has neither is a person of its own.
"""

from datetime import timedelta
from hashlib import sha256

INVITATION_KEPT = timedelta(days=30)
ACCOUNT = "account"


def pool_key(pool_id: str) -> str:
    """Return the key of the row that says that a pool has links at all."""
    return f"pool/{pool_id}"


def account_key(pool_id: str, sub: str) -> str:
    """Return the key of the row that says whose an account is."""
    return f"{ACCOUNT}/{pool_id}/{sub}"


def person_key(pool_id: str, user_id: str) -> str:
    """Return the key of the row that says which account of a pool a person has: there is one at most."""
    return f"person/{pool_id}/{user_id}"


def invitation_key(pool_id: str, email: str) -> str:
    """Return the key of an invitation, from which the address cannot be read."""
    return f"invitation/{pool_id}/{sha256(fold_address(email).encode()).hexdigest()}"


def fold_address(email: str) -> str:
    """Return an address as it is compared: A to Z as a to z, as the pool does. Other letters stay as they are: an
    address that Unicode folds into somebody's (with the Kelvin sign for a K, with a ligature) is not theirs."""
    return "".join(each.lower() if each.isascii() else each for each in email)
