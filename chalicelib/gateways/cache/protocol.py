"""What every cache does, wherever it keeps things."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Cache(Protocol):
    """Keeps values that never change under their key: what is under one is as good as what is loaded. It may forget at
    any time, and a cache that fails has forgotten."""

    def read(self, key: str, kind: type[T], load: Callable[[], T]) -> T:
        """Return the value of a key: the one that is kept, or the one that is loaded now and kept from now on. Raises
        what `load` raises, and nothing else."""
