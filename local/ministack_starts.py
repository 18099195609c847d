"""Lets the embedded cloud start a few instances of a function at a time, and no more: each is a process that takes a
second or two of a processor to start, and twenty at once would take a laptop a minute.

Who finds so many being started waits until one of them is, and takes it if it is free. AWS starts one for each call.
"""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

Acquire = Callable[..., Any]

AT_ONCE = 3
LONGEST_WAIT = 30.0  # seconds; then one more is started
PAUSE = 0.01


def install(runtime: Any, functions: Any) -> None:
    """Have the emulator's functions take their instances so."""

    def list_workers(name: str, config: dict[str, Any], qualifier: str) -> list[Any]:
        with runtime._lock:
            return list(runtime._workers.get(runtime._worker_key(name, config, qualifier), ()))

    functions.acquire_worker = wait_for_starts(functions.acquire_worker, list_workers)


def wait_for_starts(acquire: Acquire, list_workers: Callable[..., Iterable[Any]]) -> Acquire:
    """Return `acquire`, which waits while as many instances of its function as may be are being started, and none is
    free."""

    choosing = threading.Lock()  # so that nobody begins a start between what one sees and does

    def run(name: str, config: dict[str, Any], code: bytes, qualifier: str = "$LATEST", **more: Any) -> Any:
        until = time.monotonic() + LONGEST_WAIT
        while True:
            with choosing:
                if time.monotonic() >= until or not _is_starting(list_workers(name, config, qualifier)):
                    return acquire(name, config, code, qualifier, **more)
            time.sleep(PAUSE)

    return run


def _is_starting(workers: Iterable[Any]) -> bool:
    known = list(workers)
    return all(each.in_use for each in known) and sum(each._cold for each in known) >= AT_ONCE
