"""The table of account links: whose an account of the user pool is, where that is not said by its `sub`.

Rows of several kinds share the table (`domain.account_links` has their keys): that a pool has links, whose an account
is, which account a person has, and whose an address is that no account has claimed yet.
"""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, TransactWriteError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.account_links import account_key, invitation_key, person_key, pool_key
from chalicelib.dynamodb.errors import is_transient
from chalicelib.dynamodb.tables import table_meta, transactions
from chalicelib.errors import PersonErased, Unavailable, VersionConflict
from chalicelib.models import mentions

_CONDITION_FAILED = "ConditionalCheckFailed"


class _ByUser(GlobalSecondaryIndex["AccountLinkRow"]):
    """Everything that leads to a person, or from them, in every pool that there was."""

    class Meta:
        index_name = "user"
        projection = KeysOnlyProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    key = UnicodeAttribute(range_key=True)


class AccountLinkRow(Model):
    """One row of the table, of any of its kinds."""

    Meta = table_meta("account-links")

    key = UnicodeAttribute(hash_key=True)
    user_id = UnicodeAttribute(attr_name="userId", null=True)
    sub = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(attr_name="expiresAt", null=True)  # seconds since the epoch, the table's TTL

    by_user = _ByUser()


_linked: set[str] = set()  # pools of which that is known


def has_links(pool_id: str) -> bool:
    """Return whether any account of a pool may be another's than its `sub` says: once it may, for good, and this
    process asks no more. Raises Unavailable."""
    if pool_id not in _linked and _find(pool_key(pool_id)) is not None:
        _linked.add(pool_id)
    return pool_id in _linked


def find_user(pool_id: str, sub: str) -> str | None:
    """Return whose an account is, by its link; None where it has none. Raises Unavailable."""
    found = _find(account_key(pool_id, sub))
    return found.user_id if found else None


def find_sub(pool_id: str, user_id: str) -> str | None:
    """Return the account of a person in a pool, by its link; None where they have none. Raises Unavailable."""
    found = _find(person_key(pool_id, user_id))
    return found.sub if found else None


def find_invited(pool_id: str, email: str, now: datetime) -> str | None:
    """Return who is invited by an address and has not come yet; None for nobody. Raises Unavailable."""
    found = _find(invitation_key(pool_id, email))
    return found.user_id if found and found.expires_at and found.expires_at > now.timestamp() else None


def claim_invitation(pool_id: str, sub: str, user_id: str, email: str) -> None:
    """Link an account to the person who was invited by its address, and take the invitation away.

    Raises VersionConflict when it is not there any more, or the account or the person is linked already, PersonErased,
    Unavailable.
    """
    checks = 0
    try:
        with TransactWrite(connection=transactions()) as transaction:
            checks = mentions.require_not_erased(transaction, [user_id, sub])
            transaction.delete(
                AccountLinkRow(invitation_key(pool_id, email)), condition=AccountLinkRow.user_id == user_id
            )
            for row in (
                AccountLinkRow(account_key(pool_id, sub), user_id=user_id),
                AccountLinkRow(person_key(pool_id, user_id), user_id=user_id, sub=sub),
            ):
                transaction.save(row, condition=AccountLinkRow.key.does_not_exist())
    except TransactWriteError as error:
        raise _refusal(error, checks) from error


def forget_person(user_id: str) -> int:
    """Remove every link and invitation of a person, in every pool; how many there were."""
    found = list(AccountLinkRow.by_user.query(user_id))
    for row in found:
        row.delete()
    return len(found)


def _find(key: str) -> AccountLinkRow | None:
    """Return a row, read consistently: what another call has just linked counts at once."""
    try:
        return AccountLinkRow.get(key, consistent_read=True)
    except DoesNotExist:
        return None
    except GetError as error:
        if is_transient(error):
            raise Unavailable("Whose the account is could not be read.") from error
        raise


def _refusal(error: TransactWriteError, checks: int) -> PersonErased | VersionConflict | Unavailable:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = mentions.person_erased(codes, checks)
    if erased is not None:
        return erased
    if _CONDITION_FAILED in codes or "TransactionConflict" in codes:
        return VersionConflict("The account is being linked by another call.")
    return Unavailable("It is not certain whether the account was linked.")
