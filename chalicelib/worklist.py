"""Working off what is due for many people, so that one thing that cannot be done stands in nobody's way.

Whoever loops over things of different people gives them here, as parts: what there is to do, and how one of it is done.
Each item is on its own. What one raises is logged with the ids that the part has for it, counted, and put off; the
others never hear of it. The parts share the time: next comes always the part that has taken the least of it, so that
one whose items are slow, or hang, costs the others no more than their share.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import copy_context
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from chalicelib import clock, observability
from chalicelib.errors import SojournError

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")

NOTHING = "nothing"  # what `do` says when there was nothing to do
FAILED = "failed"  # what it says when it could not be done for now
LEFT = "left"


class Part(NamedTuple, Generic[T]):
    """Things to do of one kind."""

    name: str
    items: Callable[[], Iterable[T]]
    """What is due, the longest overdue first."""
    do: Callable[[T], str]
    """Do one, and say in a word what that was; how often each word was said is counted."""
    ids: Callable[[T], Mapping[str, object]]
    """By which an item is known in the log; nothing of a person."""
    put_off: Callable[[T, str], datetime | None] | None = None
    """Let an item that was not done be due later, `nothing` or `failed` says why; since when it has been put off, or
    None when it has moved on. Where there is none, it stays where it is."""
    due_at: Callable[[T], datetime | None] = lambda _item: None


class Worked(NamedTuple):
    """What was done, by word; how many items failed; and how long, in seconds, the oldest that is left has been due."""

    counts: Counter[str]
    failed: int
    oldest_seconds: float | None


def work_off(parts: Sequence[Part[Any]], *, seconds: float) -> Worked:
    """Do what is due of every part, until nothing is or the time is over, and measure what is left."""
    until = clock.elapsed() + seconds
    parts_begun = [_Progress(part) for part in parts]
    while going := [part for part in parts_begun if not part.ended]:
        if clock.elapsed() >= until:
            break
        min(going, key=lambda part: part.taken).advance()
    for part in parts_begun:
        part.measure_left()
    return _measure(parts_begun)


def work_side_by_side(
    items: Iterable[T], do: Callable[[T], str], *, ids: Callable[[T], Mapping[str, object]], most: int, seconds: float
) -> Counter[str]:
    """Do items that wait for others, up to `most` at a time, until the time is over; how often `do` said each word.

    What one raises is logged and counted as `failed`; what was not come to in time is `left`.
    """
    until = clock.elapsed() + seconds
    counts: Counter[str] = Counter()
    room = threading.BoundedSemaphore(2 * most)  # a list is read no further ahead than that
    counting = threading.Lock()

    def do_guarded(item: T) -> None:
        try:
            word = LEFT if clock.elapsed() >= until else do(item)
        except Exception as error:  # noqa: BLE001 - the others are to be done whatever it is
            word = FAILED
            _log(error, "not done", ids(item))
        finally:
            room.release()
        with counting:
            counts[word] += 1

    with open_pool(most) as pool:
        for item in items:
            room.acquire()
            pool.submit(copy_context().run, do_guarded, item)
    return counts


def open_pool(most: int) -> "Executor":
    """Return threads that work side by side."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(most)


class _Progress:
    """One part under way."""

    def __init__(self, part: Part[Any]) -> None:
        self.part = part
        self.taken = 0.0  # seconds
        self.ended = False
        self.counts: Counter[str] = Counter()
        self.oldest: list[datetime] = []
        self._items: Iterator[Any] | None = None

    def advance(self) -> None:
        """Do one item, whatever comes of it."""
        begun = clock.elapsed()
        found = self._next()
        if found:
            self._do(found[0])
        self.taken += clock.elapsed() - begun

    def measure_left(self) -> None:
        """Note since when the first is due of those that were not come to."""
        if not self.ended and (found := self._next()):
            self._note_age(lambda: self.part.due_at(found[0]))

    def _next(self) -> list[Any]:
        """Return the next item, or nothing when there is none; a list that cannot be read ends the part, for now."""
        try:
            self._items = iter(self.part.items()) if self._items is None else self._items
            return [next(self._items)]
        except StopIteration:
            self.ended = True
        except Exception as error:  # noqa: BLE001 - the other parts are to go on whatever it is
            self.ended = True
            self.counts[FAILED] += 1
            _log(error, f"{self.part.name}: not listed", {})
        return []

    def _do(self, item: Any) -> None:
        try:
            outcome = self.part.do(item)
        except Exception as error:  # noqa: BLE001 - nor is it known what may be wrong with one item
            outcome = FAILED
            _log(error, f"{self.part.name}: not done", self.part.ids(item))
        self.counts[outcome] += 1
        if outcome in (NOTHING, FAILED):
            since = self._put_off(item, outcome)
            self.oldest += [since] if since and outcome == FAILED else []

    def _put_off(self, item: Any, why: str) -> datetime | None:
        """Put an item off, if that can be done; since when it has been due."""
        try:
            return self.part.due_at(item) if self.part.put_off is None else self.part.put_off(item, why)
        except Exception as error:  # noqa: BLE001 - it stays where it is, and is passed by
            _log(error, f"{self.part.name}: not put off", self.part.ids(item))
            return None

    def _note_age(self, due_at: Callable[[], datetime | None]) -> None:
        moment = due_at()
        self.oldest += [moment] if moment else []


def _measure(parts_begun: Sequence[_Progress]) -> Worked:
    """Say what was done and what is left; the alarms on what is overdue look at the oldest."""
    counts = sum((part.counts for part in parts_begun), Counter[str]())
    failed = counts[FAILED]
    oldest = min((each for part in parts_begun for each in part.oldest), default=None)
    seconds = None if oldest is None else (clock.now() - oldest).total_seconds()
    if seconds is not None:
        observability.metric("OldestDueSeconds", seconds, "Seconds")
    return Worked(counts, failed, seconds)


def _log(error: Exception, message: str, ids: Mapping[str, object]) -> None:
    """Write of a failure what it was and where; the words of an error that is not ours may hold what is somebody's."""
    if isinstance(error, SojournError):
        observability.error(message, **ids)
    else:
        observability.error(message, reason="withheld", **ids)
