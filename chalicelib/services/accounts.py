"""The accounts of the user pool, as the people whose they are: who signs in is a person by the account's link, and the
pool is asked about a person by the account that they have now."""

from collections.abc import Collection

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.account_links import fold_address
from chalicelib.domain.identity import Identity
from chalicelib.errors import PersonErased, VersionConflict
from chalicelib.gateways import parameters, user_pool
from chalicelib.gateways.user_pool import Account, Member
from chalicelib.models import account_links


def find_person(account: Identity, *, verified_email: bool) -> Identity:
    """Return the person whose account signed in. Raises Unavailable.

    An account that nobody linked claims the invitation to its address, if the pool has verified that; else it is a
    person of its own.
    """
    pool_id, _ = parameters.user_pool()
    if not account_links.has_links(pool_id):
        return account
    user_id = account_links.find_user(pool_id, account.user_id)
    if user_id is None and verified_email and account.email:
        user_id = _claim(pool_id, account)
    return account if user_id is None else msgspec.structs.replace(account, user_id=user_id)


def find_account(user_id: str) -> Account | None:
    """Return the account that a person has now; None when they have none. Raises Unavailable."""
    sub = find_sub(user_id)
    return user_pool.find_account(sub) if sub else None


def find_by_addresses(addresses: Collection[str]) -> dict[str, frozenset[str]]:
    """Return whose the accounts are that have one of these addresses, which are folded, and have it verified: several
    people's, where somebody has an account of the pool and another by their identity provider that nobody linked.
    Raises Unavailable."""
    pool_id, _ = parameters.user_pool()
    linked = account_links.has_links(pool_id)
    found = dict[str, frozenset[str]]()
    for sub, email in user_pool.list_addresses():
        address = fold_address(email)
        if address in addresses:
            owner = (linked and account_links.find_user(pool_id, sub)) or sub
            found[address] = found.get(address, frozenset()) | {owner}
    return found


def list_groups(user_id: str) -> frozenset[str]:
    """Return the groups that a person's account is in now. Raises Unavailable."""
    sub = find_sub(user_id)
    return user_pool.list_groups(sub) if sub else frozenset()


def list_members(group: str) -> tuple[Member, ...]:
    """Return who is in a group, as people: one read for each of them where the pool has links. Raises Unavailable."""
    members = user_pool.list_members(group)
    pool_id, _ = parameters.user_pool()
    if not members or not account_links.has_links(pool_id):
        return members
    owners = ((member, account_links.find_user(pool_id, member.user_id)) for member in members)
    return tuple(member._replace(user_id=owner) if owner else member for member, owner in owners)


def find_sub(user_id: str) -> str | None:
    """Return the `sub` of the account that a person has now: by its link, or else it is their id; None where that is of
    an account which is linked to somebody else. Raises Unavailable."""
    pool_id, _ = parameters.user_pool()
    if not account_links.has_links(pool_id):
        return user_id
    linked = account_links.find_sub(pool_id, user_id)
    if linked is None and account_links.find_user(pool_id, user_id) is not None:
        return None
    return linked or user_id


def erase_account(user_id: str) -> int:
    """Delete a person's account and forget that it was theirs; how much there was of it. Raises Unavailable."""
    account = find_account(user_id)
    if account is not None:
        user_pool.delete_account(account)
    return account_links.forget_person(user_id) + int(account is not None)


def _claim(pool_id: str, account: Identity) -> str | None:
    """Return who was invited by the account's address, whose it is from now on; None for nobody."""
    invited = account_links.find_invited(pool_id, account.email, clock.now())
    if invited is None:
        return None
    try:
        account_links.claim_invitation(pool_id, account.user_id, invited, account.email)
    except (PersonErased, VersionConflict) as error:
        observability.warning("invitation not claimed", subjectId=invited, error=type(error).__name__)
        return account_links.find_user(pool_id, account.user_id)  # another call of theirs may have claimed it
    return invited
