"""Waiting for what another process or thread does, on a machine that may be busy with something else: until it is so,
and never for a time that ought to be enough. A test that is red waits long; one that is green waits no longer than it
has to."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

# Long enough for anything here on a machine with ten times as much to do as it can.
PATIENCE = 180.0
# A limit for what would otherwise not end at all, or not before PATIENCE is over.
SOON = 60.0
_PAUSE = 0.1


def eventually(find: Callable[[], T], seconds: float = PATIENCE) -> T:
    """What `find` finds once it finds something. Raises AssertionError when the time is over."""
    until = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < until, f"nothing was found within {seconds} s"
        time.sleep(_PAUSE)
    return found


def becomes(read: Callable[[], T], wanted: T, seconds: float = PATIENCE) -> T:
    """What `read` gives, once that is `wanted`; what it gave last when the time is over, for an assertion to show."""
    until = time.monotonic() + seconds
    while (last := read()) != wanted and time.monotonic() < until:
        time.sleep(_PAUSE)
    return last


@contextmanager
def ends_soon(seconds: float = SOON) -> Iterator[None]:
    """Assert that the block ends by itself and does not wait for what never comes, or comes much later."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert took < seconds, f"it took {took:.1f} s"
