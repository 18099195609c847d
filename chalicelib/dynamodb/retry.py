"""Making a change again that somebody else's came before."""

import time
from collections.abc import Callable
from typing import TypeVar

from chalicelib.errors import VersionConflict

T = TypeVar("T")


def until_kept(
    attempt: Callable[[], T], conflict: type[Exception] = VersionConflict, *, attempts: int = 5, pause: float = 0.0
) -> T:
    """Return what comes of `attempt`, which reads something and changes it. When somebody else changes it in between,
    which a `conflict` says, it is made again, from the reading on, up to `attempts` times in all and `pause` seconds
    apart, longer from turn to turn; what else it does has to be safe to do twice.

    Raises the last conflict, and what else `attempt` raises at once.
    """
    for turn in range(1, attempts):
        try:
            return attempt()
        except conflict:
            time.sleep(pause * turn)
    return attempt()
