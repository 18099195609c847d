"""The shared cache is only ever quicker: whatever becomes of its server, a value is read as if there were none, and a
metric says so."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.errors import Unavailable
from chalicelib.gateways.cache import valkey
from chalicelib.gateways.cache.in_process import InProcessCache
from chalicelib.gateways.cache.resp import RespConnection, RespError
from chalicelib.gateways.cache.valkey import LARGEST_VALUE, LET_BE_SECONDS, ValkeyCache, fingerprint
from tests.support.valkey_stand_in import ValkeyStandIn, valkey_stand_in
from tests.unit.gateways.cache import contract
from tests.unit.gateways.cache.contract import Loading, Other, Thing

ONE = Thing(name="one", numbers=(1, 2))


@pytest.fixture(name="server")
def a_server() -> Iterator[ValkeyStandIn]:
    with valkey_stand_in() as server:
        yield server


def cache_of(server: ValkeyStandIn, prefix: str = "sojourn:dev") -> ValkeyCache:
    """The cache as a process that has just started has it."""
    return ValkeyCache(InProcessCache(), server.connect, prefix)


class TestValkeyCache(contract.Contract):
    @pytest.fixture(autouse=True)
    def _server(self, server: ValkeyStandIn) -> None:
        type(self).server = server  # hypothesis makes a cache for each example

    server: ValkeyStandIn

    def make_cache(self) -> ValkeyCache:
        self.server.kept.clear()
        return cache_of(self.server)


def failures(written: str) -> list[Any]:
    """What went wrong with the cache, by the lines; each is counted by the metric, too."""
    lines = [json.loads(each) for each in written.splitlines()]
    reasons = [line["reason"] for line in lines if line["message"] == "The cache does not answer"]
    assert len([line for line in lines if line.get("CacheFailures")]) == len(reasons)
    return reasons


def test_what_one_process_has_loaded_another_does_not_load(server: ValkeyStandIn) -> None:
    first, second = Loading(ONE), Loading(ONE)

    cache_of(server).read("a", Thing, first)

    assert cache_of(server).read("a", Thing, second) == ONE
    assert (first.times, second.times) == (1, 0)


def test_stages_and_forms_of_a_type_do_not_meet(server: ValkeyStandIn) -> None:
    cache_of(server).read("a", Thing, Loading(ONE))
    load = Loading(ONE)

    cache_of(server, "sojourn:prod").read("a", Thing, load)
    cache_of(server).read("a", Other, lambda: Other(name="other"))

    assert load.times == 1
    assert len(server.kept) == 3
    assert fingerprint(Thing) != fingerprint(Other)


def test_a_process_asks_once_for_what_it_has_seen_then_and_on_one_connection(server: ValkeyStandIn) -> None:
    cache = cache_of(server)

    for key in "aabbab":
        cache.read(key, Thing, Loading(ONE))

    assert [words[0] for words in server.commands] == [b"GET", b"SET"] * 2
    assert server.connections == 1


def test_values_expire_where_nobody_asks_for_them(server: ValkeyStandIn) -> None:
    cache_of(server).read("a", Thing, Loading(ONE))

    assert server.commands[-1][-2:] == [b"EX", str(valkey.KEPT_SECONDS).encode()]


@pytest.mark.parametrize("kept", [b"", b"{", b'{"name": 1}', b"\xff", b"[]"])
def test_what_cannot_be_read_is_loaded_and_replaced(
    server: ValkeyStandIn, capsys: pytest.CaptureFixture[str], kept: bytes
) -> None:
    cache_of(server).read("a", Thing, Loading(ONE))
    (name,) = server.kept
    good, server.kept[name] = server.kept[name], kept

    assert cache_of(server).read("a", Thing, Loading(ONE)) == ONE

    assert server.kept[name] == good
    assert failures(capsys.readouterr().err) == ["unreadable"]


def test_a_value_that_is_too_large_is_not_put_there(server: ValkeyStandIn) -> None:
    large = Thing(name="x" * LARGEST_VALUE)

    assert cache_of(server).read("a", Thing, Loading(large)) == large

    assert server.kept == {}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"-NOPERM this user has no permissions\r\n", "NOPERM"),
        (b"-LOADING Valkey is loading\r\n", "LOADING"),
        (b"*1\r\n$1\r\na\r\n", "no answer"),
        (b"$x\r\n", "no length"),
        (None, "ConnectionError"),
    ],
)
def test_a_server_that_fails_costs_one_try_and_no_request(
    server: ValkeyStandIn, capsys: pytest.CaptureFixture[str], answer: bytes | None, reason: str
) -> None:
    server.says = lambda _: answer
    cache, loads = cache_of(server), [Loading(ONE) for _ in range(3)]

    assert [cache.read(str(place), Thing, load) for place, load in enumerate(loads)] == [ONE] * 3

    assert failures(capsys.readouterr().err) == [reason]
    assert len(server.commands) == 1


def test_it_is_asked_again_after_some_seconds(server: ValkeyStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    time = [100.0]
    monkeypatch.setattr(clock, "elapsed", lambda: time[0])
    cache, server.says = cache_of(server), lambda _: b"-ERR\r\n"
    cache.read("a", Thing, Loading(ONE))
    server.says = None

    time[0] += LET_BE_SECONDS - 0.1
    cache.read("b", Thing, Loading(ONE))
    let_be = dict(server.kept)
    time[0] += 0.2
    cache.read("c", Thing, Loading(ONE))

    assert let_be == {}
    assert len(server.kept) == 1


def test_a_connection_that_died_while_nobody_used_it_is_replaced_and_is_no_failure(
    server: ValkeyStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = cache_of(server)
    cache.read("a", Thing, Loading(ONE))
    server.cut()

    cache.read("b", Thing, Loading(ONE))

    assert len(server.kept) == 2
    assert failures(capsys.readouterr().err) == []


@pytest.mark.parametrize("refusal", [ConnectionRefusedError(), RespError("WRONGPASS"), Unavailable("no role")])
def test_nobody_there_is_as_if_there_were_no_cache(capsys: pytest.CaptureFixture[str], refusal: Exception) -> None:
    def connect() -> RespConnection:
        raise refusal

    cache = ValkeyCache(InProcessCache(), connect, "sojourn:dev")

    assert cache.read("a", Thing, Loading(ONE)) == ONE
    assert len(failures(capsys.readouterr().err)) == 1


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_server(server: ValkeyStandIn) -> None:
    def load() -> Thing:
        raise KeyError("a mistake")

    with pytest.raises(KeyError):
        cache_of(server).read("a", Thing, load)
