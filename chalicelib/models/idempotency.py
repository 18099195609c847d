"""Which writes were asked for under which key, who is at it now, and what was answered."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import Unavailable


class StoredAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it was sent, so that it can be sent again byte for byte; one that is `encrypted` is whole in its
    body."""

    status: int
    headers: dict[str, str]
    body: str
    encrypted: bool = False


class IdempotencyRow(Model):
    """One key of one caller for one operation. `lease_until` stands while somebody is at it, `answer` afterwards.

    `operation_id` (a ULID) outlives a crash: who takes the work over makes the same ids with it.
    """

    Meta = table_meta("idempotency")

    key = UnicodeAttribute(hash_key=True)
    fingerprint = UnicodeAttribute()
    operation_id = UnicodeAttribute(attr_name="operationId")
    owner = UnicodeAttribute()
    lease_until = TimeAttribute(attr_name="leaseUntil")
    expires_at = NumberAttribute(attr_name="expiresAt")  # seconds since the epoch; also the table's TTL
    answer = StructAttribute[StoredAnswer | None](StoredAnswer, null=True)


def find(key: str) -> IdempotencyRow | None:
    """Return the row of `key` as it is now, expired or not."""
    try:
        return IdempotencyRow.get(key, consistent_read=True)
    except DoesNotExist:
        return None


def create(row: IdempotencyRow, now: datetime) -> bool:
    """Write `row` if its key is free or its old row has expired; False when it is not."""
    expired = IdempotencyRow.expires_at <= int(now.timestamp())
    try:
        row.save(IdempotencyRow.key.does_not_exist() | expired)
    except PutError as error:
        return _lost(error)
    return True


def take_over(row: IdempotencyRow, owner: str, lease_until: datetime) -> bool:
    """Make `owner` the one at work on a row whose lease has run out; False when somebody else was quicker."""
    is_mine = (IdempotencyRow.owner == row.owner) & IdempotencyRow.answer.does_not_exist()
    actions = [IdempotencyRow.owner.set(owner), IdempotencyRow.lease_until.set(lease_until)]
    return _update(row.key, actions, is_mine)


def store_answer(key: str, owner: str, answer: StoredAnswer) -> bool:
    """Keep `answer`; False when `owner` is no longer the one at work."""
    return _update(key, [IdempotencyRow.answer.set(answer)], IdempotencyRow.owner == owner)


def end_lease(key: str, owner: str, now: datetime) -> bool:
    """Let the next caller take the work over at once; False when `owner` is no longer the one at work."""
    is_mine = (IdempotencyRow.owner == owner) & IdempotencyRow.answer.does_not_exist()
    return _update(key, [IdempotencyRow.lease_until.set(now)], is_mine)


def _update(key: str, actions: Sequence[Action], condition: Condition) -> bool:
    try:
        IdempotencyRow(key).update(list(actions), condition=condition)
    except UpdateError as error:
        return _lost(error)
    return True


def _lost(error: PutError | UpdateError) -> bool:
    """Return False for a condition that did not hold; any other refusal is DynamoDB's, and raised as Unavailable."""
    if not is_condition_failed(error):
        raise Unavailable("The previous request could not be read.") from error
    return False
