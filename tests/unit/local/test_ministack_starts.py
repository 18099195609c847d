"""Of twenty calls at once a few start an instance, and the others take those that are started."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from local import ministack_starts
from local.ministack_starts import AT_ONCE, install
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits

TWENTY = 20


class Emulator:
    """What of the emulator is asked: instances by their function, each started by its first call."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._workers: dict[str, list[Any]] = {}
        self.acquire_worker: Any = self.take

    def _worker_key(self, name: str, _config: object, qualifier: str) -> str:
        return f"{name}:{qualifier}"

    def take(self, name: str, _config: object, _code: bytes, qualifier: str) -> Any:
        with self._lock:
            workers = self._workers.setdefault(self._worker_key(name, None, qualifier), [])
            free = [each for each in workers if not each.in_use]
            if not free:
                workers.append(SimpleNamespace(in_use=True, _cold=True))
                return workers[-1]
            free[0].in_use = True
            return free[0]

    def of(self, name: str) -> list[Any]:
        with self._lock:
            return list(self._workers.get(f"{name}:$LATEST", ()))


@pytest.fixture
def emulator() -> Emulator:
    made = Emulator()
    install(made, made)
    return made


def test_twenty_calls_at_once_start_no_more_than_a_few_at_a_time(emulator: Emulator) -> None:
    with ThreadPoolExecutor(TWENTY) as pool:
        calls = [pool.submit(emulator.acquire_worker, "api", {}, b"") for _ in range(TWENTY)]
        eventually(lambda: sum(call.done() for call in calls) == AT_ONCE)
        begun = len(emulator.of("api"))
        while calls:  # what is started answers, and is free for the next
            (first, *_) = eventually(lambda: [call for call in calls if call.done()])
            calls.remove(first)
            worker = first.result()
            worker.in_use = worker._cold = False

    assert begun == AT_ONCE


def test_instances_that_are_at_work_let_others_start(emulator: Emulator) -> None:
    for _ in range(TWENTY):  # one call after the other, each of which stays
        emulator.acquire_worker("api", {}, b"")._cold = False

    assert len(emulator.of("api")) == TWENTY


def test_functions_and_versions_do_not_wait_for_each_other(emulator: Emulator) -> None:
    for name in ("one", "other"):
        for _ in range(AT_ONCE):
            emulator.acquire_worker(name, {}, b"")
    emulator.acquire_worker("one", {}, b"", "7")

    assert [len(emulator.of(name)) for name in ("one", "other")] == [AT_ONCE, AT_ONCE]


def test_nobody_waits_for_ever(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ministack_starts, "LONGEST_WAIT", 0.05)
    for _ in range(AT_ONCE + 1):
        emulator.acquire_worker("api", {}, b"")

    assert len(emulator.of("api")) == AT_ONCE + 1
