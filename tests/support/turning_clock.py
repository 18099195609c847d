"""A clock that stands until it is turned, put under the one place where the code reads the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest

from chalicelib import clock as read_clock

START = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


class TurningClock:
    """The present, as everything under test sees it."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def turn(self, **by: float) -> None:
        """Let time pass: `turn(minutes=5)`."""
        self.time += timedelta(**by)


_turning: list[TurningClock] = []  # the last one counts


class _Datetime(datetime):
    """Tells the time of the clock that is turned."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return _turning[-1].time.astimezone(tz)


def _elapsed() -> float:
    return _turning[-1].time.timestamp()


@contextmanager
def turning_clock(start: datetime = START) -> Iterator[TurningClock]:
    """Let `gateways.clock` read a clock that the test turns instead of the machine's."""
    turning = TurningClock(start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_clock, "datetime", _Datetime)
        patch.setattr(read_clock, "monotonic", _elapsed)
        _turning.append(turning)
        try:
            yield turning
        finally:
            _turning.remove(turning)
