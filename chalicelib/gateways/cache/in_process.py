"""The cache that needs no service: the values themselves, in the memory of a process, for as long as that is warm."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

MOST_VALUES = 8  # policies are some tens of kilobytes each, a hundred when they are decoded


class InProcessCache:
    """Keeps the values that were asked for last."""

    def __init__(self, most: int = MOST_VALUES) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, type], Any] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, key: str, kind: type[T], load: Callable[[], T]) -> T:
        with self._lock:
            if (key, kind) in self._kept:
                self._kept.move_to_end((key, kind))
                known: T = self._kept[key, kind]
                return known
        value = load()  # without the lock: whoever asks for another key meanwhile does not wait
        with self._lock:
            self._kept[key, kind] = value
            self._kept.move_to_end((key, kind))
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
