"""Which of our functions is at work when a call is made in process: every worker that a handler of `app.py` delegates
to is marked with the handler's name, every view of the API with that of the API's function."""

import contextlib
import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from chalicelib.api.http.routing import Endpoint
from tests.least_privilege.ways_in import WAYS_IN
from tests.support.delegates import delegates
from tests.support.process_memory import forget_all
from tests.support.tables import ROOT

_END = object()
API = "api_handler"
NOBODY = ""


class Acting:
    """Who is at work, thread by thread; a thread works for whoever has started it.

    A function that comes to work for the first time since `begin` is cold; not by a thread that one started, which
    may outlive its test, and would make others forget in the middle of theirs.
    """

    def __init__(self, make_cold: Callable[[], None] = forget_all) -> None:
        self._make_cold = make_cold
        self._warm: set[str] = set()
        self._of_thread = threading.local()

    def begin(self) -> None:
        """From now on every function is cold."""
        self._warm.clear()

    @property
    def function(self) -> str:
        """The function at work in this thread; nobody, when a test calls by itself."""
        names = self._names()
        return names[-1] if names else NOBODY

    @contextmanager
    def as_function(self, name: str) -> Iterator[None]:
        """What happens here is done by this function."""
        if name not in {NOBODY, *self._warm}:
            self._warm.add(name)
            self._make_cold()
        with self._named(name):
            yield

    @contextmanager
    def _named(self, name: str) -> Iterator[None]:
        names = self._names()
        names.append(name)
        try:
            yield
        finally:
            names.pop()

    def _names(self) -> list[str]:
        names: list[str] | None = getattr(self._of_thread, "names", None)
        if names is None:
            names = self._of_thread.names = []
        return names

    def follow_threads(self) -> None:
        """From now on let every thread that a function starts be the function's."""
        start, run = threading.Thread.start, threading.Thread.run
        starters: WeakKeyDictionary[threading.Thread, str] = WeakKeyDictionary()

        def start_for(thread: threading.Thread) -> None:
            starters[thread] = self.function
            start(thread)

        def run_for(thread: threading.Thread) -> None:
            with self._named(starters.get(thread, NOBODY)):
                run(thread)

        threading.Thread.start = start_for  # type: ignore[method-assign,assignment]
        threading.Thread.run = run_for  # type: ignore[method-assign,assignment]

    def mark(self, name: str, work: Callable[..., Any], *, of_others: bool = False) -> Callable[..., Any]:
        """Return `work` as the function's; what other functions do as well is theirs when they are at work."""

        @functools.wraps(work)
        def marked(*args: Any, **kwargs: Any) -> Any:
            with self.as_function((of_others and self.function) or name):
                return work(*args, **kwargs)

        @functools.wraps(work)
        def streamed(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with contextlib.closing(work(*args, **kwargs)) as pieces:
                while True:
                    with self.as_function(name):  # and not while somebody else has the piece
                        piece = next(pieces, _END)
                    if piece is _END:
                        return
                    yield piece

        return streamed if inspect.isgeneratorfunction(work) else marked


def mark_entries(acting: Acting) -> None:
    """Mark every way into a function; before anybody has imported one of them by name."""
    for name, delegate in delegates((ROOT / "app.py").read_text(encoding="utf-8")).items():
        module, _, worker = delegate.partition(":")
        found = import_module(module)
        setattr(found, worker, acting.mark(name, getattr(found, worker)))
    for way in WAYS_IN:
        services = import_module(f"chalicelib.services.{way.module}")
        for each in way.names or _list_public(services):
            setattr(services, each, acting.mark(way.function, getattr(services, each), of_others=not way.alone))
    Endpoint.__call__ = acting.mark(API, Endpoint.__call__)  # type: ignore[method-assign]


def _list_public(module: ModuleType) -> list[str]:
    """Return the names of a module's own functions that do what they do when they are called."""
    return [
        name
        for name, found in vars(module).items()
        if inspect.isfunction(inspect.unwrap(found) if callable(found) else found)
        and found.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.isgeneratorfunction(found)
    ]
