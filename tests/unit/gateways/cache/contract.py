"""What every cache keeps to. Each one's test file takes `Contract` as a base class and says how an empty one is
made."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.value import Value
from chalicelib.errors import NotFound
from chalicelib.gateways.cache.protocol import Cache

_FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


class Thing(Value, frozen=True):
    """A value that is kept."""

    name: str
    numbers: tuple[int, ...] = ()


class Other(Value, frozen=True):
    """A value of another type."""

    name: str


class Loading:
    """Loads a value, and counts how often it had to."""

    def __init__(self, value: Thing) -> None:
        self.value = value
        self.times = 0

    def __call__(self) -> Thing:
        self.times += 1
        return self.value


def fail() -> NoReturn:
    raise NotFound("There is no such thing.")


class Contract:
    """Tests of one kind of cache; `make_cache` gives an empty one."""

    def make_cache(self) -> Cache:
        raise NotImplementedError

    def test_a_value_is_loaded_once_and_then_kept(self) -> None:
        cache, load = self.make_cache(), Loading(Thing(name="Zoë ☃", numbers=(1, -2, 10**15)))

        assert [cache.read("a", Thing, load) for _ in range(3)] == [load.value] * 3
        assert load.times == 1

    def test_another_key_and_another_type_are_other_values(self) -> None:
        cache = self.make_cache()
        cache.read("a", Thing, Loading(Thing(name="one")))

        assert cache.read("b", Thing, Loading(Thing(name="two"))) == Thing(name="two")
        assert cache.read("a", Other, lambda: Other(name="three")) == Other(name="three")
        assert cache.read("a", Thing, Loading(Thing(name="four"))) == Thing(name="one")

    def test_what_cannot_be_loaded_is_raised_and_tried_again(self) -> None:
        cache, load = self.make_cache(), Loading(Thing(name="one"))

        for _ in range(2):
            with pytest.raises(NotFound):
                cache.read("a", Thing, fail)

        assert cache.read("a", Thing, load) == load.value
        assert load.times == 1

    @_FEW
    @given(st.lists(st.tuples(st.integers(0, 30), st.text("aé☃", max_size=9)), max_size=60))
    def test_whatever_is_read_in_whatever_order_is_what_would_be_loaded(self, reads: list[tuple[int, str]]) -> None:
        cache, meant = self.make_cache(), dict[str, Thing]()

        for number, text in reads:
            key = f"key/{number}"
            meant.setdefault(key, Thing(name=text, numbers=(number,)))
            assert cache.read(key, Thing, load_of(meant[key])) == meant[key]


def load_of(value: Thing) -> Callable[[], Thing]:
    return lambda: value
