"""Lists read a page at a time."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from pynamodb.pagination import ResultIterator

from chalicelib import observability
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.tables import UNREADABLE, Unreadable

R = TypeVar("R")
T = TypeVar("T")
U = TypeVar("U")

# How many times as many rows a page goes over, at most, as it may hold: those that its filters pass over.
_MOST_PASSES = 5


class ResultPage(NamedTuple, Generic[T]):
    """Some of a list, and where the next page starts: None at its end. It may be short although more follow."""

    rows: list[T]
    next: Cursor | None


class UnreadableRow(NamedTuple):
    """A row of a list that cannot be read: it is said by its key, and hides no other."""

    key: str


def find_unreadable(rows: Iterable[object]) -> tuple[str, ...]:
    """Return the keys of those rows of a list that cannot be read."""
    return tuple(each.key for each in rows if isinstance(each, UnreadableRow))


def read_isolated(table: str, values: Iterable[tuple[str, T | Unreadable]]) -> list[T | UnreadableRow]:
    """Return the values of rows, each given with its row's key; of those that cannot be read the ids, which are
    reported."""
    found = [UnreadableRow(id_of_row(key)) if isinstance(value, Unreadable) else value for key, value in values]
    report_unreadable(table, find_unreadable(found))
    return found


def id_of_row(key: str) -> str:
    """Return whose row one of a list is, be it their own or a copy beside it, by its key."""
    return key.partition("#")[0]


def report_unreadable(table: str, keys: Collection[str]) -> None:
    """Say which rows of a table could not be read, if any, in the log and by UnreadableRowsAlarm."""
    if count := len(keys):
        observability.error("rows unreadable", tableName=table, rowKeys=list(keys))
        observability.metric("UnreadableRows", count, by_operation=False)


def read_each(rows: ResultIterator[R], make: Callable[[R], T]) -> tuple[list[T], int]:
    """Return what `make` makes of the rows that can be read, and how many cannot: one that another release wrote, or
    that lacks what it should have, hides no other."""
    found: list[T] = []
    unreadable = 0
    while True:
        try:
            found.append(make(next(rows)))
        except StopIteration:
            return found, unreadable
        except UNREADABLE:  # of what is in it; a page that is not had is raised
            unreadable += 1


def page_of(rows: ResultIterator[T], keep: Callable[[T], bool], *, limit: int) -> ResultPage[T]:
    """Return up to `limit` rows that `keep` wants; at most `5 * limit` rows are read.

    So a page costs no more the more rows are passed over, and may be short, or empty, although more follow.
    """
    found: list[T] = []
    for row in islice(rows, _MOST_PASSES * limit):
        if keep(row):
            found.append(row)
        if len(found) == limit:
            break
    return ResultPage(found, rows.last_evaluated_key)


def choose_page(
    read: Callable[[int, Cursor | None], ResultPage[T]],
    choose: Callable[[list[T]], list[U]],
    *,
    limit: int,
    start: Cursor | None,
) -> ResultPage[U]:
    """Return up to `limit` of what `choose` makes of what `read` finds, and where the next page starts.

    `read` is asked for as much as there is still room for, five times at most: so a page costs no more the more is
    passed over, and may be short, or empty, although more follow.
    """
    found: list[U] = []
    for _ in range(_MOST_PASSES):
        rows, start = read(limit - len(found), start)
        found += choose(rows)
        if start is None or len(found) == limit:
            break
    return ResultPage(found, start)


def read_partitions(
    attribute: str,
    partitions: Iterable[str],
    query: Callable[[str, int, Cursor | None], ResultIterator[T]],
    *,
    limit: int,
    start: Cursor | None,
) -> ResultPage[T]:
    """Return up to `limit` rows of several partitions of an index, one after the other, and where the next page starts.

    `attribute` is the partitions' key, and `partitions` begin with the one that `start` is in: a position in it, or the
    partition alone, where the one before was read to its end.
    """
    found: list[T] = []
    for partition in partitions:
        if len(found) == limit:
            return ResultPage(found, {attribute: {"S": partition}})
        inside = start if start and len(start) > 1 and start[attribute]["S"] == partition else None
        rows = query(partition, limit - len(found), inside)
        found += rows
        if rows.last_evaluated_key is not None:
            return ResultPage(found, rows.last_evaluated_key)
    return ResultPage(found, None)
