"""A process keeps the values that were asked for last, and no more."""

import threading

import pytest

from chalicelib.gateways.cache.in_process import MOST_VALUES, InProcessCache
from tests.unit.gateways.cache import contract
from tests.unit.gateways.cache.contract import Loading, Thing


class TestInProcessCache(contract.Contract):
    def make_cache(self) -> InProcessCache:
        return InProcessCache()


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    cache = InProcessCache(most=2)
    loads = {name: Loading(Thing(name=name)) for name in "abc"}

    for name in "abacab":
        cache.read(name, Thing, loads[name])

    assert {name: load.times for name, load in loads.items()} == {"a": 1, "b": 2, "c": 1}


def test_what_is_kept_is_bounded() -> None:
    cache = InProcessCache()
    loads = [Loading(Thing(name=str(number))) for number in range(3 * MOST_VALUES)]

    for load in (*loads, loads[0]):
        cache.read(load.value.name, Thing, load)

    assert (loads[0].times, loads[-1].times) == (2, 1)


@pytest.mark.waits
def test_whoever_loads_slowly_keeps_nobody_else_waiting() -> None:
    cache, begun, done = InProcessCache(), threading.Event(), threading.Event()

    def load_slowly() -> Thing:
        begun.set()
        done.wait()
        return Thing(name="slow")

    thread = threading.Thread(target=cache.read, args=("slow", Thing, load_slowly))
    thread.start()
    begun.wait()
    quick = cache.read("quick", Thing, Loading(Thing(name="quick")))
    done.set()
    thread.join()

    assert quick == Thing(name="quick")
