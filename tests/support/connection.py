"""What the connections between our code and AWS have in common, whoever answers at their ends: what went over them,
where a call is cut, and how."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import RLock
from typing import Generic, TypeVar

C = TypeVar("C")

WRITES = {f"dynamodb.{each}Item" for each in ("Put", "Update", "Delete")} | {"dynamodb.TransactWriteItems"}


class Cut(StrEnum):
    """Where a call is cut: the process dies before it or after its effect, its answer is lost (to every attempt, or to
    the first one only), or nobody is reached."""

    BEFORE = "before"
    AFTER = "after"
    LOST = "lost"
    BLINK = "blink"
    UNREACHABLE = "unreachable"


class Crash(BaseException):
    """The process died at this point: no handler of the code under test may catch it."""


class RecordedConnection(Generic[C]):
    """What went over a connection, and where it was cut."""

    def __init__(self) -> None:
        self.calls: list[C] = []
        self.cut: list[tuple[C, Cut]] = []
        # Errors (JSON) that the next calls of an operation get instead of their effect.
        self.refusals: dict[str, list[str]] = {}
        self._lock = RLock()
        self._quiet = 0

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What the test itself looks at is neither counted nor cut."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
