"""The index from a person to everything that names them, and the mark of those who are erased.

A mention is written in the transaction that writes the thing itself, on the condition that the person is not erased:
what names somebody is either found by their erasure, or refused. Neither depends on a profile, which may be deleted.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.mentions import Erased, Mention
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta, transactions
from chalicelib.errors import PersonErased, SojournError, Unavailable, VersionConflict
from chalicelib.models import limits
from chalicelib.models.limits import Limit

_CONDITION_FAILED = "ConditionalCheckFailed"
_MARK = "!erased"  # sorts before every mention, which are `<kind>/<id>`
_TURNS = 6
_PAUSE = 0.02  # seconds, longer from turn to turn


class MentionRow(Model):
    """One thing that names a person; or, as the first row of theirs, the mark that they are erased."""

    Meta = table_meta("mentions")

    subject = UnicodeAttribute(hash_key=True)
    thing = UnicodeAttribute(range_key=True)
    at = TimeAttribute()
    erased = StructAttribute[Erased](Erased, null=True)


class Basis(NamedTuple):
    """A row that has to be as it was read for another one to be saved, and what is raised where it is not."""

    model: type[Model]
    key: str
    unchanged: Condition
    changed: SojournError


class Contended(VersionConflict):
    """Another transaction is at the same rows at this moment; what it does to them is not known yet."""


def require_not_erased(transaction: TransactWrite, subjects: Iterable[str]) -> int:
    """Let the transaction fail when one of these people is marked; return how many checks that takes. PynamoDB sends
    checks before everything else, so theirs are the first reasons of a refusal."""
    checked = sorted(set(subjects))
    for subject in checked:
        transaction.condition_check(MentionRow, subject, _MARK, condition=MentionRow.subject.does_not_exist())
    return len(checked)


def add_mentions(transaction: TransactWrite, mentions: Iterable[Mention], at: datetime) -> None:
    """Note in the transaction that these things name these people."""
    for mention in sorted(mentions):
        transaction.save(MentionRow(mention.subject, mention.thing, at=at))


def remove_mentions(transaction: TransactWrite, mentions: Iterable[Mention]) -> None:
    """Note in the transaction that these things, which it removes, name these people no more."""
    for mention in sorted(mentions):
        transaction.delete(MentionRow(mention.subject, mention.thing))


def person_erased(codes: Sequence[str | None], checks: int) -> PersonErased | None:
    """Return the error when a transaction failed on one of the `checks` that it begins with; else None."""
    if _CONDITION_FAILED in codes[:checks]:
        return PersonErased("The data of a person whom this names has been erased, or is being erased.")
    return None


def save_unless_erased(  # noqa: PLR0913 - all that the transaction holds, by keyword
    row: Model,
    condition: Condition | None,
    *,
    of: Iterable[str],
    what: str,
    beside: Collection[Model] = (),
    mentions: Collection[Mention] = (),
    at: datetime | None = None,
    within: Limit | None = None,
    on: Basis | None = None,
) -> None:
    """Save a row about the people `of`, unless one of them is erased, with its copies `beside` it, and note its
    mentions; where a limit is given, only as one more `within` it, and where a basis is, only as long as that stands.

    Raises PersonErased, VersionConflict when `what` is no longer as the condition has it, what the limit and the basis
    raise, Unavailable.
    """

    def attempt() -> None:
        checks, room = 0, limits.claim(within) if within else None
        try:
            with TransactWrite(connection=transactions()) as transaction:
                checks = require_not_erased(transaction, of)
                if on is not None:
                    transaction.condition_check(on.model, on.key, condition=on.unchanged)
                transaction.save(row, condition=condition)
                for copy in beside:
                    transaction.save(copy)
                if at is not None:
                    add_mentions(transaction, mentions, at)
                if room is not None:
                    room.write(transaction)
        except TransactWriteError as error:
            raise _refusal(error, checks, what, on=on, limited=room is not None) from error

    if within is None:
        until_kept(attempt, Contended, attempts=_TURNS, pause=_PAUSE)
    else:
        until_kept(attempt, Contended, attempts=limits.TURNS, pause=limits.PAUSE)


def mark(transaction: TransactWrite, subject: str, erased: Erased, at: datetime, *, instead_of: Erased | None) -> None:
    """Mark a person as erased in the transaction, if they are not marked, or by the mark `instead_of` alone."""
    transaction.save(MentionRow(subject, _MARK, at=at, erased=erased), condition=_is_marked(instead_of))


def mark_along(transaction: TransactWrite, subject: str, erased: Erased, at: datetime) -> None:
    """Mark as erased in the transaction what else the person is known as, whoever else is known so."""
    transaction.save(MentionRow(subject, _MARK, at=at, erased=erased))


def unmark(transaction: TransactWrite, subject: str, erased: Erased) -> None:
    """Take this mark from a person in the transaction."""
    transaction.delete(MentionRow(subject, _MARK), condition=_is_marked(erased))


def replace_mark(subject: str, before: Erased, after: Erased) -> None:
    """Put another mark of the same erasure in the place of one; harmless when that is no longer there."""
    with suppress(VersionConflict), changing("The mark"):
        MentionRow(subject, _MARK).update([MentionRow.erased.set(after)], condition=_is_marked(before))


def find_mark(subject: str) -> Erased | None:
    """Return the mark of a person who is erased, read consistently. Raises Unavailable."""
    try:
        return MentionRow.get(subject, _MARK, consistent_read=True).erased
    except DoesNotExist:
        return None
    except GetError as error:
        raise Unavailable("Whether the person is erased could not be read.") from error


def is_erased(subjects: Iterable[str]) -> bool:
    """Return whether one of these people is erased, or is being erased; read consistently."""
    return bool(find_erased(subjects))


def find_erased(subjects: Iterable[str]) -> frozenset[str]:
    """Return those of these people who are erased, or are being erased; read consistently, a hundred at a time."""
    keys = [(subject, _MARK) for subject in sorted(set(subjects))]
    return frozenset(row.subject for row in MentionRow.batch_get(keys, consistent_read=True)) if keys else frozenset()


def list_things(subject: str, kind: str, *, limit: int, start: Cursor | None = None) -> ResultPage[str]:
    """Return ids of one page of the things of a kind that name a person, read consistently, and where it goes on."""
    rows = MentionRow.query(
        subject,
        MentionRow.thing.startswith(f"{kind}/"),
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.thing.partition("/")[2] for row in rows], rows.last_evaluated_key)


def forget_subject(subject: str) -> None:
    """Remove everything of the index about a person, the mark as well."""
    for row in MentionRow.query(subject, consistent_read=True):
        row.delete()


def _is_marked(erased: Erased | None) -> Condition:
    return MentionRow.subject.does_not_exist() if erased is None else MentionRow.erased == erased


def _refusal(error: TransactWriteError, checks: int, what: str, *, on: Basis | None, limited: bool) -> SojournError:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = person_erased(codes, checks)
    if erased is not None:
        return erased
    if on is not None and _CONDITION_FAILED in codes[checks : checks + 1]:
        return on.changed
    if _CONDITION_FAILED in (codes[:-1] if limited else codes):
        return VersionConflict(f"{what} has changed meanwhile.")
    if _CONDITION_FAILED in codes or "TransactionConflict" in codes:
        return Contended(f"{what} is being changed at the moment.")
    return Unavailable("It is not certain whether the change was written.")
