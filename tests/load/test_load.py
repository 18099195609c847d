"""A small load in process: nobody is refused but the script, nothing is lost, and what would be lost is seen."""

from collections import Counter

import pytest

from infra.limits import Throttle
from tests.load import in_process
from tests.load.in_process import Asked, Bucket, run_load


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything happen within seconds."""
    for name, value in {"ARRIVING": 1.0, "CHOOSING": 3.0, "WILD": 5, "STEPS_STOP": 2.0, "FOR_SECONDS": 5.0}.items():
        monkeypatch.setattr(in_process, name, value)


def test_a_load_refuses_by_design_alone_and_loses_nothing() -> None:
    measured = run_load(Asked(bookings=3, rate=10, seconds=12))

    assert measured.found == ()
    assert measured.ends == Counter(booked=3)
    assert (measured.requests, measured.most_at_once) == (180, 3)
    assert measured.steps_refused > 0
    assert (measured.statuses[429], measured.refused_others) == (0, 0)
    assert "0 lost or wrong" in measured.describe()


def test_what_is_refused_without_need_or_asks_too_much_of_a_key_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_process, "WRITE_UNITS", 1)
    monkeypatch.setattr(in_process, "read_setting", lambda _setting: Throttle("/*", "*", 0.01, 1))

    found = run_load(Asked(bookings=1, rate=4, seconds=5)).found

    assert any(text.startswith("too hot: ") for text in found)
    assert any("the gateway let it not through" in text for text in found)


def test_a_gateway_lets_through_what_it_holds_and_then_so_many_a_second() -> None:
    bucket = Bucket(Throttle("/*", "*", 10, 5))

    assert [bucket.take(0.0) for _ in range(7)] == [True] * 5 + [False] * 2
    assert [bucket.take(0.25) for _ in range(3)] == [True, True, False]
    assert [bucket.take(9.0) for _ in range(6)] == [True] * 5 + [False]
