"""Lists read a page at a time."""

from collections.abc import Callable
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

import msgspec
from pynamodb.pagination import ResultIterator

from chalicelib.domain.value import Cursor

R = TypeVar("R")
T = TypeVar("T")


class ResultPage(NamedTuple, Generic[T]):
    """Some of a list, and where the next page starts: None at its end. It may be short although more follow."""

    rows: list[T]
    next: Cursor | None


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
        except (msgspec.MsgspecError, ValueError, TypeError):  # of what is in it; a page that is not had is raised
            unreadable += 1


def page_of(rows: ResultIterator[T], keep: Callable[[T], bool], *, limit: int) -> ResultPage[T]:
    """Return up to `limit` rows that `keep` wants; at most `5 * limit` rows are read.

    So a page costs no more the more rows are passed over, and may be short, or empty, although more follow.
    """
    found: list[T] = []
    for row in islice(rows, 5 * limit):
        if keep(row):
            found.append(row)
        if len(found) == limit:
            break
    return ResultPage(found, rows.last_evaluated_key)
