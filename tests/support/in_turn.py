"""What works side by side, done one after another: in the order in which it was given, in this thread."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class InTurn(Executor):
    """Does what it is given at once; a crash in it is one of whoever gave it."""

    def __init__(self, _most: int) -> None:
        super().__init__()

    def submit(self, do: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(do(*args, **named))
        return future
