"""The limits table: what holds a limit when many ask at once.

A sum moves in the transaction that it counts (what somebody has reserved that is not approved yet). A number of things
is counted anew each time, and the one row of its scope is changed in the transaction that adds one, so that of all who
have counted the same only the first adds: nothing is kept that could drift. Scopes are hashes: the rows name nobody.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.domain.value import Value
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import SojournError

# Longer than an index is ever behind, and than any request lasts.
RECENT = timedelta(minutes=5)
KEPT = timedelta(days=1)
SUMS_KEPT = timedelta(days=500)  # longer than from a selection to the departure

# How often one more is tried to be added when others add at the same moment.
TURNS = 40
PAUSE = 0.005  # seconds, longer from turn to turn


class Added(Value, frozen=True):
    """What was added a moment ago, which an index may not have yet."""

    key: str
    at: datetime


class LimitRow(Model):
    """One limit: `amount` of a sum, or how often something was added in a scope (`version`), and what lately."""

    Meta = table_meta("limits")

    scope = UnicodeAttribute(hash_key=True)
    amount = NumberAttribute(null=True)
    version = NumberAttribute(null=True)
    recent = StructAttribute[tuple[Added, ...]](tuple[Added, ...], null=True)
    expires_at = TTLAttribute(attr_name="expiresAt")


def scope_of(*names: str) -> str:
    """Return the scope that these name, without naming them."""
    return sha256("\n".join(names).encode()).hexdigest()[:40]


def unapproved_scope(cost_centre: str, period: str, requester_id: str) -> str:
    """Return the scope of what somebody has reserved of a budget that nobody has approved yet."""
    return scope_of("awaiting approval", cost_centre, period, requester_id)


def sum_expression(change: int, most: int | None, now: datetime) -> tuple[list[Action], Condition | None]:
    """Return the update by which a sum changes, and the condition that it stays within `most`."""
    actions: list[Action] = [LimitRow.amount.add(change), LimitRow.expires_at.set(now + SUMS_KEPT)]
    if most is None:
        return actions, None
    within = LimitRow.amount <= most - change
    return actions, (LimitRow.amount.does_not_exist() | within) if change <= most else within


def find_sum(scope: str) -> int:
    """Return what a sum is at, read consistently."""
    try:
        return int(LimitRow.get(scope, consistent_read=True).amount or 0)
    except DoesNotExist:
        return 0


class Limit(NamedTuple):
    """How many things a scope may hold. `count` returns how many others than `key` it holds, given the keys that were
    added a moment ago; `full` is raised when that is as many as there may be."""

    scope: str
    most: int
    key: str
    count: Callable[[Sequence[str]], int]
    full: SojournError


class Claim(NamedTuple):
    """The room that was found for one more: good as long as nobody else has added one since."""

    limit: Limit
    version: int | None
    recent: tuple[Added, ...]

    def write(self, transaction: TransactWrite) -> None:
        """Let the transaction fail when somebody else has added one since. PynamoDB sends updates last, so this is the
        last reason of a refusal."""
        unchanged = LimitRow.scope.does_not_exist() if self.version is None else LimitRow.version == self.version
        actions: list[Action] = [
            LimitRow.version.add(1),
            LimitRow.recent.set(self.recent),
            LimitRow.expires_at.set(self.recent[-1].at + KEPT),
        ]
        transaction.update(LimitRow(self.limit.scope), actions=actions, condition=unchanged)


def claim(limit: Limit) -> Claim:
    """Return the room for one more in the scope. Raises what the limit has for one that is full."""
    row, now = _find(limit.scope), clock.now()
    recent = tuple(each for each in (row.recent or () if row else ()) if each.at > now - RECENT)
    if limit.count([each.key for each in recent if each.key != limit.key]) >= limit.most:
        raise limit.full
    version = int(row.version) if row else None
    return Claim(limit, version, (*recent, Added(key=limit.key, at=now)))


def list_recent(scope: str) -> list[str]:
    """Return the keys that were added to a scope a moment ago, read consistently: an index may not have them yet."""
    row = _find(scope)
    return [each.key for each in row.recent or ()] if row else []


def _find(scope: str) -> LimitRow | None:
    try:
        return LimitRow.get(scope, consistent_read=True)
    except DoesNotExist:
        return None
