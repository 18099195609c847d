"""The limits table: what holds a limit when many ask at once.

A sum moves in the transaction that it counts (what somebody has reserved that is not approved yet). A number of things
is counted anew each time, and the one row of its scope is changed in the transaction that adds one, so that of all who
have counted the same only the first adds: nothing is kept that could drift. Scopes are hashes: the rows name nobody.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.domain.value import Value
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import StructAttribute, table_meta, transactions
from chalicelib.errors import SojournError, Unavailable, VersionConflict

# Longer than an index is ever behind, and than any request lasts.
RECENT = timedelta(minutes=5)
KEPT = timedelta(days=1)
SUMS_KEPT = timedelta(days=500)  # longer than from a selection to the departure

_CONDITION_FAILED = "ConditionalCheckFailed"
_TURNS = 40
_PAUSE = 0.005  # seconds, longer from turn to turn


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


def add_within(
    scope: str,
    most: int,
    key: str,
    *,
    count: Callable[[Sequence[str]], int],
    write: Callable[[TransactWrite], None],
    full: SojournError,
) -> None:
    """Add what `write` puts, which is called `key`, to a scope that holds at most `most`. `count` returns how many
    others it holds, given the keys that were added a moment ago.

    Raises `full`; VersionConflict when the conditions of `write` do not hold, or too many add at the same moment;
    Unavailable.
    """

    def attempt() -> None:
        row = _find(scope)
        now = clock.now()
        recent = [each for each in (row.recent or () if row else ()) if each.at > now - RECENT]
        if count([each.key for each in recent if each.key != key]) >= most:
            raise full
        _write(scope, row, (*recent, Added(key=key, at=now)), write)

    until_kept(attempt, _Contended, attempts=_TURNS, pause=_PAUSE)


class _Contended(VersionConflict):
    """Somebody else has added to the scope since it was counted."""


def _find(scope: str) -> LimitRow | None:
    try:
        return LimitRow.get(scope, consistent_read=True)
    except DoesNotExist:
        return None


def _write(scope: str, row: LimitRow | None, recent: tuple[Added, ...], write: Callable[[TransactWrite], None]) -> None:
    unchanged = LimitRow.version == row.version if row else LimitRow.scope.does_not_exist()
    try:
        with TransactWrite(connection=transactions()) as transaction:
            write(transaction)
            transaction.update(
                LimitRow(scope),
                actions=[
                    LimitRow.version.add(1),
                    LimitRow.recent.set(recent),
                    LimitRow.expires_at.set(recent[-1].at + KEPT),
                ],
                condition=unchanged,
            )
    except TransactWriteError as error:
        raise _refusal(error) from error


def _refusal(error: TransactWriteError) -> SojournError:
    """Return what the refusal means; updates are sent last, so the scope's reason is the last."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if _CONDITION_FAILED in codes[:-1]:
        return VersionConflict("It is there already, or has changed meanwhile.")
    if codes[-1:] == [_CONDITION_FAILED] or "TransactionConflict" in codes:
        return _Contended("Too much is being added at the moment: try again.")
    return Unavailable("It is not certain whether it was written.")
